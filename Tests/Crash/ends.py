#!/usr/bin/env python3
"""Ends the console while it trades, and while orders are in doubt: ends.py RUNG

Says of each end what the console itself said, and holds it against the exchanges: nothing new after the end was asked for,
nothing left standing, and an exit code of its own where the end of an order is not known.
"""

import os
import shutil
import signal
import sys
import tempfile
import time

from console import Console, Journal
from exchange import Exchange
from names import MAGIC

VENUES = ["binance", "kraken"]


def fail(what, console=None):
    sys.exit(f"FAILED: {what}" + (f"\n{console.log()[-2000:]}\n{console.last_words()}" if console else ""))


def count(exchanges):
    return sum(len(exchange.report()["orders"]) for exchange in exchanges)


def trading(rung, folder, exchanges, isFirst):
    console = Console(rung, folder, exchanges)
    if not isFirst:
        if not console.wait(r"restart reconciled", 90):
            fail("it was not reconciled", console)
        if not console.let_run():
            fail("it did not run again", console)
    if not console.wait(r"MM quotes", 60):
        fail("it did not quote", console)
    return console


def ended(console, seconds):
    end = time.monotonic() + seconds
    while console.process.poll() is None and time.monotonic() < end:
        console.drain(0.02)
    if console.process.poll() is None:
        fail(f"it did not end within {seconds} s", console)
    return console.close()


def wait_for_order(console, exchanges, before):
    end = time.monotonic() + 60
    while count(exchanges) == before and time.monotonic() < end:
        console.drain(0.02)


def in_order(rung, folder, exchanges):
    """SIGTERM while it trades."""
    console = trading(rung, folder, exchanges, True)
    wait_for_order(console, exchanges, 0)
    console.process.send_signal(signal.SIGTERM)
    console.drain(0.1)
    asked = count(exchanges)
    code = ended(console, 5)
    if code != 143 or "ended with 0 orders open" not in console.last_words():
        fail(f"SIGTERM ended it with {code}", console)
    if count(exchanges) != asked:
        fail("an order left after the end was asked for", console)
    print("SIGTERM: 143, nothing open")


def in_doubt(rung, folder, exchanges, second):
    """The end while of some orders nothing is known; `second` is a signal that does not want to wait."""
    console = trading(rung, folder, exchanges, False)
    for exchange in exchanges:
        exchange.fault("drop-request times=100")
    # No order arrives any more, so the exchanges cannot tell; the journal can.
    if not wait_for_doubt(console, folder):
        fail("no order came into doubt", console)
    begin = time.monotonic()
    console.process.send_signal(signal.SIGTERM)
    if second:
        time.sleep(0.2)
        console.process.send_signal(second)
    code = ended(console, 6)
    took = time.monotonic() - begin
    words = console.last_words()
    if code != 4 or "not known to have ended" not in words:
        fail(f"it ended with {code}", console)
    if second and took > 1:
        fail(f"the second signal ended it after {took:.2f} s", console)
    for exchange in exchanges:
        exchange.fault_off()
    print(f"in doubt{' and asked twice' if second else ''}: 4, told")


def wait_for_doubt(console, folder):
    seen = {record["order"] for kind, record in Journal(folder).records() if kind == "intent"}
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if any(kind == "intent" and record["order"] not in seen for kind, record in Journal(folder).records()):
            return True
        console.drain(0.05)
    return False


def main():
    rung = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="rung-ends-")
    exchanges = [Exchange(rung, venue, folder, 5) for venue in VENUES]
    try:
        in_order(rung, folder, exchanges)
        in_doubt(rung, folder, exchanges, None)
        in_doubt(rung, folder, exchanges, signal.SIGINT)
        open_orders = [order for exchange in exchanges for order in exchange.report()["orders"]
                       if order["state"] == "open" and order["client_id"].startswith(MAGIC)]
        if open_orders:
            fail(f"left standing: {open_orders}")
    finally:
        for exchange in exchanges:
            exchange.stop()
    shutil.rmtree(folder)


main()
