# The window: buttons, headings, notices, keys.

button-begin = Begin
button-end-turn = End impulse
button-begin-battle = Begin the battle
button-end-anyway = End it all the same
button-back = Back
button-undo = Undo
button-next-idle = Next idle
button-slower = Slower
button-faster = Faster
button-skip = Skip
button-start-screen = Start screen
button-quit = Quit
button-restart = Begin anew
button-close = Close
seats-soviet = Soviet side
seats-japanese = Japanese side
seats-both = Both sides, in turn
seats-none = Nobody: watch
notice-nothing-to-undo = The last order cannot be taken back: it drew dice or showed something new.
notice-nobody-selected = Nobody is selected.
notice-not-now = Not now.
notice-saved = Saved: { $path }
notice-last-good = The last good autosave: { $name }

# Numbers and moments.

time-s = { $s } s
time-min = { $m } min
time-h-min = { $h } h { $m } min
time-min-s = { $m } min { $s } s
date-07 = { $day } July
date-08 = { $day } August
date-short-07 = { $day } July
date-short-08 = { $day } Aug
number-metres = { $m } m
number-points = { $n } pts
short-men = { $n }
short-vehicles = { $n } veh.
short-guns = { $n } guns
contact-name = Contact { $n }

# The bar on top.

top-turn = Turn { $turn } of { $turns }
top-score = Score { $score }
top-yours = Your orders
top-over = The battle is over
top-enemy-moves = The enemy moves
top-thinking = The staffs are at work…
top-speed = speed { $n }
grade-best = there is no better result
grade-more = { $points } more for: { $grade }
grade-fewer = { $points } fewer for: { $grade }
menu-overlay = Overlay
menu-show = Show
menu-settings = Settings
menu-letters = Letters { $percent } %
overlay-off = None
lang-en = English
lang-ru = Русский
panel-forces = Forces
panel-log = Log
panel-objectives = Objectives and score
panel-timeline = Guns and flights
panel-files = Saved games
panel-keys = Keys
panel-card = Selected

# Forces.

filter-all = All
filter-idle = Idle
filter-stranded = Stuck
filter-empty = No ammo
filter-reserve = Reserve
forces-none = Nobody.
forces-staff = staff
forces-hand = Hand it to the staff: it is led for you at the end of your impulse.
forces-take-back = Take it back from the staff.
rule-border = Not over the border
rule-fire-over = No fire over the border
rule-aviation = No aircraft
rule-ration = Shells rationed
rule-until = until { $at }
rule-break = break (tension { $price })
rule-break-hint = Break this rule: it binds you no more, and tension rises by { $price }, which costs you as many points. It cannot be taken back.
forces-release = release ({ $price })
forces-release-hint = Release this reserve. { $price ->
    [one] It gives the enemy { $price } point.
   *[other] It gives the enemy { $price } points.
}
mark-destroyed = destroyed
mark-arrives = due at { $at }
mark-not-arrived = not here yet
mark-pinned = pinned
mark-stuck = { $n } stuck
mark-empty = no ammunition
mark-held-back = held back

# What is selected.

card-none = Click a unit, an enemy or a hex.
card-several = { $n ->
    [one] { $n } unit
   *[other] { $n } units
}
card-of = { $n } of { $of }
card-place = place
card-men = men
card-guns = guns
card-limbered = limbered
card-seconds = time left
card-storm = assault on
card-storm-value = { $hex }, { $paid } of it done
card-posture = posture
card-task = task
card-task-next = task from { $at }
card-shelter = shelter
card-shelter-below = behind the crest, lookouts in the trench
card-shelter-up = coming up, there at { $at }
card-shelter-drill = by itself under fire
card-morale = nerve
card-suppressed = suppressed
card-stress = stress
card-worn = of it, from recent losses
card-fatigue = fatigue
card-small-rounds = small-arms rounds
card-shells = shells
card-smoke = smoke shells
card-ration = shells of today's ration
card-grenades = grenades a man
card-defends = defensive fire on
card-front = faces
card-fuel = fuel, kg
card-rations = food, kg
card-hungry = hours without food
card-fire-order = opens fire
card-path = goes to
card-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
card-busy = busy until
card-mission = Mission: { $rounds } rounds on { $hex }, { $from }–{ $to }
card-harassing = Harassing fire: { $rounds } rounds on { $hex }, { $from }–{ $to }
fire-hold = not at all
fire-within = within { $m } m
fire-armour = at armour only
fire-at-will = at will
orders-right-button = Right button:
orders-fire = Opens fire:
orders-work = Also:
orders-rounds = { $n } rounds
orders-all-time = all the time left
do-fitting = what fits
do-move = Go
do-march = March
do-fire = Fire
do-assault = Assault
do-mission = Fire mission
do-smoke = Smoke
do-sortie = Air strike
do-work = Work
do-hold = Fire order
do-defy = Break a rule of engagement
do-release = Release a reserve
do-defend = Lay defensive fire
do-deploy = Place
do-defend-end = Defensive fire no more
do-harass = Harassing fire
do-task-attack = New task: attack
do-task-defend = New task: defend
do-task-move = New task: move
do-task-reserve = New task: reserve
do-wire = Lay wire
do-gap = Cut a gap
do-crossing = Crossing
do-log-road = Log road
do-clear = Clear the crossing
do-lift = Lift mines
orders-build = Build towards:
preview-step-wait = waits { $time }
card-line = line cut until
card-leaderless = commander lost
card-leaderless-value = a deputy leads from { $at }
card-radio = command tank lost
card-radio-value = no radio, orders by runner
card-column = in march column: deploys before it fights
hex-log-road = log road
hex-mines = mines
hex-trenches = trenches for { $men } men
hex-shut = crossing shut
do-dig = Dig in
do-recover = Get vehicles out
do-shelter = Shelter behind the crest
do-man = Man the trench
do-formation = Whole formation
certainty-suspected = suspected
certainty-seen = seen
certainty-identified = identified
contact-certainty = known as
contact-seen = last seen
contact-now = now
contact-ago = { $at }, { $ago } ago
contact-kind = taken for
contact-error = It may stand up to { $m } m off.
contact-vehicles = vehicles
contact-stranded = Its vehicles are stuck.
hex-road = road or railway
hex-stream = stream
hex-crossing = sapper crossing
hex-bridge = bridge
hex-cliff = cliff
hex-wire = wire
hex-border = border
hex-beyond = Beyond the border.
hex-stuck = own vehicles stuck: { $n }, on the belly: { $deep }
hex-wrecks = own vehicles out of action: { $n }
hex-enemy-wrecks = enemy wrecks seen: { $n }
hex-dust = Dust or smoke hides it until { $until }.
hex-objective = objective, { $points } pts
hex-seers = own units that see it
held-soviet = Soviet
held-japanese = Japanese
held-contested = contested

# What the right button would do.

preview-none = Point at a hex to see what the right button would do there.
preview-watching = Wait until it is your turn.
preview-undoable = Can be taken back.
preview-final = Cannot be taken back: dice are drawn or something new may be seen.
preview-seconds = takes
preview-left = time left
preview-next-turn = of it next turn
preview-at-hex = At whatever may be in the hex.
preview-rounds = rounds
preview-delay = delay
preview-first-rounds = first rounds
preview-hidden = hides the hex for
preview-hidden-until = it clears at
preview-flight = flight
preview-over-target = over the target
preview-bog = gets stuck
preview-bog-value = { $expected } of { $of }; at least one { $any }
preview-deep = of them on the belly
preview-recover = logs free the others in
preview-break = breaks down
preview-means = with
preview-ready = Ready at
preview-prepared = preparation takes
preview-via = by way of
preview-via-hint = Shift and the right button: by way of this hex.
preview-reserve = It stands by where it is; any hex will do.
preview-spread = spread over
preview-defend = From now on it fires there by itself, once a turn, when an enemy is seen to come in. The hex must be registered.
preview-defend-end = It no longer fires there by itself.
preview-storm-later = It goes on by itself next turn; time paid for it is kept.
means-log = the crews' own logs
means-tow = a tank that tows
means-tractor = tractors
preview-steps = Step by step, with the time of arrival:
preview-steps-later = Next turn:
preview-step-bog = stuck { $chance }
preview-units = can
preview-units-value = { $n } of { $of }
preview-slowest = the slowest takes
preview-late = arrive next turn
preview-together = together
preview-more-refusals = … and { $n } more.
preview-bearing = { $n ->
    [one] { $n } known enemy can fire there
   *[other] { $n } known enemies can fire there
}
odds-stands = stands
odds-seen = is found
odds-rallied = rallies
odds-comes = comes
odds-yields = lays down its arms
odds-line-cut = line cut
odds-commander-hit = commander hit
odds-astray = goes astray
odds-misplaced = placed a hex off
odds-estimate = counted, of what is there
odds-attacker-men = attacker's men lost
odds-defender-men = defender's men lost
odds-suppression = suppression
odds-stress = stress laid on
odds-prisoners = prisoners among them
odds-delay = ready after
odds-any = any { $chance }
result-repulsed = repulsed
result-lodged = a lodgement
result-taken = the hex is taken
brief-assault = taken { $taken } · lodgement { $lodged } · repulsed { $repulsed }
brief-men = men hit { $n }
brief-vehicles = vehicles out { $n }
brief-guns = guns out { $n }
brief-units = { $n } of { $of } units
brief-next-turn = arrives next turn
brief-storm-later = goes on next turn
brief-delay = falls in { $least } to { $most }
brief-ready = ready at { $at }
brief-bog = gets stuck: { $any }
brief-bearing = { $n ->
    [one] { $n } known enemy can fire there
   *[other] { $n } known enemies can fire there
}
brief-final = cannot be taken back

# The log and its explanations.

log-brief = In brief
log-all = All
log-losses = Losses
log-fire = Fire
log-contacts = Contacts
log-moves = Moves
log-state = State
explain-title = Why it came out so
explain-none = No dice were cast for it.
explain-came = What came:
explain-believed = As your side believed it. The enemy's true state is told after the battle.
explain-truth = As it was:
explain-hidden = The enemy's reckoning is told after the battle.

# Guns and flights.

timeline-hint = Click a battery or a flight, then right-click its target on the map.
timeline-silent = silent: no shells
timeline-smoke = smoke
timeline-left = { $n } shells, { $share }
timeline-flight = { $n } aircraft, sorties { $sorties }
timeline-window = until { $to }

# Ending the impulse, the result.

setup-title = Set-up
setup-hint = { $n ->
    [one] { $n } unit may be placed before the first turn.
   *[other] { $n } units may be placed before the first turn.
} Click one: its zone is drawn on the map; the right button on a hex of it places it there. Whom you leave stands where the scenario puts him.
setup-sure = The battle begins at once, and nobody can be placed any more. Enter once more begins it.
setup-placed = placed at { $hex }

ending-title = { $n ->
    [one] { $n } unit has nothing to do
   *[other] { $n } units have nothing to do
}
ending-hint = Click one to order it. Enter once more ends the impulse.
score-hourly = hours of sole hold
score-near = a company next to the summit
score-own_men = own men lost
score-enemy_men = enemy men lost
score-vehicles = own vehicles lost
score-border = units over the border
score-tension = tension
score-releases = reserves released
score-script = events
count-men = men engaged
count-killed = killed
count-wounded = wounded
count-missing = missing
count-sick = fallen sick
count-back-wounded = lightly wounded back
count-back-missing = stragglers back
count-back-sick = sick back
count-commanders = commanders of staffs lost
count-vehicles = vehicles engaged
count-running = running
count-stranded = stuck
count-repairable = to be repaired on the spot
count-recoverable = to be hauled away
count-burnt = burnt
count-rounds = rounds of guns
count-sorties = sorties
result-history = Beside the record
result-happened = What happened
result-history-hint = This battle first, then what is on record; red where they differ.
result-row = { $here } · record { $was }
result-never = never
result-seed = Seed { $seed }, { $turns } turns.
history-title = On record

# The start screen.

start-title = Khasan 1938
start-subtitle = The fight for the heights at Lake Khasan, 29 July to 11 August 1938
start-line = { $when }; { $turns } turns; { $soviet } Soviet and { $japanese } Japanese men
start-best = Best for the Soviet side: { $grade }, from a score of { $score }.
start-laid-over = Changed by an overlay: { $title }.
start-seed = Seed of the dice
start-bad-seed = That is no seed; { $seed } is taken.

# The mouse and the keys.

mouse-left = Left button: select what stands in a hex.
mouse-again = Once more: the next one there, then the hex itself.
mouse-shift = Shift and left button: one more.
mouse-right = Right button: the order that is shown.
mouse-via = Shift and right button: a new task leads through this hex.
mouse-wheel = Wheel: nearer and farther.
mouse-drag = Drag: move the sheet.
key-arrows = Arrows
key-end-turn = end the impulse; begin the battle
key-skip = skip what the enemy does
key-next-idle = next unit with nothing to do
key-back = one level back
key-undo = take the last order back
key-formation = the whole formation; again: the one above
key-move = right button: go
key-march = right button: march in column
key-fire = right button: fire
key-assault = right button: assault
key-mission = right button: fire mission
key-smoke = right button: smoke
key-defend = right button: lay defensive fire on a registered hex; there again: no more
key-harass = right button: harassing fire, spread over an hour
key-task-attack = right button: a new task for the battalion, attack there
key-task-defend = right button: a new task for the battalion, defend there
key-task-move = right button: a new task for the battalion, go there
key-task-reserve = right button anywhere: the battalion goes into reserve where it stands
key-less = fewer rounds, less fire
key-more = more rounds, more fire
key-build = right button: the next work on the side towards a hex (gap, crossing, log road, wire, mines)
key-dig = dig in
key-recover = get stuck vehicles out
key-shelter = shelter behind the crest
key-man = man the trench and stay in it
key-hold-fire = hold fire
key-fire-300 = open fire within 300 m
key-fire-armour = fire at armour only
key-fire-at-will = fire at will
key-overlay = next overlay
key-keys = this list
key-forces = forces
key-log = log
key-objectives = objectives and score
key-timeline = guns and flights
key-files = saved games
key-save = save
key-restart = the battle from its beginning, with what is in its files now
key-quit = quit
key-slower = show the enemy's move slower
key-faster = show the enemy's move faster
key-larger = larger letters
key-smaller = smaller letters
key-english = English
key-russian = Russian
key-whole-map = the whole map
key-zoom-in = nearer
key-zoom-out = farther
key-pan = move the sheet

# Saved games.

files-name = name of the save
files-none = There are no saved games yet.
files-facts = turn { $turn }, { $at }, { $side }
button-save = Save
start-cut-off = A battle was cut off: { $title }, turn { $turn }.
button-go-on = Go on with it
button-forget = Forget it

# The scenario's files have changed.

reload-anew = The battle has begun anew.
reload-kept = What was played is saved as "{ $name }".
reload-unsaved = The scenario's files have changed, but what was played cannot be saved: { $why } So it goes on. Ctrl+R begins anew all the same.
faults-title = { $n ->
    [one] { $n } fault in the scenario's files: the battle goes on as it was loaded, and begins anew when it is mended
   *[other] { $n } faults in the scenario's files: the battle goes on as it was loaded, and begins anew when they are mended
}
faults-near = Did you mean { $name }?
faults-more = … and { $n } more.
