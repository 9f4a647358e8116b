#!/usr/bin/env python3
"""Kills the console at random instants while it trades, and holds what is left against the exchanges: crash.py RUNG [CRASHES [SEED [SPEED]]]

Two `rung exchange` processes live on; the console is killed by SIGKILL, started again, and waited for until it says that
it is reconciled. Then the exchanges' own account of orders, fills and balances is compared with the journal (read by SQL)
and with the position that the console says: nothing lost, nothing twice, no order before a person's key, orders with our
tag that the journal does not know cancelled, orders of others untouched.

SEED decides the instants (the same seed gives the same waits, not the same market). Prints a line a crash and a table in
the end; the first difference ends it with a message and leaves its folder.
"""

import collections
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from decimal import Decimal

from console import Console, Journal
from exchange import Exchange
from names import MAGIC, order_name

VENUES = ["binance", "kraken"]
# A restart that takes longer (seconds) is shown with its log.
SLOW = 5
UNIT = Decimal(10) ** -8
# The first match whose orders stand at a venue and in no journal, as after one was lost.
LOST = 0xFF_FFFF_0000
# What makes outcomes unknown, so that a kill meets orders of which the console has not heard.
FAULTS = ["lose-answer times=2", "drop-request", "cut-before", "cut-after", "order-delay by=1500ms for=3s", "event-gap"]
# Far enough from any market that is played that nothing ever fills them.
AWAY = {"buy": "1200.00", "sell": "4800.00"}


def fail(what):
    raise SystemExit(f"FAILED: {what}")


def expect(condition, what):
    if not condition:
        fail(what)


class Run:
    def __init__(self, rung, seed, speed):
        self.rung = rung
        self.random = random.Random(seed)
        self.folder = tempfile.mkdtemp(prefix="rung-crash-")
        self.exchanges = [Exchange(rung, venue, self.folder, speed) for venue in VENUES]
        self.console = None
        self.seconds, self.orphans, self.doubts, self.tallies = [], {}, 0, collections.Counter()
        for index, exchange in enumerate(self.exchanges):
            for side in AWAY:
                exchange.place(side, AWAY[side], "0.0100", f"foreign-{side}")

    def start(self):
        self.console = Console(self.rung, self.folder, self.exchanges)

    # Crashes

    def crash(self, number):
        """Starts, lets it reconcile and trade unless it is killed before that, and kills it."""
        self.start()
        early = number > 0 and self.random.random() < 0.2
        if early:
            wait = self.random.uniform(0.05, 3)
            self.console.drain(wait)
            self.tallies["killed while reconciling"] += 1
        else:
            if number > 0:
                self.reconcile()
                self.let_run()
            else:
                expect(self.console.wait(r"strategy|MM", 30), "the console did not start: " + self.console.last_words())
            wait = self.random.uniform(0.5, 6)
            self.trade(wait)
        self.console.kill()
        return wait

    def trade(self, wait):
        """Waits until something was ordered, and then for so long; sometimes while answers are lost or late."""
        before = self.count_orders()
        end = time.monotonic() + 30
        while self.count_orders() == before and time.monotonic() < end:
            self.console.drain(0.1)
        if self.random.random() < 0.4:
            exchange = self.random.choice(self.exchanges)
            exchange.fault(self.random.choice(FAULTS))
        self.console.drain(wait)

    def count_orders(self):
        return sum(len(exchange.report()["orders"]) for exchange in self.exchanges)

    def plant(self, number):
        """Between two starts: orders of ours that the journal does not know."""
        journal = Journal(self.folder)
        exchange = self.exchanges[number % 2]
        # What goes wrong is meant for the console.
        exchange.fault_off()
        # The console's numbers go on above the last that it has reserved.
        exchange.nonce_lead = journal.nonce() - 1_000_000 - time.time_ns() if journal.nonce() else 0
        name = order_name(journal.key(), 1, LOST + number)
        exchange.place("buy", AWAY["buy"], "0.0100", name)
        self.orphans[name] = exchange

    # Restarts

    def reconcile(self):
        ours = {exchange.venue: self.ours(exchange.report()) for exchange in self.exchanges}
        found = self.console.wait(r"restart reconciled in ([\d.]+) s: position (-?[\d.]+) ETH", 90)
        if not found:
            fail("it was not reconciled within 90 s; its log:\n" + self.console.log()[-3000:])
        self.seconds.append(float(found[1]))
        if self.seconds[-1] > SLOW:
            print(f"slow, {found[1]} s:\n" + self.console.log_path.read_text(errors="replace")[-6000:], flush=True)
        epoch = max(record["epoch"] for kind, record in Journal(self.folder).records() if kind == "epoch")
        self.doubts += sum(map(int, re.findall(r"(\d+) in doubt and settled", self.console.log())))
        for exchange in self.exchanges:
            new = set(self.ours(exchange.report())) - set(ours[exchange.venue])
            # An order that the killed console had sent may reach a late engine afterwards: its name says so.
            new = {name for name in new if int(name[4:9], 16) == epoch}
            expect(not new, f"{exchange.venue}: ordered before anybody let it: {new}")
        self.compare(Decimal(found[2]))

    def ours(self, report):
        return {order["client_id"]: order for order in report["orders"] if order["client_id"].startswith(MAGIC)}

    def compare(self, position):
        """Holds the exchanges' account against the journal and against what the console says."""
        intents, fills = {}, {}
        for kind, record in Journal(self.folder).records():
            if kind == "intent":
                expect(record["order"] not in intents, f"two intents of {record['order']}")
                intents[record["order"]] = record
            elif kind == "evidence" and record["says"] == "fill":
                fills[record["venue"], record["trade"]] = record
        net = Decimal(0)
        for slot, exchange in enumerate(self.exchanges):
            report = exchange.report()
            names = [order["client_id"] for order in report["orders"] if order["client_id"].startswith(MAGIC)]
            expect(len(names) == len(set(names)), f"{exchange.venue}: an order was sent twice")
            for name in names:
                expect(name in intents or name in self.orphans, f"{exchange.venue}: {name} is not in the journal")
            for order in report["orders"]:
                name, state = order["client_id"], order["state"]
                if name.startswith("foreign"):
                    expect(state == "open", f"{exchange.venue}: an order of others is {state}")
                elif name in self.orphans:
                    expect(state == "cancelled", f"{exchange.venue}: the unknown order {name} is {state}")
                elif name.startswith(MAGIC):
                    expect(state != "open", f"{exchange.venue}: {name} still stands")
            known = {str(trade) for venue, trade in fills if venue == slot}
            for fill in report["fills"]:
                if not fill["client_id"].startswith(MAGIC):
                    fail(f"{exchange.venue}: an order of others has traded")
                expect(str(fill["id"]) in known, f"{exchange.venue}: the fill {fill['id']} is lost")
                record = fills[slot, str(fill["id"])]
                expect(record["order"] == fill["client_id"], f"{exchange.venue}: a fill is booked to another order")
                expect(record["quantity"] * UNIT == Decimal(fill["quantity"]), f"{exchange.venue}: a fill differs")
                sign = 1 if fill["side"] == "buy" else -1
                net += sign * Decimal(fill["quantity"])
                if fill["fee_asset"] == "ETH":
                    net -= Decimal(fill["fee"])
            expect(len(known) == len(report["fills"]), f"{exchange.venue}: the journal has fills that are none")
            self.balances(exchange, report)
            self.tallies[f"orders at {exchange.venue}"] = len(names)
            self.tallies[f"fills at {exchange.venue}"] = len(report["fills"])
        held = sum(self.held(exchange.report(), "ETH") for exchange in self.exchanges) - 40
        expect(abs(held - net) < UNIT, f"the exchanges hold {held} ETH more, the fills make {net}")
        expect(abs(position - net) < 100 * UNIT, f"the console says {position} ETH, the exchanges {net}")
        self.tallies["differences"] += 0

    def held(self, report, asset):
        return sum(Decimal(row["free"]) + Decimal(row["locked"]) for row in report["balances"] if row["asset"] == asset)

    def balances(self, exchange, report):
        """The exchange's balances are what its own fills make them: else the judge is wrong."""
        cash = Decimal(60000)
        for fill in report["fills"]:
            cash += Decimal(fill["quote"]) * (1 if fill["side"] == "sell" else -1)
            if fill["fee_asset"] == "USDT":
                cash -= Decimal(fill["fee"])
        held = self.held(report, "USDT")
        expect(abs(held - cash) < Decimal("0.0001"), f"{exchange.venue} holds {held} USDT, its fills make {cash}")

    def let_run(self):
        if not self.console.let_run():
            fail("it did not run again:\n" + self.console.log()[-2000:] + self.console.last_words())

    def finish(self):
        """A last restart, and an end in good order."""
        self.start()
        self.reconcile()
        code = self.console.end()
        expect(code == 143, f"it ended with {code}: " + self.console.last_words())
        expect("ended with 0 orders open" in self.console.last_words(), "no last words: " + self.console.last_words())

    def stop(self):
        for exchange in self.exchanges:
            exchange.stop()


def main():
    rung = os.path.abspath(sys.argv[1])
    crashes, seed = int(sys.argv[2]) if len(sys.argv) > 2 else 25, int(sys.argv[3]) if len(sys.argv) > 3 else 1
    speed = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    run = Run(rung, seed, speed)
    print(f"seed {seed}, {crashes} crashes, {speed} times the recorded speed, in {run.folder}", flush=True)
    begin = time.monotonic()
    try:
        for number in range(crashes):
            wait = run.crash(number)
            if number % 3 == 0:
                run.plant(number)
            print(f"crash {number + 1}: after {wait:.2f} s; reconciled so far {len(run.seconds)} times, "
                  f"{run.doubts} orders in doubt, {run.count_orders()} orders", flush=True)
        run.finish()
    except BaseException:
        print(f"the folder is {run.folder}", flush=True)
        if run.console and run.console.process.poll() is None:
            run.console.kill()
        raise
    finally:
        run.stop()
    shutil.rmtree(run.folder)
    ordered = sorted(run.seconds)
    print(f"{crashes} crashes in {time.monotonic() - begin:.0f} s: 0 lost, 0 twice, ledger equal; "
          f"{run.doubts} orders were in doubt, {len(run.orphans)} unknown ones of ours cancelled")
    for name, count in sorted(run.tallies.items()):
        print(f"  {name}: {count}")
    print(f"  seconds to reconciled: median {statistics.median(ordered):.2f}, "
          f"95 % {ordered[int(0.95 * (len(ordered) - 1))]:.2f}, most {ordered[-1]:.2f}")


main()
