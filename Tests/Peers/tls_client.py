"""Reaches an exchange by TLS with Python's defaults: tls_client.py PORT [AUTHORITY.pem].

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


def web_socket(port, context):
    with connect(f"wss://127.0.0.1:{port}/ws", ssl=context, proxy=None):
        pass


def verdict(act, *arguments):
    try:
        act(*arguments)
        return "trusted"
    except ssl.SSLCertVerificationError:
        return "refused"


# A peer that hangs must not hang the tests.
signal.alarm(30)
port = int(sys.argv[1])
context = ssl.create_default_context(cafile=sys.argv[2] if len(sys.argv) > 2 else None)
print(verdict(https, port, context))
print(verdict(web_socket, port, context))
