//! The door of the rules: which module answers which question.

use super::{Asked, Lottery, Question, Tables};

impl Tables {
    /// Answer a question with its modifiers and odds.
    pub fn ask(&self, question: &Question) -> Asked {
        match question {
            Question::MenUnderFire(q) => self.ask_men(q),
            Question::AntiTank(q) => self.ask_antitank(q),
            Question::GunHunt(q) => self.ask_gun_hunt(q),
            Question::Barrage(q) => self.ask_barrage(q),
            Question::Strike(q) => self.ask_strike(q),
            Question::Bog(q) => self.ask_bog(q),
            Question::Assault(q) => self.ask_assault(q),
            Question::Stand(q) => self.ask_stand(q),
            Question::Spot(q) => self.ask_spot(q),
            Question::Recover(q) => self.ask_recover(q),
            Question::Rally(q) => self.ask_rally(q),
            Question::Delay(q) => self.ask_delay(q),
            Question::Flak(q) => self.ask_flak(q),
            Question::Mines(q) => self.ask_mines(q),
            Question::LineUnderFire(q) => self.ask_line(q),
            Question::Breakdown(q) => self.ask_breakdown(q),
            Question::Repair(q) => self.ask_repair(q),
            Question::Spell(q) => self.ask_spell(q),
            Question::Hitch(q) => self.ask_hitch(q),
        }
    }
    /// The odds alone (what a cast uses).
    pub fn lottery(&self, question: &Question) -> Lottery {
        self.ask(question).lottery
    }
}
