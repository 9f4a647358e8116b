#!/usr/bin/env python3
"""Runs the console for long while its exchanges fail at random: soak.py RUNG [SECONDS [SPEED [SEED]]]

The console (`--plain`) plays its recorded market SPEED times faster than it was recorded (20), against a script of random
faults that SEED decides (1), for SECONDS (1800). Every second its resident memory, descriptors and threads are read from
/proc. For the last thirty seconds nothing goes wrong any more.

Fails unless memory is flat, nothing leaks, no second passes without a line, both books are live at the end, and it ends
in order. Prints the figures as rows of a table.
"""
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

# All but `burst`, since a hundred times twenty times the recorded rate measures the machine, not the console, and `ban`,
# whose two minutes of waiting leave no time for the others: one short ban stands in the script by itself.
FAULTS = {
    "binance": "refuse,slow-tls,close,reset,half-open,half-frame,oversized,gap,duplicate,reorder,wrong-top,crossed,"
    "corrupt,stale-snapshot,snapshot-error,rate-limit,maintenance,shutdown,skew,delay,quiet",
    "kraken": "refuse,slow-tls,close,reset,half-open,half-frame,oversized,gap,duplicate,reorder,checksum,crossed,"
    "corrupt,stale-snapshot,snapshot-error,rate-limit,maintenance,shutdown,skew,delay,quiet",
}
EVERY = 10
# A book that was wrong three times within a minute is left alone for a minute, and then has to be fetched.
HEALING = 75
# What a process may grow by after its first third: the allocator's own rounding, and buffers that a flood has widened.
MEMORY_SLACK_KIB = 4096
COUNT_SLACK = 4


def script(seconds, seed):
    lines = [f"seed {seed}"]
    for venue, faults in FAULTS.items():
        lines.append(f"5s..{seconds - HEALING}s {venue} random every={EVERY}s of={faults}")
    lines.append("60s both ban retry=5s for=2s")
    return "\n".join(lines) + "\n"


def sample(pid):
    """Resident memory in KiB, descriptors, threads."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    field = {name: int(value) for name, value in re.findall(r"^(VmRSS|Threads):\s+(\d+)", status, re.M)}
    return field["VmRSS"], len(os.listdir(f"/proc/{pid}/fd")), field["Threads"]


def read_lines(stream, lines):
    for line in stream:
        lines.append((time.monotonic(), line.rstrip("\n")))


def live(line):
    return "CONSUMER 2 of 2" in line


def run(rung, seconds, speed, seed):
    with tempfile.TemporaryDirectory() as folder:
        plan = pathlib.Path(folder, "faults.txt")
        plan.write_text(script(seconds, seed))
        environment = {**os.environ, "XDG_STATE_HOME": folder, "HOME": folder}
        command = [rung, "console", "--plain", "--speed", str(speed), "--faults", str(plan)]
        console = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        lines, samples = [], []
        reader = threading.Thread(target=read_lines, args=(console.stdout, lines), daemon=True)
        reader.start()
        begin = time.monotonic()
        try:
            while time.monotonic() - begin < seconds and console.poll() is None:
                samples.append(sample(console.pid))
                time.sleep(1)
            if console.poll() is not None:
                sys.exit(f"the console ended by itself after {time.monotonic() - begin:.0f} s with {console.returncode}")
            ticks = pathlib.Path(f"/proc/{console.pid}/stat").read_text().rsplit(")", 1)[1].split()
            cpu = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
            console.send_signal(signal.SIGINT)
            status = console.wait(timeout=10)
        finally:
            if console.poll() is None:
                console.kill()
                console.wait()
        reader.join(timeout=5)
        log = pathlib.Path(folder, "rung", "rung.log")
        notices = log.read_text(errors="replace").count("\n") if log.exists() else 0
    return lines, samples, cpu, status, notices


def judge(lines, samples, status):
    failures = []
    third = len(samples) // 3
    early, late = samples[third:2 * third], samples[2 * third:]
    memory = [statistics.median(row[0] for row in part) for part in (early, late)]
    if memory[1] > memory[0] + MEMORY_SLACK_KIB:
        failures.append(f"memory grew from {memory[0]:.0f} to {memory[1]:.0f} KiB")
    # Connections come and go, each with some descriptors and a thread or two; what leaks is missing at low water.
    for index, name in [(1, "descriptors"), (2, "threads")]:
        low = [min(row[index] for row in part) for part in (early, late)]
        if low[1] > low[0] + COUNT_SLACK:
            failures.append(f"{name} never fell below {low[1]} any more, and had fallen to {low[0]}")
    gaps = [later[0] - earlier[0] for earlier, later in zip(lines, lines[1:])]
    if not gaps or max(gaps) > 3:
        failures.append(f"{max(gaps, default=0):.1f} s passed without a line")
    if not any(live(line) for _, line in lines[-5:]):
        failures.append("both books were not live again at the end: " + (lines[-1][1] if lines else "no line at all"))
    if status != 128 + signal.SIGINT:
        failures.append(f"it ended with {status}, not with {128 + signal.SIGINT}")
    return failures


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rung = sys.argv[1]
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 1800
    speed = sys.argv[3] if len(sys.argv) > 3 else "20"
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    if seconds < 2 * HEALING:
        sys.exit(f"a soak takes {2 * HEALING} s at least")
    lines, samples, cpu, status, notices = run(rung, seconds, speed, seed)
    third = len(samples) // 3
    print("| figure | median of the first third | of the last third | least | most |\n|---|---|---|---|---|")
    for index, name in enumerate(["resident memory, KiB", "descriptors", "threads"]):
        column = [row[index] for row in samples]
        first, last = statistics.median(column[:third]), statistics.median(column[-third:])
        print(f"| {name} | {first:.0f} | {last:.0f} | {min(column[third:])} | {max(column)} |")
    tenth = max(1, len(samples) // 10)
    curve = [statistics.median(row[0] for row in samples[start:start + tenth])
             for start in range(0, tenth * (len(samples) // tenth), tenth)]
    print("\nresident memory by tenths, KiB: " + ", ".join(f"{value:.0f}" for value in curve))
    share = sum(live(line) for _, line in lines) / max(1, len(lines))
    print(f"\n{len(samples)} s at {speed} times the recorded speed, seed {seed}: both books live in {share:.0%} of the "
          f"seconds, {notices} notices in the log, {cpu:.0f} s of processor time")
    failures = judge(lines, samples, status)
    for failure in failures:
        print("soak: " + failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


main()
