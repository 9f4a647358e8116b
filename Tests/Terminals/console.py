"""The console on a pseudo terminal of this process, with every byte that it writes."""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import tempfile
import termios
import time


class Console:
    """A running console; its home is a folder of its own, gone with it."""

    def __init__(self, program, columns=80, rows=24, term="tmux-256color", arguments=(), environment=None):
        self.home = tempfile.mkdtemp(prefix="rung-terminal-")
        self.bytes = bytearray()
        self.frames = []
        self.status = None
        variables = {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": self.home, "LANG": "C.UTF-8", "TERM": term,
            "XDG_STATE_HOME": self.home, "XDG_CONFIG_HOME": self.home,
        }
        variables.update(environment or {})
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(program, [program, *arguments], variables)
        os.set_blocking(self.descriptor, False)

    def type(self, text):
        os.write(self.descriptor, text if isinstance(text, bytes) else text.encode())

    def resize(self, columns, rows):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Reads for at most that long; returns what came."""
        new = bytearray()
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([self.descriptor], [], [], left)[0]:
                break
            try:
                piece = os.read(self.descriptor, 65536)
            except BlockingIOError:
                continue
            except OSError:
                break
            if not piece:
                break
            new += piece
        self.bytes += new
        return bytes(new)

    def wait(self, condition, seconds=30):
        """Reads until `condition` of all bytes so far holds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            if condition():
                return True
        return False

    def ended(self):
        """The exit status as a shell shows it, None while it runs."""
        if self.status is None:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if not process:
                return None
            self.status = os.waitstatus_to_exitcode(status)
        return self.status if self.status >= 0 else 128 - self.status

    def end(self, seconds=10):
        """Waits for the end; the exit status as a shell shows it, or None."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.ended() is None:
            self.read(0.02)
        return self.ended()

    def close(self):
        if self.status is None:
            try:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        os.close(self.descriptor)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
