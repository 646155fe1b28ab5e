# The window: buttons, headings, notices, keys.

button-begin = Begin
button-end-turn = End impulse
seats-soviet = Soviet side
seats-japanese = Japanese side
seats-both = Both sides, in turn
seats-none = Nobody: watch
notice-nothing-to-undo = The last order cannot be taken back: it drew dice or showed something new.
notice-nobody-selected = Nobody is selected.
notice-not-now = Not now.
notice-saved = Saved: { $path }
notice-last-good = The last good autosave: { $name }
