"""A tmux server of our own, without anybody's configuration."""

import os
import shutil
import subprocess
import tempfile
import time


class Tmux:
    """One session with one pane that runs a shell."""

    def __init__(self, columns, rows, environment=None):
        self.folder = tempfile.mkdtemp(prefix="rung-tmux-")
        self.socket = os.path.join(self.folder, "socket")
        variables = {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": self.folder, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "XDG_STATE_HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "PS1": "shell> ", "HISTFILE": "/dev/null",
        }
        variables.update(environment or {})
        self.variables = variables
        self.run("new-session", "-d", "-x", str(columns), "-y", str(rows), "bash", "--norc", "--noprofile")
        self.run("set-option", "-g", "status", "off")
        self.run("resize-window", "-x", str(columns), "-y", str(rows))
        if not self.wait("shell>"):
            raise RuntimeError("no shell in tmux:\n" + self.text())

    def run(self, *words):
        command = ["tmux", "-S", self.socket, "-f", "/dev/null", *words]
        result = subprocess.run(command, env=self.variables, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {result.stderr.strip()}")
        return result.stdout

    def type(self, *keys):
        self.run("send-keys", *keys)

    def resize(self, columns, rows):
        self.run("resize-window", "-x", str(columns), "-y", str(rows))

    def rows(self, styled=False):
        """The rows that are seen, blanks at their ends taken away."""
        words = ["capture-pane", "-p"] + (["-e"] if styled else [])
        return [row.rstrip() for row in self.run(*words).split("\n")]

    def text(self):
        return "\n".join(self.rows())

    def wait(self, what, seconds=30):
        """Waits until a text is seen, or a condition of the text holds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            text = self.text()
            if what(text) if callable(what) else what in text:
                return True
            time.sleep(0.05)
        return False

    def close(self):
        try:
            self.run("kill-server")
        except RuntimeError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
