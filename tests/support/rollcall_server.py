"""rollcall-server on a folder of its own and a port that the system chose, for tests in Python."""
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

BIN = pathlib.Path(os.environ["ROLLCALL_BIN"])


def wait_for(condition, what, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come in {seconds} s")


class Program:
    """A process whose lines are read as they come; ended by its id."""

    def __init__(self, *command, env=None):
        self.lines = []
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **(env or {})})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(20)
        self.reader.join(5)
        self.process.stdout.close()

    def find(self, pattern):
        return next((match for line in list(self.lines) if (match := re.search(pattern, line))), None)

    def said(self, key):
        """Lines of JSON with this key."""
        return [event for line in list(self.lines) if line.startswith("{") and key in (event := json.loads(line))]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body or b"{}")


class Server:
    def __init__(self, *options, env=None):
        self.folder = tempfile.TemporaryDirectory()
        self.program = Program(BIN / "rollcall-server", "--data-dir", pathlib.Path(self.folder.name, "data"), "--server-port", 0, *options, env=env)
        try:
            self.url = wait_for(lambda: self.program.find(r"(http://127\.0\.0\.1:\d+)") or self.program.process.poll() is not None, "the server", 60).group(1)
        except AttributeError:
            raise AssertionError("\n".join(self.program.lines)) from None

    def end(self):
        self.program.end()
        self.folder.cleanup()

    def ask(self, method, path, body=None, headers=None):
        data, headers = None, dict(headers or {})
        if isinstance(body, bytes):
            data = body
        elif body is not None:
            data = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def get(self, path, headers=None):
        return self.ask("GET", path, None, headers)

    def post(self, path, body=None, headers=None):
        return self.ask("POST", path, {} if body is None else body, headers)

    def send_form(self, path, fields):
        """fields: pairs of a name and a text, or a file's bytes."""
        edge = uuid.uuid4().hex
        body = b""
        for name, value in fields:
            body += f"--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"".encode()
            if isinstance(value, bytes):
                body += b"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + value
            else:
                body += b"\r\n\r\n" + value.encode()
            body += b"\r\n"
        return self.ask("POST", path, body + f"--{edge}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={edge}"})
