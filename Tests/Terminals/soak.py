"""A minute of random keys, then a long watch: soak.py PROGRAM [SECONDS [SEED]]

Keys: anything but what ends the console or says yes, with broken UTF-8 and halves of escape sequences. Nobody said yes,
so the strategy must be off afterwards, whatever was typed. Watch: memory must stay flat, and frames keep coming.
"""

import os
import random
import statistics
import sys
import time

from console import Console

KEYS_FOR = 60
PIECES = [b"\x1b", b"\x1b[", b"\x1bO", b"\x1b[200~", b"\x1b[201~", b"\x1b[A", b"\x1b[5~", b"\xff", b"\xc3", b"\xe2\x94",
          b"\x00", b"\t", b"\r", b"\x7f", b"\x1a", b"\x0c", b"\x13", b":theme ", b"/", b"K", b"?", b"1", b"z", b" ", b"s"]
# q and Ctrl-C end the console, y says yes, and Ctrl-\\ is the kernel's own way to end a program.
FORBIDDEN = {ord("q"), ord("y"), ord("Y"), 0x03, 0x1C}


def random_keys(generator):
    if generator.random() < 0.6:
        return generator.choice(PIECES)
    return bytes(byte for byte in generator.randbytes(generator.randint(1, 12)) if byte not in FORBIDDEN)


def first_row(console):
    """The newest first row, read out of a frame that draws everything."""
    start = len(console.bytes)
    console.type(b"\x1b")
    console.read(0.2)
    console.type(b"\x0c")
    console.read(1.0)
    return console.bytes[start:].decode("utf-8", "replace")


def press_keys(program, seed):
    generator = random.Random(seed)
    with Console(program) as console:
        if not console.wait(lambda: b"2 of 2" in console.bytes):
            sys.exit("no live books")
        deadline = time.monotonic() + KEYS_FOR
        count = 0
        while time.monotonic() < deadline:
            try:
                console.type(random_keys(generator))
            except OSError:
                break
            count += 1
            console.read(0.01)
            if (status := console.ended()) is not None:
                sys.exit(f"seed {seed}: ended with {status} after {count} random keys")
        # Whatever is open: a paste that never ended, a prompt, a question, the help.
        console.type(b"\x1b[201~")
        console.read(0.3)
        for _ in range(4):
            console.type(b"\x1b")
            console.read(0.3)
        shown = first_row(console)
        if "MM ON" in shown or not ("MM OFF" in shown):
            sys.exit(f"seed {seed}: the strategy is not off after {count} random keys:\n{shown[:400]}")
        console.type(b"q")
        status = console.end()
        if status != 0:
            sys.exit(f"seed {seed}: ended with {status} after {count} random keys")
    print(f"keys    {count} pieces in {KEYS_FOR} s, seed {seed}: the strategy is off, and q ended it with 0", flush=True)


def resident(process):
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def watch(program, seconds):
    with Console(program, 120, 40) as console:
        if not console.wait(lambda: b"2 of 2" in console.bytes):
            sys.exit("no live books")
        sizes, rates = [], []
        deadline = time.monotonic() + seconds
        step = max(min(seconds / 40, 30), 1)
        while time.monotonic() < deadline:
            console.bytes.clear()
            start = time.monotonic()
            while time.monotonic() - start < step:
                console.read(min(0.5, step))
            rates.append(console.bytes.count(b"\x1b[?2026h") / (time.monotonic() - start))
            sizes.append(resident(console.process))
        quarter = max(len(sizes) // 4, 1)
        # The first quarter warms up: caches fill, the recording is mapped.
        early, late = statistics.median(sizes[quarter : 2 * quarter] or sizes), statistics.median(sizes[-quarter:])
        slowest = min(rates[quarter:] or rates)
        print(f"watch   {seconds:.0f} s: {early / 1024:.1f} MB, later {late / 1024:.1f} MB; slowest {slowest:.1f} frames/s")
        if late > early * 1.1 + 2048:
            sys.exit("memory grows")
        if slowest < 5:
            sys.exit("frames do not keep coming")


def main():
    program = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3600
    press_keys(program, int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(1 << 32))
    watch(program, seconds)


if __name__ == "__main__":
    main()
