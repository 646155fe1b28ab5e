//! What can be wrong with data: every fault with its numbers, its stable code and its plain English.

use crate::rules::Clock;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// nothing is wrong; something is left over
    Note,
    /// the data can be used, but look at it
    Warning,
    /// nothing is built from data with an error
    Error,
}

impl Severity {
    /// The word used in output.
    pub const fn id(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A value of a fault for its text: a number or words.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// words
    Text(String),
    /// a number
    Number(f64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}
impl From<&char> for Arg {
    fn from(c: &char) -> Arg {
        Arg::Text(c.to_string())
    }
}
impl From<&i64> for Arg {
    fn from(n: &i64) -> Arg {
        Arg::Number(*n as f64)
    }
}
impl From<&f64> for Arg {
    fn from(n: &f64) -> Arg {
        Arg::Number(*n)
    }
}
impl From<&Clock> for Arg {
    fn from(at: &Clock) -> Arg {
        Arg::Text(at.to_string())
    }
}
impl From<&&'static str> for Arg {
    fn from(text: &&'static str) -> Arg {
        Arg::Text((*text).to_owned())
    }
}
impl std::fmt::Display for Arg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Arg::Text(t) => f.write_str(t),
            Arg::Number(n) => write!(f, "{n}"),
        }
    }
}

/// Declares [`Fault`]: for each its doc, code, name, severity, fields and English.
macro_rules! faults {
    ($($(#[$doc:meta])* $code:literal $name:literal $severity:ident $variant:ident { $($field:ident : $type:ty),* } $text:literal)*) => {
        /// What is wrong.
        #[derive(Clone, Debug, PartialEq)]
        #[expect(missing_docs, reason = "the fields are what the text names")]
        pub enum Fault {
            $($(#[$doc])* $variant { $($field: $type),* },)*
        }

        impl Fault {
            /// Names of all faults, in the order of their codes.
            pub const NAMES: &'static [&'static str] = &[$($name),*];
            /// Codes of all faults, in the order of [`Fault::NAMES`].
            pub const CODES: &'static [&'static str] = &[$($code),*];
            /// Names of the arguments of all faults, in the order of [`Fault::NAMES`].
            pub const ARGS: &'static [&'static [&'static str]] = &[$(&[$(stringify!($field)),*]),*];
            /// The stable code, `K` and four digits.
            pub const fn code(&self) -> &'static str {
                match self { $(Fault::$variant { .. } => $code,)* }
            }
            /// The stable name, in kebab-case.
            pub const fn name(&self) -> &'static str {
                match self { $(Fault::$variant { .. } => $name,)* }
            }
            /// How bad it is.
            pub const fn severity(&self) -> Severity {
                match self { $(Fault::$variant { .. } => Severity::$severity,)* }
            }
            /// Severities of all faults, in the order of [`Fault::NAMES`].
            pub const SEVERITIES: &'static [Severity] = &[$(Severity::$severity),*];
            /// Its numbers and texts by name, for its text in the reader's language.
            pub fn args(&self) -> Vec<(&'static str, Arg)> {
                match self { $(Fault::$variant { $($field),* } => vec![$((stringify!($field), Arg::from($field))),*],)* }
            }
        }

        impl std::fmt::Display for Fault {
            /// Plain English.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { $(Fault::$variant { $($field),* } => write!(f, $text),)* }
            }
        }
    };
}

faults! {
    /// nothing is there
    "K0001" "no-such-file" Error NoSuchFile {} "there is no such file"
    /// a folder where a file is wanted
    "K0002" "is-folder" Error IsFolder {} "this is a folder, not a file"
    /// neither file nor folder
    "K0003" "not-a-file" Error NotAFile {} "this is not an ordinary file"
    /// over the limit, refused unread
    "K0004" "too-big" Error TooBig { bytes: i64, limit: i64 } "the file has {bytes} bytes, more than the {limit} that are read"
    /// the system refuses
    "K0005" "cannot-read" Error CannotRead { reason: String } "cannot read the file: {reason}"
    /// not UTF-8
    "K0006" "not-text" Error NotText {} "the file is not text in UTF-8"
    /// nothing in it
    "K0007" "empty-file" Error EmptyFile {} "the file is empty"
    /// ends within a bracket, text or comment
    "K0008" "cut-off" Error CutOff { open: String, line: i64 } "the file ends before the {open} of line {line} is closed"
    /// a bracket closed by another kind
    "K0009" "wrong-bracket" Error WrongBracket { found: char, open: char, line: i64 } "`{found}` does not close the `{open}` of line {line}"
    /// too many brackets within each other
    "K0010" "too-deep" Error TooDeep { limit: i64 } "more than {limit} brackets within each other"
    /// a bare name that is not among the scenarios
    "K0011" "no-such-scenario" Error NoSuchScenario { id: String } "there is no scenario named `{id}`"
    /// the scenario's map is nowhere
    "K0012" "no-such-map" Error NoSuchMap { id: String } "there is no map `{id}`"
    /// the scenario's file of cards is nowhere
    "K0013" "no-such-cards" Error NoSuchCards { id: String } "there is no file of cards `{id}`"

    /// not RON
    "K0101" "syntax" Error Syntax { says: String } "cannot read this: {says}"
    /// a field that the format does not have
    "K0102" "unknown-field" Error UnknownField { field: String } "unknown field `{field}`"
    /// a field that may not be left out
    "K0103" "missing-field" Error MissingField { field: String } "the field `{field}` is missing"
    /// the same field twice
    "K0104" "double-field" Error DoubleField { field: String } "the field `{field}` is given twice"
    /// a word that is not among those allowed
    "K0105" "unknown-word" Error UnknownWord { word: String, allowed: String } "`{word}` is not one of {allowed}"
    /// a text where a number is wanted, and the like
    "K0106" "wrong-kind" Error WrongKind { expected: String, found: String } "expected {expected}, found {found}"
    /// another version of the format
    "K0107" "wrong-format" Error WrongFormat { format: i64 } "format {format} is unknown; this version reads format 1"
    /// a table of the rules with a fault
    "K0108" "rules-table" Error RulesTable { says: String } "the rules' table is faulty: {says}"

    /// NaN or infinite
    "K0201" "not-finite" Error NotFinite { text: String } "`{text}` is not a number that can be used"
    /// too large even to be read
    "K0202" "huge-number" Error HugeNumber { text: String } "`{text}` is too large"
    /// a number out of its range
    "K0203" "out-of-range" Error OutOfRange { what: &'static str, value: f64, least: f64, most: f64 } "{what} is {value}, but must be from {least} to {most}"
    /// characters that no id may have
    "K0204" "bad-id" Error BadId { id: String } "`{id}` is no id: letters, digits, `_`, `-` and inner `.` only, 1 to 64 of them"
    /// not four digits
    "K0205" "bad-hex" Error BadHex { hex: String } "`{hex}` is no hex number: two digits of column and two of row are wanted"
    /// off the map
    "K0206" "hex-off-map" Error HexOffMap { hex: String, cols: i64, rows: i64 } "hex {hex} is off the map of {cols} columns and {rows} rows"
    /// not a moment
    "K0207" "bad-time" Error BadTime { text: String } "`{text}` is no moment; write it like 1938-08-06T16:55"
    /// not a day
    "K0208" "bad-day" Error BadDay { text: String } "`{text}` is no day; write it like 1938-08-06"
    /// not an hour
    "K0209" "bad-hour" Error BadHour { text: String } "`{text}` is no hour of the day; write it like 05:42"
    /// confidence is a letter
    "K0210" "bad-confidence" Error BadConfidence { text: String } "`{text}` is no confidence: A, B or C"
    /// more entries than can be held
    "K0211" "too-many" Error TooMany { what: &'static str, found: i64, limit: i64 } "{found} {what}; at most {limit} can be held"

    /// a side of the map that hex numbers cannot count
    "K0240" "map-size" Error MapSize { cols: i64, rows: i64 } "a map of {cols} by {rows} hexes; 1 to 99 each can be numbered CCRR"
    /// an allowance of a code that there is not
    "K0241" "unknown-code" Error UnknownCode { code: String } "no fault has the code `{code}`"
    /// an allowance of an error
    "K0242" "error-allowed" Error ErrorAllowed { code: String } "`{code}` is an error: only warnings and notes can be allowed"
    /// an allowance that does not say why
    "K0243" "allowed-without-reason" Error AllowedWithoutReason { code: String } "the allowance of `{code}` gives no reason"
    /// a folder without scenarios
    "K0244" "no-scenarios" Error NoScenarios {} "there is no scenario in this folder or below it"

    /// a phase that leaves out what is to come
    "K0245" "moments-outside" Error MomentsOutside { found: i64, word: &'static str, at: Clock, line: i64 } "{found} moments lie {word} this, {at}; the first is in line {line}"
    /// a number that all rows of the map contradict
    "K0246" "size-of-map" Error SizeOfMap { field: &'static str, found: i64, wanted: i64 } "`{field}` is {found}, but all rows of the map agree on {wanted}"

    /// the same id twice
    "K0301" "duplicate-id" Error DuplicateId { kind: &'static str, id: String, line: i64 } "the {kind} `{id}` is already there, in line {line}"
    /// the same id twice, the first in another file
    "K0302" "duplicate-in-file" Error DuplicateInFile { kind: &'static str, id: String, file: String } "the {kind} `{id}` is already there, in {file}"
    /// a reference to nothing
    "K0303" "unknown-reference" Error UnknownReference { kind: &'static str, id: String } "there is no {kind} `{id}`"
    /// a source that the bibliography lacks
    "K0304" "unknown-source" Error UnknownSource { id: String } "the bibliography has no source `{id}`"
    /// no source given
    "K0305" "no-source" Warning NoSource { kind: &'static str, id: String } "the {kind} `{id}` names no source"
    /// a formation that is part of itself
    "K0306" "formation-in-itself" Error FormationInItself { id: String } "the formation `{id}` is a part of itself"
    /// something of the other side
    "K0307" "wrong-side" Error WrongSide { kind: &'static str, id: String, side: &'static str } "the {kind} `{id}` is {side}, the other side's"
    /// id and file name differ
    "K0308" "id-is-not-name" Error IdIsNotName { id: String, name: String } "the file is named `{name}` but its id is `{id}`"

    /// too few or too many rows
    "K0401" "row-count" Error RowCount { what: &'static str, found: i64, wanted: i64 } "{found} rows of {what}, but the map has {wanted}"
    /// a row too short or too long
    "K0402" "row-length" Error RowLength { what: &'static str, row: i64, found: i64, wanted: i64 } "row {row} of {what} has {found} entries, but the map has {wanted} columns"
    /// a glyph that is not in the legend
    "K0403" "unknown-glyph" Error UnknownGlyph { glyph: char } "`{glyph}` stands for no ground; the legend is ~ lake = river \" marsh v ravine . open , scrub / slope ^ rock * crest # village"
    /// an elevation that is no number
    "K0404" "bad-elevation" Error BadElevation { text: String } "`{text}` is no elevation in whole metres from -100 to 3000"
    /// two hexes in a road that do not touch
    "K0405" "road-jumps" Error RoadJumps { from: String, to: String } "the way jumps from {from} to {to}, which are no neighbours"
    /// a pair that does not touch
    "K0406" "not-neighbours" Error NotNeighbours { a: String, b: String } "{a} and {b} are no neighbours"
    /// a road through water
    "K0407" "road-in-water" Error RoadInWater { hex: String } "hex {hex} is water: only a ferry goes there"
    /// the rim
    "K0408" "side-on-rim" Error SideOnRim { hex: String } "this side of {hex} is the rim of the map"
    /// the border does not part the map
    "K0409" "border-leaks" Error BorderLeaks {} "the border does not part the map: each hex can be reached from the Soviet side without crossing it"
    /// a cliff between neighbours that nobody wrote as such
    "K0410" "steep-step" Warning SteepStep { a: String, b: String, metres: i64 } "{metres} m between the neighbours {a} and {b}"

    /// a phase that ends first
    "K0501" "phase-ends-first" Error PhaseEndsFirst { from: Clock, to: Clock } "the phase ends at {to}, not after it starts at {from}"
    /// a hole between phases
    "K0502" "phase-gap" Error PhaseGap { before: Clock, from: Clock } "the phase starts at {from}, but the one before ends at {before}"
    /// phases over each other
    "K0503" "phase-overlap" Error PhaseOverlap { before: Clock, from: Clock } "the phase starts at {from}, before the one before ends at {before}"
    /// turns that do not fill the phase
    "K0504" "turn-does-not-divide" Error TurnDoesNotDivide { minutes: i64, turn: i64 } "turns of {turn} minutes do not fill a phase of {minutes}"
    /// nothing in a list that needs something
    "K0505" "empty-list" Error EmptyList { what: &'static str } "the scenario has no {what}"
    /// a moment outside the battle
    "K0506" "outside-phases" Error OutsidePhases { what: &'static str, at: Clock, from: Clock, to: Clock } "{what} at {at} lies outside the phases, {from} to {to}"
    /// nobody fights
    "K0507" "side-without-units" Error SideWithoutUnits { side: &'static str } "the {side} side has no units"
    /// in the lake
    "K0508" "in-water" Error InWater { what: &'static str, id: String, hex: String } "the {what} `{id}` stands in the water of hex {hex}"
    /// over the limit
    "K0509" "overstacked" Error Overstacked { hex: String, what: &'static str, found: i64, limit: i64 } "with this unit hex {hex} holds {found} {what} at the start; the limit is {limit}"
    /// neither or both places
    "K0510" "not-one-place" Error NotOnePlace { id: String } "the unit `{id}` needs exactly one of `hex` and `off_map_km`"
    /// lines of vehicles
    "K0511" "vehicle-lines" Error VehicleLines { found: i64, wanted: i64 } "{found} numbers of vehicles, but the card has {wanted} lines of them"
    /// a day without sun
    "K0512" "no-light" Error NoLight { day: String } "the list of light has no row for {day}"
    /// out of order
    "K0513" "out-of-order" Error OutOfOrder { what: &'static str } "{what} out of order"
    /// a planned battery that cannot fire missions
    "K0514" "no-indirect-fire" Error NoIndirectFire { id: String } "the unit `{id}` has no gun that fires indirectly"
    /// a mission beyond the guns' reach
    "K0515" "out-of-reach" Error OutOfReach { id: String, hex: String, metres: i64, reach: i64 } "hex {hex} is {metres} m from `{id}`, whose guns reach {reach}"
    /// two ways of writing one thing
    "K0516" "not-one-capacity" Error NotOneCapacity { id: String } "the link `{id}` needs exactly one of `tonnes_per_day` and `tonnes_per_hour` (and at most one by night)"
    /// more machines than there are
    "K0517" "too-many-machines" Error TooManyMachines { id: String, found: i64, have: i64 } "{found} machines of the flight `{id}`, which has {have} for this many sorties"
    /// a headquarters of somebody else
    "K0518" "headquarters-elsewhere" Error HeadquartersElsewhere { id: String } "the headquarters `{id}` is not one of this formation's own units"
    /// a range of hours for a number
    "K0519" "record-mismatch" Error RecordMismatch { wanted: &'static str } "the record of this observable is written as {wanted}"
    /// not all grades
    "K0520" "grades-incomplete" Error GradesIncomplete {} "the grades must be all seven, from japanese_decisive to soviet_decisive; the first has no `from`, the others each a higher one"
    /// ends of a link
    "K0521" "link-to-itself" Error LinkToItself { id: String } "the link `{id}` ends where it starts"
    /// both sides in one hex
    "K0522" "both-sides" Error BothSides { hex: String, id: String } "hex {hex} already holds `{id}` of the other side"
    /// the last before the first
    "K0523" "range-upside-down" Error RangeUpsideDown { what: &'static str } "{what}: the last comes before the first"
    /// no side on an outermost formation
    "K0524" "no-side" Error NoSide { id: String } "the outermost formation `{id}` names no side"
    /// a unit or formation that nobody commands is empty
    "K0525" "empty-formation" Warning EmptyFormation { id: String } "the formation `{id}` has neither units nor parts"
    /// a plan without hexes
    "K0526" "plan-without-hex" Error PlanWithoutHex {} "this task needs the hexes to go by in `via`"
    /// a unit of no use
    "K0527" "nobody" Error Nobody { id: String } "the unit `{id}` has neither men nor vehicles"
    /// no weather at the start
    "K0528" "no-weather" Error NoWeather { at: Clock } "no row of the weather that stays begins by the battle's start at {at}"
    /// two that may come at once
    "K0529" "passing-overlap" Error PassingOverlap { id: String, until: Clock } "the weather `{id}` may come while the passing one before it lasts, to {until}"
    /// a chance of something that stays
    "K0530" "percent-without-hours" Error PercentWithoutHours { id: String } "the weather `{id}` has a chance but no `hours` that it lasts"
    /// a step that nobody knows when to begin
    "K0531" "step-without-hour" Error StepWithoutHour { id: String } "a step of the plan of `{id}` has neither an hour, `at`, nor anything to wait for, `on`"
    /// a standing order without what it waits for
    "K0532" "waits-for-nothing" Error WaitsForNothing {} "`on` needs `seen_men` together with `within_m`, or `losses_percent`"
    /// a standing order that the next step overtakes
    "K0533" "no-time-to-wait" Error NoTimeToWait { at: Clock } "this step begins at {at}, as soon as the one before it may: that one, which waits for something, never begins"
    /// the same obstacle on the same side
    "K0540" "obstacle-twice" Error ObstacleTwice { hex: String } "this side of {hex} has such an obstacle already"
    /// a ration of guns that are not there
    "K0541" "ration-for-nobody" Error RationForNobody { id: String } "the formation `{id}` has no gun that fires missions: there is nothing to ration"
    /// lifts that do not follow one another
    "K0542" "lift-out-of-order" Error LiftOutOfOrder { hex: String, at: Clock, from: Clock, to: Clock } "the fire lifts to {hex} at {at}, which is not between {from} and {to}"
    /// neither side nor formation
    "K0550" "side-or-formation" Error SideOrFormation {} "a `side` or a `formation` is needed here"
    /// neither or both
    "K0551" "unit-or-formation" Error UnitOrFormation {} "exactly one of `unit` and `formation` is needed here"
    /// a condition that parts no turns
    "K0552" "no-turn-then" Error NoTurnThen { word: &'static str, at: Clock, first: Clock, last: Clock } "no turn starts {word} {at}: the first starts at {first}, the last at {last}"
    /// an event that can come only after it has come
    "K0553" "waits-on-itself" Error WaitsOnItself { id: String, way: String } "the event `{id}` waits on itself: {way}"
    /// an event whose condition contradicts itself
    "K0554" "never-holds" Error NeverHolds { id: String } "the condition of the event `{id}` holds at no turn's start"
    /// an event that waits for one that never comes
    "K0555" "waits-in-vain" Error WaitsInVain { id: String, on: String } "the event `{id}` waits in vain for `{on}`"
    /// not a reserve
    "K0556" "no-reserve" Error NoReserve { id: String } "the formation `{id}` is no reserve: it is never released"
    /// nobody is late
    "K0557" "nobody-arrives" Error NobodyArrives { id: String } "nobody of `{id}` arrives later"
    /// a way for nobody
    "K0558" "over-without-arrival" Error OverWithoutArrival { id: String } "`{id}` comes over a link but has no `arrives`: it is there from the start"
    /// a task of who holds none
    "K0581" "task-of-higher" Error TaskOfHigher { id: String } "the formation `{id}` cannot hold a task: only battalions with units of their own do"
    /// hexes that are missing, or too much
    "K0582" "task-hexes" Error TaskHexes { id: String } "the task of `{id}`: a reserve has no hexes in `via`, any other task needs them"
    /// nobody's orders
    "K0583" "mishap-of-nobody" Error MishapOfNobody { id: String } "nobody of `{id}` holds a task that could go wrong: it has no battalion"

    /// neither list nor circle
    "K0590" "zone-shape" Error ZoneShape { id: String } "the zone of `{id}` is either a list of `hexes` or a `hex` with `steps`"
    /// half the map
    "K0591" "zone-too-large" Error ZoneTooLarge { id: String, most: i64 } "the zone of `{id}` has more than {most} hexes"
    /// nobody to place
    "K0592" "zone-of-absent" Error ZoneOfAbsent { id: String } "`{id}` is not on the map at the start: it is not placed in a zone"
    /// default place outside
    "K0593" "zone-elsewhere" Error ZoneElsewhere { id: String, hex: String } "`{id}` stands at {hex}, which is not in its zone"
    /// nobody of the kind gets there
    "K0594" "zone-impassable" Error ZoneImpassable { id: String, hex: String } "`{id}` cannot get to {hex} of its zone"
    /// both sides could be placed in one hex
    "K0595" "zone-of-both" Error ZoneOfBoth { id: String, hex: String, other: String } "{hex} in the zone of `{id}` is also for `{other}` of the other side"

    /// more than the card says
    "K0601" "over-strength" Warning OverStrength { id: String, what: &'static str, found: i64, full: i64 } "`{id}` has {found} {what}, its card at full strength {full}"
    /// crews that are not there
    "K0602" "too-few-crew" Warning TooFewCrew { id: String, men: i64, crews: i64 } "`{id}` has {men} men, but the crews of its vehicles need {crews}"
    /// more rounds than can be fired
    "K0603" "too-many-rounds" Warning TooManyRounds { id: String, rounds: i64, most: i64 } "`{id}` cannot fire {rounds} rounds in that time; at twice its mean rate it fires {most}"
    /// strange figure
    "K0604" "implausible" Warning Implausible { what: &'static str, value: f64, least: f64, most: f64 } "{what} is {value}; usual is {least} to {most}"
    /// rain from nowhere
    "K0605" "rain-without-cloud" Warning RainWithoutCloud { id: String } "the weather `{id}` rains from a clear sky"
    /// rain that helps
    "K0606" "capacity-rises" Warning CapacityRises { id: String } "the link `{id}` would carry more on wetter ground; it carries what it does on drier"

    /// a card that outruns its kind
    "K0610" "too-quick" Warning TooQuick { id: String, kmh: f64, most: f64, what: &'static str } "the card `{id}` goes {kmh} km/h on a road; the most for {what} is {most}"
    /// a company as strong as a regiment
    "K0611" "strange-strength" Warning StrangeStrength { id: String, men: i64, least: i64, most: i64 } "the card `{id}` has {men} men; usual for its size is {least} to {most}"
    /// an objective on an island
    "K0613" "objective-out-of-reach" Warning ObjectiveOutOfReach { id: String, side: &'static str } "no unit of the {side} side can get to the objective `{id}`"
    /// an arrival where it cannot have come from
    "K0614" "arrival-impassable" Warning ArrivalImpassable { id: String, hex: String } "`{id}` arrives in hex {hex}, where it cannot go"
    /// an arrival among the enemy
    "K0615" "arrival-on-enemy" Warning ArrivalOnEnemy { id: String, hex: String, other: String } "`{id}` arrives in hex {hex}, where `{other}` of the other side stands at the start"
    /// no room to arrive
    "K0616" "arrival-full" Warning ArrivalFull { id: String, hex: String, at: Clock, what: &'static str, found: i64, limit: i64 } "at {at} {found} {what} arrive in hex {hex}, `{id}` among them; it holds {limit}"

    /// a standing order for more enemies than there are
    "K0617" "more-than-there" Warning MoreThanThere { men: i64, side: &'static str, there: i64 } "the step waits for {men} men, but the {side} side has {there} in all"
    /// armour that nothing passes
    "K0618" "armour-unmet" Warning ArmourUnmet { id: String, armour_mm: i64, side: &'static str } "no gun of the {side} side passes the {armour_mm} mm of `{id}`, however near"
    /// more smoke in a plan than a battery has shells for
    "K0619" "smoke-short" Warning SmokeShort { id: String, rounds: i64, there: i64 } "the plan of fire asks {rounds} smoke shells of `{id}`, which has {there}"

    /// an allowance of a warning that there is not
    "K0680" "idle-allowance" Note IdleAllowance { code: String } "there is no warning `{code}` here to allow"

    /// not path=value
    "K0701" "set-without-value" Error SetWithoutValue {} "a change is written path=value"
    /// a path to nothing
    "K0702" "set-unknown-path" Error SetUnknownPath { path: String, part: String } "`{path}` leads nowhere: there is no `{part}`"
    /// a factor for something else than numbers
    "K0703" "set-not-a-number" Error SetNotANumber { path: String } "`{path}` is no number or numbers to multiply"
    /// a factor that is no number
    "K0704" "set-bad-factor" Error SetBadFactor { text: String } "`{text}` is no number to multiply by"
    /// a file that is not loaded
    "K0705" "set-unknown-file" Error SetUnknownFile { file: String } "no file `{file}` is loaded"

    /// a bare name that is not among the overlays
    "K0801" "no-such-overlay" Error NoSuchOverlay { id: String } "there is no overlay named `{id}`"
    /// a folder with nothing to lay over
    "K0802" "empty-overlay" Error EmptyOverlay {} "this folder is no overlay: it has neither an overlay.ron nor scenarios, maps, cards or rules"
    /// a file of another kind
    "K0803" "not-an-overlay" Error NotAnOverlay {} "this is no overlay: it has no `overlay`, the id of one"
    /// for another scenario
    "K0804" "overlay-for-others" Error OverlayForOthers { id: String, scenario: String, meant: String } "the overlay `{id}` is not for the scenario `{scenario}`, but for {meant}"
    /// an overlay by itself
    "K0805" "overlay-as-scenario" Error OverlayAsScenario { id: String } "this is the overlay `{id}`, not a scenario"
    /// nothing to take away
    "K0807" "nothing-to-remove" Error NothingToRemove { path: String, part: String } "`{path}` cannot be taken away: there is no `{part}`"
    /// two that change the same
    "K0808" "overlay-conflict" Warning OverlayConflict { path: String, first: String, second: String } "`{second}` changes `{path}`, which `{first}` changed before; `{second}` holds"
    /// for nothing here
    "K0809" "overlay-unused" Warning OverlayUnused { id: String } "the overlay `{id}` changes nothing of what is loaded here"
    /// for a file that is not loaded
    "K0810" "overlay-unknown-file" Error OverlayUnknownFile { file: String } "no file `{file}` is loaded to lay this over"
    /// the same twice
    "K0811" "overlay-twice" Warning OverlayTwice { id: String } "the overlay `{id}` is laid over twice"
    /// a unit of no formation
    "K0812" "unit-without-formation" Error UnitWithoutFormation { id: String } "there is no unit `{id}` to change"
    /// a value without a name
    "K0813" "overlay-without-name" Error OverlayWithoutName {} "a field is named here: `name: value`"
    /// the same place changed twice by one
    "K0814" "overlay-twice-in-one" Error OverlayTwiceInOne {} "this overlay changes the same in another place too"
    /// part of an entry that is not there
    "K0815" "nothing-to-change" Error NothingToChange { id: String, field: String } "there is no `{id}` to change, and a new one needs `{field}`"
    /// a row that says nothing to be held against
    "K0820" "row-without-record" Error RowWithoutRecord { id: String, wanted: &'static str } "the row `{id}` has no record to be held against: say with `is: {wanted}` what is expected"
}

impl Fault {
    /// What to do about it, where more can be said than what is wrong.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Fault::NoSuchScenario { .. } => "to read a file give its path, like ./name.ron",
            Fault::NoSuchMap { .. } => "maps lie in `maps` beside the scenario or in its parent folder",
            Fault::NoSuchCards { .. } => "cards lie in `cards` beside the scenario or in its parent folder",
            Fault::IsFolder {} => "give the path of a scenario, ending in .ron",
            Fault::NotText {} => "save the file as UTF-8",
            Fault::CutOff { .. } => "is the file complete, or is a closing bracket or quote missing?",
            Fault::HexOffMap { .. } => "hexes are numbered from 0000 in the north-west: column, then row",
            Fault::TurnDoesNotDivide { .. } => "a phase is a whole number of turns",
            Fault::MapSize { .. } => "cut the ground in two, or leave out what no unit reaches",
            Fault::MomentsOutside { .. } => "is this hour right, and is it the right day?",
            Fault::ArrivalOnEnemy { .. } => "while the enemy stands there the unit waits off the map",
            Fault::ArrivalFull { .. } => "who finds no room waits for the next turn",
            Fault::UnknownCode { .. } => "codes are K and four digits, as `khasan check` writes them",
            Fault::ErrorAllowed { .. } => "`khasan explain` with the code says how it is mended",
            Fault::AllowedWithoutReason { .. } => "say in `reason` why it is meant so",
            Fault::NoScenarios {} => "scenarios are files ending in .ron that do not lie in `maps`, `cards`, `rules` or `history`",
            Fault::IdleAllowance { .. } => "take it out: it could hide a fault that comes later",
            Fault::UnknownSource { .. } => "add it to `sources` at the end of the file",
            Fault::NoSource { .. } => {
                "give it `sources: [\"ID\"]`: the ID of an entry of `sources` at the end of the file that says where it is known from"
            }
            Fault::BorderLeaks {} => "the pairs of `border` must form a line from rim to rim",
            Fault::NoLight { .. } => "each day that the phases touch needs a row in `light`",
            Fault::NoWeather { .. } => "begin the list with a row without `hours`, at the start or days before it",
            Fault::NoTimeToWait { .. } => "give this one a later hour",
            Fault::Overstacked { .. } => "move a unit to a neighbouring hex",
            Fault::FormationInItself { .. } => "a part needs an id of its own",
            Fault::NoTurnThen { .. } => "events come at the start of a turn",
            Fault::WaitsOnItself { .. } => {
                "an event comes once: let one of them wait for the clock, a hex or losses, or join them with `any`"
            }
            Fault::NeverHolds { .. } => "look at its hours: nothing but the clock and the light is taken into account here",
            Fault::WaitsInVain { .. } => "that one never comes, or nothing brings it about",
            Fault::NobodyArrives { .. } => "only units with `arrives` can be advanced or delayed",
            Fault::NoSuchOverlay { .. } => "to lay over a file or folder give its path, like ./name.ron or ./name",
            Fault::OverlayAsScenario { .. } => "lay it over a scenario: khasan check SCENARIO --mod FILE",
            Fault::OverlayForOthers { .. } => "add the scenario to `over` if the overlay suits it",
            Fault::UnitWithoutFormation { .. } => "a new unit goes into the `units` of its formation: formations: [(id: .., units: [..])]",
            Fault::OverlayUnknownFile { .. } => "cards and rules are named by their files: cards: (vehicles: (..)), rules: (fire: (..))",
            Fault::SetUnknownPath { .. } | Fault::NothingToRemove { .. } => "name fields by name and entries of lists by their id or index",
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
