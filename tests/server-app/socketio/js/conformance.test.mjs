// What the protocols' own test suites ask of a server (socketio/socket.io: docs/engine.io-protocol/v4-test-suite and
// docs/socket.io-protocol/v5-test-suite), case by case, in our own words, and some cases that they leave out.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it as test } from "node:test";

import { npmPackage, Server } from "../../../support/programs.mjs";

const WebSocket = npmPackage("ws");

const it = (name, body) => test(name, { timeout: 15000 }, body);
const pingInterval = 300;
const pingTimeout = 200;
const server = new Server(["--socketio-conformance"]);

before(() => server.start());
after(() => server.remove());

const address = (path, query) => `${server.url}${path}?${new URLSearchParams(query)}`;
const polling = { EIO: 4, transport: "polling" };
const overWebSocket = { EIO: 4, transport: "websocket" };

// A WebSocket whose events can be awaited one after the other, also those that came before.
class Peer {
  constructor(path, query) {
    this.messages = [];
    this.waiting = [];
    this.socket = new WebSocket(address(path, query).replace("http", "ws"));
    this.socket.binaryType = "arraybuffer";
    this.opened = new Promise((resolve) => this.socket.once("open", resolve));
    this.closed = new Promise((resolve) => this.socket.once("close", resolve));
    this.failure = new Promise((resolve) => this.socket.once("unexpected-response", (_, response) => resolve(response)));
    this.socket.on("error", () => {});
    this.socket.addEventListener("message", ({ data }) => (this.waiting.length ? this.waiting.shift()(data) : this.messages.push(data)));
  }
  send(data) {
    this.socket.send(data);
  }
  next() {
    return this.messages.length ? Promise.resolve(this.messages.shift()) : new Promise((resolve) => this.waiting.push(resolve));
  }
  async nextButPing() {
    for (;;) {
      const data = await this.next();
      if (data !== "2") return data;
    }
  }
  close() {
    this.socket.close();
    return this.closed;
  }
}

for (const path of ["/engine.io/", "/socket.io/"]) {
  const get = (query) => fetch(address(path, query));
  const post = (query, body) => fetch(address(path, query), { method: "POST", body });
  const openPolling = async () => JSON.parse((await (await get(polling)).text()).slice(1)).sid;
  const openWebSocket = async () => {
    const peer = new Peer(path, overWebSocket);
    peer.handshake = await peer.next();
    return peer;
  };
  const checkHandshake = (text, upgrades) => {
    assert.equal(text[0], "0");
    const { sid, ...rest } = JSON.parse(text.slice(1));
    assert.match(sid, /^[A-Za-z0-9_-]{20}$/);
    assert.deepEqual(rest, { upgrades, pingInterval, pingTimeout, maxPayload: 1000000 });
  };

  describe(`Engine.IO at ${path}`, () => {
    describe("handshake by polling", () => {
      it("opens a session", async () => {
        const response = await get(polling);
        assert.equal(response.status, 200);
        checkHandshake(await response.text(), ["websocket"]);
      });
      it("gives every session another id", async () => assert.notEqual(await openPolling(), await openPolling()));
      for (const [name, query, code] of [
        ["no EIO", { transport: "polling" }, 5],
        ["a strange EIO", { EIO: "abc", transport: "polling" }, 5],
        ["the EIO of version 2 clients", { EIO: 3, transport: "polling" }, 5],
        ["no transport", { EIO: 4 }, 0],
        ["a strange transport", { EIO: 4, transport: "abc" }, 0],
        ["the other transport", { EIO: 4, transport: "websocket" }, 3],
        ["an unknown session", { ...polling, sid: "nobody" }, 1],
      ]) {
        it(`refuses ${name}`, async () => {
          const response = await get(query);
          assert.equal(response.status, 400);
          const body = await response.json();
          assert.equal(body.code, code);
          assert.ok(body.message.length > 5);
          if (code === 5) assert.deepEqual(body, { code: 5, message: "Unsupported protocol version" });
        });
      }
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        it(`refuses ${method}`, async () => {
          const response = await fetch(address(path, polling), { method });
          assert.equal(response.status, 400);
          assert.equal((await response.json()).code, 2);
        });
      }
    });

    describe("handshake by WebSocket", () => {
      it("opens a session", async () => {
        const peer = await openWebSocket();
        checkHandshake(peer.handshake, []);
        await peer.close();
      });
      for (const [name, query] of [
        ["no EIO", { transport: "websocket" }],
        ["a strange EIO", { EIO: "abc", transport: "websocket" }],
        ["the EIO of version 2 clients", { EIO: 3, transport: "websocket" }],
        ["no transport", { EIO: 4 }],
        ["a strange transport", { EIO: 4, transport: "abc" }],
        ["an unknown session", { ...overWebSocket, sid: "nobody" }],
      ]) {
        it(`refuses ${name}`, async () => {
          const peer = new Peer(path, query);
          assert.equal((await Promise.race([peer.failure, peer.closed])).statusCode, 400);
        });
      }
    });

    describe("heartbeat", () => {
      it("pings who polls and takes the pongs", async () => {
        const query = { ...polling, sid: await openPolling() };
        for (let i = 0; i < 3; ++i) {
          const poll = await get(query);
          assert.equal(poll.status, 200);
          assert.equal(await poll.text(), "2");
          assert.equal((await post(query, "3")).status, 200);
        }
      });
      it("closes the session of who polls and sends no pong", async () => {
        const query = { ...polling, sid: await openPolling() };
        await sleep(pingInterval + pingTimeout);
        assert.equal((await get(query)).status, 400);
      });
      it("pings over a WebSocket and takes the pongs", async () => {
        const peer = await openWebSocket();
        if (path === "/socket.io/") peer.send("40");
        for (let i = 0; i < 3; ++i) {
          let data = await peer.next();
          while (data[0] === "4") data = await peer.next();
          assert.equal(data, "2");
          peer.send("3");
        }
        await peer.close();
      });
      it("closes a WebSocket that sends no pong", async () => {
        const peer = await openWebSocket();
        await peer.closed;
      });
    });

    describe("end", () => {
      it("ends the poll of who closes", async () => {
        const query = { ...polling, sid: await openPolling() };
        const poll = get(query);
        await sleep(20);
        assert.equal((await post(query, "1")).status, 200);
        assert.equal((await poll).status, 200);
        assert.equal(await (await poll).text(), "6");
        assert.equal((await get(query)).status, 400);
      });
      it("closes a WebSocket that asks for it", async () => {
        const peer = await openWebSocket();
        peer.send("1");
        await peer.closed;
      });
      it("closes upon what is no packet, by polling", async () => {
        const query = { ...polling, sid: await openPolling() };
        assert.equal((await post(query, "abc")).status, 400);
        assert.equal((await get(query)).status, 400);
      });
      it("closes upon what is no packet, over a WebSocket", async () => {
        const peer = await openWebSocket();
        peer.send("abc");
        await peer.closed;
      });
      it("closes upon a second poll while one waits", async () => {
        const query = { ...polling, sid: await openPolling() };
        const first = get(query);
        await sleep(20);
        const second = await get({ ...query, t: "burst" });
        assert.equal(second.status, 400);
        assert.equal((await first).status, 200);
        assert.equal(await (await first).text(), "1");
        assert.equal((await get(query)).status, 400);
      });
      it("closes upon a poll that is broken off", async () => {
        const query = { ...polling, sid: await openPolling() };
        const controller = new AbortController();
        const broken = fetch(address(path, query), { signal: controller.signal }).catch(() => "broken");
        await sleep(20);
        controller.abort();
        assert.equal(await broken, "broken");
        await sleep(20);
        assert.equal((await get(query)).status, 400);
      });
    });

    describe("upgrade", () => {
      const probed = async (sid) => {
        const peer = new Peer(path, { ...overWebSocket, sid });
        await peer.opened;
        peer.send("2probe");
        assert.equal(await peer.next(), "3probe");
        return peer;
      };
      it("goes from polling to a WebSocket", async () => {
        const sid = await openPolling();
        const peer = await probed(sid);
        const poll = await get({ ...polling, sid });
        assert.equal(poll.status, 200);
        assert.equal(await poll.text(), "6");
        peer.send("5");
        assert.equal(await peer.next(), "2");
        await peer.close();
      });
      it("releases the poll that waits while the WebSocket is probed", async () => {
        const sid = await openPolling();
        const poll = get({ ...polling, sid });
        await sleep(20);
        const peer = await probed(sid);
        assert.equal(await (await poll).text(), "6");
        await peer.close();
      });
      it("refuses to be polled afterwards", async () => {
        const sid = await openPolling();
        const peer = await probed(sid);
        peer.send("5");
        await sleep(20);
        assert.equal((await get({ ...polling, sid })).status, 400);
        assert.equal(await peer.next(), "2");
        await peer.close();
      });
      it("closes another WebSocket of the session afterwards", async () => {
        const sid = await openPolling();
        const peer = await probed(sid);
        peer.send("5");
        const other = new Peer(path, { ...overWebSocket, sid });
        await other.closed;
        assert.equal(await peer.next(), "2");
        await peer.close();
      });
      it("goes on by polling where the WebSocket is given up", async () => {
        const sid = await openPolling();
        await (await probed(sid)).close();
        const poll = await get({ ...polling, sid });
        assert.equal(await poll.text(), "2");
      });
    });
  });
}

describe("messages of Engine.IO", () => {
  const path = "/engine.io/";
  const openPolling = async () => JSON.parse((await (await fetch(address(path, polling))).text()).slice(1)).sid;
  for (const [name, payload] of [
    ["one text", "4hello"],
    ["several texts", "4test1\x1e4test2\x1e4test3"],
    ["text and bytes", "4hello\x1ebAQIDBA=="],
    ["letters of all kinds", "4ÄÖ€😀"],
  ]) {
    it(`come and go by polling: ${name}`, async () => {
      const query = { ...polling, sid: await openPolling() };
      const sent = await fetch(address(path, query), { method: "POST", body: payload });
      assert.equal(sent.status, 200);
      assert.equal(await sent.text(), "ok");
      const poll = await fetch(address(path, query));
      assert.equal(poll.status, 200);
      assert.equal(await poll.text(), payload);
    });
  }
  it("come and go over a WebSocket", async () => {
    const peer = new Peer(path, overWebSocket);
    await peer.next();
    peer.send("4hello");
    assert.equal(await peer.next(), "4hello");
    peer.send(Uint8Array.from([1, 2, 3, 4]));
    assert.deepEqual(await peer.next(), Uint8Array.from([1, 2, 3, 4]).buffer);
    await peer.close();
  });
  it("go on over the WebSocket after an upgrade", async () => {
    const sid = await openPolling();
    const peer = new Peer(path, { ...overWebSocket, sid });
    await peer.opened;
    for (const packet of ["2probe", "5", "4hello"]) peer.send(packet);
    assert.equal(await peer.next(), "3probe");
    assert.equal(await peer.next(), "4hello");
    await peer.close();
  });
  it("larger than the payload are refused by name", async () => {
    const query = { ...polling, sid: await openPolling() };
    const sent = await fetch(address(path, query), { method: "POST", body: "4" + "x".repeat(1000000) });
    assert.equal(sent.status, 413);
  });
});

describe("Socket.IO", () => {
  const connect = async (...packets) => {
    const peer = new Peer("/socket.io/", overWebSocket);
    await peer.next();
    for (const packet of packets) peer.send(packet);
    return peer;
  };
  const connected = async () => {
    const peer = await connect("40");
    await peer.next();
    await peer.next();
    return peer;
  };

  for (const [name, packet, prefix, auth] of [
    ["the main namespace", "40", "40", '42["auth",{}]'],
    ["the main namespace with a payload", '40{"token":"123"}', "40", '42["auth",{"token":"123"}]'],
    ["another namespace", "40/custom,", "40/custom,", '42/custom,["auth",{}]'],
    ["another namespace with a payload", '40/custom,{"token":"abc"}', "40/custom,", '42/custom,["auth",{"token":"abc"}]'],
  ]) {
    it(`connects to ${name}`, async () => {
      const peer = await connect(packet);
      const data = await peer.next();
      assert.ok(data.startsWith(prefix));
      const handshake = JSON.parse(data.slice(prefix.length));
      assert.deepEqual(Object.keys(handshake), ["sid"]);
      assert.equal(typeof handshake.sid, "string");
      assert.equal(await peer.next(), auth);
      await peer.close();
    });
  }
  it("answers a connection before it sends more, for who listens for one message at a time", async () => {
    const { socket } = new Peer("/socket.io/", overWebSocket);
    const once = () => new Promise((resolve) => socket.addEventListener("message", ({ data }) => resolve(data), { once: true }));
    await once();
    socket.send("40");
    assert.match(await once(), /^40\{/);
    assert.equal(await once(), '42["auth",{}]');
    socket.close();
  });
  it("refuses an unknown namespace", async () => {
    const peer = await connect("40/random");
    assert.equal(await peer.next(), '44/random,{"message":"Invalid namespace"}');
    await peer.close();
  });
  it("closes who connects to nothing", async () => {
    const peer = await connect();
    const pongs = setInterval(() => peer.socket.readyState === 1 && peer.send("3"), 100);
    await peer.closed;
    clearInterval(pongs);
  });
  it("disconnects from the main namespace", async () => {
    const peer = await connected();
    peer.send("41");
    assert.equal(await peer.next(), "2");
    await peer.close();
  });
  it("disconnects from one namespace of two", async () => {
    const peer = await connected();
    peer.send("40/custom");
    await peer.nextButPing();
    await peer.nextButPing();
    peer.send("41/custom");
    peer.send('42["message","message to main namespace"]');
    assert.equal(await peer.nextButPing(), '42["message-back","message to main namespace"]');
    await peer.close();
  });
  it("echoes an event", async () => {
    const peer = await connected();
    peer.send('42["message",1,"2",{"3":[true]}]');
    assert.equal(await peer.nextButPing(), '42["message-back",1,"2",{"3":[true]}]');
    await peer.close();
  });
  it("acknowledges an event", async () => {
    const peer = await connected();
    peer.send('42456["message-with-ack",1,"2",{"3":[false]}]');
    assert.equal(await peer.nextButPing(), '43456[1,"2",{"3":[false]}]');
    await peer.close();
  });
  const places = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';
  for (const [name, sent, answered] of [
    ["echoes attachments", `452-["message",${places}]`, `452-["message-back",${places}]`],
    ["acknowledges attachments", `452-789["message-with-ack",${places}]`, `462-789[${places}]`],
  ]) {
    it(name, async () => {
      const peer = await connected();
      for (const data of [sent, Uint8Array.from([1, 2, 3]), Uint8Array.from([4, 5, 6])]) peer.send(data);
      assert.equal(await peer.nextButPing(), answered);
      assert.deepEqual(await peer.nextButPing(), Uint8Array.from([1, 2, 3]).buffer);
      assert.deepEqual(await peer.nextButPing(), Uint8Array.from([4, 5, 6]).buffer);
      await peer.close();
    });
  }
  for (const [name, packets] of [
    ["no packet instead of a connection", ["4abc"]],
    ["an event before a connection", ['42["message"]']],
    ["an unknown type", ["40", "4abc"]],
    ["data that is no array", ["40", "42{}"]],
    ["an id that is none", ["40", '42abc["message-with-ack",1]']],
    ["a reserved event", ["40", '42["disconnect"]']],
    ["a placeholder without its attachment", ["40", '451-["message",{"_placeholder":true,"num":7}]']],
    ["an attachment of nothing", ["40", Uint8Array.from([1])]],
    ["a second connection to a namespace", ["40", "40"]],
  ]) {
    it(`closes upon ${name}`, async () => {
      const peer = await connect(...packets);
      await peer.closed;
    });
  }
});
