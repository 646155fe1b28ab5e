//! What several tests of the battle share: dice of their own, orders drawn by them, books kept from events alone, and
//! the comparison of what two sides know.

use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{FlightId, FormationId, Scenario, TaskKind};
use khasan::hex::HexId;
use khasan::rules::{Clock, Pace, Side, SideWork, UnitId};
use khasan::view::{ContactId, Event, FireOrder, Observation, Order, Shells, Target, VehicleLine, What, WorkKind, ways};
use std::sync::Arc;

/// A small generator for tests (splitmix64), so that they hang on nothing the battle draws from.
#[derive(Clone)]
pub struct Luck(pub u64);

impl Luck {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.below(of.len())])
    }
}

/// A battle of the small scenario, as a test changed it.
pub fn battle(scenario: Scenario, seed: u64, keep: Keep) -> Battle {
    Battle::new(Arc::new(scenario), Seed { seed, run: 0 }, keep)
}

/// High explosive mostly.
fn shells(luck: &mut Luck) -> Shells {
    if luck.below(4) == 0 { Shells::Smoke } else { Shells::HighExplosive }
}

/// Any work.
fn works(luck: &mut Luck) -> WorkKind {
    use WorkKind::{Dig, Man, Recover, Shelter};
    [Dig, Recover, Shelter, Recover, Dig, Recover, Man, Recover][luck.below(8)]
}

/// An order that makes sense to one of the side's own units: most of them are allowed.
pub fn sensible(view: &Observation, luck: &mut Luck) -> Order {
    let grid = &view.ground.grid;
    let unit = match luck.pick(&view.units.iter().filter(|u| u.active()).map(|u| u.id).collect::<Vec<_>>()) {
        Some(unit) => unit,
        None => return Order::Release { formation: FormationId(luck.below(6) as u16) },
    };
    let here = view.unit(unit).and_then(|u| u.hex).unwrap_or(HexId(0));
    let beside: Vec<HexId> = grid.neighbours(here).iter().flatten().copied().collect();
    let anywhere = HexId(luck.below(grid.len()) as u16);
    let contact = luck.pick(&view.contacts);
    let at = match contact {
        Some(c) if luck.below(4) > 0 => Target::Contact(c.id),
        _ => Target::Hex(contact.map_or(anywhere, |c| c.hex)),
    };
    let aimed = contact.map_or(anywhere, |c| c.hex);
    // Half of all ways lead towards the enemy.
    let towards = view.scenario.objectives.first().map(|o| luck.pick(&grid.within(o.hex, 3)).unwrap_or(o.hex));
    let goal = if luck.below(2) == 0 { towards.unwrap_or(anywhere) } else { aimed };
    let gunners: Vec<UnitId> = view.units.iter().filter(|u| u.guns > 0).map(|u| u.id).collect();
    match luck.below(16) {
        0..=5 => {
            let pace = [Pace::March, Pace::Deployed, Pace::WithInfantry][luck.below(3)];
            let way = view.unit(unit).and_then(|u| ways::way_to(view, u, pace, goal));
            Order::Move { unit, path: way.unwrap_or_else(|| luck.pick(&beside).into_iter().collect()), pace }
        }
        6..=9 => Order::Fire { unit, at, seconds: 60 + luck.below(300) as u16 },
        10 | 11 => {
            let goal = contact.map(|c| c.hex).filter(|h| beside.contains(h)).or(luck.pick(&beside)).unwrap_or(here);
            let with = view.units.iter().filter(|u| u.hex.is_some_and(|h| grid.distance(h, goal) == 1)).map(|u| u.id);
            Order::Assault { units: with.take(1 + luck.below(3)).collect(), hex: goal }
        }
        12 if luck.below(4) == 0 => {
            let hex = luck.pick(&view.registered).filter(|_| luck.below(5) > 0);
            Order::Defend { battery: luck.pick(&gunners).unwrap_or(unit), hex }
        }
        12 if luck.below(6) == 0 => Order::Harass {
            battery: luck.pick(&gunners).unwrap_or(unit),
            hex: aimed,
            rounds: 1 + luck.below(40) as u16,
            minutes: 8 + luck.below(60) as u16,
        },
        12 => Order::Mission {
            battery: luck.pick(&gunners).unwrap_or(unit),
            hex: aimed,
            rounds: 1 + luck.below(60) as u16,
            shells: shells(luck),
        },
        13 if luck.below(2) == 0 => Order::Build { unit, towards: luck.pick(&beside).unwrap_or(here), work: SideWork::ALL[luck.below(6)] },
        13 => Order::Sortie { flight: FlightId(0), hex: aimed, at: view.turn_from.plus(luck.below(1200) as u32) },
        14 => Order::Work { unit, kind: works(luck) },
        15 if luck.below(3) == 0 => {
            let kind = TaskKind::ALL[luck.below(4)];
            let via = if kind == TaskKind::Reserve { Vec::new() } else { vec![goal] };
            Order::Task { formation: view.scenario.units[unit.index()].formation, kind, via }
        }
        _ => Order::Hold { unit, fire_order: [FireOrder::Hold, FireOrder::AtWill, FireOrder::Within(600)][luck.below(3)] },
    }
}

/// An order of random numbers, most of them nonsense.
pub fn nonsense(view: &Observation, luck: &mut Luck) -> Order {
    let unit = |luck: &mut Luck| UnitId(luck.below(16) as u16);
    let hex = |luck: &mut Luck| HexId(if luck.below(8) == 0 { u16::MAX } else { luck.below(80) as u16 });
    match luck.below(8) {
        0 => Order::Move {
            unit: unit(luck),
            path: (0..luck.below(4)).map(|_| hex(luck)).collect(),
            pace: [Pace::March, Pace::Deployed, Pace::WithInfantry][luck.below(3)],
        },
        1 => {
            let at = if luck.below(2) == 0 { Target::Hex(hex(luck)) } else { Target::Contact(ContactId(luck.below(9) as u16)) };
            Order::Fire { unit: unit(luck), at, seconds: luck.next() as u16 }
        }
        2 => Order::Assault { units: (0..luck.below(4)).map(|_| unit(luck)).collect(), hex: hex(luck) },
        3 if luck.below(4) == 0 => Order::Defend { battery: unit(luck), hex: (luck.below(4) > 0).then(|| hex(luck)) },
        3 => Order::Mission { battery: unit(luck), hex: hex(luck), rounds: (luck.next() as u16) >> luck.below(16), shells: shells(luck) },
        4 => {
            let at = [view.turn_from, Clock(0), Clock(u32::MAX), view.turn_from.plus(luck.below(9000) as u32)][luck.below(4)];
            Order::Sortie { flight: FlightId(luck.below(3) as u16), hex: hex(luck), at }
        }
        5 => Order::Work { unit: unit(luck), kind: works(luck) },
        6 if luck.below(2) == 0 => Order::Build { unit: unit(luck), towards: hex(luck), work: SideWork::ALL[luck.below(6)] },
        6 => Order::Hold { unit: unit(luck), fire_order: FireOrder::Within(luck.next() as u16) },
        _ if luck.below(2) == 0 => Order::Task {
            formation: FormationId(luck.below(9) as u16),
            kind: TaskKind::ALL[luck.below(4)],
            via: (0..luck.below(4)).map(|_| hex(luck)).collect(),
        },
        _ => Order::Release { formation: FormationId(luck.below(9) as u16) },
    }
}

/// Play with sensible orders until the end or so many turns; `after` is told of every order and impulse.
pub fn play(battle: &mut Battle, luck: &mut Luck, turns: u16, mut after: impl FnMut(&mut Battle, Side)) {
    let last = battle.turn().saturating_add(turns);
    while let Some(side) = battle.to_move() {
        if battle.turn() >= last {
            return;
        }
        for _ in 0..14 {
            let order = sensible(battle.view(side), luck);
            if battle.apply(side, Author::Staff, &order).is_ok() {
                after(battle, side);
            }
        }
        battle.end_impulse(side).expect("it is this side's impulse");
        after(battle, side);
    }
}

/// Men, vehicles, guns and places of all units as the log tells them, from the scenario's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Books {
    pub rows: Vec<BookRow>,
    at: usize,
}

/// One unit in the books.
#[derive(Clone, Debug, PartialEq)]
pub struct BookRow {
    pub side: Side,
    pub start: u32,
    pub fit: u32,
    pub killed: u32,
    pub wounded: u32,
    pub missing: u32,
    pub sick: u32,
    pub guns: u8,
    pub vehicles: Vec<VehicleLine>,
    pub hex: Option<HexId>,
}

impl Books {
    /// As it stands before the first event.
    pub fn new(scenario: &Scenario) -> Books {
        let rows = scenario.units.iter().enumerate().map(|(n, u)| BookRow {
            side: u.side,
            start: u.men.into(),
            fit: u.men.into(),
            killed: 0,
            wounded: 0,
            missing: 0,
            sick: 0,
            guns: u.guns,
            vehicles: (scenario.card(UnitId(n as u16)).vehicles.iter().zip(&u.vehicles))
                .map(|(l, &running)| VehicleLine { vehicle: l.vehicle, running, ..VehicleLine::default() })
                .collect(),
            hex: match (u.place, u.arrives) {
                (khasan::data::StartPlace::Hex(hex), None) => Some(hex),
                _ => None,
            },
        });
        Books { rows: rows.collect(), at: 0 }
    }

    /// Read the log on from where the last reading ended.
    pub fn read(&mut self, log: &[Event]) {
        for event in &log[self.at..] {
            self.enter(event);
        }
        self.at = log.len();
    }

    fn line(&mut self, unit: UnitId, vehicle: u16) -> &mut VehicleLine {
        let lines = &mut self.rows[unit.index()].vehicles;
        lines.iter_mut().find(|l| l.vehicle == vehicle).expect("an event names a kind of vehicle that the unit has")
    }

    fn enter(&mut self, event: &Event) {
        match event.what {
            What::Arrived { unit, hex } => self.rows[unit.index()].hex = hex,
            What::Deployed { unit, hex } => self.rows[unit.index()].hex = Some(hex),
            What::Moved { unit, from, to, .. } | What::Retreated { unit, from, to } => {
                assert_eq!(self.rows[unit.index()].hex, Some(from), "{event:?} begins where the unit is");
                self.rows[unit.index()].hex = Some(to);
            }
            What::Destroyed { unit, .. } => self.rows[unit.index()].hex = None,
            What::MenLost { unit, lost, .. } => {
                let row = &mut self.rows[unit.index()];
                row.killed += u32::from(lost.killed);
                row.wounded += u32::from(lost.wounded);
                row.missing += u32::from(lost.missing);
                let all = u32::from(lost.killed) + u32::from(lost.wounded) + u32::from(lost.missing);
                row.fit = row.fit.checked_sub(all).expect("no more men are lost than are fit");
            }
            What::FellSick { unit, men, .. } => {
                let row = &mut self.rows[unit.index()];
                row.sick += u32::from(men);
                row.fit = row.fit.checked_sub(men.into()).expect("who falls sick was fit");
            }
            What::Returned { unit, wounded, missing, sick, .. } => {
                let row = &mut self.rows[unit.index()];
                for (from, back) in [(&mut row.wounded, wounded), (&mut row.missing, missing), (&mut row.sick, sick)] {
                    *from = from.checked_sub(back.into()).expect("who comes back was away");
                    row.fit += u32::from(back);
                }
            }
            What::GunsLost { unit, count, .. } => {
                let row = &mut self.rows[unit.index()];
                row.guns = row.guns.checked_sub(count).expect("no more guns are lost than there are");
            }
            What::Bogged { unit, vehicle, count, .. } => {
                let line = self.line(unit, vehicle);
                line.running -= count;
                line.stranded += count;
            }
            What::Recovered { unit, vehicle, count, .. } => {
                let line = self.line(unit, vehicle);
                line.stranded -= count;
                line.running += count;
            }
            What::VehiclesLost { unit, vehicle, burnt, recoverable, repairable, .. } => {
                let line = self.line(unit, vehicle);
                line.running -= burnt + recoverable + repairable;
                line.burnt += burnt;
                line.recoverable += recoverable;
                line.repairable += repairable;
            }
            What::BrokeDown { unit, vehicle, recoverable, repairable, .. } => {
                let line = self.line(unit, vehicle);
                line.running -= recoverable + repairable;
                line.recoverable += recoverable;
                line.repairable += repairable;
            }
            What::Repaired { unit, vehicle, count, hauled, .. } => {
                let line = self.line(unit, vehicle);
                line.running += count;
                *(if hauled { &mut line.recoverable } else { &mut line.repairable }) -= count;
            }
            What::StrandedLost { unit, vehicle, burnt, recoverable, repairable, .. } => {
                let line = self.line(unit, vehicle);
                line.stranded -= burnt + recoverable + repairable;
                line.burnt += burnt;
                line.recoverable += recoverable;
                line.repairable += repairable;
            }
            _ => {}
        }
    }

    /// Hold the books against the battle: every unit, and the sums.
    pub fn check(&self, battle: &Battle) {
        for side in Side::BOTH {
            for unit in &battle.view(side).units {
                let row = &self.rows[unit.id.index()];
                let log = || format!("{:?} by the log {row:?}; last {:?}", unit, battle.events().last());
                assert_eq!(unit.hex, row.hex, "place of {}", log());
                assert_eq!(u32::from(unit.men), row.fit, "men of {}", log());
                assert_eq!(unit.guns, row.guns, "guns of {}", log());
                assert_eq!(&unit.vehicles[..], &row.vehicles[..], "vehicles of {}", log());
                assert_eq!(row.start, row.fit + row.killed + row.wounded + row.missing + row.sick, "sum of {}", log());
            }
            let sum = |f: fn(&BookRow) -> u32| self.rows.iter().filter(|r| r.side == side).map(f).sum::<u32>();
            let men = battle.counts()[side].men;
            assert_eq!(
                (men.start, men.fit, men.killed, men.wounded, men.missing, men.sick),
                (sum(|r| r.start), sum(|r| r.fit), sum(|r| r.killed), sum(|r| r.wounded), sum(|r| r.missing), sum(|r| r.sick))
            );
            assert_eq!(men.start, men.fit + men.killed + men.wounded + men.missing + men.sick);
            let vehicles = battle.counts()[side].vehicles;
            let all = |f: fn(&VehicleLine) -> u8| {
                self.rows.iter().filter(|r| r.side == side).flat_map(|r| &r.vehicles).map(|l| u32::from(f(l))).sum::<u32>()
            };
            assert_eq!(
                (vehicles.running, vehicles.stranded, vehicles.repairable, vehicles.recoverable, vehicles.burnt),
                (all(|l| l.running), all(|l| l.stranded), all(|l| l.repairable), all(|l| l.recoverable), all(|l| l.burnt))
            );
            assert_eq!(vehicles.start, vehicles.running + vehicles.stranded + vehicles.repairable + vehicles.recoverable + vehicles.burnt);
        }
    }
}

/// All that a side knows at the moment, as text to compare: everything but what both share from the start.
pub fn knowledge(v: &Observation) -> String {
    let Observation {
        side,
        ground: _,
        cards: _,
        rules: _,
        scenario: _,
        turn,
        setting_up,
        turn_from,
        turn_seconds,
        lit,
        light,
        ground_state,
        weather,
        units,
        slots,
        contacts,
        stranded,
        wrecks,
        seen_wrecks,
        seen_stranded,
        missions,
        registered,
        flights,
        tasks,
        released,
        engagement,
        tension,
        objectives,
        score,
        depots,
        way_kg,
        harried_permille,
        clouds,
        changes,
        sites,
        passages,
        ruts,
        holes,
    } = v;
    let mut text = format!("{side:?} {turn} {setting_up} {turn_from:?} {turn_seconds} {lit:?} {light:?} {ground_state:?} {weather:?}\n");
    for u in units {
        text += &format!("{u:?}\n");
    }
    for c in contacts {
        text += &format!("{c:?}\n");
    }
    text += &format!(
        "{slots:?}\n{stranded:?}\n{missions:?}\n{flights:?}\n{tasks:?}\n{released:?}\n{engagement:?} {tension:?}\n{objectives:?} {score}\n{depots:?} {way_kg:?} {harried_permille:?}\n{clouds:?}\n"
    );
    text += &format!("{registered:?}\n");
    text += &format!("{:?}\n{sites:?}\n{passages:?}\n", changes.list());
    let worn: Vec<_> = ruts.iter().enumerate().filter(|r| *r.1 > 0).collect();
    let dug: Vec<_> = holes.iter().enumerate().filter(|h| h.1.any > 0).collect();
    text += &format!("{dug:?}\n");
    text + &format!("{worn:?}\n{wrecks:?}\n{seen_wrecks:?}\n{seen_stranded:?}\n")
}

/// One unit's state in a snapshot, as JSON: what no side is shown.
pub fn inside(battle: &Battle, unit: UnitId) -> serde_json::Value {
    let mut all = serde_json::to_value(battle.snapshot()).expect("a snapshot is plain data");
    all["units"][unit.index()].take()
}
