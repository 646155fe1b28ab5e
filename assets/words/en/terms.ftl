# Labels: what odds hang on, and the plain vocabulary of the battle. Each is named by its kind and its name in JSON.

modifier-range = range
modifier-posture = target's posture
modifier-cover = cover of the ground
modifier-skill = shooters' training
modifier-shooter_suppressed = shooters under fire
modifier-only_suspected = target only suspected
modifier-opening_burst = opening burst
modifier-target_moving = target moving
modifier-target_stranded = target stuck
modifier-command_tank = command tank's aerial
modifier-shooter_moving = firing on the move
modifier-armour = armour against penetration
modifier-share_in_hex = share of the rounds in this hex
modifier-dug_in = dug in
modifier-ruts = ruts of vehicles before
modifier-soil = strength of the soil
modifier-speed = driven too fast for the ground
modifier-carried_by_road = carried by the road
modifier-close_quality = quality in close combat
modifier-trench = trench
modifier-uphill = uphill
modifier-uncut_wire = uncut wire
modifier-tanks_with_infantry = tanks with infantry
modifier-tanks_alone = tanks without infantry
modifier-flame_tanks = flamethrower tanks
modifier-night = night
modifier-stress = stress
modifier-losses = losses of this rush
modifier-suppressed = suppressed
modifier-nerve = steadiness
modifier-led = headquarters near
modifier-quiet = time out of fire
modifier-from_tanks = seen from inside tanks
modifier-darkness = darkness
modifier-fog = fog or haze
modifier-under_fire = under aimed fire
modifier-soft_ground = soft ground
modifier-quick_drill = quick staff
modifier-shelling = shelling
modifier-on_foot = on foot
modifier-flak_guns = anti-aircraft guns
modifier-off_road = off the road
modifier-reverse_slope = sheltered behind the crest
modifier-caught_below = caught below the crest
modifier-rain = rain
modifier-same_axis = on along the old axis
modifier-local_action = counter-attack near by
modifier-initiative = subordinates act by themselves
modifier-by_radio = by radio
modifier-radio_lost = the command tank is lost
modifier-staff_quality = the staff above
modifier-commander_lost = the commander is lost

rule-men_under_fire = direct fire on men
rule-anti_tank = guns on armour
rule-gun_hunt = aimed HE on a gun
rule-barrage = shelling
rule-strike = bombing
rule-bog = soft ground
rule-assault = close combat
rule-stand = standing under fire
rule-spot = being found
rule-recover = recovery of vehicles
rule-rally = rallying
rule-delay = delay
rule-flak = anti-aircraft fire
rule-line_under_fire = telephone line under shells
rule-breakdown = breakdown
rule-repair = repair
rule-mines = mines
rule-spell = weather that may come
rule-hitch = a mishap with orders

effect-men_hit = men hit
effect-killed = of them killed
effect-suppression = suppression, ‰
effect-vehicles_out = vehicles knocked out
effect-burnt = of them burnt
effect-recoverable = of them to be hauled away
effect-crew_hit = men of the crews hit
effect-guns_out = guns put out of action
effect-bogged = vehicles stuck
effect-belly_deep = of them on the belly
effect-broken_down = vehicles broken down
effect-recovered = vehicles got out
effect-assault_result = result (0 repulse, 1 lodgement, 2 taken)
effect-attacker_loss = attacker's losses, ‰
effect-defender_loss = defender's losses, ‰
effect-prisoners = prisoners among them, ‰
effect-stands = stands (1) or not (0)
effect-seen = found (1) or not (0)
effect-rallied = rallied (1) or not (0)
effect-delay_seconds = seconds until ready
effect-on_crossing = of them on the crossing
effect-line_cut = line cut
effect-aircraft_lost = aircraft lost
effect-stress = stress laid on, ‰
effect-comes = comes (1) or not (0)
effect-hours = hours it lasts
effect-minutes = minutes it costs

grade-japanese_decisive = Japanese decisive victory
grade-japanese_major = Japanese major victory
grade-japanese_minor = Japanese minor victory
grade-draw = draw
grade-soviet_minor = Soviet minor victory
grade-soviet_major = Soviet major victory
grade-soviet_decisive = Soviet decisive victory

side-soviet = Soviet
side-japanese = Japanese

terrain-lake = lake
terrain-river = river
terrain-marsh = marsh
terrain-ravine = swampy ravine
terrain-open = meadow or field
terrain-scrub = scrub
terrain-slope = hillside
terrain-rock = rock or steep hillside
terrain-crest = crest
terrain-village = village

light-day = daylight
light-dusk = twilight
light-moon = moonlit night
light-dark = dark night

ground_state-dry = dry ground
ground_state-wet = wet ground
ground_state-soaked = soaked ground

wetness-dry = dry
wetness-wet = wet
wetness-soaked = soaked

sky-clear = clear
sky-overcast = overcast
sky-haze = haze
sky-fog = fog

rain-none = no rain
rain-drizzle = drizzle
rain-rain = rain
rain-storm = storm

posture-upright = upright
posture-prone = lying down
posture-scrape = in scrapes
posture-trench = in trenches

morale-steady = steady
morale-shaken = shaken
morale-broken = broken
morale-routed = in rout

cause-small_arms = rifle and machine-gun fire
cause-direct_fire = direct HE fire
cause-anti_tank = anti-tank fire
cause-artillery = shelling
cause-air = air attack
cause-close_combat = close combat
cause-mines = mines
cause-crew = the knocking-out of its vehicles

# What was done on the side of a hex.

side_work-wire = wire was laid
side_work-gap = a gap was cut into the wire
side_work-crossing = a crossing was laid
side_work-log_road = a log road was laid
side_work-clear = the crossing was cleared
side_work-lift = mines were lifted
