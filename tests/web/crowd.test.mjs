// Ten thousand people, a million sightings, 64 cameras: the first rows of every list are there at once, and scrolling stays smooth.
import test, { after, before } from "node:test";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { assert, changeRegister, startSite, until } from "./harness.mjs";

const people = 10_000;
const days = 100;      // of each of them a sighting a day: a million
const cameras = 64;
const firstRows = 300;  // ms
const frame = 50;       // ms
let site;

// As the server writes them: ids are UUIDs of version 7.
const crowd = (now) => `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
  WITH RECURSIVE number(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM number WHERE i < ${cameras - 1})
    INSERT INTO cameras (id, name, last_seen) SELECT printf('cam-%02d', i), printf('Camera %d with a name of some length', i), ${now} - i * 60000 FROM number;
  WITH RECURSIVE number(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM number WHERE i < ${people * days - 1}),
    seen(i, at) AS (SELECT i, ${now} - (${days - 1} - i / ${people}) * 86400000 - (${people} - i % ${people}) * 300 FROM number)
    INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track)
      SELECT printf('%08x-%04x-7%03x-%04x-%012x', at >> 16, at & 65535, abs(random()) % 4096, 32768 + abs(random()) % 16384, abs(random()) % 281474976710656),
        printf('c%05d', i % ${people}), printf('cam-%02d', i % ${cameras}), at, at + 4000, 0.9, i FROM seen;
  COMMIT; PRAGMA journal_mode = WAL;`;

before(async () => {
  site = await startSite({ prepare: (server) => {
    const list = join(server.folder, "crowd.csv");
    const lines = Array.from({ length: people }, (_, i) => `c${String(i).padStart(5, "0")},Person ${String(i).padStart(5, "0")} Example,Class ${i % 40}`);
    writeFileSync(list, ["id,name,groups", ...lines].join("\n"));
    execFileSync(join(process.env.ROLLCALL_BIN, "rollcall-server"), ["people", "import", list, "--data-dir", server.folder], { stdio: "ignore" });
    changeRegister(server, crowd(Date.now()));
  } });
  // Expected all day: whoever has no schedule is in the register once they are seen.
  const week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  assert.equal((await site.api("POST", "/shifts", { id: "all-day", name: "All day", start: "00:30", end: "23:30", days: week })).status, 201);
  for (let group = 0; group < 40; ++group) await site.api("POST", "/assignments", { shift: "all-day", group: `Class ${group}` });
}, { timeout: 300_000 });
after(async () => {
  await site?.end();
});

// The time from a click on the rail to the first rows, in an otherwise loaded page; the best of three.
async function timeToRows(page, place, row, least) {
  let best = Infinity;
  for (let round = 0; round < 3; ++round) {
    await page.evaluate(() => { location.hash = "#/settings"; });
    await page.locator(".view-settings :is(h1, h2)").first().waitFor();
    best = Math.min(best, await page.evaluate(([hash, wanted, count]) => new Promise((resolve) => {
      const began = performance.now();
      const watch = new MutationObserver(() => {
        if (document.querySelectorAll(wanted).length < count) return;
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - began));
      });
      watch.observe(document.body, { childList: true, subtree: true });
      location.hash = hash;
    }), [place, row, least]));
  }
  return best;
}

// Scrolls by rows and by leaps, as fast as frames come: the longest time from one frame to the next on the clock, the tasks that kept the page's thread for more than 50 ms,
// and what the thread worked for a frame at most, in time of the processor, which other programs do not count in.
async function scroll(page, box) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const frames = 120;
  const before = await worked();
  const seen = await page.evaluate(([where, count]) => new Promise((resolve) => {
    const list = document.querySelector(where);
    const long = [];
    const watch = new PerformanceObserver((entries) => entries.getEntries().forEach(({ duration }) => long.push(duration)));
    watch.observe({ type: "longtask" });
    let [step, last, longest] = [0, performance.now(), 0];
    list.scrollTop = 0;
    const next = (now) => {
      if (step) longest = Math.max(longest, now - last);
      last = now;
      list.scrollTop += step % 10 === 9 ? 20_000 : 700;
      if (list.scrollTop + list.clientHeight >= list.scrollHeight) list.scrollTop = 0;
      if (++step <= count) return requestAnimationFrame(next);
      watch.disconnect();
      resolve({ longest, long, scrolls: list.scrollHeight > list.clientHeight + 10 });
    };
    requestAnimationFrame(next);
  }), [box, frames]);
  return { ...seen, work: (await worked() - before) / frames };
}

// Where more wants to run than there are processors everything takes that much longer by the clock; alone on a machine this is 1.
const crowding = () => Math.max(1, loadavg()[0] / cpus().length);

for (const { place, row, box, least = 5, all, height = 800 } of [
  { place: "#/today", row: ".virtual-list .register-row", box: ".virtual-list", all: people },
  { place: "#/people", row: ".virtual-list .person-row", box: ".virtual-list", all: people },
  { place: "#/reports?range=this-month", row: ".virtual-table tbody tr:not(.spacer)", box: ".virtual-table-box" },
  { place: "#/reports?range=this-month&kind=summary", row: ".virtual-table tbody tr:not(.spacer)", box: ".virtual-table-box" },
  { place: "#/cameras", row: ".camera-card", box: ".page", least: cameras },
  { place: "#/cameras?view=table", row: "table.list tbody tr", box: ".page", least: cameras },
  { place: "#/live", row: ".tile", box: null, least: 4 },
  { place: "#/people/c00042", row: "a.calendar-day", box: ".page", least: 1, height: 480 },  // a higher window shows all of it; on the first of a month one day is there
  { place: "#/settings/audit", row: "table.list tbody tr", box: ".page" },
]) {
  test(`${place} of ${people} people, ${people * days} sightings, ${cameras} cameras`, async () => {
    const page = await site.page("#/settings");
    await page.setViewportSize({ width: 1280, height });
    const first = await timeToRows(page, place, row, least);
    console.log(`${place}: first rows after ${first.toFixed(0)} ms, on a machine crowded ${crowding().toFixed(1)} times`);
    assert.ok(first < firstRows * crowding(), `first rows after ${first.toFixed(0)} ms`);
    if (all) {
      await until(() => page.evaluate((count) => document.querySelector(".virtual-list .rows > *")?.getAttribute("aria-setsize") === String(count), all), "all of them", 60_000);
      assert.ok(await page.locator(row).count() < 80, "only what is seen is in the document");
    }
    if (box) {
      await page.waitForTimeout(1000);  // what else the page asked for at its start
      const rounds = [];
      for (let round = 0; round < 3; ++round) rounds.push(await scroll(page, box));
      const best = rounds.sort((a, b) => a.longest - b.longest)[0];
      console.log(`${place}: scrolling, by the clock: longest frame ${best.longest.toFixed(0)} ms, tasks over 50 ms: ${best.long.length}; ${best.work.toFixed(1)} ms of work a frame`);
      assert.ok(best.scrolls, "there is something to scroll");
      assert.ok(best.work < frame, `a frame took ${best.work.toFixed(0)} ms of work`);
      assert.ok(best.longest < frame * crowding(), `the longest frame took ${best.longest.toFixed(0)} ms`);
    }
    await page.context().close();
  });
}

test("no complaint of the browser in any of it", () => site.assertQuiet());
