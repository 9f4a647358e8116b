#!/usr/bin/env python3
"""Measures the kill switch with fifty orders of ours standing: kill.py RUNG [REPETITIONS [FACTOR [DELAY]]]

The console itself never leaves an order standing. So fifty are placed in its name, and written into its journal as an
earlier start would have: it takes them up. Then both venues send FACTOR (250) times as many messages, and `K K` is typed.
Measured is the time from the second key to the moment at which the exchanges' engines have no order of ours standing any
more, as their own account says. Every second time the terminal is stuck: nothing of what is drawn is read.

With a DELAY in milliseconds every byte between the console and the exchanges takes so long, each way; what is told is
then the time less one way, which is when the last cancellation was on its way.
"""

import json
import hashlib
import os
import shutil
import sqlite3
import statistics
import struct
import sys
import tempfile
import time

from console import Console, Journal
from exchange import Exchange
from names import order_name
from relay import Relay

VENUES = ["binance", "kraken"]
ORDERS = 50


def fail(what, console=None):
    sys.exit(f"FAILED: {what}" + (f"\n{console.log()[-3000:]}" if console else ""))


class Writer:
    """Goes on in a journal that has ended, as docs/journal.md describes it."""

    def __init__(self, folder):
        self.database = sqlite3.connect(next(folder.glob("journal*.sqlite")))
        self.seq, self.at, self.wall, self.chain = self.database.execute(
            "SELECT seq, at_monotonic, at_wall, chain FROM record ORDER BY seq DESC LIMIT 1").fetchone()

    def add(self, kind, **members):
        self.seq += 1
        payload = json.dumps({"k": kind, "v": 1, "at": self.at, "wall": self.wall, **members}, separators=(",", ":"))
        text = payload.encode()
        self.chain = hashlib.sha256(self.chain + struct.pack("<IQ", len(text), self.seq) + text).digest()
        self.database.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)",
                              (self.seq, self.at, self.wall, kind, payload, self.chain))

    def close(self):
        self.database.commit()
        self.database.close()


def ours(exchanges, names):
    return [order for exchange in exchanges for order in exchange.report()["orders"]
            if order["client_id"] in names and order["state"] == "open"]


def place(folder, exchanges):
    """Fifty orders at the venues, by turns, and in the journal; their names."""
    journal = Journal(folder)
    key, writer, names = journal.key(), Writer(journal.folder), []
    # Numbers of the key that the console has reserved and not used: those of its next start are above them.
    exchanges[1].nonce_lead = journal.nonce() - 20_000_000_000 - time.time_ns()
    for number in range(ORDERS):
        slot = number % 2
        name = order_name(key, 1, 1000 + number, leg=slot)
        exchanges[slot].place("buy", "1200.00", "0.0100", name)
        writer.add("intent", venue=slot, order=name, side="buy", limit=120000, quantity=1000000, tif="gtc",
                   expires_monotonic=writer.at, expires=writer.wall, fence=writer.wall)
        writer.add("evidence", venue=slot, order=name, says="send_started")
        venue_order = next(order["id"] for order in exchanges[slot].report()["orders"] if order["client_id"] == name)
        writer.add("evidence", venue=slot, order=name, says="acknowledged", venue_order=str(venue_order))
        writer.add("evidence", venue=slot, order=name, says="report", status="new", cumulative=0)
        names.append(name)
    writer.close()
    return set(names)


def measure(rung, factor, delay, isStuck):
    folder = tempfile.mkdtemp(prefix="rung-kill-")
    exchanges = [Exchange(rung, venue, folder, 1) for venue in VENUES]
    relays = [Relay(exchange, delay) for exchange in exchanges] if delay else []
    seen = [relay.seen for relay in relays] or exchanges
    try:
        console = Console(rung, folder, seen)
        if not console.wait(r"KRAKEN account read", 60) or console.end() != 143:
            fail("it did not start and end", console)
        names = place(folder, exchanges)
        console = Console(rung, folder, seen)
        # Kraken's account is not waited for: each order that stands is asked about first, and its budget is small.
        for words in [rf"BINANCE account read: {ORDERS - ORDERS // 2} orders of ours", "KRAKEN orders: connected"]:
            if not console.wait(words, 60):
                fail(f"it did not come so far: {words}", console)
        console.drain(1)
        if len(ours(exchanges, names)) != ORDERS:
            fail("orders were cancelled before the kill", console)
        for exchange in exchanges:
            exchange.fault(f"burst factor={factor}")
        if isStuck:
            time.sleep(3)
        else:
            console.drain(1.5)
        console.type("K")
        time.sleep(0.3)
        begin = time.monotonic()
        console.type("K")
        while ours(exchanges, names):
            if time.monotonic() - begin > 20:
                fail(f"{len(ours(exchanges, names))} orders stand 20 s after the kill", console)
        took = time.monotonic() - begin
        console.drain(0.5)
        console.kill()
        return (took - delay) * 1000
    finally:
        for relay in relays:
            relay.stop()
        for exchange in exchanges:
            exchange.stop()
        shutil.rmtree(folder)


def main():
    rung = os.path.abspath(sys.argv[1])
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    factor = int(sys.argv[3]) if len(sys.argv) > 3 else 250
    delay = int(sys.argv[4]) / 1000 if len(sys.argv) > 4 else 0
    times = {False: [], True: []}
    for number in range(repetitions):
        isStuck = number % 2 == 1
        times[isStuck].append(measure(rung, factor, delay, isStuck))
        print(f"{number + 1}: {'stuck terminal' if isStuck else 'terminal'} {times[isStuck][-1]:.0f} ms", flush=True)
    for isStuck, taken in times.items():
        if taken:
            print(f"{'stuck terminal' if isStuck else 'terminal'}: median {statistics.median(taken):.0f} ms, "
                  f"most {max(taken):.0f} ms, of {len(taken)}")


main()
