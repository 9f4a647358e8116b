"""Trades at an exchange by Kraken's published protocol: kraken_trader.py PORT AUTHORITY.pem ACCOUNT.json.

Guide "Spot REST authentication", Spot WebSocket v2 `add_order`, `cancel_order`, `executions`, `balances`, August 2026.
Nothing here is ours but the wire: Python's standard library signs, `websockets` carries.

Prints what it did, a line each; any surprise ends it with a message.
"""

import base64
import hashlib
import hmac
import http.client
import json
import signal
import ssl
import sys
import time
import urllib.parse
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from websockets.sync.client import connect

signal.alarm(30)
port = int(sys.argv[1])
context = ssl.create_default_context(cafile=sys.argv[2])
account = json.load(open(sys.argv[3]))
secret = base64.b64decode(account["secret"])


def expect(condition, what):
    if not condition:
        sys.exit(f"surprise: {what}")


def rest(name, **parameters):
    path = f"/0/private/{name}"
    nonce = str(time.time_ns())
    body = urllib.parse.urlencode({"nonce": nonce, **parameters})
    digest = hashlib.sha256((nonce + body).encode()).digest()
    mac = base64.b64encode(hmac.new(secret, path.encode() + digest, hashlib.sha512).digest()).decode()
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    headers = {"API-Key": account["key"], "API-Sign": mac, "Content-Type": "application/x-www-form-urlencoded",
               "User-Agent": "peer"}
    connection.request("POST", path, body=body, headers=headers)
    answer = json.loads(connection.getresponse().read(), parse_float=Decimal)
    connection.close()
    return answer


token = rest("GetWebSocketsToken")["result"]["token"]
with connect(f"wss://127.0.0.1:{port}/v2", ssl=context, proxy=None) as socket:
    executions, sequences = [], []

    def receive():
        message = json.loads(socket.recv(timeout=10), parse_float=Decimal)
        if message.get("channel") == "executions":
            sequences.append(message["sequence"])
            if message["type"] == "update":
                executions.extend(message["data"])
        return message if "success" in message else None

    def ask(method, **parameters):
        socket.send(json.dumps({"method": method, "params": {**parameters, "token": token}, "req_id": 7}))
        while (answer := receive()) is None:
            pass
        return answer

    def await_execution(matches):
        while not any(matches(row) for row in executions):
            receive()

    answer = ask("subscribe", channel="executions", snap_orders=True, snap_trades=False)
    expect(answer["success"], answer)

    deadline = (datetime.now(timezone.utc) + timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    answer = ask("add_order", order_type="limit", side="buy", symbol="ETH/USDT", order_qty=0.05, limit_price=4000,
                 time_in_force="ioc", cl_ord_id="peer-1", deadline=deadline)
    expect(answer["success"] and answer["result"]["cl_ord_id"] == "peer-1", answer)
    bought = answer["result"]["order_id"]
    await_execution(lambda row: row["order_id"] == bought and row["exec_type"] == "filled")
    fills = [row for row in executions if row["order_id"] == bought and row["exec_type"] == "trade"]
    expect(sum(Decimal(row["last_qty"]) for row in fills) == Decimal("0.05"), fills)
    print(f"filled, paid in {fills[0]['fees'][0]['asset']}")

    answer = ask("add_order", order_type="limit", side="buy", symbol="ETH/USDT", order_qty=0.01, limit_price=1500,
                 time_in_force="gtc", cl_ord_id="peer-2")
    expect(answer["success"], answer)
    resting = answer["result"]["order_id"]
    opened = rest("OpenOrders", cl_ord_id="peer-2")["result"]["open"]
    expect(list(opened) == [resting] and opened[resting]["status"] == "open", opened)
    answer = ask("cancel_order", cl_ord_id=["peer-2"])
    expect(answer["success"], answer)
    await_execution(lambda row: row["order_id"] == resting and row["exec_type"] == "canceled")
    answer = ask("cancel_order", order_id=[resting])
    expect(not answer["success"] and answer["error"] == "EOrder:Unknown order", answer)
    print("cancelled")
    expect(sequences == list(range(1, len(sequences) + 1)), sequences)

trades = rest("TradesHistory")["result"]["trades"]
expect(set(trades) == {row["exec_id"] for row in fills}, trades)
balance = rest("Balance")["result"]
cost = sum(Decimal(row["cost"]) + Decimal(row["fees"][0]["qty"]) for row in fills)
expect(Decimal(balance["XETH"]) == Decimal("20.05"), balance)
expect(Decimal(balance["USDT"]) == Decimal(60000) - cost, (balance, cost))
print("balances agree")
secret = b"another"
expect(rest("Balance")["error"] == ["EAPI:Invalid signature"], "a wrong signature is taken")
print("refused")
