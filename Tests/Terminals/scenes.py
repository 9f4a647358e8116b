"""Independent eyes: the console as tmux and pyte show it, which know nothing of our own terminal interpreter.

usage: scenes.py PROGRAM
"""

import os
import re
import signal
import sys
import time

import pyte

from console import Console
from tmux import Tmux

SIZES = [(80, 24), (120, 40), (200, 50)]
TERMS = ["tmux-256color", "screen-256color", "xterm-256color", "xterm", "vt100", "linux"]
FOUR = ["BINANCE", "CONSUMER", "KRAKEN", "TRADER"]


class Failure(Exception):
    """What a scene saw instead of what it waited for."""


def expect(condition, message, shown=""):
    if not condition:
        raise Failure(f"{message}\n{shown}")


def is_live(text):
    """Whether both venues are live and the four titles are seen."""
    return "2 of 2 venues" in text and text.count(" ok ") >= 2 and all(title in text for title in FOUR)


def show(byte_count, stream, columns, rows):
    """What pyte shows of the first bytes of a stream."""
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(bytes(stream[:byte_count]))
    return [row.rstrip() for row in screen.display]


def scene_visit(program):
    """A whole visit in tmux: four ladders, three sizes, help, a theme, and the shell as it was."""
    with Tmux(80, 24) as tmux:
        tmux.type("clear", "Enter")
        tmux.type(program, "Enter")
        expect(tmux.wait(is_live), "four live books did not come", tmux.text())
        for columns, rows in SIZES[1:] + SIZES[:1]:
            tmux.resize(columns, rows)
            expect(
                tmux.wait(lambda text, c=columns: is_live(text) and len(text.split("\n")[0]) == c),
                f"the layout of {columns}x{rows} did not come",
                tmux.text(),
            )
        tmux.type("?")
        expect(tmux.wait("show or hide these keys"), "the help did not open", tmux.text())
        tmux.type("Escape")
        expect(tmux.wait(lambda text: "show or hide" not in text and is_live(text)), "the help did not close")
        tmux.type("t")
        expect(tmux.wait("theme classic"), "the next theme did not come", tmux.text())
        tmux.type("q")
        expect(tmux.wait(lambda text: "CONSUMER" not in text and "shell>" in text), "q did not end it", tmux.text())
        tmux.type("stty -a | grep -c -- '-icanon'; tput cnorm", "Enter")
        expect(tmux.wait("\n0\n"), "the terminal's modes are not the shell's", tmux.text())


def command(tmux, words):
    """Types a command: the colon first, for a burst of keys counts as pasted text."""
    tmux.type(":")
    expect(tmux.wait("Enter run"), "the prompt did not open", tmux.text())
    tmux.type("-l", words)
    expect(tmux.wait(":" + words), "the command was not typed", tmux.text())
    # What comes right behind a burst counts as its rest, so one Enter may not be enough.
    for _ in range(20):
        tmux.type("Enter")
        if tmux.wait(lambda text: "Enter run" not in text, 1):
            return
    raise Failure("the command was not taken\n" + tmux.text())


def scene_trade(program):
    """The order path: the strategy on, orders filled, held, run again, a venue out, killed, rearmed, and out."""
    with Tmux(120, 40) as tmux:
        def see(what, seconds=30):
            wanted = [what] if isinstance(what, str) else what
            seen = tmux.wait(lambda text: all(word in text for word in wanted), seconds)
            expect(seen, f"never seen: {wanted}", tmux.text())

        tmux.type(program, "Enter")
        expect(tmux.wait(is_live), "four live books did not come", tmux.text())
        see("[MM OFF] [EXEC RUN ]")
        tmux.type("s")
        see("switch the strategy on? [y/N]")
        tmux.type("y")
        see(["[MM ON ] [EXEC RUN ]", "TRADER  quoting", "half "])
        filled = re.compile(r"(buy|sell) .* filled +\d+\.\d+/\d+\.\d+ .* #\d+")
        expect(tmux.wait(lambda text: filled.search(text), 180), "no order was filled", tmux.text())
        see(["ack parent note", "matched "])
        tmux.type("Space")
        see(["[EXEC HOLD]", "PAUSED by operator", "TRADER  held", "held since", "Space run..."])
        tmux.type("Space")
        see("let orders go to every live venue? [y/N]")
        tmux.type("Enter")
        see(["not done: only y means yes", "[EXEC HOLD]"])
        tmux.type("Space", "y")
        see("[EXEC RUN ]")
        command(tmux, "fault kraken refuse")
        see(["[EXEC PART]", "KRAKEN DOWN", "1 of 2 venues (no KRAKEN)", "quotes only on BINANCE", "r reconnect"])
        see(["KRAKEN is down", "r retries now"])
        command(tmux, "fault kraken off")
        see(["[EXEC RUN ]", "CONSUMER  2 of 2 venues"], 60)
        tmux.type("K")
        see("K again within 2 s kills")
        tmux.type("K")
        see(["!! KILLED", "by operator !!", "cancels acked", "0 unknown", "TRADER  no quotes", ":rearm clear kill..."])
        # A kill is cleared only when both venues have said twice that nothing is open.
        see(["BINANCE open", "KRAKEN open"])
        command(tmux, "rearm")
        see("clear the kill? strategy stays off, execution held [y/N]")
        tmux.type("y")
        see(["[MM OFF] [EXEC HOLD]", "PAUSED by a cleared kill"])
        tmux.type("q")
        expect(tmux.wait(lambda text: "CONSUMER" not in text and "shell>" in text), "q did not end it", tmux.text())


def scene_two_eyes(program):
    """The same bytes in pyte and in tmux: every row the same, at three sizes."""
    for columns, rows in SIZES:
        with Console(program, columns, rows) as console:
            text = lambda c=console: "\n".join(show(len(c.bytes), c.bytes, columns, rows))
            expect(console.wait(lambda: b"2 of 2" in console.bytes and is_live(text())), "no live books", text())
            console.read(2)
            # Up to the end of a frame: half of one is no picture.
            stream = bytes(console.bytes[: console.bytes.rindex(b"\x1b[?2026l")])
        with Tmux(columns, rows) as tmux:
            path = os.path.join(tmux.folder, "stream")
            with open(path, "wb") as file:
                file.write(stream)
            tmux.type(f"stty raw -echo; cat {path}; sleep 100", "Enter")
            expected = show(len(stream), stream, columns, rows)
            tmux.wait(lambda text: text.split("\n")[:rows] == expected, 10)
            shown = tmux.rows()[:rows]
            differing = [pair for pair in zip(expected, shown) if pair[0] != pair[1]]
            expect(not differing, f"pyte and tmux differ at {columns}x{rows}", "\n".join(map(str, differing[:4])))


def scene_terms(program):
    """Every TERM of the list shows four books in pyte; ASCII alone where the locale is C."""
    for term in TERMS:
        for locale in ["C.UTF-8", "C"]:
            with Console(program, term=term, environment={"LANG": locale, "LC_ALL": locale}) as console:
                text = lambda c=console: "\n".join(show(len(c.bytes), c.bytes, 80, 24))
                expect(console.wait(lambda: is_live(text())), f"no live books with {term} and {locale}", text())
                console.type("q")
                expect(console.end() == 0, f"{term}: q did not end it with 0")
                expect(locale != "C" or all(byte < 0x80 for byte in console.bytes), f"{term}: more than ASCII")


def scene_crash(program):
    """A crash: the shell's screen with its modes, and nothing that waits for a key."""
    with Tmux(80, 24) as tmux:
        tmux.type(program, "Enter")
        expect(tmux.wait(is_live), "no live books", tmux.text())
        shell = int(tmux.run("list-panes", "-F", "#{pane_pid}"))
        child = int(open(f"/proc/{shell}/task/{shell}/children", encoding="ascii").read().split()[0])
        os.kill(child, signal.SIGSEGV)
        expect(tmux.wait(lambda text: text.rstrip().endswith("shell>"), 60), "no prompt after the crash", tmux.text())
        tmux.type("stty -a | grep -c -- '-icanon'", "Enter")
        expect(tmux.wait("\n0\n"), "the terminal's modes are not the shell's", tmux.text())


def scene_stopped_terminal(program):
    """A terminal that reads nothing more: q still ends the console within a second."""
    with Console(program, 200, 50) as console:
        expect(console.wait(lambda: b"2 of 2" in console.bytes), "no live books")
        time.sleep(5)
        start = time.monotonic()
        console.type("q")
        while os.waitpid(console.process, os.WNOHANG)[0] == 0:
            expect(time.monotonic() - start < 3, "q did not end it within 3 s")
            time.sleep(0.01)
        console.status = 0


def scene_storm(program):
    """A hundred sizes in two seconds, then the right picture of the last one."""
    with Console(program) as console:
        expect(console.wait(lambda: b"2 of 2" in console.bytes), "no live books")
        for index in range(100):
            console.resize(1 + index * 7 % 210, 1 + index * 5 % 60)
            console.read(0.02)
        console.resize(120, 40)
        console.read(0.3)
        start = len(console.bytes)
        console.type("\x0c")
        console.read(1.5)
        text = "\n".join(show(len(console.bytes), console.bytes[start:], 120, 40))
        expect(is_live(text), "no right picture after the storm", text)


SCENES = [scene_visit, scene_trade, scene_two_eyes, scene_terms, scene_crash, scene_stopped_terminal, scene_storm]


def main():
    program = os.path.abspath(sys.argv[1])
    chosen = sys.argv[2:]
    failed = 0
    for scene in SCENES:
        if chosen and scene.__name__.removeprefix("scene_") not in chosen:
            continue
        try:
            scene(program)
            print(f"ok      {scene.__name__.removeprefix('scene_'):17}{scene.__doc__}", flush=True)
        except (Failure, RuntimeError) as failure:
            failed += 1
            print(f"FAILED  {scene.__name__.removeprefix('scene_'):17}{failure}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
