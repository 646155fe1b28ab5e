//! The tables of the rules as read from `assets/rules/*.ron`, and how they are read. What they say is asked through the
//! modules of the systems.

use super::air::Air;
use super::antitank::Armour;
use super::artillery::Artillery;
use super::assault::Close;
use super::bogging::Bogging;
use super::breakdown::Wear;
use super::command::Commanding;
use super::endurance::Endurance;
use super::figure::{Slot, Standing, Walk};
use super::fire::Fire;
use super::globals::Globals;
use super::morale::Morale;
use super::movement::Movement;
use super::obstacles::Obstacles;
use super::sight::Seeing;
use super::supply::Roads;
use super::suppression::Suppression;
use super::weather::Balance;
use super::works::Works;
use super::{GroundState, SideFeatures, Terrain};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a unit does that others may see or hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// men dug in or lying still
    SilentMen,
    /// a gun with its crew, still
    SilentGun,
    /// vehicles halted
    HaltedVehicles,
    /// men walking deployed
    MovingMen,
    /// a column on the march
    Column,
    /// vehicles driving
    MovingVehicles,
    /// small arms firing
    FiringMen,
    /// a gun or vehicle firing
    FiringGun,
    /// men digging in
    Digging,
}

/// One step from a hex into the next, as the movement rule sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// ground of the hex entered
    pub terrain: Terrain,
    /// ground left
    pub from: Terrain,
    /// climb, metres over 300 m (negative: down)
    pub rise_m: i16,
    /// what lies on the side crossed
    pub side: SideFeatures,
    /// how wet
    pub ground: GroundState,
}

/// Declares the tables: a field, its type, and its file of the same name in `assets/rules`.
macro_rules! tables {
    ($($field:ident: $type:ty,)*) => {
        /// Everything the rules read. One serde struct per file of `assets/rules`, each figure with value, standing, reason and range.
        #[derive(Clone, Debug)]
        pub struct Tables {
            $(pub(super) $field: $type,)*
        }

        impl Tables {
            /// The files of `assets/rules`, in the order of this struct.
            pub const FILES: [&str; [$(stringify!($field)),*].len()] = [$(concat!(stringify!($field), ".ron")),*];

            /// Read the texts of all files, given as (name, text) in any order, gathering one fault for each file that has one;
            /// `None` exactly if there is any.
            pub fn parse_all(files: &[(&str, &str)], faults: &mut Vec<TableFault>) -> Option<Tables> {
                $(let $field = read(files, concat!(stringify!($field), ".ron"), faults);)*
                let mut tables = Tables { $($field: $field?,)* };
                tables.fold_globals();
                Some(tables)
            }

            fn walk(&mut self, visit: &mut dyn FnMut(&mut Slot)) {
                $(self.$field.walk(&mut stringify!($field).to_string(), visit);)*
            }

            /// The tables that are shipped, for tests and benches.
            #[doc(hidden)]
            pub fn shipped() -> Tables {
                let texts = [$((
                    concat!(stringify!($field), ".ron"),
                    include_str!(concat!("../../assets/rules/", stringify!($field), ".ron")),
                )),*];
                match Self::parse(&texts) {
                    Ok(tables) => tables,
                    Err(fault) => panic!("{}:{}:{}: {}", fault.file, fault.line, fault.col, fault.message),
                }
            }
        }
    };
}

tables! {
    movement: Movement,
    bogging: Bogging,
    fire: Fire,
    antitank: Armour,
    artillery: Artillery,
    air: Air,
    suppression: Suppression,
    morale: Morale,
    assault: Close,
    sight: Seeing,
    works: Works,
    obstacles: Obstacles,
    breakdown: Wear,
    weather: Balance,
    globals: Globals,
    supply: Roads,
    endurance: Endurance,
    command: Commanding,
}

/// What is wrong with a file of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// the file's name
    pub file: String,
    /// line, from 1; 0 if the fault has none
    pub line: usize,
    /// column, from 1; 0 if the fault has none
    pub col: usize,
    /// what is wrong
    pub message: String,
}

/// One number of the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// `file.part.figure`
    pub path: String,
    /// its value
    pub value: f64,
    /// the range it may honestly have
    pub range: (f64, f64),
    /// how well founded it is
    pub standing: Standing,
    /// where it comes from
    pub reason: String,
}

/// Why a figure could not be set.
#[derive(Clone, Debug, PartialEq)]
pub enum SetFault {
    /// no figure has this path
    Unknown,
    /// outside its range, or not a whole number where one is needed
    Outside {
        /// least
        least: f64,
        /// most
        most: f64,
    },
}

impl Tables {
    /// Read the texts of all files, given as (name, text) in any order.
    ///
    /// # Errors
    /// The first fault found: a file missing, not to be parsed, or with a figure outside its range.
    pub fn parse(files: &[(&str, &str)]) -> Result<Tables, TableFault> {
        let mut faults = Vec::new();
        match Self::parse_all(files, &mut faults) {
            Some(tables) => Ok(tables),
            None => Err(faults.swap_remove(0)),
        }
    }

    /// Every number of the tables, in the order of the files.
    pub fn figures(&self) -> Vec<FigureRow> {
        let mut rows = Vec::new();
        self.clone().walk(&mut |slot| {
            let (path, reason) = (slot.path.to_string(), slot.reason.to_string());
            rows.push(FigureRow { path, value: slot.value, range: slot.range, standing: slot.standing, reason });
        });
        rows
    }

    /// Change one number by its path, as `fire.rounds_per_casualty.upright`.
    ///
    /// # Errors
    /// If no number has that path, or the value lies outside its range.
    pub fn set(&mut self, path: &str, value: f64) -> Result<(), SetFault> {
        let mut found = Err(SetFault::Unknown);
        self.walk(&mut |slot| {
            if slot.path == path {
                found = slot.set(value).map_err(|(least, most)| SetFault::Outside { least, most });
            }
        });
        found
    }
}

fn read<T: DeserializeOwned>(files: &[(&str, &str)], name: &str, faults: &mut Vec<TableFault>) -> Option<T> {
    let mut fault = |line, col, message| faults.push(TableFault { file: name.to_string(), line, col, message });
    let Some((_, text)) = files.iter().find(|(n, _)| *n == name) else {
        fault(0, 0, "this file of the rules' tables is missing".to_string());
        return None;
    };
    match ron::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(table) => Some(table),
        Err(error) => {
            fault(error.span.start.line, error.span.start.col, error.code.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Vec<(&'static str, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/");
        Tables::FILES.iter().map(|name| (*name, std::fs::read_to_string(format!("{folder}{name}")).unwrap())).collect()
    }
    fn parse(texts: &[(&'static str, String)]) -> Result<Tables, TableFault> {
        Tables::parse(&texts.iter().map(|(n, t)| (*n, t.as_str())).collect::<Vec<_>>())
    }
    /// The fault after one change to the text of one file.
    fn broken(file: &str, from: &str, to: &str) -> TableFault {
        let mut texts = texts();
        let text = &mut texts.iter_mut().find(|(n, _)| *n == file).unwrap().1;
        assert!(text.contains(from));
        *text = text.replacen(from, to, 1);
        parse(&texts).expect_err("the change must be a fault")
    }

    #[test]
    fn the_shipped_tables_hold_what_they_say() {
        let rows = Tables::shipped().figures();
        assert!(rows.len() > 250, "{}", rows.len());
        for row in &rows {
            assert!(row.range.0 <= row.value && row.value <= row.range.1, "{}", row.path);
        }
        let mut paths: Vec<_> = rows.iter().map(|r| r.path.as_str()).collect();
        assert!(paths.contains(&"fire.rounds_per_casualty.upright") && paths.contains(&"movement.profiles.t26.soft_kmh"));
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), rows.len());
    }

    #[test]
    fn a_fault_has_file_line_and_the_range() {
        let fault = broken("suppression.ron", "d50: (value: 0.1,", "d50: (value: 7.5,");
        assert_eq!(fault.file, "suppression.ron");
        assert!(fault.message.contains("7.5 lies outside its range 0.033 to 0.3"), "{}", fault.message);
        let line = texts()[6].1.lines().position(|l| l.contains("d50: (")).unwrap() + 1;
        assert_eq!(fault.line, line);
    }

    #[test]
    fn broken_files_are_refused() {
        assert!(broken("fire.ron", "format: 1", "format: 2").message.contains("format 1"));
        assert!(broken("fire.ron", "(2, 300)", "(2, 301)").message.contains("exactly 1000"));
        assert!(broken("assault.ron", "(1, 60, 30, 10)", "(1, 60, 30, 11)").message.contains("sum to 100"));
        assert!(broken("movement.ron", "id: \"pack\"", "id: \"foot\"").message.contains("given twice"));
        assert!(broken("obstacles.ron", "gap_s:", "gap:").message.contains("gap"));
        assert!(broken("air.ron", "dust_s: (value: 600", "dust_s: (value: 600.5").line > 0);
        for value in ["NaN", "inf"] {
            assert!(broken("bogging.ron", "value: 45", &format!("value: {value}")).message.contains("40 to 50"));
        }
        let mut texts = texts();
        texts.remove(3);
        let fault = parse(&texts).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("antitank.ron", 0));
        let mut faults = Vec::new();
        assert!(Tables::parse_all(&[("fire.ron", "("), ("air.ron", "")], &mut faults).is_none());
        assert_eq!(faults.len(), Tables::FILES.len());
    }

    #[test]
    fn a_figure_is_set_by_its_path_within_its_range() {
        let mut tables = Tables::shipped();
        assert_eq!(tables.set("fire.rounds_per_casualty.upright", 500.0), Ok(()));
        assert!(tables.figures().iter().any(|r| r.path == "fire.rounds_per_casualty.upright" && r.value == 500.0));
        assert_eq!(tables.set("fire.rounds_per_casualty.upright", 5.0), Err(SetFault::Outside { least: 300.0, most: 1200.0 }));
        assert_eq!(tables.set("air.dust_s", 600.5), Err(SetFault::Outside { least: 180.0, most: 900.0 }));
        assert_eq!(tables.set("air.dust_s", f64::NAN), Err(SetFault::Outside { least: 180.0, most: 900.0 }));
        assert_eq!(tables.set("fire.nothing", 5.0), Err(SetFault::Unknown));
    }
}
