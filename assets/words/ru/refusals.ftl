# Почему приказ отклонён: по тексту на каждый отказ; имя текста — `refusal-` и имя отказа в JSON.

refusal-not_your_impulse = Сейчас ходите не вы, или бой окончен.
refusal-no_such_unit = У вас нет подразделения с номером { $number }.
refusal-not_on_map = { $unit }: не на карте.
refusal-held_back = { $unit }: в резерве, который ещё не введён.
refusal-will_not = { $unit }: приказ не будет выполнен, нервы не выдержали.
refusal-all_stuck = { $unit }: все машины застряли, экипажи остаются при них.
refusal-pinned = { $unit }: люди прижаты к земле, подавлено { $percent } %.
refusal-no_seconds = { $unit }: осталось { $left } с хода, чтобы начать, нужно { $needed } с.
refusal-broken_path = { $unit }: путь пуст или прерывается, { $hex }.
refusal-impassable = { $unit }: гекс { $hex } непроходим.
refusal-full = { $hex }: места нет — там стоят или стояли бы { $men ->
    [one] { $men } человек
    [few] { $men } человека
   *[many] { $men } человек
}, { $vehicles ->
    [one] { $vehicles } машина
    [few] { $vehicles } машины
   *[many] { $vehicles } машин
} и { $guns ->
    [one] { $guns } орудие
    [few] { $guns } орудия
   *[many] { $guns } орудий
}.
refusal-enemy_there = { $hex }: там известный противник, его нужно атаковать.
refusal-beyond_border = { $allowed ->
    [0] { $hex }: это за границей, переходить её запрещено.
    [one] { $hex }: слишком далеко за границей, разрешён { $allowed } гекс.
    [few] { $hex }: слишком далеко за границей, разрешено { $allowed } гекса.
   *[many] { $hex }: слишком далеко за границей, разрешено { $allowed } гексов.
}
refusal-forbidden = Это запрещено до { $until }.
refusal-no_such_contact = Контакта { $contact } нет.
refusal-not_in_sight = { $hex }: подразделение этого места не видит.
refusal-out_of_range = До цели { $range } м, наибольшая дальность { $greatest } м.
refusal-no_ammunition = { $unit }: стрелять нечем.
refusal-no_smoke = { $unit }: нет дымовых снарядов.
refusal-no_fuel = { $unit }: нет горючего.
refusal-no_weapon = { $unit }: против такой цели нет оружия.
refusal-busy = { $unit }: занято до { $until }.
refusal-too_little = Слишком мало, нужно не меньше { $least }.
refusal-not_adjacent = { $unit }: гекс { $hex } не соседний.
refusal-no_units = Подразделение не названо или названо дважды.
refusal-nothing_to_do = { $unit }: там нечего делать.
refusal-no_sortie = { $flight }: вылетов не осталось.
refusal-no_flying_weather = Погода нелётная.
refusal-wrong_hour = Над целью можно быть только с { $from } до { $to }.
refusal-not_to_be_broken = { $rule }: сейчас этот запрет вас не связывает или нарушить его нельзя.
refusal-not_a_reserve = { $formation }: не резерв, который вы вправе ввести.
refusal-cannot_dig = { $unit }: глубже здесь не окопаться.
refusal-no_shelter = { $unit }: укрыться негде; за гребнем укрываются только пешие без орудий, окопавшиеся на вершине.
refusal-sheltered = { $unit }: люди за гребнем, сначала нужно занять траншею.
refusal-cannot_build = { $unit }: для этого нет ни людей, ни инструмента.
refusal-shut = Переправа к { $hex } закрыта застрявшей на ней машиной.
refusal-rationed = { $unit }: { $rounds ->
    [0] норма снарядов на сегодня израсходована, новая будет в { $until }.
    [one] по норме до { $until } остался { $rounds } снаряд.
    [few] по норме до { $until } осталось { $rounds } снаряда.
   *[many] по норме до { $until } осталось { $rounds } снарядов.
}
refusal-not_registered = { $hex }: наши орудия этот гекс не пристреляли.
refusal-outside_task = { $unit }: слишком далеко от задачи ({ $formation }). Новую задачу должен поставить штаб ({ $by }), она будет готова к { $ready }.
refusal-no_task = { $formation }: такой задачи поставить нельзя; задачи получают только батальоны на карте, и для любой, кроме резерва, нужен гекс.
refusal-same_task = { $formation }: эта задача уже поставлена.
refusal-set_up_first = Бой ещё не начался: расставьте, у кого есть свой район, и закончите расстановку.
refusal-set_up_over = Бой уже начался: расстановка окончена.
refusal-not_in_zone = { $unit }: { $hex } вне отведённого района.
