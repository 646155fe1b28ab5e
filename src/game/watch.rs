//! Showing the enemy's move: the reports of it one after the other, at a speed, until all are shown or skipped.
//!
//! What belongs here: which report is shown next and what the map looks like until then. What never does: the battle, clocks
//! of the machine, drawing.

use crate::view::{Observation, Report, What, Who};

/// Milliseconds that one report is shown at the slowest speed.
const STEP_MS: u32 = 900;
/// Greatest speed: each step halves the time.
const FASTEST: u32 = 5;

/// The enemy's move as it is shown.
#[derive(Default)]
pub(super) struct Watch {
    /// what was known before it, with contacts moved as they were shown so far
    before: Option<Observation>,
    shown: usize,
    runs: bool,
    elapsed_ms: u32,
    /// each step halves the time
    speed: u32,
}

impl Watch {
    /// Nothing to show; so many reports are known.
    pub fn new(shown: usize) -> Watch {
        Watch { shown, speed: 1, ..Watch::default() }
    }
    /// Reports shown so far.
    pub fn shown(&self) -> usize {
        self.shown
    }
    /// Whether something is being shown.
    pub fn runs(&self) -> bool {
        self.runs
    }
    /// How fast, from 0.
    pub fn speed(&self) -> u32 {
        self.speed
    }
    /// Faster or slower.
    pub fn faster(&mut self, steps: i32) {
        self.speed = self.speed.saturating_add_signed(steps).min(FASTEST);
    }
    /// What is known as far as it was shown, while something is.
    pub fn seen(&self) -> Option<&Observation> {
        self.before.as_ref()
    }
    /// The last report shown.
    pub fn last<'a>(&self, told: &'a [Report]) -> Option<&'a Report> {
        self.shown.checked_sub(1).and_then(|at| told.get(at)).filter(|_| self.runs)
    }

    /// Keep what is known now: a move of others begins.
    pub fn begin(&mut self, seen: &Observation, told: usize) {
        if self.before.is_none() {
            self.before = Some(seen.clone());
            self.shown = told;
        }
    }

    /// Show the reports from a place on, if there is anything among them to look at.
    pub fn run_from(&mut self, from: usize, told: &[Report]) {
        self.runs = self.before.is_some() && told.get(from..).is_some_and(|new| new.iter().any(|r| r.what.place().is_some()));
        if self.runs {
            self.shown = from;
            self.elapsed_ms = 0;
        } else {
            self.skip();
            self.shown = told.len();
        }
    }

    /// Nothing is kept back of what is known, unless it is being shown.
    pub fn catch_up(&mut self, told: usize) {
        if !self.runs && self.before.is_none() {
            self.shown = told;
        } else {
            self.shown = self.shown.min(told);
        }
    }

    /// Show no more.
    pub fn skip(&mut self) {
        self.runs = false;
        self.before = None;
    }

    /// Some time has passed; `true` if another report is shown or all are.
    pub fn pass(&mut self, milliseconds: u32, told: &[Report]) -> bool {
        if !self.runs {
            return false;
        }
        self.elapsed_ms += milliseconds;
        let step = STEP_MS >> self.speed;
        let mut changed = false;
        while self.runs && self.elapsed_ms >= step {
            self.elapsed_ms -= step;
            changed = true;
            // On to the next report that has a place on the map.
            loop {
                let Some(report) = told.get(self.shown) else {
                    self.skip();
                    break;
                };
                self.shown += 1;
                if let Some(seen) = &mut self.before {
                    follow(seen, report);
                }
                if report.what.place().is_some() {
                    break;
                }
            }
        }
        changed
    }
}

/// Move what is drawn as a report tells.
fn follow(seen: &mut Observation, report: &Report) {
    let (who, to) = match report.what {
        What::Moved { unit, to, .. } | What::Retreated { unit, to, .. } => (unit, to),
        What::ContactMade { contact, hex, .. } => (Who::Contact(contact), hex),
        _ => return,
    };
    match who {
        Who::Contact(id) => {
            if let Some(c) = seen.contacts.iter_mut().find(|c| c.id == id) {
                c.hex = to;
                c.seen_at = report.at;
                c.current = true;
            }
        }
        Who::Own(id) => {
            if let Some(u) = seen.units.iter_mut().find(|u| u.id == id) {
                u.hex = Some(to);
            }
        }
        Who::Unseen => {}
    }
}
