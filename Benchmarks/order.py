#!/usr/bin/env python3
"""Measures how soon an order leaves after the message that made it: order.py RUNG [SECONDS [SPEED]]

The console trades at two simulated exchanges over TLS. Its quotes are reached by what the played market does and by
nothing else, so each first order of a match has a message behind it. A library between the console and libcurl and
SQLite (order/stamps.c) stamps what is read, written down and sent; when the trader's step began is read from the console's
own journal, which has the instant of each step by the same clock.

Measured is the time from the return of poll, which says that the message's first byte is there, to the call that hands
the order's first byte to the socket.
"""

import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "Tests/Crash"))

from console import Console, Journal  # noqa: E402
from exchange import Exchange  # noqa: E402

VENUES = ["binance", "kraken"]
RECORD = struct.Struct("<QQQII16s1000s")
RECEIVED, SENT, WRITTEN = 1, 2, 3
STEPS = [
    ("read", "socket readable -> bytes read, decrypted"),
    ("parse", "-> the trader's step begins (frames, parsing, hand over, wake)"),
    ("decide", "-> SQLite is first called (books, quotes, match, route, risk, hand over, wake, the records' text)"),
    ("journal", "-> committed"),
    ("send", "-> order's first byte handed over (wake, form, sign, gate, frame)"),
]


def stamps(folder):
    """The records of the console's process, the one that has most of them."""
    path = max(folder.glob("*.stamps"), key=lambda path: path.stat().st_blocks)
    found = []
    with open(path, "rb") as file:
        while len(record := file.read(RECORD.size)) == RECORD.size:
            begun, ended, readable, kind, count, thread, head = RECORD.unpack(record)
            if kind == 0:
                break
            found.append((begun, ended, readable, kind, thread.split(b"\0")[0].decode(), head[:count]))
    return sorted(found)


def texts(data):
    """The text frames of a client at the start of `data`, unmasked (RFC 6455 section 5.2)."""
    place = 0
    while place + 6 <= len(data) and data[place] == 0x81:
        length, place = data[place + 1] & 0x7F, place + 2
        if length == 126:
            length, place = struct.unpack_from(">H", data, place)[0], place + 2
        mask, place = data[place:place + 4], place + 4
        body = data[place:place + length]
        yield bytes(byte ^ mask[index % 4] for index, byte in enumerate(body)).decode(errors="replace")
        place += length


def departures(records):
    """When each order's first byte was handed over, by its name."""
    found = {}
    for begun, _, _, kind, thread, head in records:
        if kind == SENT and thread.startswith("exec."):
            for text in texts(head):
                if '"order.place"' in text or '"add_order"' in text:
                    name = re.search(r'"(?:newClientOrderId":|cl_ord_id":)"([0-9a-f]+)"', text)
                    if name:
                        found.setdefault(name[1], begun)
    return found


def split(records, intents):
    """The steps of each first order of a match, in nanoseconds."""
    sent = departures(records)
    reads = [record for record in records if record[3] == RECEIVED and record[4].startswith("feed.")]
    writes = [record for record in records if record[3] == WRITTEN and record[4] == "journal"]
    for name, step in intents:
        # The last digit before the tag counts the attempts: what is routed again is not made by a message.
        if name not in sent or name[23] != "0":
            continue
        before = [read for read in reads if read[1] <= step]
        commits = [write for write in writes if step <= write[0] and write[1] <= sent[name]]
        if not before or not commits:
            continue
        read = before[-1]
        readable = min(read[0], read[2])
        marks = [readable, read[1], step, commits[0][0], commits[-1][1], sent[name]]
        yield [after - mark for mark, after in zip(marks, marks[1:])]


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] / 1e3


def main():
    rung = os.path.abspath(sys.argv[1])
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 120
    speed = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rung-order-"))
    library = folder / "stamps.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, FOLDER / "order/stamps.c"], check=True)
    load = os.getloadavg()[0]
    exchanges = [Exchange(rung, venue, folder, speed) for venue in VENUES]
    try:
        console = Console(rung, folder, exchanges, strategy="  profile: passive\n",
                          environment={"LD_PRELOAD": str(library), "RUNG_STAMPS": str(folder)})
        if not console.wait(r"KRAKEN account read", 60) or not console.wait(r"MM quotes", 60):
            sys.exit(f"FAILED: it does not trade\n{console.log()[-3000:]}")
        console.drain(seconds)
        console.end()
        intents = [(record["order"], record["at"]) for kind, record in Journal(folder).records() if kind == "intent"]
        rows = list(split(stamps(folder), intents))
    finally:
        for exchange in exchanges:
            exchange.stop()
        shutil.rmtree(folder)
    if len(rows) < 10:
        sys.exit(f"FAILED: {len(intents)} orders, {len(rows)} of them with a message behind them")
    print(f"{len(rows)} orders in {seconds} s at {speed} times the recording's pace, {os.cpu_count()} cores; load before "
          f"{load:.1f}, after {os.getloadavg()[0]:.1f}; microseconds")
    # Of fewer than a hundred orders the slowest is all that is known of the last hundredth.
    shares = {"p50": 0.5, "p90": 0.9, **({"p99": 0.99} if len(rows) >= 100 else {}), "most": 1}
    print(f"{'':8}", *(f"{name:>8}" for name in shares))
    for (name, words), column in zip(STEPS + [("whole", "")], [*zip(*rows), [sum(row) for row in rows]]):
        print(f"{name:8}", *(f"{quantile(column, share):8.0f}" for share in shares.values()), f" {words}")


main()
