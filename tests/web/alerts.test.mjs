// The bell: an alert comes by itself, leads to what it is about, is acknowledged for everybody, and goes when it is over; its rules.
import test, { after, before } from "node:test";
import { assert, assertAccessible, changeRegister, screenshot, startSite, until } from "./harness.mjs";

let site;
before(async () => {
  site = await startSite({ cameras: ["entrance"] });
});
after(async () => {
  await site.end();
});

const bell = (page, name) => page.getByRole("button", { name });

test("rules are set; of two people at them the second is told", async () => {
  const page = await site.page("#/settings/alerts");
  const camera = page.getByRole("checkbox", { name: "A camera that should be here and is not." });
  await camera.waitFor();
  if (!await camera.isChecked()) await camera.check();
  const after = page.locator("input[name='cameraAway.afterMinutes']");
  await after.fill("0");
  await page.getByLabel("To these addresses, one a line").fill("office@example.org");
  const { data, headers } = await site.api("GET", "/alert-rules");
  const { rules, mail } = data;
  assert.equal((await site.api("PUT", "/alert-rules", { rules: { ...rules, disk: { ...rules.disk, freePercent: 7 } }, mail }, { "If-Match": headers.get("etag") })).status, 200);
  page.expect(/412/);
  await page.getByRole("button", { name: "Save rules" }).click();
  const notice = page.getByRole("alert");
  await notice.getByText("Somebody else changed this in the meantime.").waitFor();
  await notice.getByRole("rowheader", { name: "The disk is nearly full: Below, percent" }).waitFor();
  await notice.getByRole("rowheader", { name: "A camera is away: After, minutes" }).waitFor();
  await screenshot(page, "alert-rules-conflict");
  await notice.getByRole("button", { name: "Save mine instead" }).click();
  await page.getByText("The rules are saved.").waitFor();
  const now = (await site.api("GET", "/alert-rules")).data;
  assert.equal(now.rules.cameraAway.afterMinutes, 0);
  assert.deepEqual(now.mail.to, ["office@example.org"]);
  await page.context().close();
});

test("a camera that leaves rings the bell; it is acknowledged for everybody, and over when the camera is back", async () => {
  await until(async () => (await site.api("GET", "/cameras")).data.items[0]?.state === "streaming", "the camera");
  const page = await site.page("#/today");
  const other = await site.page("#/cameras");
  await bell(page, "Alerts").click();
  await page.getByText("Nothing is open").waitFor();
  await page.keyboard.press("Escape");
  await site.removeCamera("entrance");
  await bell(page, "Alerts: 1 open").click({ timeout: 90_000 });
  const panel = page.getByRole("dialog", { name: "Alerts" });
  await panel.getByText("entrance is away").waitFor();
  await assertAccessible(page, "alerts");
  await screenshot(page, "alerts");
  await bell(other, "Alerts: 1 open").waitFor();
  await panel.getByRole("button", { name: /^Acknowledge/ }).press("Enter");
  await panel.getByText(/acknowledged by Ada/).waitFor();
  await bell(other, "Alerts").waitFor();
  await bell(page, "Alerts").waitFor();
  site.addCamera("entrance");
  await panel.getByText("Nothing is open").waitFor({ timeout: 60_000 });
  await page.context().close();
  await other.context().close();
});

test("an alert leads to what it is about", async () => {
  await site.removeCamera("entrance");
  const page = await site.page("#/reports", { phone: true });
  await bell(page, "Alerts: 1 open").click({ timeout: 90_000 });
  await screenshot(page, "alerts-phone");
  await page.getByRole("link", { name: "Show the camera" }).click();
  await page.getByRole("heading", { name: "entrance" }).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.context().close();
});

test("in the dark and in German", async () => {
  const page = await site.page("#/cameras", { dark: true, language: "de" });
  await bell(page, "Hinweise: 1 offen").click();
  await page.getByText("entrance ist weg").waitFor();
  await screenshot(page, "alerts-german");
  await page.context().close();
});

test("what happened while the server was away is shown once it is back", async () => {
  assert.equal((await site.api("POST", "/people", { id: "ada", name: "Ada Example" })).status, 201);
  const page = await site.page("#/settings/account");
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("option").getByText("Ada Example").waitFor();
  page.expect(/net::ERR|WebSocket|Failed to load/);
  await site.server.stop();
  await page.getByText("The server does not answer since").waitFor();
  changeRegister(site.server, "UPDATE people SET name = 'Ada Elsewhere', name_folded = 'ada elsewhere', version = version + 1 WHERE id = 'ada'");
  await site.server.start();
  await page.getByRole("option").getByText("Ada Elsewhere").waitFor({ timeout: 60_000 });
  await page.context().close();
});

test("nothing was complained of by the browser", () => site.assertQuiet());
