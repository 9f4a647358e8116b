#!/usr/bin/env python3
"""Measures what the console costs a terminal, beside htop and btop where they are installed.

usage: terminal.py PROGRAM [SECONDS]

Bytes a second and a frame, write(2) calls a frame, CPU time in percent of a core (of the whole program, and of the thread
that owns the screen), and how long a key takes to its answer. All from outside: a pseudo terminal and /proc. CPU time and
not wall time, but caches are shared: on a busy machine all figures of a run suffer alike. `nice -n -10` before it takes the
other programs' turns out of the times of keys.
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
WARM_UP = 4


def cpu(process, thread=None):
    """Seconds of CPU time of a process, or of one thread of it, to the nanosecond: /proc's ticks are 10 ms long."""
    tasks = f"/proc/{process}/task"
    total = 0
    for task in [thread] if thread else os.listdir(tasks):
        try:
            with open(f"{tasks}/{task}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        except FileNotFoundError:
            continue
    return total / 1e9


def writes_per_frame(program, arguments, rate, size, variables):
    """How often write(2) reaches the terminal in a frame, counted in a run of its own under strace; None without it."""
    if not (strace := shutil.which("strace")):
        return None
    with tempfile.NamedTemporaryFile() as trace:
        watched = ["-f", "-qq", "-y", "-e", "trace=write", "-o", trace.name, program, *arguments]
        with Console(strace, *size, term="xterm-256color", arguments=watched, environment=variables) as console:
            # A program under strace may take long to begin; what counts is the end of the trace.
            end = time.monotonic() + WARM_UP + 4
            while time.monotonic() < end:
                console.read(0.2)
            start, begun = os.path.getsize(trace.name), time.monotonic()
            console.bytes.clear()
            while time.monotonic() < begun + 4:
                console.read(0.2)
            frames = console.bytes.count(b"\x1b[?2026h") or rate * 4
            with open(trace.name, encoding="utf-8", errors="replace") as file:
                file.seek(start)
                return sum("</dev/pts/" in line for line in file) / frames


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
            process = console.process
            console.bytes.clear()
            before = cpu(process), cpu(process, process), time.monotonic()
            while time.monotonic() - before[2] < seconds:
                console.read(0.2)
            wall = time.monotonic() - before[2]
            count, marked = len(console.bytes), console.bytes.count(b"\x1b[?2026h")
            frames = marked or rate * wall
            result = [
                count / wall, count / frames, frames / wall,
                (cpu(process) - before[0]) / wall * 100, (cpu(process, process) - before[1]) / wall * 100,
            ]
            times = []
            if key:
                for _ in range(20):
                    times.append(answer_time(console, *key))
                    console.type(b"\x1b")
                    console.read(0.15)
                    console.read(0.15)
        count = writes_per_frame(program, arguments, rate, size, variables)
        return result, count, sorted(t for t in times if t is not None)
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
            result, writes, times = measure(name, program, arguments, rate, key, size, seconds)
            keys = f"{statistics.median(times):.1f}, {times[int(len(times) * 0.95) - 1]:.1f}" if times else ""
            print(
                f"| {name} | {size[0]}x{size[1]} | {result[0]:,.0f} | {result[1]:,.0f} | {result[2]:.1f} "
                f"| {'' if writes is None else f'{writes:.1f}'} | {result[3]:.2f} | {result[4]:.2f} | {keys} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
