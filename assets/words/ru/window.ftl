# Окно: кнопки, заголовки, сообщения, клавиши.

button-begin = Начать
button-end-turn = Закончить ход
seats-soviet = Советская сторона
seats-japanese = Японская сторона
seats-both = Обе стороны по очереди
seats-none = Никто: смотреть
notice-nothing-to-undo = Последний приказ нельзя взять назад: бросались кости или открылось новое.
notice-nobody-selected = Никто не выбран.
notice-not-now = Не сейчас.
notice-saved = Сохранено: { $path }
notice-last-good = Последнее исправное автосохранение: { $name }
