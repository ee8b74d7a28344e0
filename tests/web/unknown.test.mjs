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

async function enrol(id, name) {
  const form = new FormData();
  form.set("name", name);
  form.set("id", id);
  form.set("allowDuplicate", "true");
  for (const number of [1, 2, 3]) form.append("photos", new Blob([readFileSync(join(process.env.ROLLCALL_DRAWN, `people/${id}`, `${id}-${number}.jpg`))], { type: "image/jpeg" }), "photo.jpg");
  assert.equal((await site.api("POST", "/people", form)).status, 201);
}

test("strangers come into the queue by themselves", async () => {
  await enrol("ada", "Ada Example");
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

test("an answer that did not get through is not in the way: z takes back the one before it", async () => {
  const page = await site.page("#/unknown");
  await page.locator(".candidate").first().waitFor();
  const waiting = (await faces("waiting")).length;
  await page.keyboard.press("d");
  await until(async () => (await faces("dismissed")).length === 1, "a dismissed face");
  await page.getByText("Dismissed", { exact: true }).last().waitFor();
  page.expect(/ERR_FAILED/);
  await page.route("**/visitor", (route) => route.abort());
  await page.keyboard.press("v");
  await page.locator(".face-about > .problem").waitFor();
  await page.keyboard.press("z");
  await until(async () => (await faces("waiting")).length === waiting, "the dismissed face again");
  await page.context().close();
});

test("what was taken back by its button is not taken back again by z", async () => {
  const page = await site.page("#/unknown");
  await page.locator(".candidate").first().waitFor();
  const waiting = (await faces("waiting")).length;
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await faces("waiting")).length === waiting, "the face again");
  await page.keyboard.press("z");
  await page.getByText("There is nothing to take back.").waitFor();
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

// Faces that wait with the people whom they are like, the one that is the most like anybody first.
async function byLikeness() {
  const found = await Promise.all((await faces("waiting")).map(async ({ id }) => ({ id, people: (await site.api("GET", `/unknown-faces/${id}/nearest`)).data.items })));
  return found.sort((one, other) => other.people[0].score - one.people[0].score);
}

async function openFace(id) {
  const page = await site.page(`#/unknown/${id}`);
  await page.locator(".candidate").first().waitFor();
  return page;
}

test("pictures that show somebody else than the person are not taken; the answer can be noted without them", async () => {
  await enrol("ben", "Ben Sample");
  await enrol("chloe", "Chloe Fiction");
  const [{ id, people }] = await byLikeness();
  const { person: wrong, name: wrongName } = people.at(-1);
  const page = await openFace(id);
  const assigned = (await faces("assigned")).length;
  const { photos } = (await site.api("GET", `/people/${wrong}`)).data;
  page.expect(/422/);
  await page.keyboard.press(String(people.length));
  const without = page.getByRole("button", { name: "Note it without using the pictures" });
  await without.waitFor({ timeout: 30_000 });  // ten seconds to take it back come first
  await page.getByText(`The pictures show somebody else than the photos of ${wrongName}.`).waitFor();
  await screenshot(page, "unknown-refused");
  assert.equal((await faces("assigned")).length, assigned);
  await without.click();
  await page.evaluate(() => { location.hash = "#/people"; });  // who goes on means it
  await until(async () => (await faces("assigned")).length === assigned + 1, "the noted face");
  assert.equal((await site.api("GET", `/people/${wrong}`)).data.photos, photos);
  await page.context().close();
});

// The picture of the face itself is the photo of somebody who is enrolled: nobody could look more alike.
async function enrolByPicture(face, known) {
  const picture = await fetch(`${site.url}/api/v1/unknown-faces/${face}/picture.jpg`, { headers: { Cookie: site.cookie } });
  const form = new FormData();
  form.set("name", known);
  form.set("allowDuplicate", "true");
  form.append("photos", await picture.blob(), "photo.jpg");
  const reply = await site.api("POST", "/people", form);
  assert.equal(reply.status, 201, JSON.stringify(reply.data));
}

test("n makes somebody new of a face, whose pictures are their photos; who looks the same is shown first", async () => {
  const [{ id }] = await byLikeness();
  await enrolByPicture(id, "Known Already");
  const page = await openFace(id);
  page.expect(/409/);
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "Somebody new" });
  await page.keyboard.type(name);
  await screenshot(page, "unknown-new");
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  await page.getByText(`${name} is enrolled`).waitFor();
  const anyway = page.getByRole("button", { name: "Somebody else: enrol anyway" });
  await anyway.waitFor({ timeout: 30_000 });  // ten seconds to take it back come first
  await page.getByRole("link", { name: "Known Already" }).waitFor();
  await page.getByRole("button", { name: "It is the same person: add the photos" }).waitFor();
  await screenshot(page, "unknown-duplicate");
  const assigned = (await faces("assigned")).length;
  await anyway.click();
  await page.getByText(`${name} is enrolled`).waitFor();
  await page.evaluate(() => { location.hash = "#/people"; });  // who goes on means it
  const enrolled = await until(async () => (await site.api("GET", "/people?q=script")).data.items.find((one) => one.name === name), "the new person", 30_000);
  assert.ok(enrolled.photos >= 1);
  assert.equal((await faces("assigned")).length, assigned + 1);
  await page.getByRole("listbox", { name: "People" }).getByText(name).waitFor();
  await page.context().close();
});

test("no complaint of the browser in any of it", () => site.assertQuiet());
