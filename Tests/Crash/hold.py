#!/usr/bin/env python3
"""Measures how soon a key holds execution: hold.py RUNG [REPETITIONS [SPEED]]

The console trades at two exchanges of its own kind. Space is typed again and again; measured is the time from the key to
the step in which the trader holds, by the journal's own record of it. The last gate closes before that, on the thread of
the key.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time

from console import Console, Journal
from exchange import Exchange

VENUES = ["binance", "kraken"]


def main():
    rung = os.path.abspath(sys.argv[1])
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    speed = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    folder = tempfile.mkdtemp(prefix="rung-hold-")
    exchanges = [Exchange(rung, venue, folder, speed) for venue in VENUES]
    keys = []
    try:
        console = Console(rung, folder, exchanges)
        if not console.wait(r"KRAKEN account read", 60) or not console.wait(r"MM quotes", 60):
            sys.exit(f"FAILED: it does not trade\n{console.log()[-3000:]}")
        for number in range(repetitions):
            console.drain(0.2 + 0.017 * (number % 17))
            keys.append(time.time_ns())
            console.type(" ")
            console.drain(0.3)
            console.type(" ")
            console.drain(0.15)
            console.type("y")
            console.drain(0.15)
        console.end()
        held = [record["wall"] for kind, record in Journal(folder).records()
                if kind == "mode" and record.get("venue") is None and record["to"] == "paused"]
    finally:
        for exchange in exchanges:
            exchange.stop()
        shutil.rmtree(folder)
    taken = []
    for key in keys:
        after = [time for time in held if key <= time < key + 300_000_000]
        if after:
            taken.append((after[0] - key) / 1e6)
    if len(taken) < repetitions * 0.9:
        sys.exit(f"FAILED: only {len(taken)} of {repetitions} keys held")
    taken.sort()
    print(f"{len(taken)} of {repetitions} keys: median {statistics.median(taken):.1f} ms, "
          f"99 % {taken[min(len(taken) - 1, int(0.99 * len(taken)))]:.1f} ms, most {taken[-1]:.1f} ms")


main()
