#!/usr/bin/python3
"""rollcall-server pushes frames into a real Flask-SocketIO dashboard: by WebSocket, by polling, through a restart, and past a
dashboard that stands still."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

try:
    import eventlet  # noqa: F401
    import flask_socketio  # noqa: F401
except ImportError as missing:
    print(f"SKIP   : {missing}; Debian's python3-flask-socketio and python3-eventlet are needed")
    sys.exit(77)

HERE = pathlib.Path(__file__).resolve().parent
BIN = pathlib.Path(os.environ["ROLLCALL_BIN"])
MEBIBYTE = 1024 * 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come in {seconds} s")


class Program:
    """A process whose lines are read as they come; ended by its id."""

    def __init__(self, *command):
        self.lines = []
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(20)
        self.reader.join(5)
        self.process.stdout.close()

    def find(self, pattern):
        return next((match for line in list(self.lines) if (match := re.search(pattern, line))), None)


class Dashboard(Program):
    def __init__(self, port, mode, *tls):
        super().__init__("/usr/bin/python3", HERE / "dashboard.py", port, mode, *tls)

    def said(self, key):
        return [event for line in list(self.lines) if line.startswith("{") and key in (event := json.loads(line))]

    def frames(self):
        return self.said("frame")


class Pushing(unittest.TestCase):
    """A server with a camera that pushes into a dashboard, once it is started."""

    def setUp(self):
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def start(self, dashboard, *options):
        self.server = Program(BIN / "rollcall-server", "--data-dir", pathlib.Path(self.folder.name, "data"), "--server-port", 0, "--recognition=false",
                              "--forward-socketio", dashboard, *options)
        self.addCleanup(self.server.end)
        self.url = wait_for(lambda: self.server.find(r"listening on (http://\S+)"), "the server")[1]
        self.camera = Program(BIN / "rollcall-camera", "--headless", "--server", self.url, "--camera-id", "door", "--source",
                              os.environ.get("ROLLCALL_CLIP", "test"))
        self.addCleanup(self.camera.end)

    def dashboard(self, mode, *tls):
        dashboard = Dashboard(self.port, mode, *tls)
        self.addCleanup(lambda: dashboard.process.poll() is None and dashboard.end(signal.SIGKILL))
        return dashboard

    def listening_dashboard(self, mode, *tls):
        """One that can be connected to already: the server waits longer from try to try, and a busy machine starts Python slowly."""
        dashboard = self.dashboard(mode, *tls)
        wait_for(self.listens, "the dashboard", 60)
        return dashboard

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def metric(self, name):
        with urllib.request.urlopen(self.url + "metrics", timeout=10) as answer:
            text = answer.read().decode()
        found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else None

    def check(self, frames):
        for frame in frames:
            self.assertTrue(frame["jpeg"])
            self.assertEqual(frame["camera"], "door")
            self.assertEqual(frame["fields"], ["camera_id", "frame", "timestamp"])


class ForwardTest(Pushing):
    def setUp(self):
        super().setUp()
        self.start(f"http://127.0.0.1:{self.port}")

    def test_frames_arrive_by_web_socket_and_again_after_a_restart(self):
        first = self.dashboard("eventlet")
        wait_for(lambda: len(first.frames()) >= 20, "frames")
        self.check(first.frames())
        self.assertEqual(first.said("connected"), [{"connected": "websocket"}])
        first.end(signal.SIGKILL)
        wait_for(lambda: self.metric("rollcall_forward_connected") == 0, "the end of the connection")
        second = self.dashboard("eventlet")
        wait_for(lambda: len(second.frames()) >= 20, "frames after the restart", 60)
        self.check(second.frames())
        wait_for(lambda: self.metric("rollcall_forward_reconnects_total") == 1, "the count of reconnections")
        wait_for(lambda: self.metric("rollcall_forward_frames_total") >= 40, "the count of frames")
        wait_for(lambda: self.metric("rollcall_forward_connected") == 1, "the connection in the figures")

    def test_frames_arrive_by_polling_where_there_is_no_web_socket(self):
        dashboard = self.dashboard("threading")
        wait_for(lambda: len(dashboard.frames()) >= 20, "frames", 60)
        self.check(dashboard.frames())
        self.assertEqual(dashboard.said("connected")[-1], {"connected": "polling"})

    def test_a_dashboard_that_stands_still_costs_no_memory_and_gets_new_frames_afterwards(self):
        dashboard = self.dashboard("eventlet")
        wait_for(lambda: len(dashboard.frames()) >= 20, "frames")
        dashboard.process.send_signal(signal.SIGSTOP)
        wait_for(lambda: (self.metric("rollcall_forward_dropped_frames_total") or 0) > 0, "frames that are dropped")
        before = self.metric("process_resident_memory_bytes")
        dropped = self.metric("rollcall_forward_dropped_frames_total")
        wait_for(lambda: self.metric("rollcall_forward_dropped_frames_total") >= dropped + 30, "more of them")
        self.assertLess(self.metric("process_resident_memory_bytes") - before, 8 * MEBIBYTE)
        count = len(dashboard.frames())
        dashboard.process.send_signal(signal.SIGCONT)
        wait_for(lambda: len(dashboard.frames()) >= count + 60, "frames afterwards")
        self.assertLess(dashboard.frames()[-1]["age"], 2)


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class TlsForwardTest(Pushing):
    """Dashboards with https, whose certificate an authority of the test's own has signed."""

    def setUp(self):
        super().setUp()
        self.authority, self.certificate, self.key = (pathlib.Path(self.folder.name, name) for name in ("authority.pem", "server.pem", "server.key"))
        authority_key, request = (pathlib.Path(self.folder.name, name) for name in ("authority.key", "server.csr"))
        fresh = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        self.openssl("req", "-x509", *fresh, "-keyout", authority_key, "-out", self.authority, "-days", "2", "-subj", "/CN=Authority of a test")
        self.openssl("req", *fresh, "-keyout", self.key, "-out", request, "-subj", "/CN=dashboard", "-addext", "subjectAltName=IP:127.0.0.1")
        self.openssl("x509", "-req", "-in", request, "-CA", self.authority, "-CAkey", authority_key, "-out", self.certificate, "-days", "2",
                     "-copy_extensions", "copy")

    def openssl(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    def start_trusting(self):
        self.start(f"https://127.0.0.1:{self.port}", "--forward-socketio-ca", self.authority)

    def test_frames_arrive_by_secure_web_socket(self):
        dashboard = self.listening_dashboard("eventlet", self.certificate, self.key)
        self.start_trusting()
        wait_for(lambda: len(dashboard.frames()) >= 20, "frames", 60)
        self.check(dashboard.frames())
        self.assertEqual(dashboard.said("connected")[-1], {"connected": "websocket"})

    def test_frames_arrive_by_secure_polling(self):
        dashboard = self.listening_dashboard("threading", self.certificate, self.key)
        self.start_trusting()
        wait_for(lambda: len(dashboard.frames()) >= 20, "frames", 60)
        self.assertEqual(dashboard.said("connected")[-1], {"connected": "polling"})

    def test_nothing_is_sent_to_whom_nobody_vouches_for(self):
        self.start(f"https://127.0.0.1:{self.port}")
        dashboard = self.dashboard("eventlet", self.certificate, self.key)
        wait_for(lambda: self.server.find(r"(?i)certificate"), "the reason in the log", 60)
        wait_for(lambda: self.metric("rollcall_forward_connected") is not None, "the figures, which are taken every two seconds")
        self.assertEqual(self.metric("rollcall_forward_connected"), 0)
        self.assertEqual(dashboard.frames(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
