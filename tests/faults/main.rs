//! Faults of the data: every code with its fixture and its lesson, shipped files with one slip each, files that are hardly
//! files, and the limits of what loads.

mod codes;
mod edits;
mod fuzz;
mod garbage;
mod limits;
mod shop;
