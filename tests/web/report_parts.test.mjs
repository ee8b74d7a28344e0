// The parts of the reports page that need no browser: ranges of days, and reading a report as it comes.
import assert from "node:assert/strict";
import test from "node:test";
import { addDays, daysBetween, isDay, rangeOf } from "../../resources/web/pages/reports/ranges.js";
import { readReport } from "../../resources/web/pages/reports/reading.js";

test("ranges as people say them", () => {
  const saturday = "2026-11-21";
  assert.deepEqual(rangeOf("today", saturday), { from: saturday, until: saturday });
  assert.deepEqual(rangeOf("yesterday", "2026-03-01"), { from: "2026-02-28", until: "2026-02-28" });
  assert.deepEqual(rangeOf("this-week", saturday), { from: "2026-11-16", until: saturday });
  assert.deepEqual(rangeOf("this-week", "2026-11-16"), { from: "2026-11-16", until: "2026-11-16" });
  assert.deepEqual(rangeOf("last-week", "2026-11-22"), { from: "2026-11-09", until: "2026-11-15" });
  assert.deepEqual(rangeOf("this-month", saturday), { from: "2026-11-01", until: saturday });
  assert.deepEqual(rangeOf("last-month", "2028-03-31"), { from: "2028-02-01", until: "2028-02-29" });
  assert.deepEqual(rangeOf("last-month", "2027-01-05"), { from: "2026-12-01", until: "2026-12-31" });
  assert.equal(rangeOf("some day", saturday), null);
});

test("days", () => {
  assert.ok(isDay("2028-02-29"));
  for (const wrong of ["2027-02-29", "2026-1-1", "2026-13-01", "", null, undefined, "2026-11-21T00:00"]) assert.equal(isDay(wrong), false, String(wrong));
  assert.equal(addDays("2026-10-24", 2), "2026-10-26");  // over the night in which clocks are set
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
});

const text = (rows) => `{"title":"Attendance","subtitle":"s","footnote":"f","rows":[${rows.map((row) => `\n${JSON.stringify(row)}`).join()}\n]}\n`;
const people = [{ person: "a", name: "Zoë]}, \"x\"\n" }, { person: "b", name: "王小明" }, { person: "c", name: "c" }];

// Answers every request with these bytes, cut after each `size` of them.
function serve(whole, size) {
  const bytes = new TextEncoder().encode(whole);
  globalThis.fetch = async () => new Response(new ReadableStream({ start(controller) {
    for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
    controller.close();
  } }), { headers: { "content-type": "application/json" } });
}
async function read(most) {
  const rows = [];
  const { head, complete } = await readReport({ path: "/reports/range", params: {} }, { most, take: (more) => rows.push(...more) });
  return { rows, complete, title: head.title };
}

test("rows are read however the bytes come", async () => {
  for (const size of [1, 2, 3, 7, 64, 10_000]) {
    serve(text(people), size);
    assert.deepEqual(await read(100), { rows: people, complete: true, title: "Attendance" }, `pieces of ${size}`);
    serve(text([]), size);
    assert.deepEqual((await read(100)).rows, []);
  }
});

test("no more is read than is wanted", async () => {
  for (const size of [1, 5, 10_000]) {
    serve(text(people), size);
    assert.deepEqual(await read(2), { rows: people.slice(0, 2), complete: false, title: "Attendance" });
    serve(text(people), size);
    assert.deepEqual(await read(3), { rows: people, complete: true, title: "Attendance" });
  }
});

test("a report that breaks off is no report", async () => {
  const whole = text(people);
  for (const cut of [whole.length - 3, 60, 10, 0]) {
    serve(whole.slice(0, cut), 8);
    await assert.rejects(read(100), undefined, `cut at ${cut}`);
  }
});
