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
            Question::Strain(q) => self.ask_strain(q),
            Question::Leader(q) => self.ask_leader(q),
            Question::Rout(q) => self.ask_rout(q),
            Question::FallSick(q) => self.ask_fall_sick(q),
            Question::Return(q) => self.ask_return(q),
            Question::CloseAttack(q) => self.ask_close_attack(q),
            Question::Surrender(q) => self.ask_surrender(q),
            Question::Astray(q) => self.ask_astray(q),
            Question::Locate(q) => self.ask_locate(q),
            Question::Suspicion(q) => self.ask_suspicion(q),
            Question::Estimate(q) => self.ask_estimate(q),
            Question::FalseReport(q) => self.ask_false_report(q),
            Question::Hitch(q) => self.ask_hitch(q),
        }
    }
    /// The odds alone (what a cast uses).
    pub fn lottery(&self, question: &Question) -> Lottery {
        self.ask(question).lottery
    }
}
