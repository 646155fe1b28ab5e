# Ошибки в данных: по тексту на каждую; имя текста — `fault-` и имя ошибки. Тексты следуют за файлом, строкой и кодом,
# поэтому начинаются со строчной буквы и не кончаются точкой. $kind и $what — слова самого формата, они не переводятся.

fault-no-such-file = такого файла нет
fault-is-folder = это папка, а не файл
fault-not-a-file = это не обычный файл
fault-too-big = в файле { $bytes } байт, читается не больше { $limit }
fault-cannot-read = файл не читается: { $reason }
fault-not-text = файл — не текст в UTF-8
fault-empty-file = файл пуст
fault-cut-off = файл кончается, а { $open } из строки { $line } не закрыто
fault-wrong-bracket = `{ $found }` не закрывает `{ $open }` из строки { $line }
fault-too-deep = вложенных скобок больше { $limit }
fault-no-such-scenario = нет сценария `{ $id }`
fault-no-such-map = нет карты `{ $id }`
fault-no-such-cards = нет файла карточек `{ $id }`

fault-syntax = это не читается: { $says }
fault-unknown-field = неизвестное поле `{ $field }`
fault-missing-field = нет поля `{ $field }`
fault-double-field = поле `{ $field }` дано дважды
fault-unknown-word = `{ $word }` — не из числа { $allowed }
fault-wrong-kind = ожидалось { $expected }, найдено { $found }
fault-wrong-format = формат { $format } неизвестен; эта версия читает формат 1

fault-rules-table = таблица правил неверна: { $says }

fault-not-finite = `{ $text }` — не число, которым можно пользоваться
fault-huge-number = `{ $text }` — слишком большое число
fault-out-of-range = { $what }: { $value }, а должно быть от { $least } до { $most }
fault-bad-id = `{ $id }` не годится в имена: только латинские буквы, цифры, `_`, `-` и `.` внутри, от 1 до 64 знаков
fault-bad-hex = `{ $hex }` — не номер гекса: нужны две цифры столбца и две цифры ряда
fault-hex-off-map = гекс { $hex } вне карты: на ней { $cols ->
    [one] { $cols } столбец
    [few] { $cols } столбца
   *[many] { $cols } столбцов
} и { $rows ->
    [one] { $rows } ряд
    [few] { $rows } ряда
   *[many] { $rows } рядов
}
fault-bad-time = `{ $text }` — не момент времени; пишите так: 1938-08-06T16:55
fault-bad-day = `{ $text }` — не день; пишите так: 1938-08-06
fault-bad-hour = `{ $text }` — не час суток; пишите так: 05:42
fault-bad-confidence = `{ $text }` — не степень уверенности: A, B или C
fault-too-many = { $what }: { $found }; помещается не больше { $limit }

fault-map-size = карта { $cols } на { $rows } гексов; номерами CCRR считают от 1 до 99 по каждой стороне
fault-unknown-code = ошибки с кодом `{ $code }` нет
fault-error-allowed = `{ $code }` — ошибка: разрешить можно только предупреждения и замечания
fault-allowed-without-reason = разрешение `{ $code }` не объяснено
fault-no-scenarios = ни в этой папке, ни ниже нет сценариев
fault-moments-outside = моментов { $word ->
    [after] позже
   *[before] раньше
} этого, { $at }: { $found }; первый — в строке { $line }
fault-size-of-map = `{ $field }` — { $found }, а все строки карты сходятся на { $wanted }

fault-duplicate-id = { $kind } `{ $id }` уже есть, в строке { $line }
fault-duplicate-in-file = { $kind } `{ $id }` уже есть, в файле { $file }
fault-unknown-reference = { $kind } `{ $id }`: такого нет
fault-unknown-source = в списке источников нет `{ $id }`
fault-no-source = { $kind } `{ $id }`: не назван источник
fault-formation-in-itself = соединение `{ $id }` входит само в себя
fault-wrong-side = { $kind } `{ $id }` принадлежит другой стороне: { $side ->
    [soviet] советской
   *[japanese] японской
}
fault-id-is-not-name = файл назван `{ $name }`, а его id — `{ $id }`

fault-row-count = { $what }: { $found ->
    [one] { $found } ряд
    [few] { $found } ряда
   *[many] { $found } рядов
}, а на карте { $wanted }
fault-row-length = { $what }: в ряду { $row } — { $found ->
    [one] { $found } запись
    [few] { $found } записи
   *[many] { $found } записей
}, а на карте { $wanted ->
    [one] { $wanted } столбец
    [few] { $wanted } столбца
   *[many] { $wanted } столбцов
}
fault-unknown-glyph = знак `{ $glyph }` ничего не обозначает; знаки: ~ озеро = река " болото v овраг . открыто , кусты / склон ^ скалы * гребень # селение
fault-bad-elevation = `{ $text }` — не высота в целых метрах от -100 до 3000
fault-road-jumps = путь прыгает от { $from } к { $to }, а они не соседи
fault-not-neighbours = { $a } и { $b } — не соседи
fault-road-in-water = гекс { $hex } — вода: туда ходит только паром
fault-side-on-rim = эта сторона { $hex } — край карты
fault-obstacle-twice = на этой стороне { $hex } такое заграждение уже есть
fault-border-leaks = граница не делит карту: с советской стороны до любого гекса можно дойти, не переходя её
fault-steep-step = между соседями { $a } и { $b } перепад { $metres } м

fault-phase-ends-first = фаза кончается в { $to }, не позже своего начала в { $from }
fault-phase-gap = фаза начинается в { $from }, а предыдущая кончается в { $before }
fault-phase-overlap = фаза начинается в { $from }, раньше, чем кончается предыдущая: { $before }
fault-turn-does-not-divide = ходы по { $turn } мин не заполняют фазу в { $minutes } мин
fault-empty-list = в сценарии нет ни одной записи: { $what }
fault-outside-phases = { $what }: { $at } — вне фаз, которые идут с { $from } до { $to }
fault-side-without-units = нет подразделений у { $side ->
    [soviet] советской
   *[japanese] японской
} стороны
fault-in-water = { $what } `{ $id }` стоит в воде гекса { $hex }
fault-overstacked = с этим подразделением в гексе { $hex } в начале { $found } ({ $what }); предел — { $limit }
fault-not-one-place = подразделению `{ $id }` нужно ровно одно из `hex` и `off_map_km`
fault-vehicle-lines = чисел машин { $found }, а строк с машинами на карточке { $wanted }
fault-no-light = в таблице света нет строки на { $day }
fault-out-of-order = нарушен порядок: { $what }
fault-no-indirect-fire = у подразделения `{ $id }` нет орудий для стрельбы с закрытых позиций
fault-out-of-reach = от `{ $id }` до гекса { $hex } { $metres } м, а его орудия бьют на { $reach } м
fault-not-one-capacity = пути снабжения `{ $id }` нужно ровно одно из `tonnes_per_day` и `tonnes_per_hour` (и не больше одного на ночь)
fault-too-many-machines = машин в звене `{ $id }`: { $found }, а на столько вылетов у него { $have }
fault-headquarters-elsewhere = штаб `{ $id }` не входит в само это соединение
fault-record-mismatch = запись для этой величины пишется так: { $wanted }
fault-grades-incomplete = степеней победы должно быть семь, от japanese_decisive до soviet_decisive; у первой нет `from`, у каждой следующей он больше
fault-link-to-itself = путь снабжения `{ $id }` кончается там же, где начинается
fault-both-sides = в гексе { $hex } уже стоит `{ $id }` другой стороны
fault-range-upside-down = { $what }: последнее раньше первого
fault-no-side = у внешнего соединения `{ $id }` не названа сторона
fault-empty-formation = в соединении `{ $id }` нет ни подразделений, ни частей
fault-plan-without-hex = этой задаче нужны гексы пути в `via`
fault-step-without-hour = у шага плана для `{ $id }` нет ни часа (`at`), ни условия, которого он ждёт (`on`)
fault-waits-for-nothing = в `on` нужны `seen_men` вместе с `within_m` или `losses_percent`
fault-no-time-to-wait = этот шаг начинается в { $at }, как только может начаться предыдущий: тот ждёт условия и никогда не начнётся
fault-nobody = в подразделении `{ $id }` нет ни людей, ни машин
fault-ration-for-nobody = у соединения `{ $id }` нет орудий для стрельбы с закрытых позиций, нормировать нечего
fault-lift-out-of-order = огонь переносится на { $hex } в { $at }, а это не между { $from } и { $to }
fault-side-or-formation = здесь нужна сторона (`side`) или соединение (`formation`)
fault-unit-or-formation = здесь нужно ровно одно из двух: `unit` или `formation`
fault-no-turn-then = { $word ->
    [after] ни один ход не начинается после { $at }
   *[before] ни один ход не начинается до { $at }
}: первый — в { $first }, последний — в { $last }
fault-waits-on-itself = событие `{ $id }` ждёт самого себя: { $way }
fault-never-holds = условие события `{ $id }` не выполняется в начале ни одного хода
fault-waits-in-vain = событие `{ $id }` напрасно ждёт события `{ $on }`
fault-no-reserve = соединение `{ $id }` не в резерве: его никогда не высвобождают
fault-over-without-arrival = `{ $id }` идёт по линии подвоза, но без `arrives`: оно на месте с самого начала
fault-nobody-arrives = никто из `{ $id }` не прибывает позже
fault-task-of-higher = соединению `{ $id }` нельзя дать задачу: её получают только батальоны со своими подразделениями
fault-task-hexes = задача `{ $id }`: у резерва в `via` нет гексов, для любой другой задачи они нужны
fault-mishap-of-nobody = в `{ $id }` нет ни одного батальона: нет задачи, с которой что-то может случиться
fault-zone-shape = район `{ $id }` задаётся либо списком `hexes`, либо `hex` с `steps`
fault-zone-too-large = в районе `{ $id }` больше { $most } гексов
fault-zone-of-absent = `{ $id }` к началу боя не на карте: расставлять его негде
fault-zone-elsewhere = `{ $id }` стоит в { $hex }, а это вне его района
fault-zone-impassable = `{ $id }` не может попасть в { $hex } своего района
fault-zone-of-both = { $hex } в районе `{ $id }` отведён и `{ $other }` другой стороны
fault-no-weather = ни одна строка погоды, которая остаётся, не начинается к началу боя в { $at }
fault-passing-overlap = погода `{ $id }` может наступить, пока длится преходящая перед ней, до { $until }
fault-percent-without-hours = у погоды `{ $id }` есть вероятность, но не указано `hours` — сколько она длится

fault-over-strength = `{ $id }`: { $found } ({ $what }), а по карточке полный состав { $full }
fault-too-few-crew = `{ $id }`: людей { $men }, а экипажам его машин нужно { $crews }
fault-too-many-rounds = `{ $id }` не выпустит за это время { $rounds } снарядов; при удвоенной средней скорострельности выпустит { $most }
fault-implausible = { $what }: { $value }; обычно от { $least } до { $most }
fault-rain-without-cloud = погода `{ $id }`: дождь при ясном небе
fault-capacity-rises = по мокрому грунту звено `{ $id }` пропускало бы больше; считается, что не больше, чем по сухому
fault-too-quick = карточка `{ $id }` идёт по дороге { $kmh } км/ч; самое большее ({ $what }) — { $most }
fault-strange-strength = на карточке `{ $id }` людей { $men }; для её размера обычно от { $least } до { $most }
fault-objective-out-of-reach = никто с { $side ->
    [soviet] советской
   *[japanese] японской
} стороны не может добраться до цели `{ $id }`
fault-arrival-impassable = `{ $id }` прибывает в гекс { $hex }, а пройти там не может
fault-arrival-on-enemy = `{ $id }` прибывает в гекс { $hex }, где в начале стоит `{ $other }` другой стороны
fault-more-than-there = шаг ждёт, пока увидят { $men } человек, а всего у противника ({ $side }) их { $there }
fault-arrival-full = в { $at } в гекс { $hex } прибывает { $found } ({ $what }), среди них `{ $id }`; он вмещает { $limit }
fault-armour-unmet = ни одно орудие { $side ->
    [soviet] советской
   *[japanese] японской
} стороны и в упор не пробивает { $armour_mm } мм брони `{ $id }`
fault-smoke-short = план огня требует от `{ $id }` дымовых снарядов: { $rounds }, а есть { $there }
fault-idle-allowance = предупреждения `{ $code }`, которое разрешено, здесь нет

fault-set-without-value = изменение пишется так: путь=значение
fault-set-unknown-path = `{ $path }` никуда не ведёт: нет `{ $part }`
fault-set-not-a-number = `{ $path }` — не число и не числа, которые можно умножить
fault-set-bad-factor = `{ $text }` — не число, на которое можно умножить
fault-set-unknown-file = файл `{ $file }` не загружен

fault-no-such-overlay = нет дополнения `{ $id }`
fault-empty-overlay = эта папка не дополнение: в ней нет ни overlay.ron, ни scenarios, maps, cards или rules
fault-not-an-overlay = это не дополнение: нет поля `overlay` с его именем
fault-overlay-for-others = дополнение `{ $id }` не для сценария `{ $scenario }`, а для { $meant }
fault-overlay-as-scenario = это дополнение `{ $id }`, а не сценарий
fault-nothing-to-change = нет `{ $id }`, чтобы изменить, а новой записи нужно поле `{ $field }`
fault-nothing-to-remove = `{ $path }` убрать нельзя: нет `{ $part }`
fault-overlay-conflict = `{ $second }` меняет `{ $path }`, что уже изменило `{ $first }`; действует `{ $second }`
fault-overlay-unused = дополнение `{ $id }` ничего из загруженного не меняет
fault-overlay-unknown-file = файл `{ $file }` не загружен: дополнять нечего
fault-overlay-twice = дополнение `{ $id }` дано дважды
fault-unit-without-formation = нет части `{ $id }`, чтобы изменить
fault-overlay-without-name = здесь нужно поле с именем: `имя: значение`
fault-overlay-twice-in-one = это дополнение меняет то же самое и в другом месте
fault-row-without-record = у строки `{ $id }` нет данных для сравнения: напишите в `is: { $wanted }`, чего ждать
