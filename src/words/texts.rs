//! The texts of one language: parsing what is built in, and finding one by its id.

use super::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// The files of a language, each with all its lines.
pub(super) const fn sources(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::En => [
            include_str!("../../assets/words/en/events.ftl"),
            include_str!("../../assets/words/en/refusals.ftl"),
            include_str!("../../assets/words/en/terms.ftl"),
            include_str!("../../assets/words/en/faults.ftl"),
            include_str!("../../assets/words/en/window.ftl"),
            include_str!("../../assets/words/en/sheet.ftl"),
        ],
        Lang::Ru => [
            include_str!("../../assets/words/ru/events.ftl"),
            include_str!("../../assets/words/ru/refusals.ftl"),
            include_str!("../../assets/words/ru/terms.ftl"),
            include_str!("../../assets/words/ru/faults.ftl"),
            include_str!("../../assets/words/ru/window.ftl"),
            include_str!("../../assets/words/ru/sheet.ftl"),
        ],
    }
}

/// What the scenarios that come with the program say, by id. In English they say it themselves.
pub(super) const fn scenarios(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "",
        Lang::Ru => include_str!("../../assets/words/ru/scenarios.ftl"),
    }
}

/// The texts of one language by id.
pub(super) struct Texts(FluentBundle<FluentResource>);

impl Texts {
    /// Parse the texts of a language. A test holds that they parse; a line that did not would be left out.
    pub fn new(lang: Lang) -> Texts {
        let tag: LanguageIdentifier = lang.id().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks that keep directions of writing apart are invisible characters that break `grep` and comparisons;
        // both languages run from left to right.
        bundle.set_use_isolating(false);
        for source in sources(lang).into_iter().chain([scenarios(lang)]) {
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(good, _)| good);
            bundle.add_resource_overriding(resource);
        }
        Texts(bundle)
    }
    /// Whether there is a text of this id.
    pub fn has(&self, id: &str) -> bool {
        self.0.has_message(id)
    }
    /// The text of an id with its arguments in place, its first letter as it is written.
    pub fn say(&self, id: &str, args: Option<&FluentArgs>) -> String {
        self.try_say(id, args).0
    }
    /// The same, and what was wrong: an id without a text (then the id stands for it), a variable that was not given.
    pub fn try_say(&self, id: &str, args: Option<&FluentArgs>) -> (String, Vec<String>) {
        let Some(pattern) = self.0.get_message(id).and_then(|m| m.value()) else {
            return (id.to_owned(), vec![format!("no text for {id}")]);
        };
        let mut errors = vec![];
        let text = self.0.format_pattern(pattern, args, &mut errors).into_owned();
        (text, errors.iter().map(|e| format!("{id}: {e}")).collect())
    }
}
