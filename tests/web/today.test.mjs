// Today: the register as cameras fill it, suggestions, corrections with a reason, and what happens when two correct the same day.
import test, { after, before } from "node:test";
import { admin, assert, assertAccessible, portraits, screenshot, startSite, tabTo, until } from "./harness.mjs";

const zone = "Europe/Berlin";  // the browser's is another
const html = "<img src=x onerror=alert(1)>";
const reason = "came by the back door, “as always” <b>";
let site;
let day;  // on the site's clocks

before(async () => {
  site = await startSite({ cameras: ["entrance"], recognition: true, options: ["--time-zone", zone] });
  await site.enrolDrawnPeople();
  // Expected all day: whoever has no schedule is in the register once they are seen.
  await site.api("POST", "/people", { id: "html", name: html, groups: ["Staff"] });
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  assert.equal((await site.api("POST", "/shifts", { id: "all-day", name: "All day", start: "00:30", end: "23:30", lateGrace: 0, days })).status, 201);
  assert.equal((await site.api("POST", "/assignments", { shift: "all-day", group: "Staff" })).status, 201);
  day = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
});
after(async () => {
  await site?.end();
});

const row = (page, name) => page.getByRole("listbox", { name: "Register" }).getByRole("option").filter({ hasText: name });
const panel = (page, name) => page.getByRole("dialog", { name, exact: true });
const corrections = async (person) => (await site.api("GET", `/corrections?person=${person}&from=${day}&until=${day}`)).data.items;

async function openCorrection(page, name) {
  await row(page, name).click();
  await panel(page, name).getByRole("button", { name: "Correct…" }).click();
  return page.getByRole("dialog", { name: `Correct ${name}` });
}

async function enter(form, { what, time, why }) {
  await form.getByLabel("What").selectOption({ label: what });
  if (time) await form.getByLabel("Time").fill(time);
  await form.getByLabel("Reason").fill(why);
}

test("the register fills by itself, and names are text whatever is in them", async () => {
  const page = await site.page("#/today");
  await row(page, html).waitFor();
  assert.equal(await page.locator("img[src='x']").count(), 0);
  await until(async () => (await page.locator(".feed li").count()) >= 2, "people who came in", 60_000);
  await page.getByText(/of \d|\d+ here/).first().waitFor();
  await screenshot(page, "today-filled");
  await page.context().close();
});

test("a suggestion is answered in place and taken back", async () => {
  const page = await site.page("#/today");
  page.expect(/404.*picture/);
  const suggestions = page.getByRole("region", { name: "Suggestions" });
  const yes = suggestions.getByRole("button", { name: /^Yes, this is/ }).first();
  await yes.waitFor({ timeout: 60_000 });
  const name = (await yes.getAttribute("aria-label")).replace("Yes, this is ", "");
  const confirmed = async () => (await site.api("GET", "/sightings?status=confirmed&limit=500")).data.items.length;
  const before = await confirmed();
  await yes.click();
  await until(async () => (await confirmed()) > before, "a confirmed sighting");
  await until(async () => /here/.test(await row(page, name).innerText()), "the person's status");
  await page.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await confirmed()) === before, "the decision to be taken back");
  await page.context().close();
});

test("a record is corrected with a reason, on the site's clocks", async () => {
  const page = await site.page("#/today");
  const form = await openCorrection(page, html);
  await form.getByLabel("What").selectOption({ label: "Came at" });
  await form.getByLabel("Time").fill("00:05");
  await form.getByRole("button", { name: "Save correction" }).click();
  await form.getByText("Say why, so that others can follow it.").waitFor();
  assert.equal((await corrections("html")).length, 0);
  await form.getByLabel("Reason").fill(reason);
  await screenshot(page, "today-correct");
  await assertAccessible(page, "the correction");
  await form.getByRole("button", { name: "Save correction" }).click();
  await form.waitFor({ state: "detached" });
  const [made] = await corrections("html");
  assert.equal(made.kind, "check-in");
  assert.equal(made.reason, reason);
  assert.equal(made.by, admin.name);
  assert.equal(new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(new Date(made.at)), "00:05");
  await until(async () => /00:05/.test(await row(page, html).innerText()), "the row with the time");
  await panel(page, html).getByText(reason).waitFor();
  await screenshot(page, "today-panel");
  await assertAccessible(page, "the panel");
  await page.context().close();
});

test("a correction is withdrawn with a reason: it stays to be read, and the day is as before", async () => {
  const page = await site.page("#/today");
  await row(page, html).click();
  const shown = panel(page, html);
  await shown.getByRole("button", { name: "Withdraw…" }).click();
  const form = page.getByRole("dialog", { name: "Withdraw this correction" });
  await form.getByText("00:05").waitFor();  // which one it is
  await form.getByRole("button", { name: "Withdraw", exact: true }).click();
  await form.getByText("Say why, so that others can follow it.").waitFor();
  assert.equal((await corrections("html")).length, 1);
  await screenshot(page, "today-withdraw");
  await assertAccessible(page, "withdrawing a correction");
  await form.getByLabel("Reason").fill("it was her sister");
  await form.getByRole("button", { name: "Withdraw", exact: true }).click();
  await form.waitFor({ state: "detached" });
  const [withdrawn, made] = await corrections("html");  // the latest first
  assert.deepEqual([withdrawn.kind, withdrawn.target, withdrawn.reason, withdrawn.by], ["withdraw", made.id, "it was her sister", admin.name]);
  await shown.getByText(reason).waitFor();
  await shown.getByText("it was her sister").waitFor();
  await until(async () => !/00:05/.test(await row(page, html).innerText()), "the row without the time");
  assert.equal(await shown.getByRole("button", { name: "Withdraw…" }).count(), 0);
  await screenshot(page, "today-withdrawn");
  await page.context().close();
});

test("two operators correct one day: the second is told, with both values, and nothing is overwritten", async () => {
  const [first, second] = [await site.page("#/today"), await site.page("#/today")];
  const [one, two] = [await openCorrection(first, "Ada Example"), await openCorrection(second, "Ada Example")];
  await enter(one, { what: "The whole day was", why: "ill, says the office" });
  await enter(two, { what: "Came at", time: "00:10", why: "I saw her" });
  await one.getByRole("button", { name: "Save correction" }).click();
  await one.waitFor({ state: "detached" });
  second.expect(/412/);
  await two.getByRole("button", { name: "Save correction" }).click();
  const told = two.getByRole("alert").filter({ hasText: "Somebody else corrected this day" });
  await told.waitFor();
  assert.match(await told.innerText(), /ill, says the office/);
  assert.match(await told.innerText(), /00:10/);
  await screenshot(second, "today-conflict");
  assert.equal(await two.getByLabel("Reason").inputValue(), "I saw her");
  assert.equal((await corrections("ada")).length, 1);
  await two.getByRole("button", { name: "Save correction" }).click();
  await two.waitFor({ state: "detached" });
  assert.equal((await corrections("ada")).length, 2);
  for (const page of [first, second]) await page.context().close();
});

test("from the list to the saved correction by keyboard alone", async () => {
  const page = await site.page(`#/today?q=${encodeURIComponent(html)}`);
  await row(page, html).waitFor();
  await tabTo(page, page.getByRole("listbox", { name: "Register" }));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await panel(page, html).waitFor();
  await tabTo(page, panel(page, html).getByRole("button", { name: "Correct…" }));
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: `Correct ${html}` });
  await tabTo(page, form.getByLabel("Reason"));
  await page.keyboard.type("left by the window");
  await tabTo(page, form.getByRole("button", { name: "Save correction" }));
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  await until(async () => (await corrections("html")).some((one) => one.reason === "left by the window"), "the correction");
  await page.keyboard.press("Escape");
  await panel(page, html).waitFor({ state: "detached" });
  await page.context().close();
});

// What turns or pulses for as long as something is waited for is left out: it has no end.
test("a panel and a dialog come within 150 ms, and at once where less motion is asked for", async () => {
  for (const [reducedMotion, moves] of [["no-preference", true], ["reduce", false]]) {
    const page = await site.page("#/today");
    await page.emulateMedia({ reducedMotion });
    await page.evaluate(() => {
      window.moved = [];
      for (const kind of ["animationstart", "transitionrun"]) {
        document.addEventListener(kind, (event) => window.moved.push(...event.target.getAnimations({ subtree: true }).map((one) => one.effect.getComputedTiming()).filter(({ iterations }) => iterations !== Infinity).map(({ duration }) => duration)), { capture: true });
      }
    });
    const form = await openCorrection(page, html);
    await form.waitFor();
    const moved = await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.moved))); }));
    assert.equal(moved.length > 0, moves, `${reducedMotion}: ${moved}`);
    assert.ok(Math.max(0, ...moved) <= 150, `${moved} ms`);
    await page.context().close();
  }
});

test("another day, and a filter that nobody fits", async () => {
  const page = await site.page("#/today");
  await row(page, html).waitFor();
  await page.getByRole("button", { name: "The day before" }).click();
  await page.getByRole("button", { name: "Today", exact: true }).waitFor();
  await page.getByRole("button", { name: "Today", exact: true }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  await page.getByLabel("Find in this day").fill("nobody is called so");
  await page.getByText("Nobody fits").waitFor();
  await page.getByRole("button", { name: "Show everybody" }).click();
  await row(page, html).waitFor();
  await page.context().close();
});

test("Today in its looks", async () => {
  await portraits(site, "today", "#/today", async (page) => {
    page.expect(/404.*picture/);
    await page.locator(".virtual-list .name").first().waitFor();
    await page.locator(".trend-day").first().waitFor();
  });
});

// Answers to a suggestion are long in German, and a phone is narrow.
test("a person's day in its looks", async () => {
  const { items: [{ person }] } = (await site.api("GET", `/sightings?status=suggested&limit=1`)).data;
  await portraits(site, "today-day", `#/today?person=${person}`, async (page) => {
    page.expect(/404.*picture/);
    await page.locator(".sighting button").first().waitFor();
  });
});

test("the server that cannot be reached is said, and tried again", async () => {
  const page = await site.page("#/settings");
  await page.route("**/api/v1/attendance?**", (route) => route.abort());
  page.expect(/ERR_FAILED/);
  await page.evaluate(() => { location.hash = "#/today"; });
  await page.getByText("This cannot be shown").waitFor();
  await screenshot(page, "today-error");
  await page.unroute("**/api/v1/attendance?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await row(page, html).waitFor();
  await page.context().close();
});

test("a session that ends while a form is half filled: what was typed is still there and is saved", async () => {
  const page = await site.page("#/today");
  const form = await openCorrection(page, "Ben Sample");
  await enter(form, { what: "Came at", time: "00:15", why: "half filled" });
  page.expect(/401/);
  await site.api("DELETE", "/session");
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.waitFor();  // the server says so by itself
  await again.getByLabel("Password", { exact: true }).fill(admin.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await again.waitFor({ state: "detached" });
  assert.equal(await form.getByLabel("Reason").inputValue(), "half filled");
  await form.getByRole("button", { name: "Save correction" }).click();
  await form.waitFor({ state: "detached" });
  const [cookie] = await page.context().cookies();
  const kept = await fetch(`${site.url}/api/v1/corrections?person=ben&from=${day}&until=${day}`, { headers: { Cookie: `${cookie.name}=${cookie.value}` } });
  assert.deepEqual((await kept.json()).items.map((one) => one.reason), ["half filled"]);
  await page.context().close();
});

test("no complaint of the browser in any of it", () => site.assertQuiet());
