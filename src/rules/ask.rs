//! The door of the rules: which module answers which question.

use super::{Asked, Lottery, Question, Tables};

impl Tables {
    /// Answer a question with its modifiers and odds.
    pub fn ask(&self, question: &Question) -> Asked {
        let _ = question;
        unimplemented!()
    }
    /// The odds alone (what a cast uses).
    pub fn lottery(&self, question: &Question) -> Lottery {
        self.ask(question).lottery
    }
}
