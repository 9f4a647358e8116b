#!/usr/bin/env python3
"""Breaks the order path on purpose, one mutant after the other, and demands that the simulation notices each.

    python3 -B Benchmarks/mutants.py [--only R01,R05] [--seeds 40] [--hours 0.02]

The sources and the simulation's tests are copied to .build-mutants, with a manifest of only what they need, so that a
mutant costs the build of what it changes and nothing touches the checkout. A mutant is a list of source lines and what
stands there instead; a line that is not in its file exactly once fails the run, so that no mutant dies unseen of age.
A mutant is killed by a named scenario (R01 to R20) or else by a seed of the swarm; the table says by which.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TREE = os.path.join(ROOT, ".build-mutants")

BOOK = "Sources/Strategy/Execution/"
DESK = "Sources/Strategy/Trading/"
CORE = "Sources/Venues/Core/"

# Name, what it does, and the edits: file, line as it is, line as it becomes.
MUTANTS = [
    ("R01", "a time-out counts as a refusal", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "parents[place.parent].children[place.child].record.add(.ambiguous(.timeout))",
         'parents[place.parent].children[place.child].record.add(.rejected(OrderRefusal(.other, "time-out")))'),
    ]),
    ("R02", "the first not-found ends tracking", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "let proves = child.record.fence.hasPassed(at: askedAt) && tradesWereRead && isApart",
         "let proves = isApart || askedAt <= now"),
        (BOOK + "OrderRecord.swift",
         "var isProvenAbsent: Bool { notFoundAfterFence.second != nil }",
         "var isProvenAbsent: Bool { notFoundAfterFence.first != nil }"),
    ]),
    ("R03", "what is open after 30 s is forgotten", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "claims.drop(endedBy: now)\n        for parent in parents.indices {\n            var wasDue = false",
         "claims.drop(endedBy: now)\n        parents.removeAll { now - $0.decidedAt > .seconds(30) && $0.phase == .working }\n"
         "        for parent in parents.indices {\n            var wasDue = false"),
    ]),
    ("R04", "an end cancels first and closes the gate never", [
        (DESK + "ExecutionDesk+Modes.swift",
         "stopsAt = now + Self.stopSpan\n        effects.append(.latch(.hold, isClosed: true))",
         "stopsAt = now + Self.stopSpan"),
        (DESK + "ExecutionDesk.swift", "let canMatch = mode.isRunning && stopsAt == nil &&", "let canMatch = mode.isRunning &&"),
        (DESK + "ExecutionDesk.swift", "journalFailure == nil && stopsAt == nil && path.link.isReady",
         "journalFailure == nil && path.link.isReady"),
        (DESK + "ExecutionDesk+Market.swift", "isRunning: mode.isRunning && stopsAt == nil,", "isRunning: mode.isRunning,"),
        ("Sources/Strategy/Trader+Execution.swift",
         "setStrategy(false, at: now, into: &effects)\n        execution?.stop(at: now, into: &effects)",
         "execution?.stop(at: now, into: &effects)"),
    ]),
    ("R05", "in doubt becomes refused after five questions", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "            ask(place, ExecutionEffect.query, into: &effects)\n        case .live, .partial, .cancelling:",
         "            ask(place, ExecutionEffect.query, into: &effects)\n"
         "            if parents[place.parent].children[place.child].queries >= 5 {\n"
         '                parents[place.parent].children[place.child].record.add(.rejected(OrderRefusal(.other, "lost")))\n'
         "            }\n"
         "        case .live, .partial, .cancelling:"),
    ]),
    ("R06", "a cancellation that was asked for counts as done", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "parents[place.parent].children[place.child].record.add(.cancelRequested(number: number))",
         "parents[place.parent].children[place.child].record.add(\n"
         "            .report(OrderReport(.cancelled, cumulative: order.record.cumulative)))"),
    ]),
    ("R07", "no trade is ever looked for in the history", [
        (DESK + "ExecutionDesk+Accounts.swift", "for trade in snapshot.trades {", "for trade in snapshot.trades.prefix(0) {"),
        (BOOK + "ExecutionBook+Evidence.swift",
         "if flags.contains(.fetchTrades) { ask(place, ExecutionEffect.fetchTrades, into: &effects) }", ""),
        (BOOK + "ExecutionBook+Deadlines.swift",
         "if before.missingFills > .zero { ask(place, ExecutionEffect.fetchTrades, into: &effects) }", "break"),
    ]),
    ("R08", "reported and filled quantities are added", [
        (BOOK + "OrderRecord.swift", "public var cumulative: Quantity { max(filled, reported) }",
         "public var cumulative: Quantity { filled.addingSaturated(reported) }"),
    ]),
    ("R09", "the report that came last counts", [
        (BOOK + "OrderRecord.swift", "reported = max(reported, report.cumulative)", "reported = report.cumulative"),
        (BOOK + "OrderRecord.swift", "public var cumulative: Quantity { max(filled, reported) }",
         "public var cumulative: Quantity { signs.contains(.reported) ? reported : filled }"),
    ]),
    ("R10", "an unsure answer counts as life", [
        (CORE + "Binance/Orders/BinanceExecution+Answers.swift",
         "case .notFound, .unsure: tell(.ambiguous(.venueUnsure))",
         "case .notFound, .unsure: tell(.report(OrderReport(.expired, cumulative: .zero)))"),
    ]),
    ("R11", "the gate does not ask for the link", [
        (DESK + "ExecutionDesk+Market.swift",
         "isReady: record.state.isLive && path.link.isReady && path.isReconciled && !path.gate.isClosed",
         "isReady: record.state.isLive && !path.gate.isClosed"),
    ]),
    ("R12", "an order without a sign after ten seconds is erased", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "claims.drop(endedBy: now)\n        for parent in parents.indices {\n            var wasDue = false",
         "claims.drop(endedBy: now)\n"
         "        parents.removeAll { parent in\n"
         "            now - parent.decidedAt > .seconds(10)\n"
         "                && parent.children.contains { $0.record.phase == .unknown && $0.answeredAt == nil }\n"
         "        }\n"
         "        for parent in parents.indices {\n            var wasDue = false"),
    ]),
    ("R13", "one leg in doubt: the others are not followed", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "let before = parents[place.parent].children[place.child].record\n        let fill =",
         "let isLost = parents[place.parent].children.contains { $0.request.id != id && $0.record.phase == .unknown }\n"
         "        if isLost { return }\n"
         "        let before = parents[place.parent].children[place.child].record\n        let fill ="),
    ]),
    ("R14", "what trades while a cancellation is open is not booked", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "if let fill { book(fill, place, before, at: now, into: &effects) }",
         "if let fill, !before.isCancelOpen { book(fill, place, before, at: now, into: &effects) }"),
    ]),
    ("R15", "another try has the name of the first", [
        (BOOK + "ParentOrder.swift", "return used < ClientOrderID.attemptLimit ? used : nil",
         "return used < ClientOrderID.attemptLimit ? 0 : nil"),
    ]),
    ("R16", "the bytes of an order are handed over twice", [
        (CORE + "Kraken/Orders/KrakenExecution+Asking.swift",
         "effects.acts.append(.sendOrder(request.id, Array(text.utf8)))",
         "effects.acts.append(.sendOrder(request.id, Array(text.utf8)))\n"
         "        effects.acts.append(.sendOrder(request.id, Array(text.utf8)))"),
    ]),
    ("R17", "an order that found no connection is sent when there is one", [
        (CORE + "Binance/Orders/BinanceExecution+Asking.swift",
         "            effects.events.append(.evidence(venue, request.id, .notStarted(reason)))\n            return",
         "            effects.events.append(.evidence(venue, request.id, .notStarted(reason)))\n"
         "            if reason != .noConnection { return }"),
    ]),
    ("R18", "the match does not count what its orders have filled", [
        (BOOK + "ParentOrder.swift", "open -= Int128(child.record.cumulative.units)\n            if",
         "if"),
    ]),
    ("I01", "a fill that comes again is booked again", [
        (BOOK + "OrderRecord.swift",
         "if place < fills.endIndex, fills[place].trade == fill.trade {",
         "if place < fills.endIndex, fills[place].trade == fill.trade, fills[place] != fill {"),
    ]),
    ("I02", "the fence forgets how long the venue waits for its engine", [
        (BOOK + "Fence.swift", "let margin = rule.engineWait.nanoseconds.addingReportingOverflow(",
         "let margin = (rule.engineWait.nanoseconds / 1_000).addingReportingOverflow("),
    ]),
    ("I03", "intents are not written down", [
        ("Sources/Console/Runtime/Execution/JournalBatch.swift",
         "entries.append(\n                .intent(", "_ = (\n                JournalEntry.intent("),
    ]),
    ("I04", "a kill does not change the mode", [
        (DESK + "ExecutionDesk+Modes.swift", "change(to: .killed(cause, since: now), into: &effects)", "_ = cause"),
    ]),
    ("I05", "a restart believes that what was on its way was never sent", [
        (BOOK + "ExecutionBook+Recovery.swift", "record.add(.ambiguous(.restart))", "record.add(.notStarted(.gateClosed))"),
    ]),
    ("I06", "a link that is back is trusted without reading the account", [
        (DESK + "ExecutionDesk+Events.swift", "paths[venue.slot].isReconciled = false\n            paths[venue.slot].readAt = now",
         "paths[venue.slot].isReconciled = true"),
    ]),
    ("I07", "orders go to a venue in doubt", [
        (DESK + "ExecutionDesk.swift", "&& !book.isInDoubt(venue)", ""),
        (BOOK + "ExecutionBook+Matching.swift", "!isHalted[slot], !isInDoubt(VenueID(slot: slot))", "!isHalted[slot]"),
        ("Sources/Strategy/Risk/RiskGate+Checks.swift", "findings.check(!proposal.isVenueInDoubt, .inDoubt)", ""),
    ]),
    ("I08", "what is in doubt is not reserved", [
        (BOOK + "ExecutionBook.swift",
         "for child in parent.children where !child.record.phase.isClosed && child.request.id != excluded {",
         "for child in parent.children where !child.record.phase.isClosed && child.request.id != excluded\n"
         "                && child.record.phase != .unknown {"),
    ]),
    ("I09", "executions are not counted", [
        (BOOK + "ExecutionBook+Matching.swift", "gate.noteExecution(at: now)", "_ = now"),
    ]),
    ("I10", "a fee is left out of the ledger", [
        (BOOK + "Ledger.swift", "quote = try Self.sum(quote, -fee)", "quote = try Self.sum(quote, 0)"),
    ]),
    ("I11", "a venue's book counts whatever its state", [
        ("Sources/Strategy/Trader.swift", "consumer.setLive(state.isLive, venue: venue)",
         "consumer.setLive(state.isLive || before.isLive, venue: venue)"),
    ]),
    ("I12", "the last gate is told nothing", [
        (DESK + "ExecutionDesk.swift", "effects.append(.gate(VenueID(slot: slot), isOpen: isOpen))",
         "effects.append(.gate(VenueID(slot: slot), isOpen: true))"),
        (DESK + "ExecutionDesk+Modes.swift", "effects.append(.latch(.hold, isClosed: true))\n    }\n\n    /// Lets matches",
         "}\n\n    /// Lets matches"),
    ]),
]


def manifest(text):
    """The manifest of only what the simulation needs."""
    start, end = text.index("        .executableTarget("), text.index("        // C shims.")
    text = text[:start] + text[end:]
    text = re.sub(r"    products: \[.*?\],\n", "    products: [],\n", text, count=1)
    start = text.index('        tests("BooksTests"')
    kept = re.search(r'        tests\(\s*"SimulationTests".*?\n        \),\n', text[start:], re.S).group(0)
    text = text[:start] + kept + "    ]\n)\n"
    for name in ("Settings", "Terminal"):
        text = re.sub(r'        module\("%s".*\n' % name, "", text)
    for name in ("CNcurses", "CTerminal"):
        text = re.sub(r'        shim\("%s".*\n' % name, "", text)
    for name in ("Yams", "swift-argument-parser"):
        text = re.sub(r'        \.package\(url: ".*/%s\.git".*\n' % name, "", text)
    return re.sub(r"let (argumentParser|yaml) .*\n", "", text)


def prepare():
    """Copies what has changed since the last time, so that a build finds the rest done."""
    os.makedirs(TREE, exist_ok=True)
    for folder in ("Sources", "Tests/SimulationTests", "Tests/TestKit", "Tests/CTestKit", "Tests/CMallocCount"):
        target = os.path.join(TREE, folder)
        os.makedirs(target, exist_ok=True)
        subprocess.run(["cp", "-a", "--update", os.path.join(ROOT, folder) + "/.", target], check=True)
    text = manifest(open(os.path.join(ROOT, "Package.swift")).read())
    path = os.path.join(TREE, "Package.swift")
    if not os.path.exists(path) or open(path).read() != text:
        open(path, "w").write(text)


def mutated(edits):
    """The files of a mutant as they become; ends the run where a line is not there exactly once."""
    texts = {}
    for name, old, new in edits:
        text = texts.get(name) or open(os.path.join(ROOT, name)).read()
        if text.count(old) != 1:
            sys.exit(f"{name} has {text.count(old)} times, not once:\n{old}")
        texts[name] = text.replace(old, new)
    return texts


def run(arguments, environment=None, limit=1_800):
    """Runs a command in the copy; its end code and its words."""
    try:
        done = subprocess.run(
            ["nice", *arguments], cwd=TREE, env={**os.environ, **(environment or {})}, timeout=limit,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        return 124, (late.stdout or b"").decode(errors="replace")


def build():
    code, words = run(["swift", "build", "--build-tests"])
    if code != 0:
        return "\n".join(sorted(set(re.findall(r".*error: .*", words)))[:5])
    return None


def killer(options):
    """What notices the mutant that is built now; nil if nothing does."""
    test = ["swift", "test", "--skip-build", "--disable-xctest", "--filter"]
    code, words = run([*test, "ScenarioTests"], limit=options.patience)
    if code != 0:
        names = sorted(set(re.findall(r'Test "(R\d\d)[^"]*" (?:recorded an issue|failed)', words)))
        names += [] if names else (["a stop"] if code != 124 else ["standing still"])
        return " ".join(names)
    swarm = {"SEEDS": str(options.seeds), "HOURS": str(options.hours), "SHRINK": "0"}
    code, words = run([*test, "WholeClientTests/swarm"], swarm, limit=options.patience)
    if code != 0:
        seed = re.search(r"seed (\d+) fails", words)
        law = re.search(r"^(?:↳ )?((?:[A-Z]\d+|liveness): .*)$", words, re.M)
        return f"seed {seed.group(1) if seed else '?'}: {law.group(1)[:60] if law else 'a stop'}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", help="names of mutants, with commas")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--hours", type=float, default=0.02)
    parser.add_argument("--patience", type=int, default=600, help="seconds that the tests of one mutant may take")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else None
    chosen = [mutant for mutant in MUTANTS if wanted is None or mutant[0] in wanted]
    texts = {name: mutated(edits) for name, _, edits in MUTANTS}
    prepare()
    if error := build():
        sys.exit(f"the sources do not build as they are:\n{error}")
    if found := killer(options):
        sys.exit(f"the simulation fails without any mutant: {found}")
    survivors = []
    for name, meaning, _ in chosen:
        start = time.monotonic()
        for path, text in texts[name].items():
            open(os.path.join(TREE, path), "w").write(text)
        error = build()
        found = f"does not build: {error}" if error else killer(options)
        for path in texts[name]:
            shutil.copy(os.path.join(ROOT, path), os.path.join(TREE, path))
        if error or not found:
            survivors.append(name)
        seconds = time.monotonic() - start
        print(f"{name}  {'SURVIVES' if not found else found:<44}  {meaning} ({seconds:.0f} s)", flush=True)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants killed")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
