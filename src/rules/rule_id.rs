//! Which rule a question belongs to. What is asked, and the answers, do not belong here.

use super::Question;
use serde::{Deserialize, Serialize};

/// Which rule a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "one for each variant of Question, named alike")]
pub enum RuleId {
    MenUnderFire,
    AntiTank,
    GunHunt,
    Barrage,
    Strike,
    Bog,
    Assault,
    Stand,
    Spot,
    Recover,
    Rally,
    Delay,
    Flak,
    Mines,
    LineUnderFire,
    Breakdown,
    Repair,
    Spell,
    Strain,
    Leader,
    Rout,
    FallSick,
    Return,
    CloseAttack,
    Surrender,
    Astray,
    Locate,
    Suspicion,
    Estimate,
    FalseReport,
    Hitch,
}

impl RuleId {
    /// All rules.
    pub const ALL: [RuleId; 31] = [
        RuleId::MenUnderFire,
        RuleId::AntiTank,
        RuleId::GunHunt,
        RuleId::Barrage,
        RuleId::Strike,
        RuleId::Bog,
        RuleId::Assault,
        RuleId::Stand,
        RuleId::Spot,
        RuleId::Recover,
        RuleId::Rally,
        RuleId::Delay,
        RuleId::Flak,
        RuleId::Mines,
        RuleId::LineUnderFire,
        RuleId::Breakdown,
        RuleId::Repair,
        RuleId::Spell,
        RuleId::Strain,
        RuleId::Leader,
        RuleId::Rout,
        RuleId::FallSick,
        RuleId::Return,
        RuleId::CloseAttack,
        RuleId::Surrender,
        RuleId::Astray,
        RuleId::Locate,
        RuleId::Suspicion,
        RuleId::Estimate,
        RuleId::FalseReport,
        RuleId::Hitch,
    ];
}

impl Question {
    /// The rule that answers it.
    pub const fn rule(&self) -> RuleId {
        match self {
            Question::MenUnderFire(_) => RuleId::MenUnderFire,
            Question::AntiTank(_) => RuleId::AntiTank,
            Question::GunHunt(_) => RuleId::GunHunt,
            Question::Barrage(_) => RuleId::Barrage,
            Question::Strike(_) => RuleId::Strike,
            Question::Bog(_) => RuleId::Bog,
            Question::Assault(_) => RuleId::Assault,
            Question::Stand(_) => RuleId::Stand,
            Question::Spot(_) => RuleId::Spot,
            Question::Recover(_) => RuleId::Recover,
            Question::Rally(_) => RuleId::Rally,
            Question::Delay(_) => RuleId::Delay,
            Question::Flak(_) => RuleId::Flak,
            Question::Mines(_) => RuleId::Mines,
            Question::LineUnderFire(_) => RuleId::LineUnderFire,
            Question::Breakdown(_) => RuleId::Breakdown,
            Question::Repair(_) => RuleId::Repair,
            Question::Spell(_) => RuleId::Spell,
            Question::Strain(_) => RuleId::Strain,
            Question::Leader(_) => RuleId::Leader,
            Question::Rout(_) => RuleId::Rout,
            Question::FallSick(_) => RuleId::FallSick,
            Question::Return(_) => RuleId::Return,
            Question::CloseAttack(_) => RuleId::CloseAttack,
            Question::Surrender(_) => RuleId::Surrender,
            Question::Astray(_) => RuleId::Astray,
            Question::Locate(_) => RuleId::Locate,
            Question::Suspicion(_) => RuleId::Suspicion,
            Question::Estimate(_) => RuleId::Estimate,
            Question::FalseReport(_) => RuleId::FalseReport,
            Question::Hitch(_) => RuleId::Hitch,
        }
    }
}
