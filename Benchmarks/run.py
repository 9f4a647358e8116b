#!/usr/bin/env python3
"""Measures the books: run.py RUNG [ROUNDS [SECONDS]]

Prints, for every job, the best and the median of the rounds in µs a message. Where the environment variable YARDSTICK
names the folder of a yardstick (with a `build.sh OUT` that makes OUT/yardstick), that is built, the rounds of both are
interleaved, and the ratio of the best rounds is printed: below 1 the console's books are faster.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / ".build-bench"
JOBS = [("eth_spot", "J1"), ("eth_usdm", "J1"), ("eth_spot", "J2"), ("eth_usdm", "J2"), ("eth_spot", "J2A"),
        ("eth_two", "J3"), ("eth_spot", "PARSE"), ("eth_spot", "COPY")]


def measure(command):
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
    result = json.loads(line)
    return result["seconds"] / result["msgs"] * 1e6, result


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rung = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    seconds = sys.argv[3] if len(sys.argv) > 3 else "1"
    subprocess.run([sys.executable, HERE / "prepare.py", OUT], check=True)
    yardstick = os.environ.get("YARDSTICK")
    if yardstick:
        subprocess.run(["bash", f"{yardstick}/build.sh", str(OUT)], check=True, stdout=subprocess.DEVNULL)
    print(f"{'recording':10} {'job':6} {'best µs':>8} {'median':>8} {'p50 ns':>8} {'p99 ns':>8}"
          + (f" {'yardstick':>10} {'ratio':>6}" if yardstick else ""))
    for recording, job in JOBS:
        ours, theirs, last = [], [], None
        for _ in range(rounds):
            options = ["--rec", str(OUT / f"{recording}.rec"), "--job", job, "--seconds", seconds]
            time, last = measure([rung, "bench", *options])
            ours.append(time)
            if yardstick:
                time, other = measure([str(OUT / "yardstick"), "--parser", "hand", "--book", "tick-ladder", *options])
                theirs.append(time)
                if job in ("J1", "J2", "J3") and other["checksum"] != last["checksum"]:
                    sys.exit(f"{recording} {job}: the checksums differ, so the work was not the same")
        row = f"{recording:10} {job:6} {min(ours):8.3f} {statistics.median(ours):8.3f}"
        row += f" {last['p50_ns']:8} {last['p99_ns']:8}"
        if yardstick:
            row += f" {min(theirs):10.3f} {min(ours) / min(theirs):6.2f}"
        print(row, flush=True)


main()
