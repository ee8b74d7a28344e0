// Ten thousand people: the first rows are there at once, and scrolling stays smooth.
import test, { after, before } from "node:test";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, startSite, until } from "./harness.mjs";

const people = 10_000;
const firstRows = 300;  // ms
const frame = 50;       // ms
let site;

before(async () => {
  site = await startSite({ prepare: (server) => {
    const list = join(server.folder, "crowd.csv");
    const lines = Array.from({ length: people }, (_, i) => `c${String(i).padStart(5, "0")},Person ${String(i).padStart(5, "0")} Example,Class ${i % 40}`);
    writeFileSync(list, ["id,name,groups", ...lines].join("\n"));
    execFileSync(join(process.env.ROLLCALL_BIN, "rollcall-server"), ["people", "import", list, "--data-dir", server.folder], { stdio: "ignore" });
  } });
  // Expected all day: whoever has no schedule is in the register once they are seen.
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  assert.equal((await site.api("POST", "/shifts", { id: "all-day", name: "All day", start: "00:30", end: "23:30", days })).status, 201);
  for (let group = 0; group < 40; ++group) await site.api("POST", "/assignments", { shift: "all-day", group: `Class ${group}` });
}, { timeout: 240_000 });
after(async () => {
  await site?.end();
});

// The time from the click on the rail to the first rows, in an otherwise loaded page; the best of three.
async function timeToRows(page, place, row) {
  let best = Infinity;
  for (let round = 0; round < 3; ++round) {
    await page.evaluate(() => { location.hash = "#/settings"; });
    await page.locator(".view-settings :is(h1, h2)").first().waitFor();
    best = Math.min(best, await page.evaluate(([hash, wanted]) => new Promise((resolve) => {
      const began = performance.now();
      const watch = new MutationObserver(() => {
        if (document.querySelectorAll(wanted).length < 5) return;
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - began));
      });
      watch.observe(document.body, { childList: true, subtree: true });
      location.hash = hash;
    }), [place, row]));
  }
  return best;
}

// What the page's thread works from one frame to the next while the list is scrolled, by rows and by leaps: CPU time, as other work on the machine is not the page's.
async function workPerFrame(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const all = [];
  for (let step = 0; step < 60; ++step) {
    const before = await worked();
    await page.evaluate((leap) => new Promise((resolve) => {
      document.querySelector(".virtual-list").scrollTop += leap;
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    }), step % 10 === 9 ? 20_000 : 700);
    all.push(await worked() - before);
  }
  return all.sort((a, b) => b - a);
}

for (const [place, row] of [["#/today", ".virtual-list .register-row"], ["#/people", ".virtual-list .person-row"]]) {
  test(`${place} with ${people} people`, async () => {
    const page = await site.page("#/settings");
    const first = await timeToRows(page, place, row);
    await until(() => page.evaluate((count) => document.querySelector(".virtual-list .rows > *")?.getAttribute("aria-setsize") === String(count), people), "all of them", 60_000);
    const [longest] = await workPerFrame(page);
    console.log(`${place}: first rows after ${first.toFixed(0)} ms, longest frame ${longest.toFixed(0)} ms of work`);
    assert.ok(await page.locator(`${row}`).count() < 80, "only what is seen is in the document");
    assert.ok(first < firstRows, `first rows after ${first.toFixed(0)} ms`);
    assert.ok(longest < frame, `a frame took ${longest.toFixed(0)} ms`);
    await page.context().close();
  });
}

test("no complaint of the browser in any of it", () => site.assertQuiet());
