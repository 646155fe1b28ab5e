# The texts of the scenarios that come with the program, in Russian. In English they stand in the scenarios themselves:
# title (scenario-ID), briefings (briefing-ID-SIDE), what happened (happened-ID), phases (phase-ID) and rows of the record (history-ID).

scenario-0806_assault = Штурм 6 августа
briefing-0806_assault-soviet = Вы — 39-й стрелковый корпус. В 16:00 бомбит авиация, артиллерия бьёт до 16:55, затем все идут на высоты. Возьмите Заозёрную (1915), Безымянную (1710), северный отрог (1814), Пулемётную горку (2319) и высоту 82 (2117) и удержите их до 23:55; считаются и часы единоличного удержания. Болота глотают танки, единственная дорога кормит все орудия, а каждая часть, что к концу останется западнее границы, стоит очка. Потерянные люди и танки засчитываются против вас.
briefing-0806_assault-japanese = Вы — 19-я дивизия, без авиации и без права на отход. Удержите гребень до 23:55. Ваши противотанковые орудия стоят на флангах обоих проходов, и их ещё не нашли: выберите, когда им заговорить. Снаряды отпускают по норме. Можно вызвать резервы с высоты Генерала, но каждый батальон, снятый с охраны реки, даёт другой стороне два очка.
phase-preparation = подготовка
phase-assault = штурм
phase-night = ночь
history-third_bn_reached = Танков 3-го батальона у подножия Безымянной (из 43)
history-second_bn_stuck = 2-й батальон застрял к 17:20, процентов
history-recon_over_ravine = Танков разведроты за оврагом (из 19)
history-tanks_on_slope = Танков 2-го батальона на юго-восточном склоне
history-first_at_summit = Первая советская рота у вершины Заозёрной
history-bezymyannaya_holder = Безымянная в конце
history-machine_gun_hill_holder = Пулемётная горка в конце
history-tanks_out = Советских танков застряло или выбыло к концу
history-soviet_losses = Советских убитых и раненых
history-japanese_losses = Японских убитых и раненых
history-soviet_rounds = Советских снарядов выпущено
history-sorties = Советских самолёто-вылетов
