#!/usr/bin/env python3
"""Fills the journal's disk while the console trades, and frees it again: disk.py RUNG (as root: it mounts a tmpfs)

New orders must stop, with the cause on the screen, and go again after a person's key once there is room.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from console import Console
from exchange import Exchange

VENUES = ["binance", "kraken"]


def fail(what, console=None):
    sys.exit(f"FAILED: {what}" + (f"\n{console.log()[-2000:]}" if console else ""))


def count(exchanges):
    return sum(len(exchange.report()["orders"]) for exchange in exchanges)


def wait_for_order(console, exchanges, seconds=60):
    before, end = count(exchanges), time.monotonic() + seconds
    while count(exchanges) == before and time.monotonic() < end:
        console.drain(0.1)
    return count(exchanges) > before


def fill(path):
    with open(path, "wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(4096))
        except OSError:
            pass


def main():
    rung = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="rung-disk-")
    disk = f"{folder}/disk"
    os.mkdir(disk)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=72m,mode=0700", "tmpfs", disk], check=True)
    exchanges = [Exchange(rung, venue, folder, 5) for venue in VENUES]
    console = None
    try:
        console = Console(rung, folder, exchanges, ["--journal", f"{disk}/journal"])
        if not wait_for_order(console, exchanges):
            fail("it did not trade", console)
        fill(f"{disk}/ballast")
        found = console.wait(r"orders held by the journal: ([^\n]*)", 60)
        if not found:
            fail("it did not stop", console)
        console.drain(1)
        before = count(exchanges)
        console.drain(8)
        if count(exchanges) != before:
            fail("an order left without a journal", console)
        print(f"held by the journal: {found[1]}")
        os.unlink(f"{disk}/ballast")
        if not console.let_run():
            fail("it did not run again", console)
        if not wait_for_order(console, exchanges):
            fail("it did not trade again", console)
        print("traded again")
        console.end()
        console = None
    finally:
        if console and console.process.poll() is None:
            console.kill()
        for exchange in exchanges:
            exchange.stop()
        subprocess.run(["umount", "-l", disk], check=True)
    shutil.rmtree(folder)


main()
