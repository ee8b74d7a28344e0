#!/usr/bin/python3
"""The server raises alerts, shows them, and tells them by mail through a real mail server and by webhook."""
import base64
import datetime
import email
import email.policy
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.environ["ROLLCALL_SUPPORT"])
from rollcall_server import BIN, Program, Server, wait_for  # noqa: E402

try:
    import aiosmtpd  # noqa: F401
except ImportError as missing:
    print(f"SKIP   : {missing}; Debian's python3-aiosmtpd is needed")
    sys.exit(77)

NAME = "Zoë Ωμέγα 王 =?UTF-8?B?eA==?= %1 <b>"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def zone_at_noon():
    """Where it is noon now, so that shifts around it lie in one day."""
    hours = datetime.datetime.now(datetime.timezone.utc).hour - 12
    return f"Etc/GMT{hours:+d}" if hours else "Etc/UTC"


class Receiver(http.server.BaseHTTPRequestHandler):
    events = []

    def do_POST(self):
        Receiver.events.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Alerts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"], check=True, capture_output=True)
        password = folder / "password"
        password.touch(mode=0o600)
        password.write_text("s3cret ü\n")
        port = free_port()
        cls.mails = Program("/usr/bin/python3", pathlib.Path(os.environ["ROLLCALL_SUPPORT"], "smtp_server.py"), port, folder / "certificate.pem", folder / "key.pem", "rollcall", "s3cret ü")
        wait_for(lambda: cls.mails.said("listening"), "the mail server")
        cls.receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=cls.receiver.serve_forever, daemon=True).start()
        cls.server = Server("--recognition=false", "--time-zone", zone_at_noon(), "--language", "de", "--site-name", "Schule Süd", "--smtp-url", f"smtp://localhost:{port}",
                            "--smtp-user", "rollcall", "--smtp-password-file", password, "--smtp-from", "rollcall@example.org", "--smtp-ca", folder / "certificate.pem")

    @classmethod
    def tearDownClass(cls):
        cls.server.end()
        cls.mails.end()
        cls.receiver.shutdown()
        cls.receiver.server_close()
        cls.folder.cleanup()

    def set_rules(self, rules, to=("office@example.org", "boss@example.org")):
        read = self.server.get("/api/v1/alert-rules")
        return self.server.ask("PUT", "/api/v1/alert-rules", {"rules": rules, "mail": {"to": list(to), "language": None}}, {"If-Match": read.headers["ETag"]})

    def open(self, kind):
        return self.server.get(f"/api/v1/alerts?kind={kind}").json["items"]

    def received(self, since=0):
        return [(event, email.message_from_bytes(base64.b64decode(event["mail"]), policy=email.policy.default)) for event in self.mails.said("mail")[since:]]

    def test_1_rules_are_changed_by_who_has_read_them(self):
        read = self.server.get("/api/v1/alert-rules")
        self.assertTrue(read.json["mailOn"])
        self.assertEqual(read.json["rules"]["cameraAway"], {"on": True, "mail": False, "webhook": False, "afterMinutes": 5, "cameras": None})
        self.assertEqual(self.server.ask("PUT", "/api/v1/alert-rules", read.json).status, 428)
        self.assertEqual(self.server.ask("PUT", "/api/v1/alert-rules", read.json, {"If-Match": read.headers["ETag"]}).status, 200)
        self.assertEqual(self.server.ask("PUT", "/api/v1/alert-rules", read.json, {"If-Match": read.headers["ETag"]}).status, 412)
        wrong = self.set_rules({"disk": {"freePercent": 99}})
        self.assertEqual(wrong.status, 422)
        self.assertIn("rules.disk.freePercent", wrong.json["detail"])
        self.assertEqual(self.set_rules({}, ["a@b\r\nBcc: eve@example.org"]).status, 422)
        self.assertEqual(self.server.post("/api/v1/alert-rules/test-mail").status, 409)

    def test_2_a_test_mail_arrives(self):
        self.assertEqual(self.set_rules({}).status, 200)
        sent = self.server.post("/api/v1/alert-rules/test-mail")
        self.assertEqual((sent.status, sent.json), (200, {"sent": True}), sent.body)
        event, mail = self.received()[-1]
        self.assertTrue(event["tls"])
        self.assertEqual((event["sender"], event["to"]), ("rollcall@example.org", ["office@example.org", "boss@example.org"]))
        self.assertEqual(mail["Subject"], "Schule Süd: Probe der Hinweise")

    def test_3_who_has_not_come_is_told_of_once(self):
        webhook = self.server.post("/api/v1/webhooks", {"url": f"http://127.0.0.1:{self.receiver.server_port}/hook", "events": ["alert", "alert-ended"]})
        self.assertEqual(webhook.status, 201, webhook.body)
        before = len(self.received())
        self.assertEqual(self.server.post("/api/v1/people", {"name": NAME, "id": "zoe"}).status, 201)
        now = datetime.datetime.now(datetime.timezone.utc)
        local = now.replace(hour=12)
        start = local - datetime.timedelta(minutes=20)
        days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        self.server.post("/api/v1/shifts", {"id": "day", "name": "Day", "start": start.strftime("%H:%M"), "end": "18:00", "days": days})
        self.server.post("/api/v1/assignments", {"shift": "day", "person": "zoe"})
        # Before she was entered nothing is expected of her: that was today.
        self.assertEqual(self.set_rules({"late": {"mail": True, "webhook": True, "afterMinutes": 10}}).status, 200)
        alert = wait_for(lambda: self.open("late"), "the alert")[0]
        self.assertEqual((alert["params"]["name"], alert["state"], alert["severity"]), (NAME, "open", "info"))
        wait_for(lambda: len(self.received()) > before, "the mail")
        event, mail = self.received()[before]
        self.assertEqual(mail["Subject"], f"Schule Süd: {NAME} ist verspätet")
        self.assertIn(f"{NAME} ist verspätet", mail.get_content())
        self.assertEqual({name for name in mail.keys()}, {"Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"})
        told = wait_for(lambda: [one for one in Receiver.events if one["type"] == "alert"], "the webhook")
        self.assertEqual(told[0]["data"]["id"], alert["id"])
        # The same cause is no second alert, whatever is looked at again.
        self.assertEqual(self.set_rules({"late": {"mail": True, "webhook": True, "afterMinutes": 11}}).status, 200)
        self.assertEqual([one["id"] for one in self.open("late")], [alert["id"]])

    def test_4_somebody_sees_to_it_and_it_ends_by_itself(self):
        alert = self.open("late")[0]
        seen = self.server.post(f"/api/v1/alerts/{alert['id']}/acknowledge").json
        self.assertEqual((seen["state"], bool(seen["acknowledgedBy"])), ("acknowledged", True))
        self.assertEqual(self.server.get("/api/v1/alerts?state=open&kind=late").json["items"], [])
        at = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        come = self.server.post("/api/v1/corrections", {"person": "zoe", "day": alert["params"]["day"], "kind": "check-in", "at": at, "reason": "came by the back door"})
        self.assertEqual(come.status, 201, come.body)
        self.assertEqual(self.set_rules({"late": {"mail": True, "webhook": True, "afterMinutes": 10}}).status, 200)  # looks at once
        wait_for(lambda: not self.open("late"), "the end")
        ended = self.server.get(f"/api/v1/alerts/{alert['id']}").json
        self.assertEqual((ended["state"], ended["acknowledgedBy"]), ("ended", seen["acknowledgedBy"]))
        self.assertEqual(self.server.post(f"/api/v1/alerts/{alert['id']}/acknowledge").status, 409)
        wait_for(lambda: [one for one in Receiver.events if one["type"] == "alert-ended"], "the webhook")

    def test_5_a_camera_that_leaves_is_missed_until_it_comes(self):
        camera = lambda: Program(BIN / "rollcall-camera", "--headless", "--server", self.server.url, "--camera-id", "door", "--source", "test")  # noqa: E731
        first = camera()
        live = lambda: any(one["id"] == "door" and one["state"] == "streaming" for one in self.server.get("/api/v1/cameras").json["items"])  # noqa: E731
        wait_for(live, "the camera")
        first.end()
        wait_for(lambda: not live(), "its end")
        self.assertEqual(self.set_rules({"cameraAway": {"afterMinutes": 0}}).status, 200)
        alert = wait_for(lambda: self.open("camera-away"), "the alert")[0]
        self.assertEqual(alert["params"]["camera"], "door")
        second = camera()
        self.addCleanup(second.end)
        wait_for(live, "the camera")
        self.assertEqual(self.set_rules({"cameraAway": {"afterMinutes": 0}, "late": {"on": False}}).status, 200)
        wait_for(lambda: not self.open("camera-away"), "the end of the alert")

    def test_6_an_erased_person_leaves_no_alert_behind(self):
        ended = self.server.get("/api/v1/alerts?state=ended&kind=late").json["items"]
        self.assertTrue(ended)
        self.assertEqual(self.server.ask("DELETE", "/api/v1/people/zoe").status, 200)
        self.assertEqual(self.server.get("/api/v1/alerts?state=ended&kind=late").json["items"], [])
        for file in pathlib.Path(self.server.folder.name, "data").glob("register.sqlite*"):
            self.assertFalse("Ωμέγα".encode() in file.read_bytes(), file.name)

    def test_7_the_system_says_what_it_is(self):
        system = self.server.get("/api/v1/system").json
        self.assertEqual((system["database"]["kind"], system["database"]["state"], system["database"]["outbox"]), ("sqlite", "working", None))
        self.assertGreater(system["disk"]["totalBytes"], system["disk"]["freeBytes"])
        self.assertEqual((system["site"]["name"], system["mail"]["on"], system["mail"]["problem"]), ("Schule Süd", True, None))
        self.assertEqual(system["cameras"]["known"], 1)
        self.assertGreater(system["process"]["threads"], 3)
        self.assertNotIn("s3cret", json.dumps(system) + "\n".join(self.server.program.lines))


if __name__ == "__main__":
    unittest.main(verbosity=2)
