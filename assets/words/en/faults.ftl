# Faults of the data: one text for each, named `fault-` and the fault's name. They follow the file, line and code, so they
# begin with a small letter and end without a full stop. $kind and $what are the words of the format itself.

fault-no-such-file = there is no such file
fault-is-folder = this is a folder, not a file
fault-not-a-file = this is not an ordinary file
fault-too-big = the file has { $bytes } bytes, more than the { $limit } that are read
fault-cannot-read = cannot read the file: { $reason }
fault-not-text = the file is not text in UTF-8
fault-empty-file = the file is empty
fault-cut-off = the file ends before the { $open } of line { $line } is closed
fault-wrong-bracket = `{ $found }` does not close the `{ $open }` of line { $line }
fault-too-deep = more than { $limit } brackets within each other
fault-no-such-scenario = there is no scenario named `{ $id }`
fault-no-such-map = there is no map `{ $id }`
fault-no-such-cards = there is no file of cards `{ $id }`

fault-syntax = cannot read this: { $says }
fault-unknown-field = unknown field `{ $field }`
fault-missing-field = the field `{ $field }` is missing
fault-double-field = the field `{ $field }` is given twice
fault-unknown-word = `{ $word }` is not one of { $allowed }
fault-wrong-kind = expected { $expected }, found { $found }
fault-wrong-format = format { $format } is unknown; this version reads format 1

fault-rules-table = the rules' table is faulty: { $says }

fault-not-finite = `{ $text }` is not a number that can be used
fault-huge-number = `{ $text }` is too large
fault-out-of-range = { $what } is { $value }, but must be from { $least } to { $most }
fault-bad-id = `{ $id }` is no id: letters, digits, `_`, `-` and inner `.` only, 1 to 64 of them
fault-bad-hex = `{ $hex }` is no hex number: two digits of column and two of row are wanted
fault-hex-off-map = hex { $hex } is off the map of { $cols } columns and { $rows } rows
fault-bad-time = `{ $text }` is no moment; write it like 1938-08-06T16:55
fault-bad-day = `{ $text }` is no day; write it like 1938-08-06
fault-bad-hour = `{ $text }` is no hour of the day; write it like 05:42
fault-bad-confidence = `{ $text }` is no confidence: A, B or C
fault-too-many = { $found } { $what }; at most { $limit } can be held

fault-map-size = a map of { $cols } by { $rows } hexes; 1 to 99 each can be numbered CCRR
fault-unknown-code = no fault has the code `{ $code }`
fault-error-allowed = `{ $code }` is an error: only warnings and notes can be allowed
fault-allowed-without-reason = the allowance of `{ $code }` gives no reason
fault-no-scenarios = there is no scenario in this folder or below it
fault-moments-outside = { $found } moments lie { $word } this, { $at }; the first is in line { $line }
fault-size-of-map = `{ $field }` is { $found }, but all rows of the map agree on { $wanted }

fault-duplicate-id = the { $kind } `{ $id }` is already there, in line { $line }
fault-duplicate-in-file = the { $kind } `{ $id }` is already there, in { $file }
fault-unknown-reference = there is no { $kind } `{ $id }`
fault-unknown-source = the bibliography has no source `{ $id }`
fault-no-source = the { $kind } `{ $id }` names no source
fault-formation-in-itself = the formation `{ $id }` is a part of itself
fault-wrong-side = the { $kind } `{ $id }` is { $side ->
    [soviet] Soviet
   *[japanese] Japanese
}, the other side's
fault-id-is-not-name = the file is named `{ $name }` but its id is `{ $id }`

fault-row-count = { $found } rows of { $what }, but the map has { $wanted }
fault-row-length = row { $row } of { $what } has { $found ->
    [one] { $found } entry
   *[other] { $found } entries
}, but the map has { $wanted } columns
fault-unknown-glyph = `{ $glyph }` stands for no ground; the legend is ~ lake = river " marsh v ravine . open , scrub / slope ^ rock * crest # village
fault-bad-elevation = `{ $text }` is no elevation in whole metres from -100 to 3000
fault-road-jumps = the way jumps from { $from } to { $to }, which are no neighbours
fault-not-neighbours = { $a } and { $b } are no neighbours
fault-road-in-water = hex { $hex } is water: only a ferry goes there
fault-side-on-rim = this side of { $hex } is the rim of the map
fault-obstacle-twice = this side of { $hex } has such an obstacle already
fault-border-leaks = the border does not part the map: each hex can be reached from the Soviet side without crossing it
fault-steep-step = { $metres } m between the neighbours { $a } and { $b }

fault-phase-ends-first = the phase ends at { $to }, not after it starts at { $from }
fault-phase-gap = the phase starts at { $from }, but the one before ends at { $before }
fault-phase-overlap = the phase starts at { $from }, before the one before ends at { $before }
fault-turn-does-not-divide = turns of { $turn } minutes do not fill a phase of { $minutes }
fault-empty-list = the scenario has no { $what }
fault-outside-phases = { $what } at { $at } lies outside the phases, { $from } to { $to }
fault-side-without-units = the { $side ->
    [soviet] Soviet
   *[japanese] Japanese
} side has no units
fault-in-water = the { $what } `{ $id }` stands in the water of hex { $hex }
fault-overstacked = with this unit hex { $hex } holds { $found } { $what } at the start; the limit is { $limit }
fault-not-one-place = the unit `{ $id }` needs exactly one of `hex` and `off_map_km`
fault-vehicle-lines = { $found } numbers of vehicles, but the card has { $wanted } lines of them
fault-no-light = the list of light has no row for { $day }
fault-out-of-order = { $what } out of order
fault-no-indirect-fire = the unit `{ $id }` has no gun that fires indirectly
fault-out-of-reach = hex { $hex } is { $metres } m from `{ $id }`, whose guns reach { $reach }
fault-not-one-capacity = the link `{ $id }` needs exactly one of `tonnes_per_day` and `tonnes_per_hour` (and at most one by night)
fault-too-many-machines = { $found } machines of the flight `{ $id }`, which has { $have } for this many sorties
fault-headquarters-elsewhere = the headquarters `{ $id }` is not one of this formation's own units
fault-record-mismatch = the record of this observable is written as { $wanted }
fault-grades-incomplete = the grades must be all seven, from japanese_decisive to soviet_decisive; the first has no `from`, the others each a higher one
fault-link-to-itself = the link `{ $id }` ends where it starts
fault-both-sides = hex { $hex } already holds `{ $id }` of the other side
fault-range-upside-down = { $what }: the last comes before the first
fault-no-side = the outermost formation `{ $id }` names no side
fault-empty-formation = the formation `{ $id }` has neither units nor parts
fault-plan-without-hex = this task needs the hexes to go by in `via`
fault-step-without-hour = a step of the plan of `{ $id }` has neither an hour, `at`, nor anything to wait for, `on`
fault-waits-for-nothing = `on` needs `seen_men` together with `within_m`, or `losses_percent`
fault-no-time-to-wait = this step begins at { $at }, as soon as the one before it may: that one, which waits for something, never begins
fault-nobody = the unit `{ $id }` has neither men nor vehicles
fault-ration-for-nobody = the formation `{ $id }` has no gun that fires missions: there is nothing to ration
fault-lift-out-of-order = the fire lifts to { $hex } at { $at }, which is not between { $from } and { $to }
fault-side-or-formation = a `side` or a `formation` is needed here
fault-unit-or-formation = exactly one of `unit` and `formation` is needed here
fault-no-turn-then = no turn starts { $word } { $at }: the first starts at { $first }, the last at { $last }
fault-waits-on-itself = the event `{ $id }` waits on itself: { $way }
fault-never-holds = the condition of the event `{ $id }` holds at no turn's start
fault-waits-in-vain = the event `{ $id }` waits in vain for `{ $on }`
fault-no-reserve = the formation `{ $id }` is no reserve: it is never released
fault-over-without-arrival = `{ $id }` comes over a link but has no `arrives`: it is there from the start
fault-nobody-arrives = nobody of `{ $id }` arrives later
fault-task-of-higher = the formation `{ $id }` cannot hold a task: only battalions with units of their own do
fault-task-hexes = the task of `{ $id }`: a reserve has no hexes in `via`, any other task needs them
fault-mishap-of-nobody = nobody of `{ $id }` holds a task that could go wrong: it has no battalion
fault-zone-shape = the zone of `{ $id }` is either a list of `hexes` or a `hex` with `steps`
fault-zone-too-large = the zone of `{ $id }` has more than { $most } hexes
fault-zone-of-absent = `{ $id }` is not on the map at the start: it is not placed in a zone
fault-zone-elsewhere = `{ $id }` stands at { $hex }, which is not in its zone
fault-zone-impassable = `{ $id }` cannot get to { $hex } of its zone
fault-zone-of-both = { $hex } in the zone of `{ $id }` is also for `{ $other }` of the other side
fault-no-weather = no row of the weather that stays begins by the battle's start at { $at }
fault-passing-overlap = the weather `{ $id }` may come while the passing one before it lasts, to { $until }
fault-percent-without-hours = the weather `{ $id }` has a chance but no `hours` that it lasts

fault-over-strength = `{ $id }` has { $found } { $what }, its card at full strength { $full }
fault-too-few-crew = `{ $id }` has { $men } men, but the crews of its vehicles need { $crews }
fault-too-many-rounds = `{ $id }` cannot fire { $rounds } rounds in that time; at twice its mean rate it fires { $most }
fault-implausible = { $what } is { $value }; usual is { $least } to { $most }
fault-rain-without-cloud = the weather `{ $id }` rains from a clear sky
fault-capacity-rises = the link `{ $id }` would carry more on wetter ground; it carries what it does on drier
fault-too-quick = the card `{ $id }` goes { $kmh } km/h on a road; the most for { $what } is { $most }
fault-strange-strength = the card `{ $id }` has { $men } men; usual for its size is { $least } to { $most }
fault-objective-out-of-reach = no unit of the { $side ->
    [soviet] Soviet
   *[japanese] Japanese
} side can get to the objective `{ $id }`
fault-arrival-impassable = `{ $id }` arrives in hex { $hex }, where it cannot go
fault-arrival-on-enemy = `{ $id }` arrives in hex { $hex }, where `{ $other }` of the other side stands at the start
fault-more-than-there = the step waits for { $men } men, but the { $side } side has { $there } in all
fault-arrival-full = at { $at } { $found } { $what } arrive in hex { $hex }, `{ $id }` among them; it holds { $limit }
fault-armour-unmet = no gun of the { $side ->
    [soviet] Soviet
   *[japanese] Japanese
} side passes the { $armour_mm } mm of `{ $id }`, however near
fault-smoke-short = the plan of fire asks { $rounds } smoke shells of `{ $id }`, which has { $there }
fault-idle-allowance = there is no warning `{ $code }` here to allow

fault-set-without-value = a change is written path=value
fault-set-unknown-path = `{ $path }` leads nowhere: there is no `{ $part }`
fault-set-not-a-number = `{ $path }` is no number or numbers to multiply
fault-set-bad-factor = `{ $text }` is no number to multiply by
fault-set-unknown-file = no file `{ $file }` is loaded

fault-no-such-overlay = there is no overlay named `{ $id }`
fault-empty-overlay = this folder is no overlay: it has neither an overlay.ron nor scenarios, maps, cards or rules
fault-not-an-overlay = this is no overlay: it has no `overlay`, the id of one
fault-overlay-for-others = the overlay `{ $id }` is not for the scenario `{ $scenario }`, but for { $meant }
fault-overlay-as-scenario = this is the overlay `{ $id }`, not a scenario
fault-nothing-to-change = there is no `{ $id }` to change, and a new one needs `{ $field }`
fault-nothing-to-remove = `{ $path }` cannot be taken away: there is no `{ $part }`
fault-overlay-conflict = `{ $second }` changes `{ $path }`, which `{ $first }` changed before; `{ $second }` holds
fault-overlay-unused = the overlay `{ $id }` changes nothing of what is loaded here
fault-overlay-unknown-file = no file `{ $file }` is loaded to lay this over
fault-overlay-twice = the overlay `{ $id }` is laid over twice
fault-unit-without-formation = there is no unit `{ $id }` to change
fault-overlay-without-name = a field is named here: `name: value`
fault-overlay-twice-in-one = this overlay changes the same in another place too
fault-row-without-record = the row `{ $id }` has no record to be held against: say with `is: { $wanted }` what is expected
