// A browser that sleeps, as with the lid of a laptop: the server forgets it, whoever else watches notices nothing, and the page goes on by
// itself when it wakes. A minute stands for the hour: everything that the server keeps for a browser is given up within it.
import { readdirSync, readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { assert, startSite, until } from "./harness.mjs";

let site;
let other;  // somebody else, with a browser of their own
before(async () => {
  site = await startSite({ cameras: ["door"] });
});
after(async () => {
  await other?.close();
  await site.end();
});

const metric = async (series) => {
  const text = await (await fetch(`${site.url}/metrics`, { headers: { Cookie: site.cookie } })).text();
  const line = text.split("\n").find((one) => one.startsWith(series));
  return line ? Number(line.slice(line.lastIndexOf(" ") + 1)) : NaN;
};
const viewers = () => metric('rollcall_viewers{camera="door"}');
const frames = (page) => page.evaluate(() => document.querySelector('[data-camera="door"] video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
const plays = async (page, more = 20) => {
  const before = await frames(page);
  await until(async () => (await frames(page)) > before + more, "more pictures", 40_000);
};

// The processes of the browser that node started last, and theirs.
function browserProcesses(known) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const [, pid, comm, parent] = readFileSync(`/proc/${name}/stat`, "utf8").match(/^(\d+) \((.*)\) \S (\d+)/);
      return [{ pid: Number(pid), comm, parent: Number(parent) }];
    } catch {
      return [];  // gone meanwhile
    }
  });
  const found = all.filter(({ pid, comm, parent }) => parent === process.pid && /^(chrom|headless)/.test(comm) && !known.has(pid)).map(({ pid }) => pid);
  for (const pid of found) found.push(...all.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return found;
}

const signal = (pids, name) => pids.forEach((pid) => {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself
  }
});

test("a browser that slept goes on by itself, and was forgotten meanwhile", async () => {
  const awake = await site.page("#/live");
  await plays(awake);
  const first = new Set(browserProcesses(new Set()));
  other = await site.anotherBrowser();
  const asleep = await site.page("#/live", { browser: other });
  await plays(asleep);
  assert.equal(await viewers(), 2);

  const sleeping = browserProcesses(first);
  assert.ok(sleeping.length > 2, `${sleeping.length} processes`);
  signal(sleeping, "SIGSTOP");
  try {
    await until(async () => (await viewers()) === 1, "the sleeper is forgotten", 100_000);
    await plays(awake);
  } finally {
    signal(sleeping, "SIGCONT");
  }
  asleep.expect(/WebSocket connection|ERR_NETWORK|ERR_CONNECTION|Failed to load resource/);
  await plays(asleep);
  await asleep.getByRole("heading", { name: "1 camera live" }).waitFor();
  assert.equal(await viewers(), 2);
});

test("nothing was complained of by the browser", () => site.assertQuiet());
