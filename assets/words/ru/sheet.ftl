# Лист карты: накладки и их легенды. Имя каждой — накладка и что значит строка.

overlay-reach = Досягаемость
overlay-reach-none = выберите часть, чтобы видеть, куда она дойдёт
overlay-reach-stays = эта часть сейчас не может двигаться
overlay-reach-now = дойдёт в этот ход
overlay-reach-next = дойдёт в следующий ход
overlay-reach-full = дойдёт, но места там нет

overlay-sight = Обзор
overlay-sight-unit = видит выбранная часть
overlay-sight-fire = видит и достанет прямым огнём
overlay-sight-hex = видно из выбранного гекса
overlay-sight-all = видит любая из ваших частей

overlay-threat = Угроза
overlay-threat-one = сюда может стрелять один известный противник
overlay-threat-few = могут двое или трое
overlay-threat-many = могут четверо и больше

overlay-supply = Снабжение
overlay-supply-out = у части здесь нет боеприпасов, горючего или еды
overlay-supply-low = меньше четверти
overlay-supply-half = меньше трёх пятых
overlay-supply-well = снабжена хорошо
overlay-supply-depot = сарай: склад, тонн запасов
overlay-supply-link = стрелка: тонн в час · часов очереди

overlay-elevation = Высоты
overlay-elevation-band = от { $from } до { $to } м

overlay-objectives = Цели
overlay-objectives-soviet = держит советская сторона
overlay-objectives-japanese = держит японская сторона
overlay-objectives-contested = оспаривается
overlay-objectives-near = стоять здесь — { $points ->
    [one] { $points } очко
    [few] { $points } очка
   *[other] { $points } очков
}

# Что стоит за числом минут с тех пор, как противника видели, под его знаком.
sheet-minutes = мин
