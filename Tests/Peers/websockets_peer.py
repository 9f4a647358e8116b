"""A peer on the package `websockets`: websockets_peer.py server | websockets_peer.py client PORT."""

import script
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import serve


def answer(socket):
    path = socket.request.path
    try:
        for message in socket:
            if path == "/echo":
                socket.send(message)
            elif path == "/fragments":
                socket.send(iter(script.pieces(message)))
            elif path == "/ping":
                pong = socket.ping(message)
                socket.send("pong" if pong.wait(10) else "no pong")
            elif path == "/close":
                code, reason = message.split(" ", 1)
                socket.close(int(code), reason)
    except ConnectionClosed:
        pass
    script.say(f"closed {socket.close_code} {socket.close_reason}")


def run_server():
    with serve(answer, "127.0.0.1", 0, max_size=None) as server:
        script.say(f"listening {server.socket.getsockname()[1]}")
        server.serve_forever()


def run_client(port):
    def open_socket(path):
        return connect(f"ws://127.0.0.1:{port}{path}", max_size=None, proxy=None)

    for path in ["/echo", "/fragments"]:
        with open_socket(path) as socket:
            for message in script.messages():
                socket.send(message)
                script.expect(f"echo of {len(message)}", socket.recv(), message)
                socket.send(iter(script.pieces(message)))
                script.expect(f"echo of {len(message)} in fragments", socket.recv(), message)
            script.expect("pong", socket.ping(script.PING).wait(10), True)
            socket.close(*script.CLOSE)
            script.expect("close", (socket.close_code, socket.close_reason), script.CLOSE)
    with open_socket("/ping") as socket:
        socket.send("hello")
        script.expect("pong seen", socket.recv(), "pong")
        socket.close(*script.CLOSE)
    with open_socket("/close") as socket:
        socket.send("%d %s" % script.SERVER_CLOSE)
        try:
            script.expect("close", socket.recv(), None)
        except ConnectionClosed as closed:
            script.expect("close", (closed.rcvd.code, closed.rcvd.reason), script.SERVER_CLOSE)


script.main(run_server, run_client)
