// People: enrolling in three ways, what is refused and why, duplicates, two operators on one person, erasing.
import test, { after, afterEach, before } from "node:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, assertAccessible, portraits, screenshot, startSite, tabTo, until } from "./harness.mjs";

const html = '<b onclick="alert(1)">Ada</b> & “Łukasz” 太郎';
const photo = (person, number) => join(process.env.ROLLCALL_DRAWN, "people", person, `${person}-${number}.jpg`);
const photos = (person) => [1, 2, 3, 4, 5, 6].map((number) => photo(person, number));
let folder;
let site;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-web-"));
  // This device's camera shows Chloe, each of her photos for a second.
  const film = join(folder, "chloe.mjpeg");
  writeFileSync(film, Buffer.concat(photos("chloe").flatMap((file) => Array(20).fill(readFileSync(file)))));
  site = await startSite({ recognition: true, browserArgs: ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`] });
});
after(async () => {
  await site?.end();
  rmSync(folder, { recursive: true, force: true });
});

// A case that failed leaves neither pages that look into cameras nor the camera.
afterEach(async () => {
  await site?.closePages();
  if (site?.hasCamera("entrance")) await site.removeCamera("entrance");
});

const person = async (name) => (await site.api("GET", `/people?q=${encodeURIComponent(name)}`)).data.items[0];

async function enrolDialog(page) {
  await page.getByRole("button", { name: "Enrol a person" }).click();
  return page.getByRole("dialog", { name: "Enrol a person" });
}

// Drawn people look alike to the recognition that is built in: where it asks, the operator knows better.
async function enrolledAs(page, form, name, patience = 30_000) {
  const shown = page.getByRole("heading", { level: 1, name });
  const anyway = form.getByRole("button", { name: "Somebody else: enrol anyway" });
  page.expect(/409/);
  await shown.or(anyway).first().waitFor({ timeout: patience });
  if (await anyway.isVisible()) {
    await screenshot(page, "people-somebody-else");
    await anyway.click();
  }
  await shown.waitFor({ timeout: patience });
}

test("before anybody is enrolled the page says what to do first", async () => {
  await portraits(site, "people-empty", "#/people", (page) => page.getByText(/Nobody is enrolled yet|niemand erfasst/).waitFor());
});

test("a person is enrolled by photos; what is no photo is refused with the reason", async () => {
  const page = await site.page("#/people");
  const form = await enrolDialog(page);
  await form.getByLabel("Name").fill(html);
  await form.getByLabel("Groups").fill("Class 5a, Choir");
  await form.getByLabel("This person agreed today").check();
  const noPhoto = join(folder, "<i>no photo.jpg");
  writeFileSync(noPhoto, "this is no picture");
  await form.locator("input[type=file]").setInputFiles([...photos("ada").slice(0, 3), noPhoto]);
  await form.getByText("This file is no picture. Choose a JPEG, PNG, WebP or BMP file.").waitFor();
  await form.getByText("<i>no photo.jpg").waitFor();
  const save = form.getByRole("button", { name: "Enrol with 3 photos" });
  await save.waitFor();
  await screenshot(page, "people-enrol-upload");
  await assertAccessible(page, "enrolling by photos");
  await save.click();
  await page.getByRole("heading", { level: 1, name: html }).waitFor();
  const enrolled = await person("Łukasz");
  assert.equal(enrolled.name, html);
  assert.deepEqual(enrolled.groups, ["Choir", "Class 5a"]);
  assert.equal(enrolled.photos, 3);
  assert.ok(enrolled.consent.date);
  await until(async () => (await page.locator(".quality-bar").count()) === 3, "the quality of each photo");
  await page.context().close();
});

test("somebody who looks like a person who is enrolled is shown, and becomes no second entry", async () => {
  const page = await site.page("#/people");
  const form = await enrolDialog(page);
  await form.getByLabel("Name").fill("Another Name");
  await form.locator("input[type=file]").setInputFiles(photos("ada").slice(3));
  page.expect(/409/);
  await form.getByRole("button", { name: "Enrol with 3 photos" }).click();
  await form.getByText("This looks like somebody who is enrolled already").waitFor();
  await screenshot(page, "people-duplicate");
  await form.getByRole("button", { name: "It is the same person: add the photos" }).click();
  await page.getByRole("heading", { level: 1, name: html }).waitFor();
  assert.equal(await person("Another Name"), undefined);
  assert.equal((await person("Łukasz")).photos, 6);
  await page.context().close();
});

// Two who look the same, as twins do: photos of one may be said to be the other's.
async function enrolTwins() {
  for (const [id, name, numbers] of [["twin-1", "Tim Twin", [1, 2]], ["twin-2", "Tom Twin", [3, 4]]]) {
    const form = new FormData();
    for (const [key, value] of Object.entries({ id, name, allowDuplicate: "true" })) form.set(key, value);
    for (const number of numbers) form.append("photos", new Blob([readFileSync(photo("ben", number))], { type: "image/jpeg" }), "photo.jpg");
    const reply = await site.api("POST", "/people", form);
    assert.equal(reply.status, 201, JSON.stringify(reply.data));
  }
}

test("photos of somebody enrolled that are refused: others can be sent, and where they are a third person's the operator says whose", async () => {
  await enrolTwins();
  const page = await site.page("#/people");
  const form = await enrolDialog(page);
  await form.getByLabel("Name").fill("Another Name");
  page.expect(/409|422/);
  const same = form.getByRole("button", { name: "It is the same person: add the photos" });
  const instead = async (...names) => {  // of the photo before
    const [before, now] = names;
    if (before) await form.getByRole("button", { name: `Leave out ${before}` }).click();
    await form.locator("input[type=file]").setInputFiles(now);
    await form.getByRole("button", { name: "Enrol with 1 photo" }).waitFor();
  };
  await instead(null, photo("ben", 1));
  await form.getByRole("button", { name: "Enrol with 1 photo" }).click();
  await form.getByRole("link", { name: "Tim Twin" }).waitFor();

  await instead("ben-1.jpg", photo("chloe", 1));
  await same.click();
  await form.getByText("It shows somebody else than the other photos.").waitFor();
  await form.getByText("The photos were meant for: Tim Twin").waitFor();
  await screenshot(page, "people-refused-again");
  await same.click();  // and again
  await until(async () => (await same.isEnabled()) && (await form.getByText("It shows somebody else than the other photos.").count()) === 1, "the way on");
  assert.equal((await person("Tim Twin")).photos, 2);

  await instead("chloe-1.jpg", photo("ben", 3));
  await same.click();
  await form.getByRole("link", { name: "Tom Twin" }).waitFor();
  await screenshot(page, "people-third-person");
  await form.getByRole("button", { name: "It is Tim Twin anyway" }).click();
  await page.getByRole("heading", { level: 1, name: "Tim Twin" }).waitFor();
  assert.deepEqual([(await person("Tim Twin")).photos, (await person("Tom Twin")).photos, await person("Another Name")], [3, 2, undefined]);
  await page.context().close();
  for (const id of ["twin-1", "twin-2"]) assert.equal((await site.api("DELETE", `/people/${id}`)).status, 200);
});

test("a person is enrolled by this device's camera, with hints", async () => {
  const page = await site.page("#/people");
  const form = await enrolDialog(page);
  await form.getByLabel("Name").fill("Chloe Fiction");
  const pictures = await notePictures(page);
  await form.getByRole("tab", { name: "This device’s camera" }).click();
  const hints = new Set();
  await until(async () => {
    hints.add(await form.locator(".webcam-hint").innerText().catch(() => ""));
    return (await form.locator(".webcam-shots .taken").count()) >= 3;
  }, "three shots", 40_000);
  await screenshot(page, "people-enrol-webcam");
  assert.ok([...hints].some((hint) => /Look straight|Turn your head|Hold still/.test(hint)), [...hints].join(", "));
  await form.getByRole("button", { name: /^Enrol with \d photos$/ }).click();
  await enrolledAs(page, form, "Chloe Fiction");
  const { judged, sent } = await pictures();
  assert.ok(sent.length >= 3);
  assert.deepEqual(sent.filter((photo) => !judged.includes(photo)), [], "photos that nobody has judged");
  assert.equal((await person("Chloe")).photos, new Set(sent).size);  // the film stands still for a second, and the same picture twice counts once
  await page.context().close();
});

// Notes of every picture that the page has judged, and of every one that it sends as a photo.
async function notePictures(page) {
  await page.evaluate(() => {
    const send = window.fetch;
    const digest = async (blob) => new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())).join();
    Object.assign(window, { judged: [], sent: [] });
    window.fetch = (address, init) => {
      if (String(address).endsWith("/photo-checks")) window.judged.push(digest(init.body));
      else if (init?.body instanceof FormData) window.sent.push(...init.body.getAll("photos").map(digest));
      return send(address, init);
    };
  });
  return () => page.evaluate(async () => ({ judged: await Promise.all(window.judged), sent: await Promise.all(window.sent) }));
}

// The drawn photos turn to one side only.
async function mirrored(page, file) {
  const data = await page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.scale(-1, 1);
    context.drawImage(image, -image.width, 0);
    return canvas.toDataURL("image/jpeg", 0.95);
  }, `data:image/jpeg;base64,${readFileSync(file).toString("base64")}`);
  return Buffer.from(data.split(",")[1], "base64");
}

test("a person is enrolled in front of one of the cameras", async () => {
  const page = await site.page("#/people");
  const film = [...photos("ben").map((file) => readFileSync(file)), ...await Promise.all(photos("ben").map((file) => mirrored(page, file)))];
  film.forEach((picture, i) => writeFileSync(join(folder, `ben-${i}.jpg`), picture));
  site.addCamera("entrance", `pipeline:multifilesrc location=${folder}/ben-%d.jpg loop=true start-index=0 stop-index=${film.length - 1} caps=image/jpeg,framerate=1/1 `
    + "! jpegdec ! videoconvert ! videoscale add-borders=true ! videorate ! video/x-raw,width=640,height=480,framerate=15/1,pixel-aspect-ratio=1/1", ["--codec", "vp8"]);
  await until(async () => (await site.api("GET", "/cameras")).data.items[0]?.state === "streaming", "the camera");
  const form = await enrolDialog(page);
  await form.getByRole("tab", { name: "A camera of Rollcall" }).click();
  await form.getByRole("button", { name: "Start" }).click();
  await form.getByText("Enter the name first.").waitFor();
  await form.getByLabel("Name").fill("Ben Sample");
  await form.getByRole("button", { name: "Start" }).click();
  await form.locator(".webcam-hint").waitFor();
  await screenshot(page, "people-enrol-camera");
  await enrolledAs(page, form, "Ben Sample", 75_000);
  assert.ok((await person("Ben")).photos >= 3);
  await site.removeCamera("entrance");
  await page.context().close();
});

test("two operators change one person: the second sees both, and nothing is overwritten", async () => {
  const { id } = await person("Ben");
  const [first, second] = [await site.page(`#/people/${id}`), await site.page(`#/people/${id}`)];
  const forms = [];
  for (const page of [first, second]) {
    await page.getByRole("button", { name: "Edit" }).click();
    forms.push(page.getByRole("dialog", { name: "Details of Ben Sample" }));
  }
  await forms[0].getByLabel("Number in payroll").fill("A-1");
  await forms[1].getByLabel("Groups").fill("Choir");
  await forms[1].getByLabel("Number in payroll").fill("B-2");
  await forms[0].getByRole("button", { name: "Save" }).click();
  await forms[0].waitFor({ state: "detached" });
  second.expect(/412/);
  await forms[1].getByRole("button", { name: "Save" }).click();
  const told = forms[1].getByRole("alert").filter({ hasText: "Somebody else changed this person" });
  await told.waitFor();
  assert.match(await told.innerText(), /A-1\s+B-2/);
  await screenshot(second, "people-conflict");
  assert.equal((await person("Ben")).externalId, "A-1");
  assert.equal(await forms[1].getByLabel("Groups").inputValue(), "Choir");
  await forms[1].getByRole("button", { name: "Save" }).click();
  await forms[1].waitFor({ state: "detached" });
  const now = await person("Ben");
  assert.deepEqual([now.externalId, now.groups], ["B-2", ["Choir"]]);
  for (const page of [first, second]) await page.context().close();
});

test("the list finds people by name and group, by keyboard alone", async () => {
  const page = await site.page("#/people");
  const list = page.getByRole("listbox", { name: "People" });
  await list.getByRole("option").first().waitFor();
  await tabTo(page, page.getByLabel("Find a person"));
  await page.keyboard.type("łUKASZ");
  await until(async () => (await list.getByRole("option").count()) === 1, "one person");
  await tabTo(page, list);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: html }).waitFor();
  assert.equal(await page.locator("h1 b").count(), 0);
  await page.context().close();
});

test("a photo is removed ten seconds later, or not at all", async () => {
  const { id } = await person("Łukasz");
  const page = await site.page(`#/people/${id}`);
  await until(async () => (await page.locator(".photo-grid li").count()) === 6, "the photos");
  await page.getByRole("button", { name: "Remove this photo" }).first().click();
  await until(async () => (await page.locator(".photo-grid li").count()) === 5, "one photo less");
  assert.equal((await person("Łukasz")).photos, 6);
  await page.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await page.locator(".photo-grid li").count()) === 6, "the photo again");
  await page.getByRole("button", { name: "Remove this photo" }).first().click();
  await until(async () => (await page.locator(".photo-grid li").count()) === 5, "one photo less");
  await page.evaluate(() => { location.hash = "#/people"; });  // who leaves means it
  await until(async () => (await person("Łukasz")).photos === 5, "the photo to be gone");
  await page.context().close();
});

test("People and one of them in their looks", async () => {
  const { id } = await person("Łukasz");
  await portraits(site, "people", "#/people", (page) => page.locator(".person-row .name").first().waitFor());
  await portraits(site, "person", `#/people/${id}`, async (page) => {
    await page.locator(".quality-bar").first().waitFor();
    await page.locator(".calendar-day").nth(27).waitFor();
  });
  const page = await site.page("#/people", { phone: true, language: "fr" });
  await page.getByRole("button", { name: "Inscrire une personne" }).click();
  await page.getByLabel("Nom").waitFor();
  await screenshot(page, "people-enrol-phone");
  await page.context().close();
});

test("erasing asks for the name and gives a proof", async () => {
  const { id, name } = await person("Chloe");
  const page = await site.page(`#/people/${id}`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Erase…" }).click();
  const asked = page.getByRole("dialog", { name: `Erase ${name}` });
  const erase = asked.getByRole("button", { name: "Erase" });
  assert.equal(await erase.isDisabled(), true);
  await asked.getByRole("textbox").fill(name);
  await screenshot(page, "people-erase");
  await erase.click();
  await page.getByRole("dialog", { name: `${name} is erased` }).getByText("Keep this proof").waitFor();
  assert.equal(await person("Chloe"), undefined);
  await page.context().close();
});

test("no complaint of the browser in any of it", () => site.assertQuiet());
