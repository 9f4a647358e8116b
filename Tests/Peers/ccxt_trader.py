"""Trades at an exchange with ccxt, a client library for many venues: ccxt_trader.py PORT AUTHORITY.pem ACCOUNT.json VENUE.

Nothing here signs, frames or reads a message: that is all ccxt's (https://github.com/ccxt/ccxt), as its users have it,
by REST and by WebSocket. Only the addresses are ours.

Prints what it did, a line each; any surprise ends it with a message.
"""

import asyncio
import json
import signal
import ssl
import sys
import urllib.parse

import ccxt
import ccxt.pro

signal.alarm(60)
port, authority, account_file, venue = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
account = json.load(open(account_file))
symbol, size = "ETH/USDT", 0.05


def expect(condition, what):
    if not condition:
        sys.exit(f"surprise: {what}")


def moved(address, scheme):
    """The same path at our exchange."""
    if isinstance(address, dict):
        return {name: moved(inner, scheme) for name, inner in address.items()}
    return f"{scheme}://127.0.0.1:{port}{urllib.parse.urlparse(address).path}"


def prepared(kind):
    # The exchange counts by itself; ccxt would wait a second before each request to Kraken.
    client = kind({"apiKey": account["key"], "secret": account["secret"], "enableRateLimit": False})
    api = client.urls["api"]
    client.urls["api"] = {name: moved(api[name], "wss" if name == "ws" else "https") for name in api}
    # Spot alone, and no endpoint that is about other things than trading.
    client.has["fetchCurrencies"] = False
    client.options |= {"defaultType": "spot", "fetchMargins": False}
    client.options["fetchMarkets"] = client.options.get("fetchMarkets", {}) | {"types": ["spot"]}
    return client


def by_rest():
    client = prepared(getattr(ccxt, venue))
    client.validateServerSsl = authority
    client.load_markets()
    book = client.fetch_order_book(symbol, 5)
    bid, ask = book["bids"][0][0], book["asks"][0][0]
    before = client.fetch_balance()["total"]

    taken = client.create_order(symbol, "limit", "buy", size, round(ask * 1.002, 2), {"timeInForce": "IOC"})
    taken = client.fetch_order(taken["id"], symbol)
    expect(taken["status"] == "closed" and taken["filled"] == size, taken)
    fills = [trade for trade in client.fetch_my_trades(symbol) if trade["order"] == taken["id"]]
    expect(abs(sum(fill["amount"] for fill in fills) - size) < 1e-9, fills)
    print("REST: taken")

    resting = client.create_order(symbol, "limit", "buy", size, round(bid * 0.98, 2))
    expect([order["id"] for order in client.fetch_open_orders(symbol)] == [resting["id"]], resting)
    client.cancel_order(resting["id"], symbol)
    expect(client.fetch_open_orders(symbol) == [], resting)
    expect(client.fetch_order(resting["id"], symbol)["status"] == "canceled", resting)
    print("REST: rested and cancelled")

    client.create_order(symbol, "market", "sell", size)
    after = client.fetch_balance()["total"]
    paid = sum(fill["cost"] for fill in fills)
    expect(abs(after["ETH"] - before["ETH"]) < 0.001 and after["USDT"] < before["USDT"], (before, after, paid))
    for wrong, reason in [
        (lambda: client.create_order(symbol, "limit", "buy", 1_000, round(ask, 2)), ccxt.InsufficientFunds),
        (lambda: client.cancel_order(resting["id"], symbol), ccxt.OrderNotFound),
    ]:
        try:
            expect(False, wrong())
        except reason:
            pass
    print("REST: refused with the venue's reasons")
    return bid, ask


async def by_socket(bid, ask):
    client = prepared(getattr(ccxt.pro, venue))
    client.ssl_context = ssl.create_default_context(cafile=authority)
    try:
        await client.load_markets()
        book = await client.watch_order_book(symbol, 10)
        expect(book["bids"] and book["asks"], book)
        print("WebSocket: a book")

        watch = asyncio.create_task(client.watch_orders(symbol))
        await asyncio.sleep(1)
        resting = await client.create_order_ws(symbol, "limit", "buy", size, round(bid * 0.98, 2))
        told = await asyncio.wait_for(watch, 10)
        expect(any(order["id"] == resting["id"] and order["status"] == "open" for order in told), told)
        await client.cancel_order_ws(resting["id"], *([symbol] if venue == "binance" else []))
        print("WebSocket: rested, told and cancelled")

        watch = asyncio.create_task(client.watch_my_trades(symbol))
        await asyncio.sleep(0.5)
        taken = await client.create_order_ws(
            symbol, "limit", "buy", size, round(ask * 1.002, 2), {"timeInForce": "IOC"}
        )
        told = await asyncio.wait_for(watch, 10)
        expect(any(trade["order"] == taken["id"] for trade in told), (taken, told))
        print("WebSocket: taken, and told of the trade")
    finally:
        await client.close()


asyncio.run(by_socket(*by_rest()))
