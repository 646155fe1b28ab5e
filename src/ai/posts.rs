//! What is held by whom beyond what shows itself at the moment: a player's own notes on where men were seen dug in.
//!
//! Contacts are forgotten after three quarters of an hour, and men below the crest or with their heads down do not show; but a
//! trench from which nobody was seen to leave is not empty.

use super::maps::counts;
use crate::hex::HexId;
use crate::rules::{Certainty, Clock, Posture};
use crate::view::{Contact, ContactId, Observation};
use serde::{Deserialize, Serialize};

/// Seconds for which a place where men were seen dug in is taken to be held.
const HELD_S: u32 = 4 * 3_600;
/// Of men once counted, the share still reckoned with, per cent: the others are hit, or were counted too many.
const LEFT_PERCENT: u32 = 75;
/// Men seen dug in at a place.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Post {
    contact: ContactId,
    hex: HexId,
    /// the most that were counted there
    men: u16,
    seen_at: Clock,
}

/// The notes, in the order in which they were first taken.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Posts {
    list: Vec<Post>,
}

impl Posts {
    /// Note who is seen where, at a turn's start. Who has moved, or whose hex one's own have come into, holds it no longer.
    pub fn note(&mut self, view: &Observation) {
        for c in view.contacts.iter().filter(|c| c.certainty >= Certainty::Seen && c.posture >= Posture::Scrape) {
            let men = believed(c);
            match self.list.iter_mut().find(|p| p.contact == c.id) {
                Some(p) if p.hex == c.hex => (p.men, p.seen_at) = (p.men.max(men), p.seen_at.max(c.seen_at)),
                Some(p) => (p.hex, p.men, p.seen_at) = (c.hex, men, c.seen_at),
                None => self.list.push(Post { contact: c.id, hex: c.hex, men, seen_at: c.seen_at }),
            }
        }
        let moved = |p: &Post| view.contact(p.contact).is_some_and(|c| c.hex != p.hex);
        let entered = |p: &Post| view.units.iter().any(|u| u.active() && u.hex == Some(p.hex));
        self.list.retain(|p| !moved(p) && !entered(p) && view.turn_from.since(p.seen_at) <= HELD_S);
    }

    /// Men believed in a hex beyond those who show themselves now.
    pub fn unseen_men(&self, view: &Observation, hex: HexId) -> u32 {
        let shown: u32 = view.contacts.iter().filter(|c| c.hex == hex && counts(view, c)).map(|c| u32::from(believed(c))).sum();
        // A contact that was lost may have been found again under another number: the two are not added.
        let of = |lost: bool| -> u32 {
            let noted = self.list.iter().filter(|p| p.hex == hex && view.contact(p.contact).is_none() == lost);
            noted.map(|p| u32::from(p.men)).sum()
        };
        (of(false).max(of(true)) * LEFT_PERCENT / 100).saturating_sub(shown)
    }
}

/// Men that a contact is believed to be.
fn believed(c: &Contact) -> u16 {
    u16::midpoint(c.men.0, c.men.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;
    use crate::view::fixture::{duel, hex, sight, with};

    #[test]
    fn a_trench_from_which_nobody_was_seen_to_leave_is_still_held() {
        let mut view = duel(Side::Soviet);
        let (hill, foot) = (hex(&view, "0202"), hex(&view, "0102"));
        sight(&mut view, "jp.1ir.1bn.1co", hill, Certainty::Identified);
        view.contacts[0].posture = Posture::Trench;
        view.contacts[0].men = (160, 160);
        let mut posts = Posts::default();
        posts.note(&view);
        assert_eq!(posts.unseen_men(&view, hill), 0, "they all show themselves");
        // Lookouts alone.
        view.contacts[0].men = (16, 16);
        posts.note(&view);
        assert_eq!(posts.unseen_men(&view, hill), 120 - 16);
        // Nobody at all, and another contact of some of them: not added.
        let mut dark = view.clone();
        dark.contacts.clear();
        posts.note(&dark);
        assert_eq!(posts.unseen_men(&dark, hill), 120);
        sight(&mut dark, "jp.1ir.at", hill, Certainty::Seen);
        (dark.contacts[0].id, dark.contacts[0].men) = (ContactId(7), (40, 60));
        posts.note(&dark);
        assert_eq!(posts.unseen_men(&dark, hill), 120 - 50);
        // Long ago.
        dark.turn_from = dark.turn_from.plus(HELD_S + 60);
        dark.contacts.clear();
        posts.note(&dark);
        assert_eq!(posts.unseen_men(&dark, hill), 0);
        // Seen elsewhere.
        posts.note(&view);
        view.contacts[0].hex = foot;
        posts.note(&view);
        assert_eq!((posts.unseen_men(&view, hill), posts.unseen_men(&view, foot)), (0, 0));
        // One's own stand there.
        view.contacts[0].men = (160, 160);
        posts.note(&view);
        view.contacts.clear();
        with(&mut view, "su.1rr.1bn.1co", |u| u.hex = Some(foot));
        posts.note(&view);
        assert_eq!(posts.unseen_men(&view, foot), 0);
    }
}
