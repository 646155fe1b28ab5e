//! Everything the battle has to say, in a reader's language: events, reports, refusals, faults, modifiers and the plain
//! vocabulary. The texts are Fluent files in `assets/words/LANGUAGE`, built into the program.
//!
//! What belongs here: finding the text and handing it the numbers and names it asks for. What never does: decisions,
//! English or Russian words in the code, the layout of a page or window.

mod args;
pub mod codes;
mod event;
mod names;
mod refusal;
#[cfg(test)]
mod tests;
mod texts;

use crate::data::{Arg, Diagnostic, Grade, Scenario, TaskKind};
use crate::rules::{
    Effect, GroundState, GroundStates, Light, ModifierName, MoraleState, Posture, Rain, RuleId, Side, Soil, Terrain, UnitId, Weather,
};
use crate::view::{Cause, Refusal, What, Who};
use texts::Texts;

/// Points as they are written, with a real minus.
pub fn points(n: i32) -> String {
    if n < 0 { format!("−{}", n.unsigned_abs()) } else { n.to_string() }
}

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// Russian
    Ru,
}

impl Lang {
    /// All of them.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ru];
    /// Its tag (BCP 47), which is also the name of its folder of texts.
    pub const fn id(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ru => "ru",
        }
    }
    /// The language of a tag or a locale such as `ru`, `ru_RU.UTF-8`, `en-GB`; `None` if it isn't spoken here.
    pub fn parse(tag: &str) -> Option<Lang> {
        let head = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|l| l.id().eq_ignore_ascii_case(head))
    }
    /// The name of a thing of a scenario in this language, the English one where it has no other.
    pub fn pick<'n>(self, en: &'n str, ru: Option<&'n str>) -> &'n str {
        match self {
            Lang::En => en,
            Lang::Ru => ru.unwrap_or(en),
        }
    }
}

/// The words of one language. Cheap to share between threads, dear to build (its texts are parsed): build it once.
pub struct Words {
    lang: Lang,
    texts: Texts,
}

impl Words {
    /// The words of a language.
    pub fn new(lang: Lang) -> Words {
        Words { lang, texts: Texts::new(lang) }
    }
    /// A line of the true log: units by the names of the scenario, hexes as `CCRR` and the place's name if it has one.
    pub fn event(&self, scenario: &Scenario, what: &What<UnitId>) -> String {
        event::tell(self, scenario, what, |unit| names::unit(scenario, unit, self.lang))
    }
    /// The same as told to one side: an enemy is "contact 12" or "an unseen enemy".
    pub fn report(&self, scenario: &Scenario, what: &What<Who>) -> String {
        event::tell(self, scenario, what, |who| self.who(scenario, who))
    }
    /// Why an order was refused.
    pub fn refusal(&self, scenario: &Scenario, refusal: &Refusal) -> String {
        refusal::tell(self, scenario, refusal)
    }
    /// A fault of the data by its name and arguments; `None` if no text has that name.
    pub fn fault(&self, name: &str, args: &[(&str, String)]) -> Option<String> {
        let id = format!("fault-{name}");
        self.texts.has(&id).then(|| args::Args::new(self).texts(args).say(&id))
    }
    /// What is wrong with the data, in the reader's language; in the fault's own English if no text has its name.
    pub fn diagnostic(&self, diagnostic: &Diagnostic) -> String {
        let text = |arg| match arg {
            Arg::Text(text) => text,
            Arg::Number(number) => number.to_string(),
        };
        let args: Vec<(&str, String)> = diagnostic.fault.args().into_iter().map(|(name, arg)| (name, text(arg))).collect();
        self.fault(diagnostic.fault.name(), &args).unwrap_or_else(|| diagnostic.fault.to_string())
    }
    /// A text of the window that asks for nothing.
    pub fn ui(&self, id: &str) -> String {
        self.texts.say(id, None)
    }
    /// A text of the window with what it asks for; whole numbers choose among plural forms.
    pub fn ui_with(&self, id: &str, args: &[(&str, String)]) -> String {
        args::Args::new(self).texts(args).say(id)
    }
    /// Why odds are what they are, as a label.
    pub fn modifier(&self, name: ModifierName) -> String {
        self.label("modifier", &name)
    }
    /// What a rule is about, as a label.
    pub fn rule(&self, rule: RuleId) -> String {
        self.label("rule", &rule)
    }
    /// What a stage of a lottery changes, as a label with its unit.
    pub fn effect(&self, effect: Effect) -> String {
        self.label("effect", &effect)
    }
    /// A grade of victory.
    pub fn grade(&self, grade: Grade) -> String {
        self.label("grade", &grade)
    }
    /// A side.
    pub fn side(&self, side: Side) -> String {
        self.label("side", &side)
    }
    /// What a hex is made of.
    pub fn terrain(&self, terrain: Terrain) -> String {
        self.label("terrain", &terrain)
    }
    /// Light of an hour.
    pub fn light(&self, light: Light) -> String {
        self.label("light", &light)
    }
    /// How wet the ground is.
    pub fn ground_state(&self, state: GroundState) -> String {
        self.label("ground_state", &state)
    }
    /// How wet the ground is by soil: in one word where all are alike.
    pub fn ground(&self, states: GroundStates) -> String {
        let one = states.of(Soil::Field);
        if states == GroundStates::from(one) {
            return self.ground_state(one);
        }
        let soils = [("low", Soil::Low), ("field", Soil::Field), ("high", Soil::High), ("road", Soil::Road)];
        soils.iter().fold(args::Args::new(self), |a, (key, soil)| a.label(key, "wetness", &states.of(*soil))).say("ground-by-soil")
    }
    /// The weather: the sky, and what falls from it.
    pub fn weather(&self, weather: Weather) -> String {
        let sky = self.label("sky", &weather.sky);
        if weather.rain == Rain::None { sky } else { format!("{sky}, {}", self.label("rain", &weather.rain)) }
    }
    /// What a battalion is to do.
    pub fn task(&self, kind: TaskKind) -> String {
        self.label("task", &kind)
    }
    /// How men hold themselves.
    pub fn posture(&self, posture: Posture) -> String {
        self.label("posture", &posture)
    }
    /// Nerve of a unit.
    pub fn morale(&self, state: MoraleState) -> String {
        self.label("morale", &state)
    }
    /// What men or vehicles are lost to.
    pub fn cause(&self, cause: Cause) -> String {
        self.label("cause", &cause)
    }
    /// A line of the map sheet by its key (`overlay-…`, `sheet-…`) and the numbers it asks for.
    pub fn sheet(&self, key: &str, numbers: &[(&'static str, i64)]) -> String {
        numbers.iter().fold(args::Args::new(self), |args, (name, n)| args.number(name, *n)).say(key)
    }
    /// One's own unit, or an enemy as far as it is known, for the middle of a sentence.
    fn who(&self, names: &impl names::Names, who: Who) -> String {
        match who {
            Who::Own(unit) => names::unit(names, unit, self.lang),
            Who::Contact(contact) => args::Args::new(self).number("contact", contact.0).say("who-contact"),
            Who::Unseen => self.texts.say("who-unseen", None),
        }
    }
    /// The text of a plain value: its kind and its name in JSON.
    fn label<T: serde::Serialize>(&self, kind: &str, value: &T) -> String {
        self.texts.say(&format!("{kind}-{}", args::json_name(value)), None)
    }
}
