// The real client, as pages of dashboards use it, against the real server with a real camera.
import assert from "node:assert/strict";
import { after, before, describe, it as test } from "node:test";

import { npmPackage, Server, startCamera, until } from "../../../support/programs.mjs";

const client = npmPackage("socket.io-client");

const it = (name, body) => test(name, { timeout: 60000 }, body);
const sockets = [];
const io = (url, options) => {
  sockets.push(client.io(url, options));
  return sockets.at(-1);
};

const dashboardOrigin = "http://127.0.0.1:5000";
const server = new Server(["--socketio-origins", dashboardOrigin]);
let camera;
let number;

before(async () => {
  await server.start();
  camera = startCamera(server, "door");
  number = startCamera(server, "7");
});
after(async () => {
  sockets.forEach((socket) => socket.disconnect());
  await camera?.stop();
  await number?.stop();
  await server.remove();
});

class Viewer {
  constructor(transports, auth) {
    this.frames = [];
    this.socket = io(`${server.url}/stream`, { transports, auth, forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500 });
    this.socket.on("frame", (frame) => this.frames.push(frame));
  }
  transport() {
    return this.socket.io.engine?.transport.name;
  }
  async take(count) {
    const wanted = this.frames.length + count;
    await until(() => this.frames.length >= wanted, `${count} frames`, 40000);
    return this.frames.slice(-count);
  }
  async leave() {
    this.socket.disconnect();
    await until(() => !this.socket.connected, "the end");
  }
}

const ways = [
  ["polling alone", ["polling"], "polling"],
  ["a WebSocket alone", ["websocket"], "websocket"],
  ["polling, then a WebSocket", ["polling", "websocket"], "websocket"],
];

describe("frames", () => {
  for (const [name, transports, last] of ways) {
    it(`come by ${name}`, async () => {
      const viewer = new Viewer(transports);
      const frames = await viewer.take(10);
      await until(() => viewer.transport() === last, `the transport ${last}`);
      await viewer.take(10);
      for (const frame of frames) {
        assert.deepEqual(Object.keys(frame).sort(), ["camera_id", "frame", "timestamp"]);
        const picture = Buffer.from(frame.frame, "base64");
        assert.equal(picture.toString("base64"), frame.frame);
        assert.equal(picture.subarray(0, 3).toString("hex"), "ffd8ff");
        assert.equal(picture.subarray(-2).toString("hex"), "ffd9");
        assert.match(frame.timestamp, /^\d+\.\d{6}$/);
        assert.ok(Math.abs(Date.now() / 1000 - Number(frame.timestamp)) < 30);
      }
      await until(() => new Set(viewer.frames.map((frame) => frame.camera_id)).size === 2, "both cameras");
      assert.deepEqual(new Set(viewer.frames.map((frame) => frame.camera_id)), new Set(["door", 7]));
      await viewer.leave();
    });
  }

  it("come of the cameras that a viewer names", async () => {
    const viewer = new Viewer(["websocket"], { cameras: ["door"] });
    const frames = await viewer.take(20);
    assert.ok(frames.every((frame) => frame.camera_id === "door"));
    await viewer.leave();
  });

  it("are encoded only while somebody takes them", async () => {
    await until(async () => (await server.metric("rollcall_socketio_viewers")) === 0, "the end of all viewers");
    const decoded = () => server.metric('rollcall_frames_decoded_total{camera="door"}');
    let before = -1;
    for (let now = await decoded(), deadline = Date.now() + 10000; now !== before; now = await decoded()) {
      assert.ok(Date.now() < deadline, "decoding did not end");
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });

  it("come again after the server was killed and started again", async () => {
    const viewers = ways.map(([, transports]) => new Viewer(transports));
    await Promise.all(viewers.map((viewer) => viewer.take(5)));
    const reconnected = viewers.map((viewer) => new Promise((resolve) => viewer.socket.io.once("reconnect", resolve)));
    await server.stop("SIGKILL");
    await server.start();
    await Promise.all(reconnected);
    await Promise.all(viewers.map((viewer) => viewer.take(5)));
    await Promise.all(viewers.map((viewer) => viewer.leave()));
  });

  for (const transport of ["polling", "websocket"]) {
    const open = (origin) => io(`${server.url}/stream`, { forceNew: true, reconnection: false, transports: [transport], extraHeaders: { origin } });
    it(`come by ${transport} to pages of an origin that is named`, async () => {
      const socket = open(dashboardOrigin);
      await new Promise((resolve) => socket.once("frame", resolve));
      socket.disconnect();
    });
    it(`are refused by ${transport} to other pages`, async () => {
      const socket = open("http://elsewhere.example");
      const outcome = await new Promise((resolve) => ["frame", "connect_error"].forEach((event) => socket.once(event, () => resolve(event))));
      assert.equal(outcome, "connect_error");
      socket.disconnect();
    });
  }

  it("are open to be read by the pages of a named origin alone", async () => {
    const allowed = async (origin) =>
      (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } })).headers.get("access-control-allow-origin");
    assert.equal(await allowed(dashboardOrigin), dashboardOrigin);
    assert.equal(await allowed("http://elsewhere.example"), null);
  });

  it("are refused in an unknown namespace", async () => {
    const socket = io(`${server.url}/nothing`, { forceNew: true, reconnection: false });
    const error = await new Promise((resolve) => socket.once("connect_error", resolve));
    assert.equal(error.message, "Invalid namespace");
    socket.disconnect();
  });
});
