#!/usr/bin/python3
"""People send their own photos by a link; an operator approves or refuses them."""
import base64
import contextlib
import os
import pathlib
import sqlite3
import sys
import unittest

sys.path.insert(0, os.environ["ROLLCALL_SUPPORT"])
from rollcall_server import Server  # noqa: E402

DRAWN = pathlib.Path(os.environ["ROLLCALL_DRAWN"])
NAME = "Zoë <script>alert(1)</script> 王"


def photos_of(person):
    return [file.read_bytes() for file in sorted((DRAWN / "people" / person).glob("*")) if file.suffix in (".jpg", ".png", ".jpeg")]


class SelfEnrolment(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.people = sorted(folder.name for folder in (DRAWN / "people").iterdir() if folder.is_dir())
        cls.server = Server("--site-name", "Schule Süd")

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def invite(self, **what):
        made = self.server.post("/api/v1/invitations", what)
        self.assertEqual(made.status, 201, made.body)
        return made.json

    def send(self, code, photos, name=NAME, consent=None):
        version = consent or self.server.get(f"/api/v1/join/{code}").json["consent"]["version"]
        return self.server.send_form(f"/api/v1/join/{code}", [("name", name), ("consent", version)] + [("photos", photo) for photo in photos])

    def waiting(self):
        return self.server.get("/api/v1/enrolment-requests?state=waiting").json["items"]

    def test_1_an_invitation_shows_its_code_once(self):
        made = self.invite(group="Klasse 5a", uses=3, note="Elternabend")
        self.assertEqual(made["url"], f"{self.server.url}/join#{made['code']}")
        self.assertTrue(made["qrSvg"].startswith("<svg"))
        self.assertGreaterEqual(len(base64.urlsafe_b64decode(made["code"] + "=")), 16)
        listed = self.server.get("/api/v1/invitations").json["items"][0]
        self.assertEqual((listed["group"], listed["uses"], listed["used"], listed["state"]), ("Klasse 5a", 3, 0, "open"))
        for answer in (self.server.get("/api/v1/invitations"), self.server.get(f"/api/v1/invitations/{made['id']}")):
            self.assertNotIn(made["code"], answer.body.decode())
        for file in pathlib.Path(self.server.folder.name, "data").glob("register.sqlite*"):
            self.assertFalse(made["code"].encode() in file.read_bytes(), file.name)
        self.assertNotIn(made["code"], "\n".join(self.server.program.lines))
        for wrong in ({"uses": 0}, {"person": "nobody", "name": "x"}, {"name": "x", "uses": 2}, {"expiresAt": "2020-01-01T00:00:00Z"}, {"use": 1}):
            self.assertEqual(self.server.post("/api/v1/invitations", wrong).status, 422, wrong)
        self.assertEqual(self.server.post("/api/v1/invitations", {"person": "nobody"}).status, 404)

    def test_2_photos_are_sent_and_approved(self):
        made = self.invite(group="Klasse 5a")
        shown = self.server.get(f"/api/v1/join/{made['code']}").json
        self.assertEqual((shown["site"], shown["group"], shown["name"], shown["photosWanted"]), ("Schule Süd", "Klasse 5a", None, {"least": 1, "most": 5}))
        self.assertEqual(set(shown["consent"]["text"]), {"en", "de", "fr"})
        photos = photos_of(self.people[0])[:3]
        check = self.server.ask("POST", f"/api/v1/join/{made['code']}/photo-checks", photos[0], {"Content-Type": "image/jpeg"})
        self.assertTrue(check.json["usable"], check.body)
        # Refused, and nothing is used up by it.
        self.assertEqual(self.send(made["code"], photos, consent="another").status, 400)
        self.assertEqual(self.send(made["code"], photos, name="").status, 400)
        self.assertEqual(self.send(made["code"], [b"no picture"]).status, 415)
        self.assertEqual(self.send(made["code"], photos * 2).status, 400)
        sent = self.send(made["code"], photos)
        self.assertEqual(sent.status, 201, sent.body)
        self.assertTrue(all(one["used"] for one in sent.json["photoResults"]))
        self.assertEqual(self.send(made["code"], photos, consent=shown["consent"]["version"]).status, 404)  # it was good for one
        request = self.waiting()[0]
        self.assertEqual((request["name"], request["group"], len(request["photos"])), (NAME, "Klasse 5a", 3))
        picture = self.server.get(request["photos"][0]["href"])
        self.assertIn(picture.body, photos)
        self.assertEqual(self.server.get("/api/v1/people").json["items"], [])  # nobody is enrolled by sending
        approved = self.server.post(f"/api/v1/enrolment-requests/{request['id']}/approve", {"id": "zoe"})
        self.assertEqual(approved.status, 201, approved.body)
        person = self.server.get("/api/v1/people/zoe").json
        self.assertEqual((person["name"], person["groups"], person["photos"]), (NAME, ["Klasse 5a"], 3))
        self.assertIn(shown["consent"]["version"], person["consent"]["by"])
        self.assertEqual(self.server.post(f"/api/v1/enrolment-requests/{request['id']}/approve").status, 409)
        done = self.server.get(f"/api/v1/enrolment-requests/{request['id']}").json
        self.assertEqual((done["state"], done["person"], done["photos"]), ("approved", "zoe", []))

    def test_3_somebody_who_is_enrolled_is_noticed(self):
        made = self.invite(name="Twin")
        self.assertEqual(self.server.get(f"/api/v1/join/{made['code']}").json["name"], "Twin")
        self.assertEqual(self.send(made["code"], photos_of(self.people[0])[:1]).status, 201)
        request = self.waiting()[0]
        self.assertEqual(request["name"], "Twin")  # the invitation says who it is
        duplicate = self.server.post(f"/api/v1/enrolment-requests/{request['id']}/approve")
        self.assertEqual((duplicate.status, duplicate.json["reason"], duplicate.json["person"]), (409, "duplicate", "zoe"))
        self.assertEqual(len(self.waiting()), 1)
        refused = self.server.post(f"/api/v1/enrolment-requests/{request['id']}/refuse", {"reason": "is enrolled already"})
        self.assertEqual((refused.json["state"], refused.json["reason"], refused.json["photos"]), ("refused", "is enrolled already", []))
        self.assertEqual(self.server.get(request["photos"][0]["href"]).status, 404)

    def test_3b_photos_of_somebody_who_is_enrolled_become_theirs(self):
        made = self.invite(group="Klasse 5b")
        self.assertEqual(self.send(made["code"], photos_of(self.people[0])[4:5], name="Zoë again").status, 201)
        approve = f"/api/v1/enrolment-requests/{self.waiting()[0]['id']}/approve"
        self.assertEqual((self.server.post(approve).status, self.server.post(approve, {"person": "nobody"}).status), (409, 404))
        for more in ({"name": "Zoë again"}, {"id": "zoe2"}, {"groups": ["Klasse 5b"]}):
            self.assertEqual(self.server.post(approve, {"person": "zoe", **more}).status, 422, more)
        self.assertEqual(len(self.waiting()), 1)
        approved = self.server.post(approve, {"person": "zoe"})
        self.assertEqual((approved.status, approved.json["id"], approved.json["name"], approved.json["groups"]), (201, "zoe", NAME, ["Klasse 5a"]), approved.body)
        self.assertEqual((len(self.server.get("/api/v1/people").json["items"]), self.server.get("/api/v1/people/zoe").json["photos"]), (1, 4))

    def test_4_somebody_known_sends_more_photos(self):
        made = self.invite(person="zoe")
        self.assertEqual(self.server.get(f"/api/v1/join/{made['code']}").json["name"], NAME)
        self.assertEqual(self.send(made["code"], photos_of(self.people[0])[3:4] or photos_of(self.people[0])[:1], name="somebody else").status, 201)
        request = self.waiting()[0]
        self.assertEqual((request["person"], request["name"]), ("zoe", NAME))
        self.assertEqual(self.server.post(f"/api/v1/enrolment-requests/{request['id']}/approve").status, 201)
        other = self.invite(person="zoe")
        self.assertEqual(self.send(other["code"], photos_of(self.people[1])[:1]).status, 201)
        self.assertEqual(len(self.waiting()), 1)  # until somebody has looked at it
        self.assertEqual(self.server.get("/api/v1/people/zoe").json["photos"], 5)

    def test_5_codes_are_good_for_what_they_say(self):
        unknown = self.server.get("/api/v1/join/" + "A" * 27)
        made = self.invite()
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/invitations/{made['id']}").status, 204)
        gone = self.server.get(f"/api/v1/join/{made['code']}")
        self.assertEqual((unknown.status, gone.status, unknown.json["detail"]), (404, 404, gone.json["detail"]))
        self.assertEqual(self.server.get("/api/v1/join/..%2f..").status, 404)
        faceless = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        none = self.send(self.invite()["code"], [faceless])
        self.assertEqual(none.status, 422, none.body)
        self.assertFalse(none.json["photoResults"][0]["used"])
        self.assertTrue(none.json["photoResults"][0]["problem"])

    def test_6_who_has_no_code_leaves_no_trace(self):
        before = self.server.get("/api/v1/audit").json["items"]
        key = {"Idempotency-Key": "of a stranger", "Content-Type": "image/jpeg"}
        for path in ("", "/photo-checks", ""):
            answer = self.server.ask("POST", "/api/v1/join/" + "A" * 27 + path, b"no picture", key)
            self.assertEqual((answer.status, answer.headers["Idempotent-Replayed"]), (404, None))
        self.assertEqual(self.server.get("/api/v1/audit").json["items"], before)

    def test_7_what_was_sent_is_answered_again(self):
        made = self.invite()
        consent = self.server.get(f"/api/v1/join/{made['code']}").json["consent"]["version"]
        body = {"name": "Once", "consent": consent, "photos": [base64.b64encode(photos_of(self.people[1])[0]).decode()]}
        first, again = (self.server.post(f"/api/v1/join/{made['code']}", body, {"Idempotency-Key": "once"}) for _ in range(2))
        self.assertEqual((first.status, again.status, again.json), (201, 201, first.json), first.body)
        self.assertEqual(again.headers["Idempotent-Replayed"], "true")
        self.assertEqual(self.server.post(f"/api/v1/enrolment-requests/{first.json['id']}/refuse").status, 200)

    def test_8_an_approval_that_broke_off_half_way_is_taken_up_again(self):
        self.assertEqual(self.send(self.invite(group="Klasse 5b")["code"], photos_of(self.people[2])[:2], name="Half").status, 201)
        request = next(one for one in self.waiting() if one["name"] == "Half")
        approve = f"/api/v1/enrolment-requests/{request['id']}/approve"
        # The person is written down, and then the request cannot be.
        with contextlib.closing(sqlite3.connect(pathlib.Path(self.server.folder.name, "data", "register.sqlite"), isolation_level=None)) as register:
            register.execute("CREATE TRIGGER broken BEFORE UPDATE ON enrolment_requests BEGIN SELECT RAISE(ABORT, 'broken off'); END")
            self.assertGreaterEqual(self.server.post(approve).status, 400)
            register.execute("DROP TRIGGER broken")
        enrolled = self.server.get("/api/v1/people?q=Half").json["items"]
        self.assertEqual(len(enrolled), 1)
        approved = self.server.post(approve)
        self.assertEqual(approved.status, 201, approved.body)
        self.assertEqual([one["used"] for one in approved.json["photoResults"]], [True, True])
        people = self.server.get("/api/v1/people?q=Half").json["items"]
        self.assertEqual([(one["id"], one["groups"], one["photos"]) for one in people], [(enrolled[0]["id"], ["Klasse 5b"], 2)])
        self.assertTrue(people[0]["consent"])
        self.assertEqual(self.server.get(f"/api/v1/enrolment-requests/{request['id']}").json["state"], "approved")
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/people/{enrolled[0]['id']}").status, 200)

    def test_9_who_is_erased_leaves_nothing_behind(self):
        exported = self.server.get("/api/v1/people/zoe/export")
        for part in (b"enrolment_requests/", b"enrolment_request_photos/", b"invitations/"):
            self.assertTrue(part in exported.body, part)
        self.assertEqual(self.server.ask("DELETE", "/api/v1/people/zoe").status, 200)
        left = self.server.get("/api/v1/enrolment-requests").json["items"]
        self.assertEqual([one["name"] for one in left], ["Once", "Twin"])
        for file in pathlib.Path(self.server.folder.name, "data").glob("register.sqlite*"):
            self.assertFalse("<script>alert(1)".encode() in file.read_bytes(), file.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
