"""Keeps a book by Binance's published procedure: binance_client.py PORT.

"How to manage a local order book correctly", developers.binance.com, Spot, WebSocket Streams. Nothing here is ours but
the wire: the stream comes through `websockets`, the snapshots through the standard library.

Prints how many events it applied, then its own book and a fresh snapshot of the same last update id, 100 levels each.
"""

import json
import signal
import sys
import urllib.request
from decimal import Decimal

from websockets.sync.client import connect

LEVELS = 100
EVENTS = 40
TRIES = 50


def fetch(port, limit):
    """A snapshot, by REST, past any proxy of this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    url = f"http://127.0.0.1:{port}/api/v3/depth?symbol=ETHUSDT&limit={limit}"
    with opener.open(url, timeout=10) as answer:
        return json.load(answer)


class Book:
    def __init__(self, snapshot):
        self.last = snapshot["lastUpdateId"]
        self.bids, self.asks = {}, {}
        self.change(snapshot["bids"], snapshot["asks"])

    def change(self, bids, asks):
        for side, levels in [(self.bids, bids), (self.asks, asks)]:
            for price, quantity in levels:
                if Decimal(quantity) == 0:
                    side.pop(price, None)
                else:
                    side[price] = quantity

    def apply(self, event):
        """Steps 5 to 7; whether the event was new."""
        if event["u"] <= self.last:
            return False
        if event["U"] > self.last + 1:
            sys.exit(f"gap: the book stands at {self.last}, the event begins at {event['U']}")
        self.change(event["b"], event["a"])
        self.last = event["u"]
        return True

    def top(self):
        def best(side, falling):
            return [list(level) for level in sorted(side.items(), key=lambda level: Decimal(level[0]), reverse=falling)]

        return {"lastUpdateId": self.last, "bids": best(self.bids, True)[:LEVELS], "asks": best(self.asks, False)[:LEVELS]}


def follow(port):
    with connect(f"ws://127.0.0.1:{port}/ws/ethusdt@depth@100ms", proxy=None) as stream:
        first = json.loads(stream.recv(10))
        snapshot = fetch(port, 5000)
        # Step 3: a snapshot from before the first event that was buffered is of no use.
        while snapshot["lastUpdateId"] < first["U"]:
            snapshot = fetch(port, 5000)
        book = Book(snapshot)
        applied = int(book.apply(first))
        while applied < EVENTS:
            applied += book.apply(json.loads(stream.recv(10)))
        # A snapshot may be taken between the ends of two events; then the next one is as good.
        for _ in range(TRIES):
            truth = fetch(port, LEVELS)
            while book.last < truth["lastUpdateId"]:
                applied += book.apply(json.loads(stream.recv(10)))
            if book.last == truth["lastUpdateId"]:
                return applied, book.top(), truth
    sys.exit(f"none of {TRIES} snapshots stands where an event of the stream ends")


# A test runs on any thread, and a peer that hangs must not hang the tests.
signal.alarm(30)
for line in follow(int(sys.argv[1])):
    print(json.dumps(line))
