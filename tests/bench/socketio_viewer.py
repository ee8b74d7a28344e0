"""A viewer by Socket.IO over a WebSocket, for the benchmark: no more than it takes, so that the viewer is not what is measured."""
import base64
import os
import re
import socket
import struct
import threading
import time
import urllib.parse

TIMESTAMP = re.compile(rb'"timestamp":"([0-9.]+)"')


class Viewer(threading.Thread):
    """Takes all cameras' frames of the server at this address and notes how old each is when it comes."""

    def __init__(self, url):
        super().__init__(daemon=True)
        address = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout=30)
        self.stream = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
        status = self.stream.readline()
        if b" 101 " not in status:
            raise RuntimeError(f"/socket.io/ answered {status.decode().strip()}.")
        while self.stream.readline().strip():
            pass
        self.ages = []
        self.send(b"40/stream,")
        self.start()

    def send(self, text):
        """A short text frame (RFC 6455 §5.2), masked with zeros."""
        self.socket.sendall(bytes([0x81, 0x80 | len(text)]) + bytes(4) + text)

    def receive(self):
        first, length = self.stream.read(2)
        if length == 126:
            length, = struct.unpack(">H", self.stream.read(2))
        elif length == 127:
            length, = struct.unpack(">Q", self.stream.read(8))
        return self.stream.read(length) if first & 0x0F == 1 else b""

    def run(self):
        try:
            while True:
                message = self.receive()
                if message == b"2":
                    self.send(b"3")
                elif found := TIMESTAMP.search(message, max(0, len(message) - 64)):
                    self.take(message, float(found[1]))
        except (OSError, ValueError, struct.error):
            pass  # the server ended

    def take(self, message, timestamp):
        self.ages.append(time.time() - timestamp)

    def clear(self):
        self.ages = []

    def latencies(self):
        return list(self.ages)
