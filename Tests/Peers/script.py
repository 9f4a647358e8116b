"""What both peers say and expect, so that a difference between them lies in their library and not here.

Paths of a server, ours and theirs alike:
  /echo       each message comes back in one frame
  /fragments  each message comes back in fragments
  /ping       each message is followed by a ping that repeats it, and by the text "pong" when its pong has come
  /close      a text "CODE REASON" makes the server close with them
"""

import signal
import sys

# Around the places where the form of a frame's length changes, and a long one.
SIZES = [0, 1, 125, 126, 127, 1000, 65535, 65536, 1 << 20]
PING = b"are you there?"
CLOSE = (4001, "we are done")
SERVER_CLOSE = (1001, "leaving, à bientôt")


def text(size):
    """A text of `size` characters, of which every fourth is two bytes long."""
    return ("abcé" * (size // 4 + 1))[:size]


def binary(size):
    return bytes(i * 7 % 256 for i in range(min(size, 65536))) * max(1, size // 65536)


def messages():
    for size in SIZES:
        yield text(size)
        yield binary(size)


def pieces(message, count=4):
    """The message in `count` fragments, the last of which may be empty."""
    step = len(message) // (count - 1) or 1
    parts = [message[i * step : (i + 1) * step] for i in range(count - 1)]
    return parts + [message[(count - 1) * step :]]


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: got {got!r:.200}, wanted {wanted!r:.200}")


def say(line):
    print(line, flush=True)


def main(serve, talk):
    """Runs `serve()` or `talk(port)`, at most for half a minute: a peer that hangs must not hang the tests."""
    # A process inherits the blocked signals of the thread that starts it, and a test runs on any thread.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.alarm(30)
    if sys.argv[1] == "server":
        serve()
    else:
        talk(int(sys.argv[2]))
        say("done")
