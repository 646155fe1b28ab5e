# Окно: кнопки, заголовки, сообщения, клавиши.

button-begin = Начать
button-end-turn = Закончить ход
button-begin-battle = Начать бой
button-end-anyway = Всё равно закончить
button-back = Назад
button-undo = Отменить
button-next-idle = Без дела
button-slower = Медленнее
button-faster = Быстрее
button-skip = Пропустить
button-start-screen = К начальному экрану
button-quit = Выйти
button-restart = Начать заново
button-close = Закрыть
seats-soviet = Советская сторона
seats-japanese = Японская сторона
seats-both = Обе стороны по очереди
seats-none = Никто: смотреть
notice-nothing-to-undo = Последний приказ нельзя взять назад: бросались кости или открылось новое.
notice-nobody-selected = Никто не выбран.
notice-not-now = Не сейчас.
notice-saved = Сохранено: { $path }
notice-last-good = Последнее исправное автосохранение: { $name }

# Числа и время.

time-s = { $s } с
time-min = { $m } мин
time-h-min = { $h } ч { $m } мин
time-min-s = { $m } мин { $s } с
date-07 = { $day } июля
date-08 = { $day } августа
date-short-07 = { $day } июля
date-short-08 = { $day } авг.
number-metres = { $m } м
number-points = { $n } оч.
short-men = { $n }
short-vehicles = { $n } маш.
short-guns = { $n } ор.
contact-name = Контакт { $n }

# Верхняя строка.

top-turn = Ход { $turn } из { $turns }
top-score = Счёт { $score }
top-yours = Ваш ход
top-over = Бой окончен
top-enemy-moves = Ходит противник
top-thinking = Штабы работают…
top-speed = скорость { $n }
grade-best = лучшего исхода нет
grade-more = ещё { $points } — и { $grade }
grade-fewer = на { $points } меньше — и { $grade }
menu-overlay = Накладка
menu-show = Показать
menu-settings = Настройки
menu-letters = Буквы { $percent } %
overlay-off = Нет
lang-en = English
lang-ru = Русский
panel-forces = Силы
panel-log = Донесения
panel-objectives = Цели и счёт
panel-timeline = Батареи и вылеты
panel-files = Сохранённые партии
panel-keys = Клавиши
panel-card = Выбрано

# Силы.

filter-all = Все
filter-idle = Без дела
filter-stranded = Застряли
filter-empty = Без БП
filter-reserve = Резерв
forces-none = Никого.
forces-staff = штабу
forces-hand = Передать штабу: он поведёт соединение за вас в конце вашего хода.
forces-take-back = Забрать у штаба.
rule-border = Границу не переходить
rule-fire-over = Через границу не стрелять
rule-aviation = Без авиации
rule-ration = Снаряды по норме
rule-until = до { $at }
rule-break = нарушить (напряжённость { $price })
rule-break-hint = Нарушить запрет: он больше не связывает вас, напряжённость растёт на { $price }, это стоит столько же очков. Отменить нельзя.
forces-release = ввести ({ $price })
forces-release-hint = Ввести этот резерв. { $price ->
    [one] Противник получит { $price } очко.
    [few] Противник получит { $price } очка.
   *[other] Противник получит { $price } очков.
}
mark-destroyed = уничтожена
mark-arrives = ожидается в { $at }
mark-not-arrived = ещё не прибыла
mark-pinned = прижата
mark-stuck = застряло { $n }
mark-empty = нет боеприпасов
mark-held-back = в резерве

# Что выбрано.

card-none = Щёлкните по части, противнику или гексу.
card-several = { $n ->
    [one] { $n } часть
    [few] { $n } части
   *[other] { $n } частей
}
card-of = { $n } из { $of }
card-place = место
card-men = людей
card-guns = орудий
card-limbered = на передках
card-seconds = осталось времени
card-storm = идёт атака на
card-storm-value = { $hex }, пройдено { $paid }
card-posture = положение
card-task = задача
card-task-next = задача с { $at }
card-shelter = укрытие
card-shelter-below = за гребнем, в траншее наблюдатели
card-shelter-up = выходят, на месте в { $at }
card-shelter-drill = само под огнём
card-morale = состояние духа
card-suppressed = подавлено
card-stress = напряжение
card-worn = из него от недавних потерь
card-fatigue = усталость
card-small-rounds = патронов
card-shells = снарядов
card-smoke = дымовые снаряды
card-ration = снарядов по норме сегодня
card-grenades = гранат на бойца
card-defends = заградительный огонь по
card-front = лбом к
card-fuel = горючего, кг
card-rations = продовольствия, кг
card-hungry = часов без еды
card-fire-order = открывает огонь
card-path = идёт в
card-steps = { $n ->
    [one] { $n } шаг
    [few] { $n } шага
   *[other] { $n } шагов
}
card-busy = занята до
card-mission = Задача: { $rounds } снарядов по { $hex }, { $from }–{ $to }
card-harassing = Беспокоящий огонь: { $rounds } снарядов по { $hex }, { $from }–{ $to }
fire-hold = не открывать
fire-within = ближе { $m } м
fire-armour = только по броне
fire-at-will = по готовности
orders-right-button = Правая кнопка:
orders-fire = Огонь:
orders-work = Ещё:
orders-rounds = снарядов: { $n }
orders-all-time = всё оставшееся время
do-fitting = что подходит
do-move = Идти
do-march = Марш
do-fire = Огонь
do-assault = Атака
do-mission = Огневая задача
do-smoke = Дым
do-sortie = Удар с воздуха
do-work = Работа
do-hold = Порядок огня
do-defy = Нарушить запрет
do-release = Ввести резерв
do-defend = Подготовить заградительный огонь
do-deploy = Расставить
do-defend-end = Снять заградительный огонь
do-harass = Беспокоящий огонь
do-task-attack = Новая задача: атаковать
do-task-defend = Новая задача: оборонять
do-task-move = Новая задача: перейти
do-task-reserve = Новая задача: резерв
do-wire = Ставить проволоку
do-gap = Проделать проход
do-crossing = Переправа
do-log-road = Гать
do-clear = Расчистить переправу
do-lift = Снять мины
orders-build = Строить в сторону:
preview-step-wait = ожидание { $time }
card-line = линия перебита до
card-leaderless = командир выбыл
card-leaderless-value = заместитель примет в { $at }
card-radio = командирский танк потерян
card-radio-value = без рации, приказы посыльным
card-column = в походной колонне: перед боем развернётся
hex-log-road = гать
hex-mines = мины
hex-trenches = траншеи на { $men } чел.
hex-shut = переправа закрыта
do-dig = Окопаться
do-recover = Вытащить машины
do-shelter = Укрыться за гребнем
do-man = Занять траншею
do-formation = Всё соединение
certainty-suspected = предполагается
certainty-seen = виден
certainty-identified = опознан
contact-certainty = известен как
contact-seen = последний раз виден
contact-now = сейчас
contact-ago = { $at }, { $ago } назад
contact-kind = принят за
contact-error = Может стоять в { $m } м отсюда.
contact-vehicles = машин
contact-stranded = Его машины застряли.
hex-road = дорога
hex-stream = ручей
hex-crossing = сапёрная переправа
hex-bridge = мост
hex-cliff = обрыв
hex-wire = проволока
hex-border = граница
hex-beyond = За границей.
hex-stuck = своих застряло: { $n }, на брюхе: { $deep }
hex-wrecks = своих вышло из строя: { $n }
hex-enemy-wrecks = подбитых машин противника замечено: { $n }
hex-dust = Пыль или дым скрывает его до { $until }.
hex-objective = цель, { $points } оч.
hex-seers = видят свои части
held-soviet = советская сторона
held-japanese = японская сторона
held-contested = оспаривается

# Что сделает правая кнопка.

preview-none = Наведите на гекс, чтобы видеть, что там сделает правая кнопка.
preview-watching = Дождитесь своего хода.
preview-undoable = Можно взять назад.
preview-final = Нельзя взять назад: бросаются кости или может открыться новое.
preview-seconds = займёт
preview-left = осталось времени
preview-next-turn = из них в следующий ход
preview-at-hex = По всему, что может быть в гексе.
preview-rounds = снарядов
preview-delay = задержка
preview-first-rounds = первые снаряды
preview-hidden = скрывает гекс на
preview-hidden-until = дым рассеется в
preview-flight = вылет
preview-over-target = над целью
preview-bog = застрянет
preview-bog-value = { $expected } из { $of }; хоть одна — { $any }
preview-deep = из них на брюхе
preview-recover = остальных бревном вытащат за
preview-break = сломается
preview-means = чем
preview-ready = Будет готова к
preview-prepared = подготовка займёт
preview-via = через
preview-via-hint = Shift и правая кнопка: через этот гекс.
preview-reserve = Остаётся на месте в готовности; гекс любой.
preview-spread = растянуть на
preview-defend = Отныне батарея сама, раз за ход, открывает огонь, как только там замечен противник. Гекс должен быть пристрелян.
preview-defend-end = Больше сама туда не стреляет.
preview-storm-later = Продолжится сама в следующий ход; пройденное время засчитано.
means-log = бревном своего экипажа
means-tow = танком на буксире
means-tractor = тракторами
preview-steps = По шагам, с временем прибытия:
preview-steps-later = В следующий ход:
preview-step-bog = застрять { $chance }
preview-units = могут
preview-units-value = { $n } из { $of }
preview-slowest = самой медленной нужно
preview-late = дойдут в следующий ход
preview-together = вместе
preview-more-refusals = … и ещё { $n }.
preview-bearing = { $n ->
    [one] Туда может стрелять { $n } известный противник
    [few] Туда могут стрелять { $n } известных противника
   *[other] Туда могут стрелять { $n } известных противников
}
odds-stands = выдержит
odds-seen = будет обнаружена
odds-rallied = придёт в порядок
odds-comes = приходит
odds-yields = складывает оружие
odds-line-cut = линия перебита
odds-commander-hit = командир ранен или убит
odds-astray = сбивается с пути
odds-misplaced = место указано на гекс в стороне
odds-estimate = насчитают от того, что есть
odds-attacker-men = потери атакующих
odds-defender-men = потери обороняющихся
odds-suppression = подавление
odds-stress = добавит напряжения
odds-prisoners = из них пленных
odds-delay = готовность через
odds-any = хоть один { $chance }
result-repulsed = атака отбита
result-lodged = зацепились
result-taken = гекс взят
brief-assault = взято { $taken } · зацепились { $lodged } · отбито { $repulsed }
brief-men = поражено людей { $n }
brief-vehicles = подбито машин { $n }
brief-guns = выбито орудий { $n }
brief-units = { $n } из { $of } частей
brief-next-turn = дойдёт в следующий ход
brief-storm-later = продолжится в следующий ход
brief-delay = ляжет через { $least } – { $most }
brief-ready = готова к { $at }
brief-bog = застрянут машины: { $any }
brief-bearing = { $n ->
    [one] туда может стрелять { $n } известный противник
    [few] туда могут стрелять { $n } известных противника
   *[other] туда могут стрелять { $n } известных противников
}
brief-final = нельзя взять назад

# Донесения и их объяснение.

log-brief = Главное
log-all = Все
log-losses = Потери
log-fire = Огонь
log-contacts = Противник
log-moves = Движение
log-state = Состояние
explain-title = Почему вышло так
explain-none = Кости для этого не бросались.
explain-came = Что вышло:
explain-believed = Так считала ваша сторона. Истинное состояние противника откроется после боя.
explain-truth = Как было на деле:
explain-hidden = Расчёт противника откроется после боя.

# Батареи и вылеты.

timeline-hint = Щёлкните по батарее или вылету, затем правой кнопкой по цели на карте.
timeline-silent = молчит: нет снарядов
timeline-smoke = дым
timeline-left = снарядов { $n }, { $share }
timeline-flight = самолётов { $n }, вылетов { $sorties }
timeline-window = до { $to }

# Конец хода, итог.

setup-title = Расстановка
setup-hint = { $n ->
    [one] { $n } часть можно поставить
    [few] { $n } части можно поставить
   *[other] { $n } частей можно поставить
} до первого хода. Выберите её: на карте показана её зона; правая кнопка на гексе зоны ставит туда. Кого не тронете, стоит, где его ставит сценарий.
setup-sure = Бой начнётся сразу, и никого уже не переставить. Ещё раз Enter — и он начат.
setup-placed = поставлена: { $hex }

ending-title = { $n ->
    [one] { $n } часть без дела
    [few] { $n } части без дела
   *[other] { $n } частей без дела
}
ending-hint = Щёлкните по части, чтобы дать ей приказ. Ещё раз Enter — конец хода.
score-hourly = часы единоличного удержания
score-near = рота у вершины
score-own_men = свои потери в людях
score-enemy_men = потери противника в людях
score-vehicles = свои потери в машинах
score-border = части за границей
score-tension = напряжённость
score-releases = введённые резервы
score-script = события
count-men = людей в бою
count-killed = убито
count-wounded = ранено
count-missing = пропало без вести
count-sick = заболело
count-back-wounded = вернулось легкораненых
count-back-missing = вернулось отставших
count-back-sick = вернулось больных
count-commanders = командиров штабов выбыло
count-vehicles = машин в бою
count-running = на ходу
count-stranded = застряло
count-repairable = починят на месте
count-recoverable = подлежит эвакуации
count-burnt = сгорело
count-rounds = выпущено снарядов
count-sorties = самолёто-вылетов
result-history = Рядом с историей
result-happened = Как было
result-history-hint = Сначала этот бой, потом то, что известно; красным — где расходится.
result-row = { $here } · известно { $was }
result-never = не было
result-seed = Зерно { $seed }, ходов { $turns }.
history-title = Что было на деле

# Начальный экран.

start-title = Хасан 1938
start-subtitle = Бои за высоты у озера Хасан, 29 июля – 11 августа 1938 года
start-line = { $when }; ходов { $turns }; советских бойцов { $soviet }, японских { $japanese }
start-best = Лучшее для советской стороны: { $grade }, при счёте от { $score }.
start-laid-over = Изменено дополнением: { $title }.
start-seed = Зерно костей
start-bad-seed = Это не зерно; взято { $seed }.

# Мышь и клавиши.

mouse-left = Левая кнопка: выбрать, кто стоит в гексе.
mouse-again = Ещё раз: следующий там же, потом сам гекс.
mouse-shift = Shift и левая кнопка: ещё одна часть.
mouse-right = Правая кнопка: приказ, который показан.
mouse-via = Shift и правая кнопка: новая задача ведёт через этот гекс.
mouse-wheel = Колесо: ближе и дальше.
mouse-drag = Потянуть: сдвинуть лист.
key-arrows = Стрелки
key-end-turn = закончить ход; начать бой
key-skip = не показывать ход противника
key-next-idle = следующая часть без дела
key-back = на шаг назад
key-undo = взять назад последний приказ
key-formation = всё соединение; ещё раз — вышестоящее
key-move = правая кнопка: идти
key-march = правая кнопка: марш в колонне
key-fire = правая кнопка: огонь
key-assault = правая кнопка: атака
key-mission = правая кнопка: огневая задача
key-smoke = правая кнопка: дым
key-defend = правая кнопка: заградительный огонь по пристрелянному гексу; ещё раз — снять
key-harass = правая кнопка: беспокоящий огонь в течение часа
key-task-attack = правая кнопка: новая задача батальону — атаковать там
key-task-defend = правая кнопка: новая задача батальону — оборонять там
key-task-move = правая кнопка: новая задача батальону, идти туда
key-task-reserve = правая кнопка где угодно: батальон в резерв, где стоит
key-less = меньше снарядов, меньше огня
key-more = больше снарядов, больше огня
key-build = правая кнопка: следующая работа на границе с гексом (проход, переправа, гать, проволока, мины)
key-dig = окопаться
key-recover = вытащить застрявшие машины
key-shelter = укрыться за гребнем
key-man = занять траншею и оставаться в ней
key-hold-fire = огня не открывать
key-fire-300 = огонь ближе 300 м
key-fire-armour = огонь только по броне
key-fire-at-will = огонь по готовности
key-overlay = следующая накладка
key-keys = этот список
key-forces = силы
key-log = донесения
key-objectives = цели и счёт
key-timeline = батареи и вылеты
key-files = сохранённые партии
key-save = сохранить
key-restart = бой с самого начала, с тем, что сейчас в файлах
key-quit = выйти
key-slower = показывать ход противника медленнее
key-faster = показывать ход противника быстрее
key-larger = буквы крупнее
key-smaller = буквы мельче
key-english = по-английски
key-russian = по-русски
key-whole-map = вся карта
key-zoom-in = ближе
key-zoom-out = дальше
key-pan = двигать лист

# Сохранённые игры.

files-name = имя сохранения
files-none = Сохранённых игр пока нет.
files-facts = ход { $turn }, { $at }, { $side }
button-save = Сохранить
start-cut-off = Бой был прерван: { $title }, ход { $turn }.
button-go-on = Продолжить его
button-forget = Забыть

# Файлы сценария изменились.

reload-anew = Бой начат заново.
reload-kept = Сыгранное сохранено под именем «{ $name }».
reload-unsaved = Файлы сценария изменились, но сыгранное не сохранить: { $why } Поэтому бой продолжается. Ctrl+R всё равно начнёт его заново.
faults-title = { $n ->
    [one] { $n } ошибка в файлах сценария: бой идёт как был загружен и начнётся заново, когда она будет исправлена
    [few] { $n } ошибки в файлах сценария: бой идёт как был загружен и начнётся заново, когда они будут исправлены
   *[other] { $n } ошибок в файлах сценария: бой идёт как был загружен и начнётся заново, когда они будут исправлены
}
faults-near = Не { $name } ли?
faults-more = … и ещё { $n }.
