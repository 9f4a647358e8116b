"""Reaches an exchange by TLS with Python's defaults: tls_client.py PORT binance|kraken [AUTHORITY.pem].

Prints "trusted" or "refused" for HTTPS, then for WebSocket. A connection that fails for any other reason than the
certificate ends the script.
"""

import http.client
import signal
import ssl
import sys

from websockets.sync.client import connect


def https(port, context):
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    connection.request("GET", "/api/v3/ping")
    connection.getresponse().read()
    connection.close()


def web_socket(port, context, path):
    with connect(f"wss://127.0.0.1:{port}{path}", ssl=context, proxy=None):
        pass


def verdict(act, *arguments):
    try:
        act(*arguments)
        return "trusted"
    except ssl.SSLCertVerificationError:
        return "refused"


# A peer that hangs must not hang the tests.
signal.alarm(30)
port, path = int(sys.argv[1]), {"binance": "/ws", "kraken": "/v2"}[sys.argv[2]]
context = ssl.create_default_context(cafile=sys.argv[3] if len(sys.argv) > 3 else None)
print(verdict(https, port, context))
print(verdict(web_socket, port, context, path))
