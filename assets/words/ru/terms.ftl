# Надписи: от чего зависят шансы, и простые слова боя. Имя каждой — её вид и имя в JSON.

modifier-range = дальность
modifier-posture = положение цели
modifier-cover = укрытие на местности
modifier-skill = выучка стрелков
modifier-shooter_suppressed = стрелки под огнём
modifier-only_suspected = цель лишь предполагается
modifier-opening_burst = первый шквал огня
modifier-target_moving = цель движется
modifier-target_stranded = цель застряла
modifier-command_tank = поручневая антенна командира
modifier-shooter_moving = огонь с хода
modifier-armour = броня против пробивания
modifier-share_in_hex = доля снарядов в этом гексе
modifier-dug_in = в окопах
modifier-ruts = колеи прошедших машин
modifier-soil = прочность грунта
modifier-speed = скорость не по грунту
modifier-carried_by_road = держит дорога
modifier-close_quality = качество в ближнем бою
modifier-trench = траншея
modifier-uphill = в гору
modifier-uncut_wire = непрорезанная проволока
modifier-tanks_with_infantry = танки с пехотой
modifier-tanks_alone = танки без пехоты
modifier-flame_tanks = огнемётные танки
modifier-night = ночь
modifier-stress = напряжение
modifier-losses = потери в этом броске
modifier-suppressed = подавление
modifier-nerve = стойкость
modifier-led = рядом штаб
modifier-quiet = время вне огня
modifier-from_tanks = наблюдение из танков
modifier-darkness = темнота
modifier-fog = туман или дымка
modifier-under_fire = под прицельным огнём
modifier-soft_ground = мягкий грунт
modifier-quick_drill = быстрая работа штаба
modifier-shelling = обстрел
modifier-on_foot = пешие
modifier-flak_guns = зенитные орудия
modifier-off_road = вне дорог
modifier-reverse_slope = в укрытии за гребнем
modifier-caught_below = застигнуты за гребнем
modifier-rain = дождь
modifier-same_axis = по прежней оси
modifier-local_action = контратака поблизости
modifier-initiative = подчинённые действуют сами
modifier-by_radio = по радио
modifier-radio_lost = командирский танк потерян
modifier-staff_quality = вышестоящий штаб
modifier-commander_lost = командир выбыл

rule-men_under_fire = огонь прямой наводкой по людям
rule-anti_tank = орудия по броне
rule-gun_hunt = прицельный огонь по орудию
rule-barrage = артиллерийский обстрел
rule-strike = бомбовый удар
rule-bog = мягкий грунт
rule-assault = ближний бой
rule-stand = стойкость под огнём
rule-spot = обнаружение
rule-recover = вытаскивание машин
rule-rally = приведение в порядок
rule-delay = задержка
rule-flak = зенитный огонь
rule-line_under_fire = линия связи под обстрелом
rule-breakdown = поломка
rule-repair = ремонт
rule-mines = мины
rule-spell = возможная погода
rule-hitch = неполадка с приказами

effect-men_hit = поражено людей
effect-killed = из них убито
effect-suppression = подавление, ‰
effect-vehicles_out = подбито машин
effect-burnt = из них сгорело
effect-recoverable = из них подлежит эвакуации
effect-crew_hit = поражено членов экипажей
effect-guns_out = выведено из строя орудий
effect-bogged = застряло машин
effect-belly_deep = из них на брюхе
effect-broken_down = сломалось машин
effect-recovered = вытащено машин
effect-assault_result = исход (0 отбита, 1 зацепились, 2 взято)
effect-attacker_loss = потери атакующего, ‰
effect-defender_loss = потери обороняющегося, ‰
effect-prisoners = из них пленных, ‰
effect-stands = выдержали (1) или нет (0)
effect-seen = обнаружены (1) или нет (0)
effect-rallied = приведены в порядок (1) или нет (0)
effect-delay_seconds = секунд до готовности
effect-on_crossing = из них на переправе
effect-line_cut = линия перебита
effect-aircraft_lost = сбито самолётов
effect-stress = добавлено напряжения, ‰
effect-comes = наступает (1) или нет (0)
effect-hours = сколько часов длится
effect-minutes = сколько минут теряется

grade-japanese_decisive = решительная победа японской стороны
grade-japanese_major = крупная победа японской стороны
grade-japanese_minor = малая победа японской стороны
grade-draw = ничья
grade-soviet_minor = малая победа советской стороны
grade-soviet_major = крупная победа советской стороны
grade-soviet_decisive = решительная победа советской стороны

side-soviet = советская сторона
side-japanese = японская сторона

terrain-lake = озеро
terrain-river = река
terrain-marsh = болото
terrain-ravine = заболоченный овраг
terrain-open = луг или поле
terrain-scrub = кустарник
terrain-slope = склон
terrain-rock = скалы или крутой склон
terrain-crest = гребень
terrain-village = селение

light-day = день
light-dusk = сумерки
light-moon = лунная ночь
light-dark = тёмная ночь

ground_state-dry = сухой грунт
ground_state-wet = сырой грунт
ground_state-soaked = размокший грунт

wetness-dry = сухо
wetness-wet = сыро
wetness-soaked = топко

sky-clear = ясно
sky-overcast = пасмурно
sky-haze = дымка
sky-fog = туман

rain-none = без осадков
rain-drizzle = морось
rain-rain = дождь
rain-storm = ливень

posture-upright = в рост
posture-prone = лёжа
posture-scrape = в ячейках
posture-trench = в траншеях

morale-steady = устойчивое
morale-shaken = поколебленное
morale-broken = надломленное
morale-routed = бегство

cause-small_arms = ружейно-пулемётный огонь
cause-direct_fire = огонь орудий прямой наводкой
cause-anti_tank = противотанковый огонь
cause-artillery = артиллерийский обстрел
cause-air = удар с воздуха
cause-close_combat = ближний бой
cause-mines = мины
cause-crew = попадания в свои машины

# Что сделано на границе гекса.

side_work-wire = поставлена проволока
side_work-gap = проделан проход в проволоке
side_work-crossing = наведена переправа
side_work-log_road = уложена гать
side_work-clear = переправа расчищена
side_work-lift = сняты мины
