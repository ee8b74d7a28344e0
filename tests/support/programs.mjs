// The project's programs as processes, and the npm packages of a build folder, for tests in JavaScript.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const bin = process.env.ROLLCALL_BIN;
const fromBuild = createRequire(join(process.env.ROLLCALL_NODE_MODULES, "package.json"));

// A package; ends the test as skipped where npm could not fetch it.
export function npmPackage(name) {
  try {
    return fromBuild(name);
  } catch {
    console.log(`SKIP   : the npm package ${name} is not there; the npm registry may not be reachable`);
    process.exit(77);
  }
}

export async function until(condition, what, milliseconds = 20000) {
  for (const deadline = Date.now() + milliseconds; ; await sleep(10)) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not come in ${milliseconds} ms`);
  }
}

export class Program {
  constructor(name, options) {
    this.output = "";
    this.child = spawn(join(bin, name), options, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on("data", (text) => (this.output += text));
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
  }
  // Patiently: a program that starts on a busy machine takes its time.
  async waitFor(pattern, milliseconds = 60000) {
    const found = () => this.output.match(pattern) ?? (this.child.exitCode !== null ? ["ended"] : null);
    const match = await until(found, `“${pattern}” of ${this.child.spawnfile}`, milliseconds);
    if (match[0] === "ended") throw new Error(`${this.child.spawnfile} ended by itself:\n${this.output}`);
    return match;
  }
  async stop(signal = "SIGTERM") {
    this.child.kill(signal);
    await this.ended;
  }
}

// rollcall-server on a folder of its own; again after a stop, on the same port.
export class Server {
  constructor(options = [], { recognition = false } = {}) {
    this.options = [`--recognition=${recognition}`, ...options];
    this.folder = mkdtempSync(join(tmpdir(), "rollcall-test-"));
    this.port = 0;
  }
  async start() {
    this.program = new Program("rollcall-server", ["--data-dir", this.folder, "--server-port", String(this.port), ...this.options]);
    const [, port] = await this.program.waitFor(/listening on http:\/\/[^\s:]+:(\d+)/);
    this.port = Number(port);
    this.url = `http://127.0.0.1:${port}`;
  }
  async stop(signal) {
    await this.program.stop(signal);
  }
  async remove() {
    if (this.program)
      await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
  // The value of the first series that begins so; NaN where there is none.
  async metric(series) {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split("\n").find((candidate) => candidate.startsWith(series));
    return line ? Number(line.slice(line.lastIndexOf(" ") + 1)) : NaN;
  }
}

export function startCamera(server, id, source = process.env.ROLLCALL_CLIP ?? "test", options = []) {
  return new Program("rollcall-camera", ["--headless", "--server", server.url, "--camera-id", id, "--source", source, ...options]);
}
