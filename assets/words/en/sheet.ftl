# The map sheet: overlays and their legends. Each is named by the overlay and what the line means.

overlay-reach = Reach
overlay-reach-none = select a unit to see how far it gets
overlay-reach-stays = this unit cannot move now
overlay-reach-now = reached this turn
overlay-reach-next = reached next turn
overlay-reach-full = reached, but no room there

overlay-sight = Sight
overlay-sight-unit = seen by the selected unit
overlay-sight-fire = seen, and within its direct fire
overlay-sight-hex = seen from the chosen hex
overlay-sight-all = seen by any of your units

overlay-threat = Threat
overlay-threat-one = one known enemy can fire here
overlay-threat-few = two or three can
overlay-threat-many = four or more can

overlay-supply = Supply
overlay-supply-out = a unit here is out of ammunition, fuel or food
overlay-supply-low = below a quarter
overlay-supply-half = below three fifths
overlay-supply-well = well supplied
overlay-supply-depot = shed: depot, tonnes of stores
overlay-supply-link = arrow: tonnes an hour · hours of queue

overlay-elevation = Heights
overlay-elevation-band = { $from } to { $to } m

overlay-objectives = Objectives
overlay-objectives-soviet = held by the Soviets
overlay-objectives-japanese = held by the Japanese
overlay-objectives-contested = contested
overlay-objectives-near = standing here counts { $points ->
    [one] { $points } point
   *[other] { $points } points
}

# What stands behind the minutes since an enemy was last seen, under its counter.
sheet-minutes = min
