//! Why odds are what they are: the named factors on the main rate of a question.
//!
//! What belongs here: the names. What never does: how large a factor is.

use serde::{Deserialize, Serialize};

/// Why odds are what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words layer has a text for each; the rules that apply them say what they do")]
pub enum ModifierName {
    Range,
    Posture,
    Cover,
    Skill,
    ShooterSuppressed,
    OnlySuspected,
    OpeningBurst,
    TargetMoving,
    TargetStranded,
    CommandTank,
    ShooterMoving,
    Armour,
    ShareInHex,
    DugIn,
    Ruts,
    Soil,
    Speed,
    CarriedByRoad,
    CloseQuality,
    Trench,
    Uphill,
    UncutWire,
    TanksWithInfantry,
    TanksAlone,
    FlameTanks,
    Night,
    Stress,
    Losses,
    Suppressed,
    Nerve,
    Led,
    Quiet,
    FromTanks,
    Darkness,
    Fog,
    UnderFire,
    SoftGround,
    QuickDrill,
    FlakGuns,
    ReverseSlope,
    CaughtBelow,
    OnFoot,
    Shelling,
    OffRoad,
    Rain,
    SameAxis,
    LocalAction,
    Initiative,
    ByRadio,
    RadioLost,
    StaffQuality,
    CommanderLost,
}

impl ModifierName {
    /// All, for the words layer's test.
    pub const ALL: [ModifierName; 52] = {
        use ModifierName::*;
        [
            Range,
            Posture,
            Cover,
            Skill,
            ShooterSuppressed,
            OnlySuspected,
            OpeningBurst,
            TargetMoving,
            TargetStranded,
            CommandTank,
            ShooterMoving,
            Armour,
            ShareInHex,
            DugIn,
            Ruts,
            Soil,
            Speed,
            CarriedByRoad,
            CloseQuality,
            Trench,
            Uphill,
            UncutWire,
            TanksWithInfantry,
            TanksAlone,
            FlameTanks,
            Night,
            Stress,
            Losses,
            Suppressed,
            Nerve,
            Led,
            Quiet,
            FromTanks,
            Darkness,
            Fog,
            UnderFire,
            SoftGround,
            QuickDrill,
            FlakGuns,
            ReverseSlope,
            CaughtBelow,
            OnFoot,
            Shelling,
            OffRoad,
            Rain,
            SameAxis,
            LocalAction,
            Initiative,
            ByRadio,
            RadioLost,
            StaffQuality,
            CommanderLost,
        ]
    };
}

/// One named factor on the main rate of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modifier {
    /// why
    pub name: ModifierName,
    /// by how much, per mille; 1000 changes nothing
    pub permille: u32,
}
