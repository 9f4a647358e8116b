"""Checks Kraken's checksums: kraken_client.py PORT DEPTH UPDATES.

"Calculating book checksums", docs.kraken.com, WebSocket API v2: CRC-32 over the ten best asks from low to high, then the
ten best bids from high to low; of each level the price and the quantity as they were written, without the point and
without leading zeros. Numbers are kept as the text that was on the wire: that is what the checksum is about.
"""

import json
import signal
import sys
import zlib
from decimal import Decimal

from websockets.sync.client import connect


def digits(text):
    return text.replace(".", "").lstrip("0")


class Book:
    def __init__(self, depth):
        self.depth = depth
        self.bids, self.asks = {}, {}

    def change(self, data):
        for name, falling in [("bids", True), ("asks", False)]:
            side = getattr(self, name)
            for level in data[name]:
                if Decimal(level["qty"]) == 0:
                    side.pop(Decimal(level["price"]), None)
                else:
                    side[Decimal(level["price"])] = (level["price"], level["qty"])
            # The venue tells nothing of levels that leave the depth: the client cuts them off.
            for price in sorted(side, reverse=falling)[self.depth :]:
                del side[price]

    def checksum(self):
        asks = [self.asks[price] for price in sorted(self.asks)[:10]]
        bids = [self.bids[price] for price in sorted(self.bids, reverse=True)[:10]]
        return zlib.crc32("".join(digits(price) + digits(qty) for price, qty in asks + bids).encode())


def follow(port, depth, updates):
    book, checked = Book(depth), 0
    with connect(f"ws://127.0.0.1:{port}/v2", proxy=None) as socket:
        channel = {"channel": "book", "symbol": ["ETH/USDT"], "depth": depth}
        socket.send(json.dumps({"method": "subscribe", "params": channel, "req_id": 7}))
        while checked <= updates:
            message = json.loads(socket.recv(10), parse_float=str, parse_int=str)
            if message.get("method") == "subscribe" and message.get("success") is not True:
                sys.exit(f"the subscription was refused: {message}")
            if message.get("channel") != "book":
                continue
            if (message["type"] == "snapshot") != (checked == 0):
                sys.exit(f"a {message['type']} after {checked} messages")
            data = message["data"][0]
            book.change(data)
            if book.checksum() != int(data["checksum"]):
                sys.exit(f"message {checked}: {book.checksum()} is not the checksum of {message}")
            checked += 1
    print(f"{checked} checksums", f"{len(book.bids)} bids", f"{len(book.asks)} asks", sep="\n")


# A peer that hangs must not hang the tests.
signal.alarm(30)
follow(*map(int, sys.argv[1:4]))
