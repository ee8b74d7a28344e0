#!/usr/bin/python3
"""A dashboard as many have one: Flask-SocketIO, namespace /stream, event "frame". Prints a line of JSON for each frame.

    dashboard.py PORT eventlet|threading [CERTIFICATE KEY]
With eventlet it speaks WebSocket, with threading polling alone (Debian 12 has no WebSocket for it).
"""
import base64
import json
import sys
import time

PORT, MODE, TLS = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
if MODE == "eventlet":
    import eventlet
    eventlet.monkey_patch()

from flask import Flask, request  # noqa: E402
from flask_socketio import Namespace, SocketIO  # noqa: E402

app = Flask(__name__)
dashboard = SocketIO(app, async_mode=MODE)


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")  # in one piece: several threads say something
    sys.stdout.flush()


class Stream(Namespace):
    def on_connect(self, auth=None):
        say(connected=request.args.get("transport"))

    def on_disconnect(self):
        say(disconnected=True)

    def on_frame(self, data):
        picture = base64.b64decode(data["frame"], validate=True)
        say(frame=len(picture), camera=data["camera_id"], age=time.time() - float(data["timestamp"]),
            jpeg=picture.startswith(b"\xff\xd8\xff") and picture.endswith(b"\xff\xd9"), fields=sorted(data))


dashboard.on_namespace(Stream("/stream"))
options = {"allow_unsafe_werkzeug": True} if MODE == "threading" else {}
if TLS:
    options |= {"ssl_context": tuple(TLS)} if MODE == "threading" else {"certfile": TLS[0], "keyfile": TLS[1]}
dashboard.run(app, host="127.0.0.1", port=PORT, **options)
