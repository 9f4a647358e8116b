"""Trades at an exchange by Binance's published protocol: binance_trader.py PORT AUTHORITY.pem ACCOUNT.json.

REST API "Request security", WebSocket API "Trading requests" and "User Data Stream requests", July 2026. Nothing here is
ours but the wire: Python's standard library signs, `websockets` carries.

Prints what it did, a line each; any surprise ends it with a message.
"""

import hashlib
import hmac
import http.client
import json
import signal
import ssl
import sys
import time
import urllib.parse
from decimal import Decimal

from websockets.sync.client import connect

signal.alarm(30)
port = int(sys.argv[1])
context = ssl.create_default_context(cafile=sys.argv[2])
account = json.load(open(sys.argv[3]))
key, secret = account["key"], account["secret"].encode()


def sign(payload):
    return hmac.new(secret, payload.encode(), hashlib.sha256).hexdigest()


def rest(method, path, **parameters):
    parameters["timestamp"] = int(time.time() * 1000)
    query = urllib.parse.urlencode(parameters)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    connection.request(method, f"{path}?{query}&signature={sign(query)}", headers={"X-MBX-APIKEY": key})
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, body


def expect(condition, what):
    if not condition:
        sys.exit(f"surprise: {what}")


with connect(f"wss://127.0.0.1:{port}/ws-api/v3", ssl=context, proxy=None) as socket:
    events = []

    def receive():
        message = json.loads(socket.recv(timeout=10))
        if "event" in message:
            events.append(message["event"])
            return None
        return message

    def ask(method, **parameters):
        parameters |= {"apiKey": key, "timestamp": int(time.time() * 1000)}
        payload = "&".join(f"{name}={parameters[name]}" for name in sorted(parameters))
        parameters["signature"] = sign(payload)
        socket.send(json.dumps({"id": method, "method": method, "params": parameters}))
        while (answer := receive()) is None:
            pass
        return answer

    def await_event(matches):
        while not any(matches(event) for event in events):
            receive()

    answer = ask("userDataStream.subscribe.signature")
    expect(answer["status"] == 200, answer)

    answer = ask("order.place", symbol="ETHUSDT", side="BUY", type="MARKET", quantity="0.0500",
                 newClientOrderId="peer-1", newOrderRespType="FULL")
    expect(answer["status"] == 200 and answer["result"]["status"] == "FILLED", answer)
    fills = answer["result"]["fills"]
    expect(sum(Decimal(fill["qty"]) for fill in fills) == Decimal("0.05"), fills)
    await_event(lambda event: event["e"] == "executionReport" and event["c"] == "peer-1" and event["X"] == "FILLED")
    await_event(lambda event: event["e"] == "outboundAccountPosition")
    reports = [event for event in events if event["e"] == "executionReport" and event["x"] == "TRADE"]
    expect(sum(Decimal(event["l"]) for event in reports) == Decimal("0.05"), reports)
    print(f"filled, paid in {fills[0]['commissionAsset']}")

    answer = ask("order.place", symbol="ETHUSDT", side="BUY", type="LIMIT", timeInForce="GTC", price="1500.00",
                 quantity="0.0100", newClientOrderId="peer-2")
    expect(answer["status"] == 200 and answer["result"]["status"] == "NEW", answer)
    status, body = rest("GET", "/api/v3/order", symbol="ETHUSDT", origClientOrderId="peer-2")
    expect(status == 200 and body["status"] == "NEW", body)
    answer = ask("order.cancel", symbol="ETHUSDT", origClientOrderId="peer-2")
    expect(answer["status"] == 200 and answer["result"]["status"] == "CANCELED", answer)
    await_event(lambda event: event["e"] == "executionReport" and event["x"] == "CANCELED" and event["C"] == "peer-2")
    print("cancelled")

status, body = rest("GET", "/api/v3/myTrades", symbol="ETHUSDT")
expect(status == 200 and {trade["id"] for trade in body} == {fill["tradeId"] for fill in fills}, body)
status, body = rest("GET", "/api/v3/account")
balances = {row["asset"]: Decimal(row["free"]) + Decimal(row["locked"]) for row in body["balances"]}
fee = sum(Decimal(fill["commission"]) for fill in fills)
cost = sum(Decimal(fill["qty"]) * Decimal(fill["price"]) for fill in fills)
expect(balances == {"ETH": Decimal("20.05") - fee, "USDT": Decimal(60000) - cost}, balances)
print("balances agree")
status, body = rest("DELETE", "/api/v3/order", symbol="ETHUSDT", origClientOrderId="peer-2")
expect((status, body["code"]) == (400, -2011), body)
secret = b"another"
status, body = rest("GET", "/api/v3/account")
expect((status, body["code"]) == (400, -1022), body)
print("refused")
