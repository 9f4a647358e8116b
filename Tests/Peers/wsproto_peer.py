"""A peer on the package `wsproto` over plain sockets: wsproto_peer.py server | wsproto_peer.py client PORT.

Its fragments have pings between them, which the other peer's library does not let one send.
"""

import socket

import script
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Pong,
    Request,
    TextMessage,
)


class Connection:
    """A connection whose messages are joined and whose pings are answered."""

    def __init__(self, stream, role):
        self.stream = stream
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.protocol = WSConnection(role)
        self.queue = []

    def send(self, *events):
        for event in events:
            self.stream.sendall(self.protocol.send(event))

    def message(self, data, is_last=True):
        kind = TextMessage if isinstance(data, str) else BytesMessage
        return kind(data=data, message_finished=is_last)

    def send_pieces(self, message):
        parts = script.pieces(message)
        for part in parts[:-1]:
            self.send(self.message(part, False), Ping(payload=b"between"))
        self.send(self.message(parts[-1]))

    def events(self):
        """Every event, messages whole; pings are answered."""
        parts = []
        while True:
            data = self.stream.recv(65536)
            self.protocol.receive_data(data or None)
            for event in self.protocol.events():
                if isinstance(event, Ping):
                    self.send(event.response())
                if isinstance(event, (TextMessage, BytesMessage)):
                    parts.append(event.data)
                    if not event.message_finished:
                        continue
                    event = self.message((b"" if isinstance(event, BytesMessage) else "").join(map(_plain, parts)))
                    parts = []
                yield event
            if not data:
                return

    def next(self, *kinds):
        for event in self.incoming:
            if isinstance(event, kinds):
                return event
        return None

    def start(self):
        self.incoming = self.events()


def _plain(part):
    return bytes(part) if isinstance(part, bytearray) else part


def answer(stream):
    connection = Connection(stream, ConnectionType.SERVER)
    connection.start()
    path = connection.next(Request).target
    connection.send(AcceptConnection())
    while True:
        event = connection.next(TextMessage, BytesMessage, CloseConnection)
        if event is None or isinstance(event, CloseConnection):
            break
        if path == "/echo":
            connection.send(event)
        elif path == "/fragments":
            connection.send_pieces(event.data)
        elif path == "/ping":
            payload = event.data.encode() if isinstance(event.data, str) else event.data
            connection.send(Ping(payload=payload))
            pong = connection.next(Pong)
            script.expect("pong", bytes(pong.payload), payload)
            connection.send(connection.message("pong"))
        elif path == "/close":
            code, reason = event.data.split(" ", 1)
            connection.send(CloseConnection(code=int(code), reason=reason))
            event = connection.next(CloseConnection)
            script.say(f"closed {event.code} {event.reason}")
            stream.close()
            return
    connection.send(event.response())
    script.say(f"closed {event.code} {event.reason}")
    stream.close()


def run_server():
    listener = socket.create_server(("127.0.0.1", 0))
    script.say(f"listening {listener.getsockname()[1]}")
    while True:
        answer(listener.accept()[0])


def open_connection(port, path):
    connection = Connection(socket.create_connection(("127.0.0.1", port)), ConnectionType.CLIENT)
    connection.start()
    connection.send(Request(host=f"127.0.0.1:{port}", target=path))
    if connection.next(AcceptConnection) is None:
        raise SystemExit("the upgrade is refused")
    return connection


def close(connection):
    connection.send(CloseConnection(code=script.CLOSE[0], reason=script.CLOSE[1]))
    event = connection.next(CloseConnection)
    script.expect("close", (event.code, event.reason), script.CLOSE)
    connection.stream.close()


def run_client(port):
    for path in ["/echo", "/fragments"]:
        connection = open_connection(port, path)
        for message in script.messages():
            connection.send(connection.message(message))
            script.expect(f"echo of {len(message)}", connection.next(TextMessage, BytesMessage).data, message)
            connection.send_pieces(message)
            script.expect(f"echo of {len(message)}", connection.next(TextMessage, BytesMessage).data, message)
        connection.send(Ping(payload=script.PING))
        while bytes(connection.next(Pong).payload) != script.PING:
            pass
        close(connection)
    connection = open_connection(port, "/ping")
    connection.send(connection.message("hello"))
    script.expect("ping", bytes(connection.next(Ping).payload), b"hello")
    script.expect("pong seen", connection.next(TextMessage).data, "pong")
    close(connection)
    connection = open_connection(port, "/close")
    connection.send(connection.message("%d %s" % script.SERVER_CLOSE))
    event = connection.next(CloseConnection)
    script.expect("close", (event.code, event.reason), script.SERVER_CLOSE)
    connection.send(event.response())
    connection.stream.close()


script.main(run_server, run_client)
