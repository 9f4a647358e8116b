"""A simulated exchange as a process, asked and traded at by what the venues publish: nothing here is the console's."""

import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import ssl
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDINGS = {"binance": "spot_ethusdt_20240808.gz", "kraken": "usdm_ethusdt_20240808.gz"}


class Exchange:
    def __init__(self, rung, venue, folder, speed):
        self.venue = venue
        self.key_file = f"{folder}/{venue}.key"
        self.authority = f"{folder}/{venue}.pem"
        account = f"{folder}/{venue}.json"
        self.process = subprocess.Popen(
            [rung, "exchange", "--protocol", venue, "--recording", str(ROOT / "Recordings" / RECORDINGS[venue]),
             "--port", "0", "--speed", str(speed), "--control", "0", "--ca-file", self.authority, "--fee", "0.01",
             "--account", account, "--keys", self.key_file],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.port = self.control = None
        while self.port is None or self.control is None:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"the exchange {venue} did not start")
            if found := re.search(r"listening on wss://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/faults", line):
                self.control = int(found[1])
        self.context = ssl.create_default_context(cafile=self.authority)
        self.credentials = json.load(open(account))

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    # What the exchange itself says of the account.

    def report(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=20)
        connection.request("GET", "/accounts")
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["accounts"][0]

    def fault(self, text):
        self._switch("POST", text)

    def fault_off(self):
        self._switch("DELETE", None)

    def _switch(self, method, text):
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=20)
        connection.request(method, "/faults", body=text)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status >= 300:
            raise SystemExit(f"{self.venue}: fault {text}: {body}")

    # A client with the same account.

    def place(self, side, price, quantity, name):
        """Leaves an order standing."""
        if self.venue == "binance":
            self._binance("POST", "/api/v3/order", symbol="ETHUSDT", side=side.upper(), type="LIMIT", timeInForce="GTC",
                          price=price, quantity=quantity, newClientOrderId=name)
        else:
            self._kraken("AddOrder", pair="ETH/USDT", type=side, ordertype="limit", price=price, volume=quantity,
                         cl_ord_id=name)

    def _binance(self, method, path, **parameters):
        secret = self.credentials["secret"].encode()
        query = urllib.parse.urlencode({**parameters, "timestamp": int(time.time() * 1000)})
        signature = hmac.new(secret, query.encode(), hashlib.sha256).hexdigest()
        return self._ask(method, f"{path}?{query}&signature={signature}", None,
                         {"X-MBX-APIKEY": self.credentials["key"]})

    def _kraken(self, name, **parameters):
        # The console uses the same key: its numbers are nanoseconds, reserved a minute ahead after a crash.
        path, nonce = f"/0/private/{name}", str(time.time_ns() + self.nonce_lead)
        body = urllib.parse.urlencode({"nonce": nonce, **parameters})
        digest = hashlib.sha256((nonce + body).encode()).digest()
        mac = hmac.new(base64.b64decode(self.credentials["secret"]), path.encode() + digest, hashlib.sha512).digest()
        answer = self._ask("POST", path, body, {
            "API-Key": self.credentials["key"], "API-Sign": base64.b64encode(mac).decode(),
            "Content-Type": "application/x-www-form-urlencoded"})
        if answer["error"]:
            raise SystemExit(f"kraken: {answer['error']}")
        return answer

    nonce_lead = 0

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self.context)
        connection.request(method, path, body=body, headers={**headers, "User-Agent": "crash"})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{self.venue}: {answer.status} {text}")
        return json.loads(text)
