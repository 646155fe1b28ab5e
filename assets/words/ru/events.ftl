# Что произошло: по тексту на каждое событие; имя текста — `event-` и имя события в JSON.
# Имена частей берутся из сценария и не склоняются, поэтому запись идёт как в журнале: «часть: что с ней».
# Текст, начинающийся со строчной буквы, получает прописную.

event-turn_started = Начинается ход { $turn } из { $turns }.
event-impulse_started = Приказы отдаёт { $side ->
    [soviet] советская сторона.
   *[japanese] японская сторона.
}
event-ended = Бой окончен: { $grade }; счёт { $scored ->
    [soviet] советской
   *[japanese] японской
} стороны: { $score }.
event-arrived = { $on_map ->
    [yes] { $unit }: прибытие, { $hex }.
   *[no] { $unit }: прибытие на место вне карты.
}
event-moved = { $unit }: переход { $from } — { $to } за { $seconds } с.
event-halted = { $unit }: остановка, { $hex }; причина: { $why }.
event-bogged = { $unit }: застряло { $count } × { $vehicle }, { $hex }{ $deep ->
    [0] .
   *[other] ; из них на брюхе: { $deep }.
}
event-broke_down = { $unit }: сломалось { $count } × { $vehicle }, { $hex }: { $fates }.
event-repaired = { $unit }: { $hauled ->
    [yes] из ремонта вернулось { $count } × { $vehicle } (эвакуация: { $hex }).
   *[no] починено { $count } × { $vehicle }, { $hex }.
}
event-recovered = { $unit }: вытащено { $count } × { $vehicle }, { $hex }.
event-recovery_failed = { $unit }: вытащить машины не удалось, { $hex }.
event-fired = { $counted ->
    [yes] { $unit }: огонь по { $hex }, расход: { $rounds }
   *[no] { $unit }: огонь по { $hex }
}{ $standing ->
    [yes] {" "}(дежурный огонь).
   *[no] .
}
event-men_lost = { $unit } ({ $hex }): потери — { $lost }; причина: { $cause }.
event-vehicles_lost = { $unit } ({ $hex }): подбито { $count } × { $vehicle }; причина: { $cause }; из них { $fates }.
event-stranded_lost = { $unit } ({ $hex }): из застрявших подбито { $count } × { $vehicle }; причина: { $cause }; из них { $fates }.
event-guns_lost = { $unit } ({ $hex }): выведено из строя { $count ->
    [one] { $count } орудие
    [few] { $count } орудия
   *[many] { $count } орудий
}; причина: { $cause }.
event-morale = { $unit }: моральное состояние — { $state }.
event-dug_in = { $unit }: теперь { $posture }, { $hex }.
event-deployed = { $unit } занимает исходное положение, { $hex }.
event-sheltered = { $unit }: в траншее оставлены наблюдатели, остальные укрылись за гребнем, { $hex }.
event-manned = { $unit }: вызваны из укрытия, траншея будет занята к { $by }, { $hex }.
event-limbered = { $limbered ->
    [yes] { $unit }: орудия на передках.
   *[no] { $unit }: орудия на огневой позиции.
}
event-formed = { $column ->
    [yes] { $unit }: свернулись в походную колонну.
   *[no] { $unit }: развернулись в боевой порядок.
}
event-built = { $unit }, { $hex }, в сторону { $towards }: { $work }.
event-crossing_shut = { $unit }: машина застряла на переправе из { $hex } в { $towards } и закрыла её.
event-mines_met = { $unit }: подрыв на минах на пути к { $hex }.
event-contact_made = { $side ->
    [soviet] Советская
   *[japanese] Японская
} сторона: контакт { $contact }, { $hex } — { $kind }.
event-smoke_laid = { $unit }: дым скрывает { $hex } до { $until }.
event-line_cut = { $unit }: снарядами перебита телефонная линия; исправят к { $until }.
event-mission_called = { $unit }: { $smoke ->
    [yes] вызван дым на
   *[no] вызван огонь по
} { $hex } с { $from }, { $rounds ->
    [one] { $rounds } снаряд.
    [few] { $rounds } снаряда.
   *[many] { $rounds } снарядов.
}
event-mission_fell = { $unit }: по { $hex } { $rounds ->
    [one] выпущен { $rounds } снаряд.
    [few] выпущено { $rounds } снаряда.
   *[many] выпущено { $rounds } снарядов.
}
event-silent = { $unit }: стрелять нечем, огонь прекращён.
event-hungry = { $unit }: люди голодны, продовольствие не подвезено.
event-ate = { $unit }: съедено { $kg } кг продовольствия.
event-supplied = { $counted ->
    [yes] { $unit }: подвезено { $stores }.
   *[no] { $unit }: запасы пополнены.
}
event-carried = { $counted ->
    [yes] На склад { $depot } подвезено { $stores }.
   *[no] На склад { $depot } ничего не подвезено.
}
event-strained = { $how ->
    [broken] { $side }: нарушен запрет { $rule }; напряжённость растёт на { $points }.
    [eased] Напряжённость спадает на { $points } ({ $side }).
   *[raised] Напряжённость растёт на { $points } ({ $side }).
}
event-way_under_fire = Путь подвоза { $link } под огнём: проходит половина.
event-depot_lost = { $counted ->
    [yes] Противник на складе { $depot }; потеряно: { $stores }.
   *[no] Противник на складе { $depot }; склад был пуст.
}
event-suppressed = { $unit }: прижато { $percent } %.
event-strike_fell = { $flight }: { $aircraft ->
    [one] { $aircraft } самолёт
    [few] { $aircraft } самолёта
   *[many] { $aircraft } самолётов
} над { $hex }, { $bombs ->
    [0] бомбы не сброшены.
    [one] сброшена { $bombs } бомба.
    [few] сброшено { $bombs } бомбы.
   *[many] сброшено { $bombs } бомб.
}
event-strike_called_off = { $flight }: удар по { $hex } отменён — погода нелётная.
event-aircraft_lost = { $flight }: { $count ->
    [one] сбит { $count } самолёт
    [few] сбито { $count } самолёта
   *[many] сбито { $count } самолётов
}, { $damaged ->
    [one] повреждён { $damaged }.
    [few] повреждено { $damaged }.
   *[many] повреждено { $damaged }.
}
event-assaulted = { $result ->
    [repulsed] { $unit }: атака на { $hex } отбита.
    [lodgement] { $unit }: атака на { $hex }, удалось зацепиться.
   *[taken] { $unit }: атака на { $hex }, гекс взят.
}
event-retreated = { $unit }: отход { $from } — { $to }.
event-destroyed = { $unit } ({ $hex }): как боевая единица больше не существует.
event-control = { $holder ->
    [soviet] { $hex } — теперь удерживает советская сторона.
    [japanese] { $hex } — теперь удерживает японская сторона.
   *[none] { $hex } — теперь оспаривается.
}
event-released = { $formation }: выход из резерва.
event-task_given = { $formation }: готовится новая задача ({ $kind }, { $hex }), срок — { $ready }.
event-task_ready = { $formation }: приступает к новой задаче ({ $kind }, { $hex }).
event-task_late = { $formation }: не готово, батальоны приступят к своим задачам с { $ready }.
event-task_astray = { $formation }: по ошибке направлено к { $hex }.
event-script = { $text }
event-border_crossed = { $unit }: переход границы, { $hex }.
event-weather_changed = Погода: { $weather }; { $ground }.
event-commander_lost = { $unit }: командир выбыл; заместитель командует с { $until }.
event-radio_lost = { $unit }: командирский танк выбит, радиосвязи нет.
event-fell_sick = { $unit } ({ $hex }): { $men ->
    [one] заболел { $men } человек
    [few] заболели { $men } человека
   *[other] заболело { $men } человек
}.
event-returned = { $unit } ({ $hex }): вернулись в строй: { $men }.
event-storm_goes_on = { $unit }: атака на { $hex } продолжится на следующем ходу, осталось { $minutes } мин.
event-close_attacked = { $count ->
    [0] { $unit }: ближняя атака на застрявшие машины, { $hex }, без успеха.
   *[other] { $unit }: в ближней атаке выведено из строя застрявших машин: { $count }, { $hex }.
}
event-surrendered = { $unit }: отступать некуда, { $hex }; взято в плен: { $men }.
event-fire_lifted = { $unit }: огонь по { $hex } { $ends ->
    [yes] прекращён.
   *[no] перенесён: { $to }.
}
event-registered = { $unit }: пристрелян гекс { $hex }.
event-defends = { $unit }: { $given_up ->
    [yes] заградительный огонь снят.
   *[no] заградительный огонь подготовлен, { $hex }.
}

# Части этих предложений. Нулевые части опускаются, остальные соединяются запятыми.

who-contact = контакт { $contact }
who-unseen = необнаруженный противник
off-map = вне карты
part-killed = { $n ->
    [one] { $n } убитый
   *[other] { $n } убитых
}
part-wounded = { $n ->
    [one] { $n } раненый
   *[other] { $n } раненых
}
part-missing = { $n ->
    [one] { $n } пропавший без вести
   *[other] { $n } пропавших без вести
}
part-burnt = { $n ->
    [one] { $n } сгорела
   *[other] { $n } сгорело
}
part-recoverable = { $n ->
    [one] { $n } подлежит эвакуации
   *[other] { $n } подлежат эвакуации
}
part-repairable = { $n ->
    [one] { $n } подлежит ремонту на месте
   *[other] { $n } подлежат ремонту на месте
}
part-small_rounds = { $n ->
    [one] { $n } патрон
    [few] { $n } патрона
   *[many] { $n } патронов
}
part-shells = { $n ->
    [one] { $n } снаряд
    [few] { $n } снаряда
   *[many] { $n } снарядов
}
part-ammunition = { $n } кг боеприпасов
part-fuel = { $n } кг горючего
part-rations = { $n } кг продовольствия
part-back_wounded = легкораненых { $n }
part-back_missing = отставших { $n }
part-back_sick = больных { $n }
part-none = нет
ground-by-soil = болота: { $low }, луга: { $field }, склоны: { $high }, дороги: { $road }

task-attack = атаковать
task-defend = оборонять
task-move = перейти
task-reserve = в резерве

halt-contact = противник ближе 1 км
halt-losses = потери
halt-suppressed = половина подразделения прижата к земле
halt-bogged = машины застряли
halt-full = в следующем гексе нет места
halt-enemy = в следующем гексе противник
halt-fuel = нет горючего
halt-morale = не выдержали нервы
halt-obstacle = заграждение, о котором не знали
halt-shut = переправа закрыта застрявшей на ней машиной

contact_kind-unknown = что именно, неизвестно
contact_kind-men = люди
contact_kind-vehicles = машины
contact_kind-guns = орудия
