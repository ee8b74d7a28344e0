#!/usr/bin/python3
"""A mail server (aiosmtpd) that prints a line of JSON for each mail it takes.

    smtp_server.py PORT [CERTIFICATE KEY USER PASSWORD]
With a certificate it wants STARTTLS and then this user. 77: aiosmtpd is not on this machine.
"""
import base64
import json
import ssl
import sys
import threading

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError as missing:
    print(f"SKIP   : {missing}; Debian's python3-aiosmtpd is needed", flush=True)
    sys.exit(77)


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Box:
    async def handle_DATA(self, server, session, envelope):
        say(mail=base64.b64encode(envelope.content).decode(), sender=envelope.mail_from, to=envelope.rcpt_tos, tls=session.ssl is not None)
        return "250 Taken"


port, more = int(sys.argv[1]), {}
if len(sys.argv) > 2:
    certificate, key, user, password = sys.argv[2:6]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def check(server, session, envelope, mechanism, given):
        return AuthResult(success=(given.login, given.password) == (user.encode(), password.encode()))

    more = {"tls_context": context, "require_starttls": True, "authenticator": check, "auth_required": True}
controller = Controller(Box(), hostname="127.0.0.1", port=port, **more)
controller.start()
say(listening=port)
threading.Event().wait()
