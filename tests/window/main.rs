//! The real window's app, drawn off screen and driven by mouse and keys. Needs a Vulkan device; a software one will do.

mod hands;
mod panels;
mod picture;
mod play;
mod random;
mod reload;
mod stages;
