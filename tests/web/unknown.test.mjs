// Unknown faces: strangers before a real camera, answered with one key each, and taken back.
import test, { after, before } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, portraits, screenshot, startSite, until } from "./harness.mjs";

const name = '<script>alert("new")</script> Person';
let site;

before(async () => {
  site = await startSite({ recognition: true });
});
after(async () => {
  await site?.end();
});

const faces = async (state) => (await site.api("GET", `/unknown-faces?state=${state}`)).data.items;

test("an empty queue says what comes here", async () => {
  await portraits(site, "unknown-empty", "#/unknown", (page) => page.getByText(/Every face is answered|Jedes Gesicht ist beantwortet/).waitFor());
});

test("strangers come into the queue by themselves", async () => {
  const form = new FormData();
  form.set("name", "Ada Example");
  form.set("id", "ada");
  for (const number of [1, 2, 3]) form.append("photos", new Blob([readFileSync(join(process.env.ROLLCALL_DRAWN, "people/ada", `ada-${number}.jpg`))], { type: "image/jpeg" }), "photo.jpg");
  assert.equal((await site.api("POST", "/people", form)).status, 201);
  const page = await site.page("#/unknown");
  site.addCamera("entrance");
  await until(async () => (await page.locator(".face-strip li").count()) >= 2, "two strangers", 90_000);
  await site.removeCamera("entrance");
  await until(async () => (await page.locator(".candidate").count()) >= 1, "who is nearest");
  await page.getByText(/Ada Example/).waitFor();
  await page.context().close();
});

test("the queue in its looks", async () => {
  await portraits(site, "unknown", "#/unknown", (page) => page.locator(".candidate").first().waitFor());
});

test("d dismisses and z takes it back; v makes a visitor", async () => {
  const page = await site.page("#/unknown");
  await page.locator(".candidate").first().waitFor();
  const waiting = (await faces("waiting")).length;
  // The server has it, and the page has not heard so yet.
  let hear;
  const heard = new Promise((resolve) => { hear = resolve; });
  await page.route("**/dismiss", async (route) => {
    const response = await route.fetch();
    await heard;
    await route.fulfill({ response });
  });
  await page.keyboard.press("d");
  await until(async () => (await faces("dismissed")).length === 1, "a dismissed face");
  await page.keyboard.press("z");
  hear();
  await until(async () => (await faces("waiting")).length === waiting, "the face again");
  await page.keyboard.press("v");
  await until(async () => (await faces("visitor")).length === 1, "a visitor");
  await page.getByRole("tab", { name: "Visitors" }).click();
  await page.locator(".face-card").waitFor();
  await page.keyboard.press("w");
  await until(async () => (await faces("waiting")).length === waiting, "the face again");
  await page.context().close();
});

test("1 says it is the nearest person, and z within ten seconds that it is not: nothing was done", async () => {
  const page = await site.page("#/unknown");
  await page.locator(".candidate").first().waitFor();
  const waiting = (await faces("waiting")).map(({ id }) => id).sort();
  await page.keyboard.press("1");
  await page.getByText("It is Ada Example").waitFor();
  await until(async () => (await page.locator(".face-strip li").count()) === waiting.length - 1, "one face less");
  await page.keyboard.press("z");
  await until(async () => (await page.locator(".face-strip li").count()) === waiting.length, "the face again");
  assert.deepEqual((await faces("waiting")).map(({ id }) => id).sort(), waiting);
  await page.context().close();
});

test("n makes somebody new of a face, whose pictures are their photos", async () => {
  const page = await site.page("#/unknown");
  await page.locator(".candidate").first().waitFor();
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "Somebody new" });
  await page.keyboard.type(name);
  await screenshot(page, "unknown-new");
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  await page.getByText(`${name} is enrolled`).waitFor();
  await page.evaluate(() => { location.hash = "#/people"; });  // who goes on means it
  const enrolled = await until(async () => (await site.api("GET", "/people?q=person")).data.items.find((one) => one.name === name), "the new person", 30_000);
  assert.ok(enrolled.photos >= 1);
  assert.equal((await faces("assigned")).length, 1);
  await page.getByRole("listbox", { name: "People" }).getByText(name).waitFor();
  await page.context().close();
});

test("no complaint of the browser in any of it", () => site.assertQuiet());
