//! Overlays while loading: opening those of `--mod`, laying what is theirs over each file, and naming their conflicts.
//!
//! What belongs here: which overlay is for which file. What never does: how a group of fields is laid (`lay`).

use super::check::{self, FileIx};
use super::diagnostic::nearest;
use super::fault::Fault;
use super::lay::{self, Added, Touched};
use super::load::Loader;
use super::raw::at::{self, Span};
use super::raw::overlay::RawOverlay;
use super::set;
use super::sources::{Mod, Text};
use super::weave::{Bit, Edit, Woven};
use super::{LaidOver, misread, scan};
use crate::rules::BySide;

/// What has come of the overlays so far.
#[derive(Default)]
pub struct Overlays {
    list: Vec<Overlay>,
    /// what they touched: the file's name, who, what
    touched: Vec<(String, usize, Touched)>,
    /// entries that they added
    added: Vec<(FileIx, Added)>,
}

/// An overlay that was opened.
struct Overlay {
    laid: LaidOver,
    place: Mod,
    /// its file, if it has one, and where its id stands there
    head: Option<(FileIx, Span)>,
    parts: Vec<Part>,
    used: bool,
}

/// A group of fields for one file.
struct Part {
    /// `scenario`, `map`, `cards/NAME`, `rules/NAME`
    of: String,
    file: FileIx,
    /// where the group begins
    at: usize,
    /// what to point at: the name of the file of cards or table
    named: Span,
    used: bool,
}

impl Overlays {
    /// What is told of them, in order.
    pub fn laid(&self) -> Vec<LaidOver> {
        self.list.iter().map(|o| o.laid.clone()).collect()
    }

    /// The entry that an overlay added and that begins here.
    pub fn added(&self, file: FileIx, at: u32) -> Option<&Added> {
        self.added.iter().find(|(f, a)| *f == file && a.at == at as usize).map(|(_, a)| a)
    }
}

impl Loader<'_> {
    /// Open all overlays for a scenario.
    pub(super) fn open_mods(&mut self, scenario: &str) {
        for opened in self.sources.mods() {
            match opened {
                Ok(place) => self.open_mod(place, scenario),
                Err(unread) => self.unread(*unread, None),
            }
        }
    }

    fn open_mod(&mut self, mut place: Mod, scenario: &str) {
        let mut overlay = Overlay {
            laid: LaidOver { id: place.stem.clone(), title: place.stem.clone(), ..LaidOver::default() },
            head: None,
            parts: Vec::new(),
            used: false,
            place: Mod::default(),
        };
        if let Some(text) = place.head.take() {
            self.originals.push((text.name.clone(), text.text.clone()));
            let shape = scan::check(&text.text);
            let file = self.log.file(text, false);
            if let Err((fault, span)) = shape {
                return match span {
                    Some(span) => self.log.at(file, span, fault),
                    None => self.log.whole(file, fault),
                };
            }
            if !self.read_head(&mut overlay, file, scenario) {
                return;
            }
        }
        overlay.place = place;
        if let (true, Some((file, span))) = (self.overlays.list.iter().any(|o| o.laid.id == overlay.laid.id), overlay.head) {
            self.log.at(file, span, Fault::OverlayTwice { id: overlay.laid.id.clone() });
        }
        self.overlays.list.push(overlay);
    }

    /// Read an overlay's own file; whether it can be used.
    fn read_head(&mut self, overlay: &mut Overlay, file: FileIx, scenario: &str) -> bool {
        let text = self.log.text(file).to_owned();
        let start = set::attributes_end(&text, scan::skip_blank(&text, 0));
        if !scan::entries(&text, start).iter().any(|e| e.name == Some("overlay")) {
            self.log.whole(file, Fault::NotAnOverlay {});
            return false;
        }
        let raw = match at::read::<RawOverlay>(&text) {
            Ok(raw) => raw,
            Err(wrong) => {
                let (fault, span, near) = misread::explain(&text, &wrong);
                self.log.near(file, span, fault, near);
                return false;
            }
        };
        if raw.format.value != 1 {
            self.log.at(file, raw.format.span(), Fault::WrongFormat { format: raw.format.value });
            return false;
        }
        if !check::check_id(&mut self.log, file, &raw.overlay) {
            return false;
        }
        if !raw.over.is_empty() && !raw.over.iter().any(|id| id.value == scenario) {
            let meant = raw.over.iter().map(|id| check::shorten(id)).collect::<Vec<_>>().join(", ");
            let fault = Fault::OverlayForOthers { id: raw.overlay.value.clone(), scenario: check::shorten(scenario), meant };
            self.log.at(file, raw.overlay.span(), fault);
            return false;
        }
        let id = raw.overlay.value.clone();
        overlay.laid = LaidOver {
            title: if raw.title.is_empty() { id.clone() } else { raw.title },
            ru: raw.ru,
            briefing: BySide { soviet: raw.briefing.soviet, japanese: raw.briefing.japanese },
            id,
        };
        overlay.head = Some((file, raw.overlay.span()));
        let whole = [("scenario", &raw.scenario), ("map", &raw.map)];
        for (of, part) in whole.into_iter().filter_map(|(of, part)| Some((of, part.as_ref()?))) {
            self.split(overlay, of, file, (&text, part.at as usize), part.span(), scenario);
        }
        let by_name = [("cards", &raw.cards), ("rules", &raw.rules)];
        for (kind, part) in by_name.into_iter().filter_map(|(kind, part)| Some((kind, part.as_ref()?))) {
            for entry in scan::entries(&text, part.at as usize) {
                let at = (&*text, entry.start);
                match entry.name {
                    Some(name) => {
                        let named = Span { at: (name.as_ptr() as usize - text.as_ptr() as usize) as u32, len: name.len() as u32 };
                        self.split(overlay, &format!("{kind}/{name}"), file, at, named, scenario);
                    }
                    None => self.log.at(file, Span { at: entry.start as u32, len: 1 }, Fault::OverlayWithoutName {}),
                }
            }
        }
        true
    }

    /// The groups for one file: one, or a list of them, each with the scenarios it is for.
    fn split(&mut self, overlay: &mut Overlay, of: &str, file: FileIx, (text, at): (&str, usize), named: Span, scenario: &str) {
        let groups: Vec<usize> = match text.as_bytes().get(at) {
            Some(b'(') => vec![at],
            Some(b'[') => scan::entries(text, at).iter().map(|e| e.start).collect(),
            _ => Vec::new(),
        };
        if groups.is_empty() || groups.iter().any(|&at| text.as_bytes().get(at) != Some(&b'(')) {
            let fault = Fault::WrongKind { expected: "a group, (...), or a list of them".to_owned(), found: "something else".to_owned() };
            return self.log.at(file, Span { at: at as u32, len: 1 }, fault);
        }
        for at in groups {
            let over = scan::entries(text, at).into_iter().find(|e| e.name == Some("over"));
            let meant =
                over.is_none_or(|o| scan::entries(text, o.start).iter().any(|e| text[e.start..e.end].trim_matches('"') == scenario));
            if meant {
                overlay.parts.push(Part { of: of.to_owned(), file, at, named, used: false });
            }
        }
    }

    /// All groups for a file, in the order of the overlays; those of a folder's own file after those of its `overlay.ron`.
    fn parts_for(&mut self, name: &str, text: &Text) -> Vec<(usize, FileIx, usize)> {
        let mut list = Vec::new();
        for n in 0..self.overlays.list.len() {
            let overlay = &mut self.overlays.list[n];
            for part in overlay.parts.iter_mut().filter(|p| p.of == name) {
                (part.used, overlay.used) = (true, true);
                list.push((n, part.file, part.at));
            }
            let own = match name {
                "scenario" => scenario_id(&text.text).map(|id| format!("scenarios/{id}.ron")),
                _ => Some(text.name.clone()),
            };
            match own.map(|own| overlay.place.file(&own)) {
                Some(Ok(Some(text))) => {
                    overlay.used = true;
                    self.originals.push((text.name.clone(), text.text.clone()));
                    let shape = scan::check(&text.text);
                    let start = shape.is_ok().then(|| set::attributes_end(&text.text, scan::skip_blank(&text.text, 0)));
                    let file = self.log.file(text, false);
                    match (shape, start) {
                        (Err((fault, Some(span))), _) => self.log.at(file, span, fault),
                        (Err((fault, None)), _) => self.log.whole(file, fault),
                        (Ok(()), start) => list.push((n, file, start.unwrap_or(0))),
                    }
                }
                Some(Err(unread)) => self.unread(*unread, None),
                Some(Ok(None)) | None => {}
            }
        }
        list
    }

    /// Lay all overlays over a file whose brackets are sound, and make the changes of `--set` after them: the file, and whether all
    /// could be laid. `None` if no overlay is for it.
    pub(super) fn lay_over(&mut self, text: &Text, name: &str, made: &mut Vec<String>) -> Option<(FileIx, bool)> {
        let parts = self.parts_for(name, text);
        if parts.is_empty() {
            return None;
        }
        let base = self.log.file(text.clone(), false);
        let (mut woven, mut all) = (Woven::of(text.text.clone(), base), true);
        for (overlay, file, at) in parts {
            let over = self.log.text(file).to_owned();
            let laid = lay::lay(&mut woven, &over, at, file);
            all &= laid.wrong.is_empty();
            for wrong in laid.wrong {
                self.log.near(file, wrong.span, wrong.fault, wrong.did_you_mean);
            }
            self.overlays.added.extend(laid.added.into_iter().map(|a| (file, a)));
            for touched in laid.touched {
                self.conflict(name, overlay, file, &touched);
                self.overlays.touched.push((name.to_owned(), overlay, touched));
            }
        }
        self.change_woven(&mut woven, name, made);
        let text = Text { name: text.name.clone(), shown: text.shown.clone(), text: woven.text };
        Some((self.log.woven(text, woven.pieces), all))
    }

    /// Name the overlay that changed the same before.
    fn conflict(&mut self, name: &str, overlay: usize, file: FileIx, new: &Touched) {
        let same = |old: &Touched| {
            let within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'));
            (old.path == new.path && old.value != new.value)
                || (old.value.is_empty() && within(&new.path, &old.path))
                || (new.value.is_empty() && within(&old.path, &new.path))
        };
        let found = self.overlays.touched.iter().rev().find(|(of, by, old)| of == name && *by != overlay && same(old));
        if let Some((_, by, _)) = found {
            let id = |n: usize| self.overlays.list[n].laid.id.clone();
            let path = if name == "scenario" { new.path.clone() } else { format!("{name}.{}", new.path) };
            let fault = Fault::OverlayConflict { path: check::shorten(&path), first: id(*by), second: id(overlay) };
            self.log.at(file, new.at, fault);
        }
    }

    /// The changes of `--set`, each told as where it stands in the change.
    fn change_woven(&mut self, woven: &mut Woven, name: &str, made: &mut Vec<String>) {
        for (file, target, used) in &mut self.sets {
            if target != name {
                continue;
            }
            *used = true;
            let change_text = self.log.text(*file).to_owned();
            let mut text = woven.text.clone();
            let result = set::parse(&change_text).and_then(|change| Ok((set::apply(&change, &mut text, made)?, change.value_at)));
            match result {
                Ok((gave, at)) => {
                    let new = text[gave.start..gave.start + gave.came].to_owned();
                    let own = new.len().min(change_text.len().saturating_sub(at));
                    let bits = vec![Bit { text: new, at, own }];
                    woven.edit(vec![Edit { start: gave.start, end: gave.end, bits }], *file);
                }
                Err(unset) => self.log.near(*file, unset.span, unset.fault, unset.did_you_mean),
            }
        }
    }

    /// Tell of overlays, and of groups in them, that were for nothing that is loaded.
    pub(super) fn unused_mods(&mut self) {
        let loaded: Vec<String> = self.originals.iter().map(|(name, _)| name.trim_end_matches(".ron").to_owned()).collect();
        for overlay in &self.overlays.list {
            for part in overlay.parts.iter().filter(|p| !p.used) {
                let near = nearest(&part.of, loaded.iter().map(String::as_str)).map(|n| n.split('/').next_back().unwrap_or(n).to_owned());
                self.log.near(part.file, part.named, Fault::OverlayUnknownFile { file: check::shorten(&part.of) }, near);
            }
            if let (false, true, Some((file, span))) = (overlay.used, overlay.parts.is_empty(), overlay.head) {
                self.log.at(file, span, Fault::OverlayUnused { id: overlay.laid.id.clone() });
            } else if !overlay.used && overlay.head.is_none() {
                let text = Text { name: String::new(), shown: overlay.place.shown(), text: String::new() };
                let file = self.log.file(text, false);
                self.log.whole(file, Fault::OverlayUnused { id: overlay.laid.id.clone() });
            }
        }
    }
}

/// The id that a scenario's text gives itself.
pub fn scenario_id(text: &str) -> Option<&str> {
    let start = set::attributes_end(text, scan::skip_blank(text, 0));
    let id = scan::entries(text, start).into_iter().find(|e| e.name == Some("id"))?;
    Some(text[id.start..id.end].trim_matches('"')).filter(|id| check::is_id(id))
}

/// The id of an overlay, if the text is one's and not a scenario's.
pub fn overlay_id(text: &str) -> Option<&str> {
    let start = set::attributes_end(text, scan::skip_blank(text, 0));
    let entries = scan::entries(text, start);
    let id = entries.iter().find(|e| e.name == Some("overlay"))?;
    (!entries.iter().any(|e| e.name == Some("phases"))).then(|| text[id.start..id.end].trim_matches('"'))
}
