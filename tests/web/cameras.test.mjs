// Cameras: the list, one camera's page, what it sends changed and seen, pairing through the page, 64 of them, a server that goes away.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { Program } from "../support/programs.mjs";
import { assert, assertAccessible, changeRegister, portraits, screenshot, startSite, tabTo, until } from "./harness.mjs";

let site;
const programs = [];
before(async () => {
  site = await startSite({ cameras: ["entrance", "yard"] });
});
after(async () => {
  for (const program of programs) await program.stop();
  await site.end();
});

const card = (page, id) => page.locator(`.camera-card[data-camera="${id}"]`);
const cameraNow = async (id) => (await site.api("GET", "/cameras?limit=500")).data.items.find((camera) => camera.id === id);
const streaming = (id) => until(async () => (await cameraNow(id))?.state === "streaming", `${id} streaming`, 30_000);

// The picture's middle, to compare: a digest of its bytes as the browser draws them.
const look = async (locator) => (await locator.screenshot()).toString("base64");

test("the list says how many are here, with a picture and what each sends", async () => {
  await streaming("entrance");
  await streaming("yard");
  const page = await site.page("#/cameras");
  await page.getByRole("heading", { name: "All 2 cameras are live" }).waitFor();
  await card(page, "entrance").locator("img.has").waitFor();
  await card(page, "yard").getByText(/VP8 · \d+×\d+ · [\d.]+\/s/).waitFor();
  await until(() => card(page, "yard").locator(".spark polyline").count(), "a sparkline");
  await page.context().close();
});

test("a camera that leaves is away at once, without asking", async () => {
  const page = await site.page("#/cameras");
  page.expect(/snapshot/);  // asked for while the camera was leaving
  await page.getByRole("heading", { name: "All 2 cameras are live" }).waitFor();
  await site.removeCamera("yard");
  await page.getByRole("heading", { name: "1 of 2 cameras live · 1 away" }).waitFor();
  await card(page, "yard").getByText(/away since \d\d:\d\d/).waitFor();
  await page.getByRole("button", { name: /^Away/ }).click();
  assert.deepEqual(await page.locator(".camera-card").evaluateAll((all) => all.map(({ dataset }) => dataset.camera)), ["yard"]);
  await page.getByRole("button", { name: /^Live/ }).click();
  assert.deepEqual(await page.locator(".camera-card").evaluateAll((all) => all.map(({ dataset }) => dataset.camera)), ["entrance"]);
  site.addCamera("yard");
  await page.getByRole("button", { name: /^Live/ }).getByText("2").waitFor();
  await page.context().close();
});

test("a camera's page: the picture moves, the figures are drawn", async () => {
  const page = await site.page("#/cameras/entrance");
  const picture = page.locator(".live-picture");
  await until(() => picture.evaluate((image) => image.naturalWidth), "a picture");
  const first = await look(picture);
  await until(async () => (await look(picture)) !== first, "another picture");
  await page.getByText("Bitrate", { exact: true }).waitFor();
  await until(() => page.locator(".plot polyline").count(), "a plot");
  await page.context().close();
});

test("what it sends is changed, and the effect is seen", async () => {
  const page = await site.page("#/cameras/entrance");
  await page.getByLabel("Size, at most").selectOption("320×180");
  await page.getByLabel("Frames a second, at most").selectOption("5");
  await page.getByLabel("Bitrate, at most").selectOption("200");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("It sends VP8, at most 240×180, 5 frames a second, 200 kbit/s.").waitFor();  // a picture keeps its shape
  await page.getByText(/· VP8 · 240×180 ·/).waitFor();
  assert.equal((await cameraNow("entrance")).height, 180);
  await screenshot(page, "camera-changed");
  await page.getByRole("button", { name: "Key frame" }).click();
  await page.getByText("A key frame was asked for.").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("It is paused").waitFor();
  await page.locator(".no-picture").getByText("Paused").waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.locator(".live-picture").waitFor();
  await page.context().close();
});

test("an order that the camera cannot follow is said", async () => {
  const page = await site.page("#/cameras/nobody");
  await page.getByText("There is no camera “nobody”").waitFor();
  await page.context().close();
});

test("which way it looks is kept, and taken back", async () => {
  const page = await site.page("#/cameras/entrance");
  await page.getByLabel("It looks").selectOption("in");
  await page.getByRole("textbox", { name: "Place" }).fill("front <i>door</i>");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const kept = (await site.api("GET", "/camera-directions")).data.items;
  assert.deepEqual(kept, [{ camera: "entrance", direction: "in", place: "front <i>door</i>" }]);
  await page.reload();
  assert.equal(await page.getByRole("textbox", { name: "Place" }).inputValue(), "front <i>door</i>");
  // Somebody else was quicker: nothing is overwritten, and this person chooses.
  page.expect(/412/);
  const path = "/camera-directions/entrance";
  await page.getByLabel("It looks").selectOption("out");
  const read = await site.api("GET", path);
  assert.equal((await site.api("PUT", path, { direction: "both", place: "back door" }, { "If-Match": read.headers.get("etag") })).status, 200);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else changed this").waitFor();
  assert.equal((await site.api("GET", path)).data.place, "back door");
  await page.getByRole("button", { name: "Save mine instead" }).click();
  await until(async () => (await site.api("GET", path)).data.direction === "out", "mine");
  await page.reload();
  await page.getByLabel("It looks").selectOption("both");
  await page.getByRole("textbox", { name: "Place" }).fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await until(async () => (await site.api("GET", "/camera-directions")).data.items.length === 0, "both ways again");
  await page.context().close();
});

test("a camera is paired through the page, which turns into its picture by itself; then it is revoked", async () => {
  const page = await site.page("#/cameras");
  await page.getByRole("button", { name: "Pair a camera" }).click();
  const dialog = page.getByRole("dialog", { name: "Pair a camera" });
  await dialog.getByLabel("What is it called?").fill("gate");
  await dialog.getByLabel("Address of this server for the camera").fill(`127.0.0.1:${site.server.port}`);
  await assertAccessible(page, "pair a camera");
  await dialog.getByRole("button", { name: "Make a code" }).click();
  await dialog.getByText(/The code is good for (10:00|9:\d\d)\./).waitFor();
  await until(() => dialog.locator(".qr").evaluate((image) => image.naturalWidth), "the QR code");
  assert.match(await dialog.locator(".pair-code").innerText(), /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
  await assertAccessible(page, "pairing code");
  await screenshot(page, "camera-pairing");
  const link = await dialog.getByLabel("Pairing link").inputValue();
  const folder = join(site.server.folder, "camera-pairing");
  mkdirSync(folder);
  const keys = ["--pairing-dir", folder, "--key-store", "file"];
  const pairing = new Program("rollcall-camera", ["pair", link, ...keys]);
  assert.equal(await pairing.ended, 0, pairing.output);
  const camera = new Program("rollcall-camera", ["--headless", ...keys, "--source", process.env.ROLLCALL_CLIP]);
  programs.push(camera);
  await dialog.getByText("gate is here.").waitFor({ timeout: 30_000 });
  await until(() => dialog.locator(".live-picture").evaluate((image) => image.naturalWidth), "its picture");
  await screenshot(page, "camera-paired");
  await dialog.getByRole("link", { name: "To its page" }).click();
  await page.getByRole("heading", { name: "gate" }).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);

  await page.getByRole("button", { name: "Revoke…" }).click();
  const asking = page.getByRole("dialog", { name: "Revoke the pairing of gate?" });
  assert.ok(await asking.getByRole("button", { name: "Revoke pairing" }).isDisabled());
  await asking.getByRole("textbox").fill("gate");
  await screenshot(page, "camera-revoke");
  await asking.getByRole("button", { name: "Revoke pairing" }).click();
  await page.getByText("gate is no longer paired.").waitFor();
  assert.equal(await camera.ended, 4, camera.output);  // it was told
  programs.pop();
  await page.getByRole("button", { name: "Pair it again…" }).waitFor();
  await page.context().close();
});

const chooseOf = async (page, item) => {
  await page.locator(".head .tools").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("a camera is renamed; of two who rename it the second is told, and it is called so everywhere at once", async () => {
  const page = await site.page("#/cameras/entrance");
  const [list, live] = [await site.page("#/cameras"), await site.page("#/live")];
  await card(list, "entrance").waitFor();
  page.expect(/412/);
  await chooseOf(page, "Rename…");
  const dialog = page.getByRole("dialog", { name: "Rename entrance" });
  await dialog.getByLabel("Name").fill("Main <b>entrance</b> 門");
  await assertAccessible(page, "rename");
  await screenshot(page, "camera-rename");
  const { headers } = await site.api("GET", "/cameras/entrance");
  assert.equal((await site.api("PATCH", "/cameras/entrance", { name: "Front" }, { "If-Match": headers.get("etag") })).status, 200);
  await dialog.getByRole("button", { name: "Save" }).click();
  const notice = dialog.getByRole("alert");
  await notice.getByText("Somebody else changed this in the meantime.").waitFor();
  assert.deepEqual(await notice.locator("tbody td").allInnerTexts(), ["Front", "Main <b>entrance</b> 門"]);
  assert.equal((await cameraNow("entrance")).name, "Front");
  await notice.getByRole("button", { name: "Save mine instead" }).click();
  await page.getByText("It is called Main <b>entrance</b> 門 now.").waitFor();
  await page.getByRole("heading", { level: 1, name: "Main <b>entrance</b> 門" }).waitFor();
  await card(list, "entrance").getByText("Main <b>entrance</b> 門").waitFor();
  await live.getByRole("button", { name: /^Main <b>entrance<\/b> 門: / }).waitFor();
  assert.equal(await list.locator(".camera-card b b").count(), 0);

  await chooseOf(page, "Rename…");
  await page.getByRole("dialog").getByLabel("Name").fill("");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "entrance", exact: true }).waitFor();
  for (const one of [page, list, live]) await one.context().close();
});

test("a camera is forgotten: it is told, and is gone from every page; what it saw stays", async () => {
  const annex = site.addCamera("annex");
  await streaming("annex");
  const [page, list] = [await site.page("#/cameras/annex"), await site.page("#/cameras")];
  for (const one of [page, list]) one.expect(/snapshot|mjpeg/);  // asked for while the camera was leaving
  await card(list, "annex").waitFor();
  await chooseOf(page, "Forget this camera…");
  const asking = page.getByRole("dialog", { name: "Forget annex?" });
  assert.ok(await asking.getByRole("button", { name: "Forget camera" }).isDisabled());
  await asking.getByRole("textbox").fill("annex");
  await screenshot(page, "camera-forget");
  await asking.getByRole("button", { name: "Forget camera" }).click();
  await page.getByText("annex is forgotten.").waitFor();
  assert.equal(await annex.ended, 4, annex.output);  // it was told
  await card(list, "annex").waitFor({ state: "detached" });
  assert.equal(await cameraNow("annex"), undefined);
  await page.evaluate(() => { location.hash = "#/cameras/annex"; });
  await page.getByText("There is no camera “annex”").waitFor();
  // It comes back as a new one, and the page that waits for it shows it.
  await site.removeCamera("annex");
  site.addCamera("annex");
  await page.getByRole("heading", { level: 1, name: "annex" }).waitFor({ timeout: 30_000 });
  await site.removeCamera("annex");
  for (const one of [page, list]) await one.context().close();
});

test("by keyboard alone: to a camera, back, and through the pairing dialog", async () => {
  const page = await site.page("#/cameras");
  await card(page, "entrance").waitFor();
  await tabTo(page, card(page, "entrance"));
  await page.keyboard.press("Enter");
  await page.getByLabel("Codec").waitFor();
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "Cameras" }));
  await page.keyboard.press("Enter");
  const pair = page.getByRole("button", { name: "Pair a camera" });
  await pair.waitFor();
  await tabTo(page, pair);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel("What is it called?").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), "id");
  await page.keyboard.type("!");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok(await pair.evaluate((button) => button === document.activeElement));
  await page.context().close();
});

test("the pages in their looks", async () => {
  const moving = (page) => until(() => page.locator(".live-picture").evaluate((image) => image.naturalWidth), "a picture");
  await portraits(site, "camera", "#/cameras/entrance", async (page) => { await moving(page); await page.locator(".plot polyline").first().waitFor({ state: "attached" }); });
});

test("64 cameras: the server goes away and comes back, and the list answers", async () => {
  const page = await site.page("#/cameras");
  await card(page, "entrance").waitFor();
  page.expect(/net::ERR|WebSocket|Failed to load/);
  await site.server.stop();
  await page.getByText("The server does not answer since").waitFor();
  await screenshot(page, "cameras-away");
  const rows = Array.from({ length: 62 }, (_, place) => `('cam-${place}', '${place % 7 ? `Camera ${place}` : `<i>Hall</i> ${place} with a name that is rather long`}', ${Date.now() - place * 60_000})`);
  changeRegister(site.server, `INSERT OR IGNORE INTO cameras (id, name, last_seen) VALUES ${rows.join()}`);
  await site.server.start();
  await page.getByRole("heading", { name: /of 6\d cameras live/ }).waitFor({ timeout: 30_000 });
  await page.getByText("The server does not answer since").waitFor({ state: "hidden" });
  await streaming("entrance");
  await card(page, "entrance").getByText("live", { exact: true }).waitFor();
  assert.equal(await page.locator(".camera-card i").evaluateAll((all) => all.filter((one) => one.textContent === "Hall").length), 0);
  await page.getByLabel("Filter by name").fill("hall");
  await until(async () => (await page.locator(".camera-card").count()) === 9, "the halls");
  await page.getByLabel("Filter by name").fill("no such");
  await page.getByText("No camera matches").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("button", { name: "Table" }).click();
  assert.ok(await page.getByRole("row").count() >= 64);
  await page.context().close();
  const filled = (shown) => shown.locator("[data-camera=cam-1]").waitFor({ state: "attached" });
  await portraits(site, "cameras", "#/cameras", filled);
  await portraits(site, "cameras-table", "#/cameras?view=table", filled);
});

test("nothing was complained of by the browser", () => site.assertQuiet());
