# What happened: one text for each event, named `event-` and the event's name in JSON.
# $unit is a unit's name, "contact 12" or "an unseen enemy"; $hex a hex with its place's name, or the text `off-map`.
# A text that begins with a small letter is given a capital.

event-turn_started = Turn { $turn } of { $turns } begins.
event-impulse_started = { $side ->
    [soviet] The Soviet side
   *[japanese] The Japanese side
} may give orders.
event-ended = The battle is over: { $grade }; the { $scored ->
    [soviet] Soviet
   *[japanese] Japanese
} score is { $score }.
event-arrived = { $on_map ->
    [yes] { $unit } arrived at { $hex }.
   *[no] { $unit } took its place off the map.
}
event-moved = { $unit } moved from { $from } to { $to } in { $seconds } s.
event-halted = { $unit } halted at { $hex }: { $why }.
event-bogged = { $unit } got stuck at { $hex }: { $count } × { $vehicle }{ $deep ->
    [0] .
   *[other] , { $deep } of them on the belly.
}
event-broke_down = { $count } × { $vehicle } of { $unit } broke down at { $hex }: { $fates }.
event-repaired = { $count } × { $vehicle } of { $unit } { $hauled ->
    [yes] came back from the workshops, hauled from { $hex }.
   *[no] mended at { $hex }.
}
event-recovered = { $unit } got { $count } × { $vehicle } out at { $hex }.
event-recovery_failed = { $unit } tried to get its vehicles out at { $hex } and failed.
event-fired = { $counted ->
    [yes] { $unit } fired { $rounds } at { $hex }
   *[no] { $unit } fired at { $hex }
}{ $standing ->
    [yes] {" "}in standing fire.
   *[no] .
}
event-men_lost = { $unit } ({ $hex }) lost { $lost } to { $cause }.
event-vehicles_lost = { $unit } ({ $hex }) lost { $count } × { $vehicle } to { $cause }: { $fates }.
event-stranded_lost = { $count } × { $vehicle } of { $unit }, stranded at { $hex }, hit by { $cause }: { $fates }.
event-guns_lost = { $unit } ({ $hex }) lost { $count ->
    [one] { $count } gun
   *[other] { $count } guns
} to { $cause }.
event-morale = { $unit } is now { $state }.
event-dug_in = { $unit } at { $hex } is now { $posture }.
event-deployed = { $unit } is set up at { $hex }.
event-sheltered = { $unit } leaves lookouts in its trench at { $hex } and shelters behind the crest.
event-manned = { $unit } is called up: its trench at { $hex } is manned by { $by }.
event-limbered = { $limbered ->
    [yes] { $unit } limbered up.
   *[no] { $unit } came into action.
}
event-formed = { $column ->
    [yes] { $unit } went into march column.
   *[no] { $unit } deployed.
}
event-built = { $unit }, { $hex }, towards { $towards }: { $work }.
event-crossing_shut = A vehicle of { $unit } is stuck on the crossing from { $hex } to { $towards } and shuts it.
event-mines_met = { $unit } ran onto mines on the way to { $hex }.
event-contact_made = { $side ->
    [soviet] The Soviet side
   *[japanese] The Japanese side
} sights contact { $contact } at { $hex }: { $kind }.
event-line_cut = Shells cut the telephone line of { $unit }; it is mended by { $until }.
event-mission_called = { $unit } was called to fire { $rounds ->
    [one] { $rounds } round
   *[other] { $rounds } rounds
}{ $smoke ->
    [yes] {" "}of smoke
   *[no] {""}
} on { $hex } from { $from }.
event-smoke_laid = Smoke of { $unit } hides { $hex } until { $until }.
event-mission_fell = { $rounds ->
    [one] { $rounds } round
   *[other] { $rounds } rounds
} of { $unit } fell on { $hex }.
event-silent = { $unit } has nothing left to fire and is silent.
event-hungry = { $unit } goes hungry: no food has come up.
event-ate = { $unit } ate { $kg } kg of food.
event-supplied = { $counted ->
    [yes] { $unit } received { $stores }.
   *[no] { $unit } was supplied.
}
event-carried = { $counted ->
    [yes] Carried to depot { $depot }: { $stores }.
   *[no] Nothing was carried to depot { $depot }.
}
event-strained = { $how ->
    [broken] { $side } broke the rule of engagement { $rule }; tension rises by { $points }.
    [eased] Tension falls by { $points } ({ $side }).
   *[raised] Tension rises by { $points } ({ $side }).
}
event-way_under_fire = Fire falls on the way of { $link }: half of it gets through.
event-depot_lost = { $counted ->
    [yes] The enemy is in depot { $depot }; lost: { $stores }.
   *[no] The enemy is in depot { $depot }; it was empty.
}
event-suppressed = { $unit } is kept down: { $percent } % of it.
event-strike_fell = { $flight }: { $aircraft } aircraft over { $hex }, { $bombs ->
    [0] no bombs dropped.
    [one] { $bombs } bomb dropped.
   *[other] { $bombs } bombs dropped.
}
event-strike_called_off = { $flight }: the strike on { $hex } is called off, nobody flies in this weather.
event-aircraft_lost = { $flight } lost { $count } aircraft, { $damaged ->
    [0] none is damaged.
    [one] { $damaged } is damaged.
   *[other] { $damaged } are damaged.
}
event-assaulted = { $result ->
    [repulsed] An assault led by { $unit } on { $hex } was repulsed.
    [lodgement] An assault led by { $unit } won a lodgement at { $hex }.
   *[taken] An assault led by { $unit } took { $hex }.
}
event-retreated = { $unit } fell back from { $from } to { $to }.
event-destroyed = { $unit } ({ $hex }) ceased to exist.
event-control = { $holder ->
    [soviet] { $hex } is now held by the Soviet side.
    [japanese] { $hex } is now held by the Japanese side.
   *[none] { $hex } is now contested.
}
event-released = { $formation } is released from reserve.
event-task_given = { $formation } is to get a new task ({ $kind }, { $hex }): ready at { $ready }.
event-task_ready = { $formation } goes by its new task: { $kind }, { $hex }.
event-task_late = { $formation } is not ready: its battalions go by their tasks from { $ready } on.
event-task_astray = { $formation } was sent to { $hex } by mistake.
event-script = { $text }
event-border_crossed = { $unit } went over the border at { $hex }.
event-weather_changed = The weather: { $weather }; { $ground }.
event-commander_lost = { $unit } has lost its commander; a deputy leads from { $until }.
event-radio_lost = { $unit } has lost its command tank and is without radio.
event-fell_sick = { $unit } ({ $hex }): { $men ->
    [one] { $men } man
   *[other] { $men } men
} fell sick.
event-returned = Back with { $unit } ({ $hex }): { $men }.
event-storm_goes_on = { $unit } is on its way into { $hex }; the assault goes on next turn, { $minutes } min are left.
event-close_attacked = { $count ->
    [0] { $unit } went for the stuck vehicles at { $hex } and put none out.
   *[other] { $unit } put { $count } stuck vehicles at { $hex } out at close quarters.
}
event-surrendered = { $unit } had no way out at { $hex }: { $men } men were taken.
event-fire_lifted = The fire of { $unit } on { $hex } { $ends ->
    [yes] ends.
   *[no] lifts to { $to }.
}
event-registered = { $unit } has registered { $hex }.
event-defends = { $given_up ->
    [yes] { $unit } gives up its defensive fire.
   *[no] { $unit } lays its defensive fire on { $hex }.
}

# Parts of the sentences above. Parts that are nought are left out; what is left is joined by commas.

who-contact = contact { $contact }
who-unseen = an unseen enemy
off-map = off the map
part-killed = { $n } killed
part-wounded = { $n } wounded
part-missing = { $n } missing
part-burnt = { $n } burnt
part-recoverable = { $n } to be hauled away
part-repairable = { $n } to be repaired on the spot
part-small_rounds = { $n ->
    [one] { $n } small-arms round
   *[other] { $n } small-arms rounds
}
part-shells = { $n ->
    [one] { $n } shell
   *[other] { $n } shells
}
part-ammunition = { $n } kg of ammunition
part-fuel = { $n } kg of fuel
part-rations = { $n } kg of food
part-back_wounded = { $n } lightly wounded
part-back_missing = { $n } of the missing
part-back_sick = { $n } of the sick
part-none = none
ground-by-soil = marshes { $low }, fields { $field }, hills { $high }, roads { $road }

task-attack = attack
task-defend = defend
task-move = move
task-reserve = in reserve

halt-contact = an enemy appeared within 1 km
halt-losses = losses
halt-suppressed = half of it is pinned down
halt-bogged = vehicles stuck
halt-full = no room in the next hex
halt-enemy = an enemy in the next hex
halt-fuel = no fuel
halt-morale = its nerve failed
halt-obstacle = an obstacle nobody knew of
halt-shut = the crossing is shut by what is stuck on it

contact_kind-unknown = not known what
contact_kind-men = men
contact_kind-vehicles = vehicles
contact_kind-guns = guns
