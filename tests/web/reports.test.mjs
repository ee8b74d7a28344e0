// Reports: chosen, seen, sorted and downloaded; what is in the files; ten thousand rows; a server that goes away.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { assert, assertAccessible, portraits, screenshot, startSite, tabTo } from "./harness.mjs";
import { addDays, awkward, group, openSchool, wasHere } from "./people.mjs";

const week = { from: "2026-11-02", until: "2026-11-08" };
const address = `#/reports?from=${week.from}&until=${week.until}`;
let site;
before(async () => {
  site = await startSite({ options: ["--time-zone", "UTC"] });
  await openSchool(site);
  await wasHere(site, "p0", "2026-11-02", "08:20", "13:00");  // late by 20
  await wasHere(site, "p0", "2026-11-03", "07:55", "13:00");
  await wasHere(site, "p1", "2026-11-02", "08:00", "12:00");  // left early
});
after(async () => {
  await site.end();
});

const rows = (page) => page.locator(".virtual-table tbody tr:not(.spacer)");
const column = (page, title) => page.locator(".virtual-table").evaluate((table, wanted) => {
  const place = [...table.querySelectorAll("thead th")].findIndex((heading) => heading.textContent === wanted);
  return [...table.querySelectorAll("tbody tr:not(.spacer)")].map((row) => row.cells[place].textContent);
}, title);
// A kind beside the columns, some of which are called the same.
const kind = (page, name) => page.getByRole("group", { name: "Kind" }).getByRole("button", { name, exact: true });
const told = (page, text) => page.locator(".head [role=status]").getByText(text).waitFor();

async function download(page, format) {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: `Download ${format}` }).click();
  const file = await coming;
  const path = join(site.server.folder, `${Date.now()}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return { path, name: file.suggestedFilename() };
}

test("names of any letters and marks are text", async () => {
  const page = await site.page(address);
  await told(page, "everybody · 28 rows");
  const names = new Set(await column(page, "Person"));
  assert.deepEqual(names, new Set(Object.values(awkward)));
  assert.equal(await page.locator(".virtual-table b").count(), 0);
  await page.context().close();
});

test("kind, group and person choose, and the address remembers it", async () => {
  const page = await site.page(address);
  await kind(page, "Late").click();
  await told(page, "everybody · 1 row");
  assert.deepEqual(await column(page, "Late"), ["0:20"]);
  await kind(page, "Summary").click();
  await told(page, "everybody · 4 rows");
  assert.deepEqual((await column(page, "Absent")).sort(), ["5", "6", "7", "7"]);
  await kind(page, "All days").click();
  await page.getByLabel("Whom").selectOption({ label: group });
  await told(page, `group ${group} · 28 rows`);
  await page.getByLabel("Whom").selectOption({ label: "One person…" });
  await page.getByRole("combobox", { name: "Person" }).fill("Bob");
  await page.getByRole("option", { name: /Bob/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await told(page, `${awkward.markup} · 7 rows`);
  await page.reload();
  await told(page, `${awkward.markup} · 7 rows`);
  await page.context().close();
});

test("headings sort, both ways and back", async () => {
  const page = await site.page(address);
  await told(page, "28 rows");
  const heading = page.getByRole("columnheader", { name: "In", exact: true });
  const before = await column(page, "Person");
  await heading.getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  assert.deepEqual((await column(page, "In")).slice(0, 3), ["07:55", "08:00", "08:20"]);
  await heading.getByRole("button").click();
  assert.deepEqual((await column(page, "In")).slice(0, 3), ["08:20", "08:00", "07:55"]);  // what is not there stays last
  await heading.getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "none");
  assert.deepEqual(await column(page, "Person"), before);
  await page.context().close();
});

test("CSV has what is seen, and runs no formulas", async () => {
  const page = await site.page(`${address}&kind=early`);
  await told(page, "1 row");
  const { path, name } = await download(page, "CSV");
  assert.equal(name, "attendance-early-2026-11-02-2026-11-08.csv");
  const text = readFileSync(path, "utf8");
  assert.ok(text.startsWith("\ufeffPerson,Name,Groups,Date,"));
  assert.match(text, /\r\np1,"'=HYPERLINK\(""http:\/\/x"",""y""\)",Class 5a,2026-11-02,Morning school,left early,2026-11-02 08:00,2026-11-02 12:00,/);
  assert.equal(text.trim().split("\r\n").length, 2);
  await page.getByText(`${name} is downloaded`).waitFor();
  await page.context().close();
});

test("XLSX opens in a spreadsheet, with numbers that add up", async () => {
  const page = await site.page(`${address}&kind=days`);
  await told(page, "28 rows");
  const { path } = await download(page, "XLSX");
  const script = "import json,sys,openpyxl\nsheet=openpyxl.load_workbook(sys.argv[1]).active\nprint(json.dumps([[str(cell.value) if cell.value is not None else None for cell in row]+[row[1].data_type] for row in sheet.iter_rows()]))";
  const sheet = JSON.parse(execFileSync("/usr/bin/python3", ["-c", script, path], { encoding: "utf8" }));
  assert.equal(sheet.length, 29);
  const bob = sheet.find((row) => row[0] === "p0" && row[3].startsWith("2026-11-02"));
  assert.equal(bob[1], awkward.markup);
  assert.equal(bob[6], "2026-11-02 08:20:00");
  const formula = sheet.find((row) => row[0] === "p1");
  assert.equal(formula[1], awkward.formula);
  assert.equal(formula.at(-1), "s");  // a text, not a formula
  await page.context().close();
});

test("PDF is to be read, in the reader's language", async () => {
  const page = await site.page(`${address}&kind=late`, { language: "de" });
  await page.locator(".head [role=status]").getByText("1 Zeile").waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "PDF herunterladen" }).click();
  const path = join(site.server.folder, "late.pdf");
  await (await coming).saveAs(path);
  const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  assert.match(text, /Verspätungen/);
  assert.ok(text.includes("<b>Bob</b>"), text);  // a long name is cut
  assert.match(text, /08:20/);
  await page.context().close();
});

test("a download shows how far it is, and can be cancelled", async () => {
  const page = await site.page(address);
  await told(page, "28 rows");
  page.expect(/net::ERR/);
  await page.route(/format=pdf/, () => {});  // never answered
  await page.getByRole("button", { name: "Download PDF" }).click();
  const dialog = page.getByRole("dialog", { name: "Download PDF" });
  await dialog.getByText("The server is making the file.").waitFor();
  await assertAccessible(page, "download");
  await screenshot(page, "reports-download");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The download was cancelled.").waitFor();
  await dialog.waitFor({ state: "detached" });
  await page.context().close();
});

test("wrong days are said, days without anything too", async () => {
  const page = await site.page(address);
  await told(page, "28 rows");
  await page.getByLabel("Until").fill("2026-11-01");
  await page.getByLabel("Until").blur();
  await page.getByText("The last day is before the first.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Download CSV" }).isDisabled());
  await page.getByLabel("Until").fill("2026-11-08");
  await page.getByLabel("Until").blur();
  await kind(page, "Overtime").click();
  await page.getByText("Nobody worked overtime.").waitFor();
  await screenshot(page, "reports-empty");
  await page.context().close();
});

test("by keyboard alone: choose, sort, download", async () => {
  const page = await site.page(address);
  await told(page, "28 rows");
  await tabTo(page, kind(page, "Late"));
  await page.keyboard.press("Enter");
  await told(page, "1 row");
  assert.ok(await kind(page, "Late").evaluate((button) => button === document.activeElement));
  await tabTo(page, page.getByRole("columnheader", { name: "Person" }).getByRole("button"));
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("columnheader", { name: "Person" }).getAttribute("aria-sort"), "ascending");
  await page.getByRole("button", { name: "Download CSV" }).focus();
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.match((await coming).suggestedFilename(), /late.*\.csv$/);
  await page.context().close();
});

test("the server goes away and comes back", async () => {
  const page = await site.page(address);
  await told(page, "28 rows");
  page.expect(/net::ERR|WebSocket|Failed to load/);
  await site.server.stop();
  await kind(page, "Absent").click();
  await page.getByText("This cannot be shown").waitFor();
  await screenshot(page, "reports-away");
  await site.server.start();
  await page.getByRole("button", { name: "Try again" }).click();
  await told(page, "25 rows");
  await page.context().close();
});

test("ten thousand rows scroll like ten", async () => {
  const many = Array.from({ length: 20 }, (_, place) => `Person ${String(place).padStart(2, "0")}`);
  for (const [place, name] of many.entries())
    assert.equal((await site.api("POST", "/people", { id: `m${place}`, name, groups: [group], validFrom: "2025-01-01" })).status, 201);
  const page = await site.page(`#/reports?from=2025-01-01&until=2026-11-08`);
  await page.locator(".head [role=status]").getByText(/1\d,\d{3} rows$/).waitFor();
  assert.ok(Number(await page.locator(".virtual-table").getAttribute("aria-rowcount")) > 10_000);
  assert.ok(await rows(page).count() < 80, "only what is seen is in the document");
  // What a frame costs this page's thread, in time of the processor: other programs run on this machine too.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => 1000 * (await devtools.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
  const frames = 100;
  const before = await spent();
  await page.evaluate((count) => new Promise((resolve) => {
    const box = document.querySelector(".virtual-table-box");
    const step = () => { box.scrollTop += 900; --count ? requestAnimationFrame(step) : resolve(); };
    requestAnimationFrame(step);
  }), frames);
  const each = (await spent() - before) / frames;
  console.log(`a frame while all rows change: ${each.toFixed(1)} ms`);
  assert.ok(each < 50, `${each} ms for a frame`);
  const last = await page.evaluate(() => { const box = document.querySelector(".virtual-table-box"); box.scrollTop = box.scrollHeight; return new Promise((resolve) => setTimeout(() => resolve([...document.querySelectorAll(".virtual-table tbody tr:not(.spacer)")].at(-1).getAttribute("aria-rowindex")), 200)); });
  assert.equal(last, await page.locator(".virtual-table").getAttribute("aria-rowcount"));
  await page.context().close();
});

test("the first rows of a day are there soon", async () => {
  const page = await site.page("#/settings/account");
  const times = [];
  for (let round = 0; round < 3; ++round) {
    times.push(await page.evaluate(async (day) => {
      location.hash = "#/settings/account";
      await new Promise((resolve) => setTimeout(resolve, 300));
      const begun = performance.now();
      location.hash = `#/reports?from=${day}&until=${day}`;
      while (!document.querySelector(".virtual-table tbody tr:not(.spacer)")) await new Promise(requestAnimationFrame);
      return performance.now() - begun;
    }, addDays(week.from, 1)));
  }
  console.log("first rows, ms:", times.map(Math.round).join(" "));
  assert.ok(Math.min(...times) < 300, "the first rows under 300 ms");
  await page.context().close();
});

test("the page in its looks", async () => {
  const seen = (page) => rows(page).first().waitFor();
  await portraits(site, "reports", address, seen);
  await portraits(site, "reports-summary", `${address}&kind=summary`, seen);
});

test("nothing was complained of by the browser", () => site.assertQuiet());
