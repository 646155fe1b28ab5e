#!/usr/bin/env python3
"""Plays the assault of 6 August to its end in the real window, by mouse and keys alone.

    Xvfb :99 -screen 0 1280x800x24 &
    python3 tests/replays/play.py soviet   38 /tmp/soviet      # then japanese
    cp /tmp/soviet/battle.jsonl tests/replays/0806_soviet.jsonl

The two replays beside this file were made so, and are made anew when the rules' version changes (a replay is verified under
the rules it was played with). What it knows of the battle is what a player sees: it reads where counters, hexes and texts lie
from `khasan screenshot SAVE --json` of the window's own saves, and then moves the mouse there. Needs xdotool and ImageMagick.
"""

import glob
import json
import os
import subprocess
import sys
import time

SIDE, SEED, FOLDER = sys.argv[1], sys.argv[2], sys.argv[3]
KHASAN = os.path.join(os.path.dirname(__file__), "../../target/release/khasan")
SAVES = os.path.join(FOLDER, "saves")
ENV = dict(os.environ, DISPLAY=os.environ.get("DISPLAY", ":99"), KHASAN_SAVES=SAVES, LANG="C")
FORCES_PX = 272  # width of the column of forces

# Soviet regiments with the hexes they go by: clear of the border's west, tanks short of the marsh.
WAYS = {
    "95th Rifle Regiment": ("su.32rd.95rr", ["1803", "1704", "1706", "1707", "1708", "1709", "1710"]),
    "96th Rifle Regiment": ("su.32rd.96rr", ["1805", "1806", "1706", "1707", "1708", "1709", "1710"]),
    "94th Rifle Regiment": ("su.32rd.94rr", ["1904", "1805", "1806"]),
    "3rd Tank Battalion": ("su.2mb.3tb", ["1703", "1704"]),
    "2nd Tank Battalion": ("su.2mb.2tb", ["2619"]),
    "118th Rifle Regiment": ("su.40rd.118rr", ["2617", "2517", "2417", "2317", "2217", "2117"]),
    "119th Rifle Regiment": ("su.40rd.119rr", ["2616", "2617", "2517", "2417", "2317", "2217", "2116", "2016", "1915"]),
    "120th Rifle Regiment": ("su.40rd.120rr", ["2619", "2519", "2419", "2319"]),
}
# Batteries that lead their regiments, with what they shell first.
GUNS = {
    "soviet": {"su.32ar.1bt": ["1710", "1709"], "su.40ar.1bt": ["2117", "2319"], "su.39kar.3bt": ["1915", "1814"]},
    "japanese": {"jp.25ma.1bt": [], "jp.15ha.2bt": []},
}
# What the Japanese hold; whoever stands there opens fire late, to save rounds.
HILLS = ["1709", "1710", "1711", "1814", "1915", "2117", "2319"]

clicks = keys = 0
started = time.time()


def hand(*what):
    subprocess.run(["xdotool", *map(str, what)], env=ENV, check=True)


def key(name, wait=0.2):
    global keys
    keys += 1
    hand("key", name)
    time.sleep(wait)


def click(at, button=1, wait=0.3):
    global clicks
    clicks += 1
    hand("mousemove", round(at[0]), round(at[1]))
    time.sleep(0.2)
    hand("click", button)
    time.sleep(wait)


def picture(name):
    subprocess.run(["import", "-window", "root", os.path.join(FOLDER, name + ".png")], env=ENV, check=True)


def autosave():
    return os.path.join(SAVES, "autosave-1.khasan")


def seen(save):
    """What the window shows of a save, in the view it opens with."""
    args = [KHASAN, "screenshot", save, "--json", "-o", os.path.join(FOLDER, "seen.png")]
    return json.loads(subprocess.run(args, env=ENV, check=True, capture_output=True, text=True).stdout)


def cube(name):
    column, row = int(name[:2]), int(name[2:])
    return column, row - (column - (column & 1)) // 2


def apart(a, b):
    (q1, r1), (q2, r2) = cube(a), cube(b)
    return max(abs(q1 - q2), abs(r1 - r2), abs(q1 + r1 - q2 - r2))


def middle(rect):
    return rect[0] + rect[2] / 2, rect[1] + rect[3] / 2


def own(shown, formation):
    return [c for c in shown["counters"] if not c["contact"] and c["id"].startswith(formation + ".")]


def enemies(shown):
    return sorted({c["hex"] for c in shown["counters"] if c["contact"]})


def choose_row(shown, name):
    """Click a formation's line among the forces, and look at the whole map again."""
    lines = [t for t in shown["texts"] if t["rect"][0] < FORCES_PX and t["text"].rstrip("…") in name and len(t["text"]) > 8]
    lines = [t for t in lines if name.startswith(t["text"].rstrip("…"))]
    if not lines:
        return False
    click((lines[0]["rect"][0] + 20, middle(lines[0]["rect"])[1]))
    key("Home")
    return True


def choose_unit(shown, unit):
    """Click a unit's counter until it is the one that is selected: each click on a stack takes the next."""
    found = [c for c in shown["counters"] if c["id"] == unit]
    if not found:
        return False
    hex_at = next(h["at"] for h in shown["hexes"] if h["hex"] == found[0]["hex"])
    stack = [c["id"] for c in shown["counters"] if c["hex"] == found[0]["hex"] and not c["contact"]]
    click(middle(found[0]["rect"]) if found[0]["top"] else hex_at)
    return found[0]["top"] or len(stack) == 1


def done():
    key("Escape")
    key("Escape")


def shell(shown, where, turn):
    for battery, first in GUNS[SIDE].items():
        hexes = [h for h in first if h in enemies(shown)]
        hexes = hexes or sorted(enemies(shown), key=lambda h: (-sum(apart(h, o) <= 1 for o in enemies(shown)), h))[:3]
        if hexes and choose_unit(shown, battery):
            smoke = SIDE == "soviet" and turn in (5, 9, 13)
            if not smoke:
                key("f")
            key("v" if smoke else "b")
            click(where[hexes[turn % len(hexes)]], 3)
            done()


def attack(shown, where, turn):
    """Each regiment goes to the next hex of its way, then storms what it stands before."""
    for name, (formation, way) in WAYS.items():
        units = own(shown, formation)
        reached = [i for i, h in enumerate(way) if sum(apart(u["hex"], h) <= 1 for u in units) * 4 >= len(units)]
        goal = way[min((reached or [-1])[-1] + 1, len(way) - 1)]
        if units and choose_row(shown, name):
            key("m")
            click(where[goal], 3)
            done()
    if turn < 4:
        return
    key("ctrl+s", 0.8)
    saved = [f for f in glob.glob(SAVES + "/*.khasan") if "autosave" not in f]
    if not saved:
        return
    shown = seen(saved[0])
    os.remove(saved[0])
    for name, (formation, way) in WAYS.items():
        before = [h for h in way[-3:] if h in enemies(shown) and any(apart(u["hex"], h) == 1 for u in own(shown, formation))]
        if before and choose_row(shown, name):
            click(where[before[-1]], 3)
            done()


def defend(shown, where, turn):
    """Battalions on the hills hold their fire; who stands beside a lost hex takes it back; a reserve goes where it is lost."""
    foes = enemies(shown)
    if turn <= 2:
        for hex_name in HILLS:
            top = [c for c in shown["counters"] if c["hex"] == hex_name and c["top"] and not c["contact"]]
            if top:
                click(middle(top[0]["rect"]))
                key("f")
                key("j" if turn == 1 else "x")
                done()
        return
    lost = [h for h in HILLS if h in foes]
    for hex_name in lost:
        beside = [c for c in shown["counters"] if not c["contact"] and c["top"] and apart(c["hex"], hex_name) == 1]
        for counter in beside[:2]:
            click(middle(counter["rect"]))
            click(where[hex_name], 3)
            done()
    near = [c for c in shown["counters"] if not c["contact"] and c["top"] and any(apart(c["hex"], f) == 1 for f in foes)]
    for counter in near[:4]:
        foe = min(foes, key=lambda f: (apart(f, counter["hex"]), f))
        click(middle(counter["rect"]))
        key("t")
        click(where[foe], 3)
        done()
    if lost or turn == 12:
        release = [t for t in shown["texts"] if t["text"].startswith("release")]
        if release:
            click(middle(release[-1]["rect"]))
            key("Home")


def end_set_up():
    """The guns that may be placed stay where the scenario has them."""
    before = os.path.getmtime(autosave())
    for _ in range(2):
        key("Return", 2.0)
        for _ in range(20):
            if os.path.getmtime(autosave()) > before:
                key("space", 1.0)
                return
            time.sleep(0.3)


def main():
    os.makedirs(SAVES, exist_ok=True)
    for old in glob.glob(SAVES + "/*"):
        os.remove(old)
    replay = os.path.join(FOLDER, "battle.jsonl")
    args = [KHASAN, "play", "0806_assault", "--side", SIDE, "--seed", SEED, "--replay-out", replay]
    window = subprocess.Popen(args, env=ENV)
    while not os.path.exists(autosave()):
        time.sleep(0.5)
    time.sleep(4)
    found = subprocess.run(["xdotool", "search", "--name", "Khasan"], env=ENV, capture_output=True, text=True).stdout.split()
    hand("windowfocus", found[-1])
    hand("mousemove", 640, 400)
    where, turn, tries = {}, 0, 0
    if SIDE == "japanese":
        end_set_up()
    while window.poll() is None:
        shown = seen(autosave())
        where = where or {h["hex"]: h["at"] for h in shown["hexes"]}
        if shown["screen"] == "result":
            break
        tries = tries + 1 if shown["turn"] == turn else 0
        if tries > 3:
            raise SystemExit(f"turn {turn} did not end")
        turn = shown["turn"]
        print(f"turn {turn}, {shown['orders']} orders, {time.time() - started:.0f} s", flush=True)
        key("Home")
        if SIDE == "soviet":
            if turn >= 3:
                shell(shown, where, turn)
            if turn >= 2:
                attack(shown, where, turn)
        else:
            if turn >= 2:
                shell(shown, where, turn)
            defend(shown, where, turn)
        if turn in (2, 6, 12, 18):
            picture(f"turn{turn}")
        before = os.path.getmtime(autosave())
        key("Return")
        key("Return", 1.0)
        key("space", 0.6)
        for _ in range(60):
            if os.path.getmtime(autosave()) > before:
                break
            time.sleep(0.3)
        time.sleep(0.5)
        key("space", 0.5)
    time.sleep(1)
    picture("end")
    print(f"{clicks} clicks, {keys} keys, {(time.time() - started) / 60:.0f} minutes")
    key("ctrl+q", 2)
    window.wait(20)


main()
