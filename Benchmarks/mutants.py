#!/usr/bin/env python3
"""Breaks the order path on purpose, one mutant after the other, and demands that the simulation notices each.

    python3 -B Benchmarks/mutants.py [--only R01,G6] [--seeds 50] [--hours 0.02] [--swarm] [--check]

The sources and the simulation's tests are copied to .build-mutants with a manifest of only what they need, and all
mutants of `mutations.py` are put into the copy, asleep: it is built once, and a run wakes one by the environment. An
edit whose text is not in its file exactly once ends the script, so that no mutant dies unseen of age.

A mutant is killed by the named scenarios (ScenarioTests, PromiseTests) or else by a seed of the swarm; the table says
by which. A run that takes longer than its time proves nothing, and its mutant survives. `--swarm` plays the swarm for
those as well that a scenario kills, to count the seeds that each needs.
"""

import argparse
import concurrent.futures
import os
import re
import statistics
import subprocess
import sys
import time

from mutations import MUTANTS

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TREE = os.path.join(ROOT, ".build-mutants")
BUNDLE = os.path.join(TREE, ".build", "release", "rungPackageTests.xctest")
SCENARIOS = "ScenarioTests|PromiseTests"
FOLDERS = ("Sources", "Tests/SimulationTests", "Tests/TestKit", "Tests/CTestKit", "Tests/CMallocCount")

# What every mutant asks: who is awake.
SWITCH = """import Glibc

public enum Mutant {
    static let awake = getenv("MUTANT").map { String(cString: $0) } ?? ""
    public static func on(_ name: String) -> Bool { awake == name }
}
"""


def manifest(text):
    """The manifest of only what the simulation needs; what is unused in a mutant is no error."""
    start, end = text.index("        .executableTarget("), text.index("        // C shims.")
    text = text[:start] + text[end:]
    text = re.sub(r"    products: \[.*?\],\n", "    products: [],\n", text, count=1)
    start = text.index('        tests("BooksTests"')
    kept = re.search(r'        tests\(\s*"SimulationTests".*?\n        \),\n', text[start:], re.S).group(0)
    text = text[:start] + kept + "    ]\n)\n"
    text = re.sub(r'        module\(\s*"Probe",.*?\n        \),\n', "", text, flags=re.S)
    for name in ("Settings", "Terminal", "Probing"):
        text = re.sub(r'        module\("%s".*\n' % name, "", text)
    for name in ("CNcurses", "CTerminal"):
        text = re.sub(r'        shim\("%s".*\n' % name, "", text)
    for name in ("Yams", "swift-argument-parser"):
        text = re.sub(r'        \.package\(url: ".*/%s\.git".*\n' % name, "", text)
    text = re.sub(r"    \.(strictMemorySafety|treatAllWarnings)\(.*\n", "", text)
    return re.sub(r"let (argumentParser|yaml) .*\n", "", text)


def mutated():
    """The sources with all mutants in them, asleep."""
    texts = {"Sources/Books/Mutant.swift": SWITCH}
    for name, _, edits in MUTANTS:
        for path, old, new in edits:
            text = texts.get(path) or read(os.path.join(ROOT, path))
            if text.count(old) != 1:
                sys.exit(f"{name} no longer applies: {path} has {text.count(old)} times, not once:\n{old}")
            texts[path] = text.replace(old, new.replace("MUTANT", f'Mutant.on("{name}")'))
    return texts


def read(path):
    with open(path, "rb") as file:
        return file.read().decode()


def prepare(texts):
    """Writes what has changed since the last time and no more, so that a build finds the rest done."""
    texts = {**texts, "Package.swift": manifest(read(os.path.join(ROOT, "Package.swift")))}
    for folder in FOLDERS:
        for place, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in names:
                path = os.path.relpath(os.path.join(place, name), ROOT)
                texts.setdefault(path, None)
    for path, text in texts.items():
        wanted = text.encode() if text is not None else open(os.path.join(ROOT, path), "rb").read()
        target = os.path.join(TREE, path)
        if os.path.exists(target) and open(target, "rb").read() == wanted:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(wanted)
    for folder in FOLDERS:
        for place, _, names in os.walk(os.path.join(TREE, folder)):
            for name in names:
                path = os.path.relpath(os.path.join(place, name), TREE)
                if path not in texts:
                    os.remove(os.path.join(TREE, path))


def build():
    words = ["nice", "swift", "build", "--configuration", "release", "-Xswiftc", "-enable-testing", "--build-tests"]
    done = subprocess.run(
        words, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        errors = sorted(set(re.findall(r".*error: .*", done.stdout))) or done.stdout.splitlines()[-5:]
        sys.exit("the copy does not build:\n" + "\n".join(errors[:12]))


def play(tests, mutant, limit, **environment):
    """Runs tests with a mutant awake; their end code (None after the time limit) and their words."""
    words = ["nice", BUNDLE, "--testing-library", "swift-testing", "--filter", tests]
    environment = {**os.environ, "MUTANT": mutant, "SHRINK": "0", **environment}
    try:
        done = subprocess.run(
            words, cwd=TREE, env=environment, timeout=limit, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace")
    except subprocess.TimeoutExpired as late:
        return None, (late.stdout or b"").decode(errors="replace")
    return done.returncode, done.stdout


def scenarios(mutant, options):
    """Which scenarios notice a mutant; nothing if none does, or not in time."""
    code, words = play(SCENARIOS, mutant, options.patience)
    if not code:
        return None
    names = sorted(set(re.findall(r'Test "([A-Z]\d\d) [^"]*" (?:recorded an issue|failed)', words)))
    return " ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "") or "a stop"


def swarm(mutant, options):
    """How many seeds it takes to notice a mutant, and what they say; nothing if none does, or not in time."""
    code, words = play(
        "WholeClientTests/swarm", mutant, options.patience, SEEDS=str(options.seeds), HOURS=str(options.hours),
        VERBOSE="1")
    if not code:
        return None
    count = len(re.findall(r"^seed \d+: ", words, re.M))
    law = re.search(r"^[↳ ]*((?:[A-Z]\d+|liveness|the exchange|the console): .*)$", words, re.M)
    if "fails; replay with" not in words:
        return count + 1, "a stop"
    return count, law.group(1) if law else "a broken promise"


def hunt(mutant, options):
    """The scenarios and the seeds that notice a mutant, and how long that took."""
    begin = time.monotonic()
    found = scenarios(mutant, options)
    played = swarm(mutant, options) if options.swarm or not found else None
    return found, played, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", help="names of mutants, with commas")
    parser.add_argument("--seeds", type=int, default=50, help="how many seeds a mutant may survive")
    parser.add_argument("--hours", type=float, default=0.02, help="how long faults strike in a seed")
    parser.add_argument("--swarm", action="store_true", help="count the seeds also where a scenario kills")
    parser.add_argument("--jobs", type=int, default=2, help="how many mutants are run at a time")
    parser.add_argument("--check", action="store_true", help="only see that all of them apply to the sources")
    parser.add_argument("--patience", type=int, default=900, help="seconds after which a run proves nothing")
    options = parser.parse_args()
    start = time.monotonic()
    names = [name for name, _, _ in MUTANTS]
    wanted = options.only.split(",") if options.only else names
    if unknown := [name for name in wanted if name not in names]:
        sys.exit(f"there is no mutant {', '.join(unknown)}; there are {', '.join(names)}")
    texts = mutated()
    if options.check:
        return
    prepare(texts)
    print(f"{len(names)} mutants in one copy; building it", flush=True)
    build()
    print(f"built in {time.monotonic() - start:.0f} s; without any mutant first", flush=True)
    if found := scenarios("", options) or swarm("", options):
        sys.exit(f"the simulation fails without any mutant: {found}")
    survivors, seeds = [], []
    chosen = [mutant for mutant in MUTANTS if mutant[0] in wanted]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = pool.map(lambda mutant: hunt(mutant[0], options), chosen)
        for place, ((name, meaning, _), (found, played, seconds)) in enumerate(zip(chosen, runs), 1):
            if played:
                seeds.append(played[0])
                found = " ".join(filter(None, [found, f"{played[0]} seeds: {played[1][:70]}"]))
            if not found:
                survivors.append(name)
            print(f"{place:2}/{len(chosen)} {name:<4} {meaning} ({seconds:.0f} s)\n"
                  f"           {found or 'SURVIVES'}", flush=True)
    median = f"; {len(seeds)} by seeds, the median needs {statistics.median(seeds):g}" if seeds else ""
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants killed{median}", flush=True)
    print(f"{time.monotonic() - start:.0f} s in all; survivors: {', '.join(survivors) or 'none'}", flush=True)
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
