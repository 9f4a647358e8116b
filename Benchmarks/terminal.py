#!/usr/bin/env python3
"""Measures what the console costs a terminal, beside htop and btop where they are installed.

usage: terminal.py PROGRAM [SECONDS]

Bytes a second and a frame, write(2) calls a frame, CPU time in percent of a core (of the whole program, and of the thread
that owns the screen), and how long a key takes to its answer. All from outside: a pseudo terminal and /proc. CPU time and
not wall time, but caches are shared: on a busy machine all figures of a run suffer alike.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Terminals"))
from console import Console  # noqa: E402  (the folder is known only now)

SIZES = [(80, 24), (120, 40), (200, 50)]
TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP = 4


def cpu(path):
    """Seconds of CPU time in a stat file of /proc."""
    with open(path, encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def writes(process):
    """How often the first thread has called write(2) and its kin."""
    try:
        with open(f"/proc/{process}/task/{process}/io", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("syscw"))
    except OSError:
        return 0


def programs(rung):
    """Name, program, arguments, frames a second, a key and what answers it."""
    yield "rung 10 Hz", rung, ["--fps", "10"], 10, (b"?", b"show or hide")
    yield "rung 1 Hz", rung, ["--fps", "1"], 1, None
    if htop := shutil.which("htop"):
        yield "htop 10 Hz", htop, ["-d", "1"], 10, None
        yield "htop 1 Hz", htop, ["-d", "10"], 1, None
    if btop := shutil.which("btop"):
        yield "btop 10 Hz", btop, ["--utf-force", "-p", "0"], 10, None
        yield "btop 1 Hz", btop, ["--utf-force", "-p", "0"], 1, None


def environment(name, rate):
    """What a program needs besides: btop reads its interval from a file."""
    if not name.startswith("btop"):
        return {}, None
    folder = tempfile.mkdtemp(prefix="rung-btop-")
    os.makedirs(os.path.join(folder, "btop"))
    with open(os.path.join(folder, "btop", "btop.conf"), "w", encoding="ascii") as file:
        file.write(f"update_ms={1000 // rate}\n")
    return {"XDG_CONFIG_HOME": folder}, folder


def answer_time(console, key, answer):
    """The milliseconds from a key to the text that answers it."""
    console.bytes.clear()
    start = time.monotonic()
    console.type(key)
    while answer not in console.bytes:
        console.read(0.001)
        if time.monotonic() - start > 5:
            return None
    return (time.monotonic() - start) * 1000


def measure(name, program, arguments, rate, key, size, seconds):
    variables, folder = environment(name, rate)
    try:
        with Console(program, *size, term="xterm-256color", arguments=arguments, environment=variables) as console:
            console.wait(lambda: b"2 of 2" in console.bytes if name.startswith("rung") else len(console.bytes) > 1000)
            end = time.monotonic() + WARM_UP
            while time.monotonic() < end:
                console.read(0.2)
            whole, thread = f"/proc/{console.process}/stat", f"/proc/{console.process}/task/{console.process}/stat"
            console.bytes.clear()
            before = cpu(whole), cpu(thread), writes(console.process), time.monotonic()
            while time.monotonic() - before[3] < seconds:
                console.read(0.2)
            wall = time.monotonic() - before[3]
            count, marked = len(console.bytes), console.bytes.count(b"\x1b[?2026h")
            frames = marked or rate * wall
            result = [
                count / wall, count / frames, frames / wall, (writes(console.process) - before[2]) / frames,
                (cpu(whole) - before[0]) / wall * 100, (cpu(thread) - before[1]) / wall * 100,
            ]
            times = []
            if key:
                for _ in range(20):
                    times.append(answer_time(console, *key))
                    console.type(b"\x1b")
                    console.read(0.15)
                    console.read(0.15)
            return result, sorted(t for t in times if t is not None)
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rung = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
    with open("/proc/loadavg", encoding="ascii") as file:
        print(f"{os.cpu_count()} cores, load {file.read().split()[0]}; {seconds:.0f} s each, pseudo terminal, xterm-256color")
    print("| program | size | bytes/s | bytes/frame | frames/s | write(2)/frame | CPU % | screen's thread % | key ms p50, p95 |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in SIZES:
        for name, program, arguments, rate, key in programs(rung):
            result, times = measure(name, program, arguments, rate, key, size, seconds)
            keys = f"{statistics.median(times):.1f}, {times[int(len(times) * 0.95) - 1]:.1f}" if times else ""
            print(
                f"| {name} | {size[0]}x{size[1]} | {result[0]:,.0f} | {result[1]:,.0f} | {result[2]:.1f} "
                f"| {result[3]:.1f} | {result[4]:.2f} | {result[5]:.2f} | {keys} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
