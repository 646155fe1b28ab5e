# Why an order is refused: one text for each refusal, named `refusal-` and its name in JSON.

refusal-not_your_impulse = It is not your impulse, or the battle is over.
refusal-no_such_unit = No unit of yours has the number { $number }.
refusal-not_on_map = { $unit } is not on the map.
refusal-held_back = { $unit } is in a reserve that is not released.
refusal-will_not = { $unit } will not: its nerve has failed.
refusal-all_stuck = All vehicles of { $unit } are stuck, and their crews stay with them.
refusal-pinned = { $unit } is pinned down: { $percent } % suppressed.
refusal-no_seconds = { $unit } has { $left } s left this turn; this takes { $needed } s to begin.
refusal-broken_path = The path of { $unit } is empty or jumps at { $hex }.
refusal-impassable = { $unit } cannot get into { $hex }.
refusal-full = { $hex } is full: { $men ->
    [one] { $men } man
   *[other] { $men } men
}, { $vehicles ->
    [one] { $vehicles } vehicle
   *[other] { $vehicles } vehicles
} and { $guns ->
    [one] { $guns } gun
   *[other] { $guns } guns
} of yours stand there or would.
refusal-enemy_there = A known enemy stands at { $hex }: assault it instead.
refusal-beyond_border = { $allowed ->
    [0] { $hex } is beyond the border; the rules of engagement forbid going over it.
    [one] { $hex } is too far beyond the border; the rules of engagement allow { $allowed } hex.
   *[other] { $hex } is too far beyond the border; the rules of engagement allow { $allowed } hexes.
}
refusal-forbidden = The rules of engagement forbid this until { $until }.
refusal-no_such_contact = There is no contact { $contact }.
refusal-not_in_sight = Nobody in the unit sees { $hex }.
refusal-out_of_range = The target is { $range } m away; the greatest range is { $greatest } m.
refusal-no_ammunition = { $unit } has nothing left to fire.
refusal-no_smoke = { $unit } has no smoke shells.
refusal-no_fuel = { $unit } has no fuel.
refusal-no_weapon = { $unit } has no weapon against such a target.
refusal-busy = { $unit } is busy until { $until }.
refusal-too_little = Too little: at least { $least } is needed.
refusal-not_adjacent = { $unit } is not next to { $hex }.
refusal-no_units = No unit was named, or one was named twice.
refusal-nothing_to_do = There is nothing for { $unit } to do there.
refusal-no_sortie = { $flight } has no sortie left.
refusal-no_flying_weather = Nobody flies in this weather.
refusal-wrong_hour = It can be over the target only from { $from } to { $to }.
refusal-not_to_be_broken = { $rule } does not bind you now, or nobody may break it.
refusal-not_a_reserve = { $formation } is not a reserve that you may release.
refusal-cannot_dig = { $unit } cannot dig any deeper there.
refusal-no_shelter = { $unit } has nothing to shelter behind: only men on foot without guns, dug in on a hilltop, have.
refusal-sheltered = The men of { $unit } are below the crest: they must man their trench first.
refusal-cannot_build = { $unit } has neither the men nor the tools for it.
refusal-shut = The crossing to { $hex } is shut by what is stuck on it.
refusal-rationed = { $rounds ->
    [0] { $unit } has fired its ration of shells; there is none until { $until }.
    [one] The ration of shells leaves { $unit } { $rounds } round until { $until }.
   *[other] The ration of shells leaves { $unit } { $rounds } rounds until { $until }.
}
refusal-not_registered = No guns of yours have registered { $hex }.
refusal-outside_task = That leads too far from the task of { $formation } for { $unit }. { $by } would have to give it a new one, which would be ready at { $ready }.
refusal-no_task = { $formation } cannot be given such a task: only battalions on the map hold one, and all but a reserve's needs a hex.
refusal-same_task = { $formation } has this task already.
refusal-set_up_first = The battle has not begun: place who has a zone, and end the set-up.
refusal-set_up_over = The battle has begun: nobody is placed any more.
refusal-not_in_zone = { $unit } may not be placed at { $hex }: that is not in its zone.
