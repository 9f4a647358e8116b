"""The console on a pseudo terminal: started, typed at, killed; its log and its journal read."""

import collections
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import sqlite3
import struct
import subprocess
import termios
import time

class Console:
    def __init__(self, rung, folder, exchanges, arguments=(), strategy="", environment=None):
        self.folder = pathlib.Path(folder)
        self.log_path = self.folder / "state/rung/rung.log"
        self.log_start = self.log_path.stat().st_size if self.log_path.exists() else 0
        options = []
        for exchange in exchanges:
            options += ["--exchange", f"{exchange.venue}=127.0.0.1:{exchange.port}", "--ca", exchange.authority,
                        "--account", f"{exchange.venue}={exchange.key_file}"]
        config = self.folder / "config.yaml"
        config.write_text(f"strategy:\n  warm-up: 3\n{strategy}limits:\n  executions-per-minute: 600\n  executions-per-hour: 36000\n")
        controller, device = pty.openpty()
        fcntl.ioctl(device, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [rung, *options, "--strategy", "--config", str(config), *arguments],
            stdin=device, stdout=device, stderr=device, start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8", "TERM": "xterm-256color",
                 "XDG_STATE_HOME": str(self.folder / "state"), **(environment or {})})
        os.close(device)
        self.controller = controller
        self.shown = collections.deque(maxlen=64)

    def drain(self, seconds):
        """Reads what it draws, for so long: a terminal that nobody reads would be one of the faults."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            if select.select([self.controller], [], [], min(rest, 0.05))[0]:
                try:
                    self.shown.append(os.read(self.controller, 65536))
                except OSError:
                    return

    def type(self, text):
        os.write(self.controller, text.encode())

    def let_run(self):
        """A person's key, and a yes; whether orders may go then."""
        for _ in range(5):
            # The screen may not have had its first picture when the key came.
            self.type(" ")
            self.drain(0.3)
            self.type("y")
            if self.wait(r"orders run", 2):
                return True
        return False

    def log(self):
        with open(self.log_path, errors="replace") as file:
            file.seek(self.log_start)
            return file.read()

    def wait(self, pattern, seconds):
        """Waits for a line of the log; the match, or nothing when the time is over or the console has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.log_path.exists() and (found := re.search(pattern, self.log())):
                return found
            if self.process.poll() is not None:
                return None
            self.drain(0.02)
        return None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def end(self):
        """Ends it in good order; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 15
        while self.process.poll() is None and time.monotonic() < end:
            self.drain(0.05)
        return self.close()

    def close(self):
        code = self.process.wait(10)
        # What it said last.
        self.drain(0.2)
        os.close(self.controller)
        return code

    def last_words(self):
        return b"".join(self.shown).decode(errors="replace")[-2000:]


class Journal:
    """What the journal holds, read by SQL: not by the console's own code."""

    def __init__(self, folder):
        self.folder = next(pathlib.Path(folder).glob("state/rung/journal/sim-*"))

    def records(self):
        for path in sorted(self.folder.glob("journal*.sqlite")):
            database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            for kind, payload in database.execute("SELECT kind, payload FROM record ORDER BY seq"):
                yield kind, json.loads(payload)
            database.close()

    def key(self):
        return (self.folder / "install.key").read_bytes()

    def nonce(self):
        path = self.folder / "nonce.kraken"
        return int(path.read_text()) if path.exists() else 0
