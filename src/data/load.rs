//! Loading: from a path or name to a checked scenario, or to every fault that was found.

use super::check::cards::CardNames;
use super::check::forces::Ground as ForcesGround;
use super::check::{self, Ctx, FileIx, Log, Names};
use super::diagnostic::{Diagnostic, nearest};
use super::fault::Fault;
use super::overlay::{Overlays, overlay_id, scenario_id};
use super::raw::at::{self, Span};
use super::raw::cards::RawCards;
use super::raw::map::RawMap;
use super::raw::scenario::RawScenario;
use super::raw::{RawSource, expect::RawExpectFile, history::RawHistoryFile};
use super::set;
use super::sources::{self, Kind, Sources, Text, Unread};
use super::weave::{Bit, Edit, Woven};
use super::{Scenario, build, misread, scan};
use crate::rules::{BySide, Tables};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How to load.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// `--set` changes, `path=value`, made in order
    pub sets: Vec<String>,
}

/// Load and check a scenario, its map, its cards and the rules. `what` is a path (it has a separator or ends in `.ron`)
/// or the name of an embedded scenario; for [`Sources::from_files`] it only names the scenario in messages.
///
/// The scenario is `None` exactly if an error is among the diagnostics.
pub fn load(sources: &Sources, what: &str, options: &LoadOptions) -> (Option<Arc<Scenario>>, Vec<Diagnostic>) {
    let mut loader = Loader::new(sources);
    let scenario = loader.run(what, options);
    let sound = !loader.log.has_error();
    (scenario.filter(|_| sound).map(Arc::new), loader.log.found)
}

/// Read more rows of the record from a file, for a scenario already loaded: `(format: 1, history: [...], sources: [...])`.
/// They are about what is measured, not what happens: the scenario's hash stays. `None` exactly if there is an error.
pub fn load_history(path: &Path, scenario: &Scenario) -> (Option<Vec<super::HistoryRow>>, Vec<Diagnostic>) {
    let none = Sources::embedded();
    let mut loader = Loader::new(&none);
    let rows = loader.history(path, scenario);
    let sound = !loader.log.has_error();
    (rows.filter(|_| sound), loader.log.found)
}

/// Read expectations from a file, for a scenario already loaded: `(format: 1, expect: [...])`. `None` exactly if there is an error.
pub fn load_expectations(path: &Path, scenario: &Scenario) -> (Option<Vec<super::Expectation>>, Vec<Diagnostic>) {
    let none = Sources::embedded();
    let mut loader = Loader::new(&none);
    let list = loader.expectations(path, scenario);
    let sound = !loader.log.has_error();
    (list.filter(|_| sound), loader.log.found)
}

/// What a fault of a table is about. One that is told once a figure has been read is about its value, or else about all of it.
fn of_figure(text: &str, at: usize, says: &str) -> Span {
    let close = [at.checked_sub(1), Some(at)].into_iter().flatten().find(|i| text.as_bytes().get(*i) == Some(&b')'));
    let Some(open) = close.and_then(|i| scan::enclosing(text, i)) else { return Span { at: at as u32, len: 1 } };
    let of_value = says.contains(" lies outside its range ") || says.contains(" is no number; ");
    let value = scan::entries(text, open).into_iter().find(|e| of_value && e.name == Some("value"));
    let line = |start: usize, end: usize| text[start..end].find('\n').unwrap_or(end - start);
    value.map_or(Span { at: open as u32, len: 1 }, |e| Span { at: e.start as u32, len: line(e.start, e.end) as u32 })
}

/// What is known while loading.
pub(super) struct Loader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) log: Log,
    /// changes not yet made: the change's own file in the log, the file it is about, and whether it was used
    pub(super) sets: Vec<(FileIx, String, bool)>,
    /// overlays opened
    pub(super) overlays: Overlays,
    /// all files as read
    pub(super) originals: Vec<(String, String)>,
    /// the rules' tables as changed
    rules_texts: Vec<(String, String)>,
}

/// A text as it is about to be parsed.
struct Prepared {
    file: FileIx,
    /// whether its brackets are
    sound: bool,
    /// numbers that a factor of `--set` made fractional
    made: Vec<String>,
}

impl Loader<'_> {
    fn new(sources: &Sources) -> Loader<'_> {
        Loader {
            sources,
            log: Log::default(),
            sets: Vec::new(),
            overlays: Overlays::default(),
            originals: Vec::new(),
            rules_texts: Vec::new(),
        }
    }

    fn run(&mut self, what: &str, options: &LoadOptions) -> Option<Scenario> {
        self.take_sets(&options.sets);
        let (text, folder) = match self.sources.scenario(what) {
            Ok(found) => found,
            Err(unread) => {
                self.unread(*unread, None);
                return None;
            }
        };
        let (file, raw) = self.parse::<RawScenario>(text, "scenario");
        let raw = raw?;
        let map = self.map(file, &raw, folder.as_ref());
        let (cards, cards_incomplete) = self.cards(file, &raw, folder.as_ref());
        let rules = self.rules();
        self.unused_sets();
        self.unused_mods();

        let mut bibliography = Names::new(check::SOURCE);
        let mut entries: Vec<(String, String)> = Vec::new();
        let lists = std::iter::once((file, &raw.sources))
            .chain(map.iter().map(|(f, m)| (*f, &m.sources)))
            .chain(cards.iter().map(|(f, c)| (*f, &c.sources)));
        bibliography.incomplete = map.is_none() || cards_incomplete;
        for (file, list) in lists {
            self.bibliography(file, list, &mut bibliography, &mut entries);
        }

        let mut names = CardNames::new(cards_incomplete);
        let checked_cards = check::cards::check(&mut self.log, &bibliography, &cards, rules.as_ref(), &mut names);

        let mut grid = None;
        let mut bare = None;
        if let Some((map_file, raw_map)) = &map {
            let mut ctx = Ctx { log: &mut self.log, file: *map_file, grid: None, sources: &bibliography };
            ctx.format(&raw_map.format);
            check::check_id(ctx.log, *map_file, &raw_map.id);
            if raw_map.id.value != raw.map.value {
                let fault = Fault::IdIsNotName { id: check::shorten(&raw_map.id), name: check::shorten(&raw.map) };
                ctx.at(raw_map.id.span(), fault);
            }
            grid = check::map::grid(&mut ctx, raw_map);
            if let Some(grid) = &grid {
                let mut ctx = Ctx { log: &mut self.log, file: *map_file, grid: Some(grid), sources: &bibliography };
                bare = Some(check::map::check(&mut ctx, grid, raw_map));
            }
        }

        let mut ctx = Ctx { log: &mut self.log, file, grid: grid.as_ref(), sources: &bibliography };
        ctx.format(&raw.format);
        check::check_id(ctx.log, file, &raw.id);
        let terrain = bare.as_ref().filter(|b| b.whole).map(|b| b.terrain.as_slice());
        let (phases, turns, window) = check::phases::check(&mut ctx, &raw);
        let light = check::phases::light(&mut ctx, &raw, window);
        let weather = check::weather::check(&mut ctx, &raw, window);
        let (depots, depot_names, depot_sides) = check::effects::depots(&mut ctx, &raw, terrain);
        let (link_names, link_sides) = check::effects::link_names(&mut ctx, &raw, &depot_names, &depot_sides);
        let ground = ForcesGround {
            terrain,
            cards: &checked_cards,
            card_names: &names,
            depots: (&depot_names, &depot_sides),
            links: (&link_names, &link_sides),
            rules: rules.as_ref(),
            window,
        };
        let (forces, spans) = check::forces::check(&mut ctx, &raw, &ground);
        let flights = check::forces::flights(&mut ctx, &raw, &ground);
        let fire_plan = check::forces::fire_plan(&mut ctx, &raw, &ground, &forces);
        let obstacles = check::obstacles::check(&mut ctx, &raw, terrain);
        let strikes = check::forces::strikes(&mut ctx, &raw, window, &flights);
        let registered = check::forces::registered(&mut ctx, &raw);
        let supply = check::effects::supply(&mut ctx, &raw, &ground, depots, &forces);
        let (engagement, engagement_names) = check::effects::engagement(&mut ctx, &raw, window, &forces, &checked_cards);
        let objectives = check::effects::objectives(&mut ctx, &raw, terrain);
        let scoring = check::effects::scoring(&mut ctx, &raw, window);
        let stage = check::events::Stage {
            window,
            turns: &turns,
            light: &light,
            rules: rules.as_ref(),
            forces: &forces,
            engagement: &engagement_names,
            depots: &depot_names,
        };
        let events = check::events::check(&mut ctx, &raw, &stage);
        let what_if = check::effects::what_if(&raw);
        let mishaps = check::command::mishaps(&mut ctx, &raw, window, terrain, &forces);
        let plan = check::plan::plan(&mut ctx, &raw, window, &forces);
        let mut rows = Names::new("row of the record");
        let history = check::record::history(&mut ctx, &raw.history, window, (&forces, &depot_names), &mut rows);
        let expect = check::record::expect(&mut ctx, &raw.expect, &history, window, &forces);
        check::phases::outside(ctx.log, file, &raw, window);
        if let (Some(grid), Some(bare), Some(rules), false) = (&grid, &bare, &rules, ctx.log.has_error()) {
            let stage = check::plausible::Stage { grid, bare, cards: &checked_cards, rules, units: &forces.units };
            check::plausible::arrivals(&mut ctx, &stage, &spans);
            check::plausible::objectives(&mut ctx, &raw, &stage, &objectives);
            check::plausible::smoke(&mut ctx, &raw, &stage, &fire_plan);
            let armour: Vec<(FileIx, Span)> =
                cards.iter().flat_map(|(file, c)| c.vehicles.iter().map(|v| (*file, v.armour_mm.span()))).collect();
            check::plausible::armour(ctx.log, &stage, &armour);
        }
        check::allow::apply(&mut self.log, file, &raw.allow);

        if self.log.has_error() {
            return None;
        }
        let (map, grid, bare, rules) = (map?.1, grid?, bare?, rules?);
        let ground = build::ground(map.id.value, map.title, grid, bare, &rules);
        // What an experiment takes away is not in the plan at all.
        let (mut fire_plan, mut strikes) = (fire_plan, strikes);
        fire_plan.retain(|m| what_if[forces.units[m.battery.index()].side].fire_plan);
        strikes.retain(|s| what_if[flights.0[s.flight.0 as usize].side].strikes);
        let files = std::mem::take(&mut self.originals);
        let hash = hash(files.iter().map(|(n, t)| (n.as_str(), t.as_str())), &options.sets);
        let rules_hash = self::hash(self.rules_texts.iter().map(|(n, t)| (n.as_str(), t.as_str())), &[]);
        Some(Scenario {
            id: raw.id.value,
            title: raw.title,
            ru: raw.ru,
            ja: raw.ja,
            briefing: BySide { soviet: raw.briefing.soviet, japanese: raw.briefing.japanese },
            what_happened: raw.what_happened,
            ground: Arc::new(ground),
            cards: Arc::new(checked_cards),
            rules: Arc::new(rules),
            phases,
            turns,
            light,
            weather,
            formations: forces.formations,
            units: forces.units,
            flights: flights.0,
            fire_plan,
            obstacles,
            strikes,
            registered,
            supply,
            engagement,
            objectives,
            scoring,
            what_if,
            events,
            mishaps,
            plan,
            history,
            expect,
            sources: entries,
            cited: std::mem::take(&mut self.log.cited),
            files,
            hash,
            rules_hash,
            sets: options.sets.clone(),
            mods: self.overlays.laid(),
        })
    }

    /// Take the changes apart; those that are none are reported.
    fn take_sets(&mut self, sets: &[String]) {
        for set in sets {
            let text = Text { name: "--set".to_owned(), shown: "--set".to_owned(), text: set.clone() };
            let file = self.log.file(text, false);
            match set::parse(set) {
                Ok(change) => self.sets.push((file, change.file.to_owned(), false)),
                Err(unset) => self.log.near(file, unset.span, unset.fault, unset.did_you_mean),
            }
        }
    }

    /// Make the changes meant for a file; the numbers that a factor made fractional.
    fn change(&mut self, text: &mut Text, name: &str) -> (bool, Vec<String>) {
        let mut made = Vec::new();
        let mut changed = false;
        for (file, target, used) in &mut self.sets {
            if target != name {
                continue;
            }
            *used = true;
            let change_text = self.log.text(*file).to_owned();
            let result = match set::parse(&change_text) {
                Ok(change) => set::apply(&change, &mut text.text, &mut made),
                Err(unset) => Err(unset),
            };
            match result {
                Ok(_) => changed = true,
                Err(unset) => self.log.near(*file, unset.span, unset.fault, unset.did_you_mean),
            }
        }
        (changed, made)
    }

    fn unused_sets(&mut self) {
        let loaded: Vec<String> = self.originals.iter().map(|(name, _)| name.trim_end_matches(".ron").to_owned()).collect();
        for (file, target, used) in std::mem::take(&mut self.sets) {
            if !used {
                let near = nearest(&target, loaded.iter().map(String::as_str)).map(str::to_owned);
                let span = Span { at: 0, len: target.len() as u32 };
                self.log.near(file, span, Fault::SetUnknownFile { file: target }, near);
            }
        }
    }

    /// Take a text with all that is laid over it and changed in it; a fault if its brackets are not sound.
    fn prepare(&mut self, mut text: Text, name: &str) -> Prepared {
        self.originals.push((text.name.clone(), text.text.clone()));
        // overlays and changes go by the brackets: only a text whose brackets are sound is changed
        let mut shape = scan::check(&text.text);
        if name == "scenario" && shape.is_ok() {
            if let Some(id) = overlay_id(&text.text).map(check::shorten) {
                let file = self.log.file(text, false);
                self.log.whole(file, Fault::OverlayAsScenario { id });
                return Prepared { file, sound: false, made: Vec::new() };
            }
            let id = scenario_id(&text.text).unwrap_or_default().to_owned();
            self.open_mods(&id);
        }
        let (mut made, mut changed) = (Vec::new(), false);
        let laid = if shape.is_ok() { self.lay_over(&text, name, &mut made) } else { None };
        if laid.is_none() && shape.is_ok() {
            (changed, made) = self.change(&mut text, name);
        }
        // what an overlay says wrongly stays as it was: what that leads to is no further fault
        let (file, whole) = laid.unwrap_or_else(|| (self.log.file(text, changed), true));
        if laid.is_some() || changed {
            shape = scan::check(self.log.text(file));
        }
        let sound = shape.is_ok() && whole;
        if let Err((fault, span)) = shape {
            match span {
                Some(span) => self.log.at(file, span, fault),
                None => self.log.whole(file, fault),
            }
        }
        Prepared { file, sound, made }
    }

    /// Read a text into its raw model: at most one fault.
    fn parse<T: DeserializeOwned>(&mut self, text: Text, name: &str) -> (FileIx, Option<T>) {
        let Prepared { file, sound, mut made } = self.prepare(text, name);
        if !sound {
            return (file, None);
        }
        loop {
            let text = self.log.text(file);
            match at::read::<T>(text) {
                Ok(raw) => return (file, Some(raw)),
                Err(wrong) => {
                    let (fault, span, near) = misread::explain(text, &wrong);
                    let mut rounded = text.to_owned();
                    if let Some(gave) = set::round_made(&mut rounded, span, &mut made) {
                        let mut woven = Woven { text: text.to_owned(), pieces: self.log.pieces(file).to_vec() };
                        if self.log.is_woven(file) {
                            let (from, at) = self.log.written(file, span);
                            let number = Bit::glue(&rounded[gave.start..gave.start + gave.came], at.at as usize);
                            woven.edit(vec![Edit { start: gave.start, end: gave.end, bits: vec![number] }], from);
                        }
                        self.log.retext(file, rounded, woven.pieces);
                        continue;
                    }
                    let (from, at) = self.log.written(file, span);
                    let (fault, near) = match (fault, self.overlays.added(from, at.at)) {
                        (Fault::MissingField { field }, Some(new)) => {
                            (Fault::NothingToChange { id: check::shorten(&new.id), field }, new.near.clone())
                        }
                        (fault, _) => (fault, near),
                    };
                    self.log.near(file, span, fault, near);
                    return (file, None);
                }
            }
        }
    }

    /// Report a text that is not there, at the place that asks for it or in its own name.
    pub(super) fn unread(&mut self, unread: Unread, asked: Option<(FileIx, Span)>) {
        let Unread { fault, shown, place, did_you_mean } = unread;
        match (place, asked) {
            (Some((span, text)), _) => {
                let file = self.log.file(Text { name: String::new(), shown, text }, false);
                self.log.near(file, span, fault, did_you_mean);
            }
            (None, Some((file, span))) if matches!(fault, Fault::NoSuchMap { .. } | Fault::NoSuchCards { .. }) => {
                self.log.near(file, span, fault, did_you_mean);
            }
            (None, _) => {
                let file = self.log.file(Text { name: String::new(), shown, text: String::new() }, false);
                self.log.whole(file, fault);
                if let Some(last) = self.log.found.last_mut() {
                    last.did_you_mean = did_you_mean;
                }
            }
        }
    }

    fn map(&mut self, file: FileIx, raw: &RawScenario, folder: Option<&PathBuf>) -> Option<(FileIx, RawMap)> {
        if !check::check_id(&mut self.log, file, &raw.map) {
            return None;
        }
        match self.sources.beside(Kind::Map, &raw.map, folder.map(PathBuf::as_path)) {
            Ok(text) => {
                let (file, raw) = self.parse::<RawMap>(text, "map");
                Some((file, raw?))
            }
            Err(unread) => {
                self.unread(*unread, Some((file, raw.map.span())));
                None
            }
        }
    }

    fn cards(&mut self, file: FileIx, raw: &RawScenario, folder: Option<&PathBuf>) -> (Vec<(FileIx, RawCards)>, bool) {
        let mut list = Vec::new();
        let mut incomplete = false;
        let mut names = Names::new("file of cards");
        for (i, id) in raw.cards.iter().enumerate().take(100) {
            names.add(&mut self.log, file, id, i);
            let repeated = raw.cards[..i].iter().any(|other| other.value == id.value);
            if repeated || !check::is_id(id) {
                incomplete |= !repeated;
                continue;
            }
            match self.sources.beside(Kind::Cards, id, folder.map(PathBuf::as_path)) {
                Ok(text) => match self.parse::<RawCards>(text, &format!("cards/{}", id.value)) {
                    (file, Some(raw)) => list.push((file, raw)),
                    (_, None) => incomplete = true,
                },
                Err(unread) => {
                    self.unread(*unread, Some((file, id.span())));
                    incomplete = true;
                }
            }
        }
        if raw.cards.len() > 100 {
            let fault = Fault::TooMany { what: "files of cards", found: raw.cards.len() as i64, limit: 100 };
            self.log.at(file, raw.cards[100].span(), fault);
        }
        (list, incomplete)
    }

    /// All tables of the rules.
    fn rules(&mut self) -> Option<Tables> {
        let texts = match self.sources.rules() {
            Ok(texts) => texts,
            Err(unread) => {
                self.unread(*unread, None);
                return None;
            }
        };
        let mut files: Vec<(String, FileIx)> = Vec::new();
        let mut sound = true;
        for text in texts {
            let name = text.name.clone();
            let prepared = self.prepare(text, name.trim_end_matches(".ron"));
            sound &= prepared.sound;
            files.push((name, prepared.file));
        }
        if !sound {
            return None;
        }
        let short = |name: &'_ str| name.trim_start_matches("rules/").to_owned();
        let named: Vec<(String, &str)> = files.iter().map(|(name, file)| (short(name), self.log.text(*file))).collect();
        let named: Vec<(&str, &str)> = named.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let mut faults = Vec::new();
        let tables = Tables::parse_all(&named, &mut faults);
        self.rules_texts = named.iter().map(|(name, text)| (format!("rules/{name}"), (*text).to_owned())).collect();
        for fault in faults {
            let says = Fault::RulesTable { says: check::shorten(&fault.message) };
            let known = files.iter().find(|(name, _)| short(name) == fault.file).map(|(_, file)| *file);
            let file = known.unwrap_or_else(|| {
                let shown = format!("rules/{}", fault.file);
                self.log.file(Text { name: shown.clone(), shown, text: String::new() }, false)
            });
            if fault.line == 0 {
                self.log.whole(file, says);
            } else {
                let text = self.log.text(file);
                let span = of_figure(text, at::offset(text, fault.line, fault.col), &fault.message);
                self.log.at(file, span, says);
            }
        }
        tables
    }

    fn bibliography(&mut self, file: FileIx, list: &[RawSource], names: &mut Names, entries: &mut Vec<(String, String)>) {
        let mut own = Names::new(check::SOURCE);
        for (i, source) in list.iter().enumerate() {
            own.add(&mut self.log, file, &source.id, i);
            names.incomplete |= own.incomplete;
            if names.insert(file, &source.id, entries.len()) {
                entries.push((source.id.value.clone(), source.text.clone()));
            }
        }
    }

    fn expectations(&mut self, path: &Path, scenario: &Scenario) -> Option<Vec<super::Expectation>> {
        let text = match sources::read(path, "expect.ron".to_owned()) {
            Ok(text) => text,
            Err(unread) => {
                self.unread(*unread, None);
                return None;
            }
        };
        let (file, raw) = self.parse::<RawExpectFile>(text, "expect");
        let (raw, forces, bibliography) = (raw?, known(file, scenario), Names::new(check::SOURCE));
        let mut ctx = Ctx { log: &mut self.log, file, grid: Some(&scenario.ground.grid), sources: &bibliography };
        ctx.format(&raw.format);
        let window = Some((scenario.starts(), scenario.ends()));
        Some(check::record::expect(&mut ctx, &raw.expect, &scenario.history, window, &forces))
    }

    fn history(&mut self, path: &Path, scenario: &Scenario) -> Option<Vec<super::HistoryRow>> {
        let text = match sources::read(path, "history.ron".to_owned()) {
            Ok(text) => text,
            Err(unread) => {
                self.unread(*unread, None);
                return None;
            }
        };
        let (file, raw) = self.parse::<RawHistoryFile>(text, "history");
        let raw = raw?;
        let forces = known(file, scenario);
        let mut bibliography = Names::new(check::SOURCE);
        let mut entries = Vec::new();
        self.bibliography(file, &raw.sources, &mut bibliography, &mut entries);
        for (id, _) in &scenario.sources {
            bibliography.insert(file, id, 0);
        }
        let mut depots = Names::new("depot");
        for (i, depot) in scenario.supply.depots.iter().enumerate() {
            depots.insert(file, &depot.id, i);
        }
        // an id that the scenario has already is told like one of another file
        let own = self.log.file(Text { name: String::new(), shown: scenario.id.clone(), text: String::new() }, false);
        let mut rows = Names::new("row of the record");
        for (i, row) in scenario.history.iter().enumerate() {
            rows.insert(own, &row.id, i);
        }
        let mut ctx = Ctx { log: &mut self.log, file, grid: Some(&scenario.ground.grid), sources: &bibliography };
        ctx.format(&raw.format);
        let window = Some((scenario.starts(), scenario.ends()));
        Some(check::record::history(&mut ctx, &raw.history, window, (&forces, &depots), &mut rows))
    }
}

/// The forces of a scenario that was loaded, for a file that speaks of them.
fn known(file: FileIx, scenario: &Scenario) -> check::forces::Forces {
    let (mut formation_names, mut unit_names) = (Names::new("formation"), Names::new("unit"));
    for (i, formation) in scenario.formations.iter().enumerate() {
        formation_names.insert(file, &formation.id, i);
    }
    for (i, unit) in scenario.units.iter().enumerate() {
        unit_names.insert(file, &unit.id, i);
    }
    check::forces::Forces { formations: scenario.formations.clone(), units: Vec::new(), formation_names, unit_names, vague: Vec::new() }
}

/// blake3 over names and texts, each with its length, and over the changes.
fn hash<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, sets: &[String]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for (name, text) in files {
        part(name);
        part(text);
    }
    for set in sets {
        part("--set");
        part(set);
    }
    *hasher.finalize().as_bytes()
}
