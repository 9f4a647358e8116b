#!/usr/bin/env python3
"""Kills what a sentinel watches over, with orders that stand at both venues: sentinel.py RUNG

A process stands in for the console: it starts `rung sentinel`, hands the keys over through its pipe, and says four times a
second that it lives and which orders stand. Then it is killed, falls silent, or says goodbye. Prints a line for each.
"""

import base64
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from exchange import Exchange
from names import order_name

VENUES = ["binance", "kraken"]
KEY = bytes(range(32))


def fail(what):
    sys.exit(f"FAILED: {what}")


def handover(exchanges, folder):
    fields = [("log", folder.encode()), ("journal", folder.encode())]
    fields.append(("authority", b"\n".join(pathlib.Path(exchange.authority).read_bytes() for exchange in exchanges)))
    for exchange in exchanges:
        key, secret = pathlib.Path(exchange.key_file).read_bytes().splitlines()
        if exchange.venue == "kraken":
            secret = base64.b64decode(secret)
        fields += [("host", f"127.0.0.1 {exchange.port}".encode()), ("kind", b"hmac"), ("key", key),
                   ("secret", secret)]
    fields.append(("begin", b""))
    return b"".join(f"{name} {len(value)}\n".encode() + value for name, value in fields)


def stand_in(rung, exchanges, folder, orders, manner):
    """What the console does; never returns."""
    sentinel = subprocess.Popen([rung, "sentinel"], stdin=subprocess.PIPE, start_new_session=True)
    sentinel.stdin.write(handover(exchanges, folder))
    alive = ("alive " + " ".join(f"{slot}:{name}" for slot, name in orders) + "\n").encode()
    while True:
        sentinel.stdin.write(alive)
        sentinel.stdin.flush()
        time.sleep(0.25)
        if os.path.exists(manner):
            word = pathlib.Path(manner).read_text()
            if word == "goodbye":
                sentinel.stdin.write(b"goodbye\n")
                sentinel.stdin.close()
                time.sleep(60)
            if word == "silence":
                time.sleep(60)


def standing(exchanges):
    return {order["client_id"] for exchange in exchanges for order in exchange.report()["orders"]
            if order["state"] == "open"}


def run(rung, exchanges, folder, word, number):
    names = []
    for slot, exchange in enumerate(exchanges):
        exchange.nonce_lead = 0
        for index in range(3):
            name = order_name(KEY, 1, 100 * number + 10 * slot + index, leg=slot)
            exchange.place("buy", "1200.00", "0.0100", name)
            names.append((slot, name))
    manner = f"{folder}/manner"
    pathlib.Path(manner).unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            stand_in(rung, exchanges, folder, names, manner)
        finally:
            os._exit(0)
    time.sleep(1.5)
    ours = {name for _, name in names}
    if not ours <= standing(exchanges):
        fail("it cancelled while all was well")
    begin = time.monotonic()
    if word == "kill":
        os.kill(child, signal.SIGKILL)
    else:
        pathlib.Path(manner).write_text(word)
    if word == "goodbye":
        time.sleep(2)
        if not ours <= standing(exchanges):
            fail("it cancelled after a goodbye")
        print("goodbye: nothing cancelled")
    else:
        while ours & standing(exchanges):
            if time.monotonic() - begin > 10:
                fail(f"{word}: {len(ours & standing(exchanges))} orders still stand after 10 s")
            time.sleep(0.01)
        # The time itself goes to standard error: a line of output is the same on every machine.
        print(f"{word}: all cancelled", flush=True)
        print(f"{word}: {(time.monotonic() - begin) * 1000:.0f} ms", file=sys.stderr)
        if not {"foreign"} <= standing(exchanges):
            fail("it cancelled an order of others")
    if word != "kill":
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main():
    rung = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="rung-sentinel-")
    exchanges = [Exchange(rung, venue, folder, 1) for venue in VENUES]
    try:
        for exchange in exchanges:
            exchange.place("buy", "1200.00", "0.0100", "foreign")
        for number, word in enumerate(["goodbye", "kill", "silence"]):
            run(rung, exchanges, folder, word, number)
    finally:
        for exchange in exchanges:
            exchange.stop()
    shutil.rmtree(folder)


main()
