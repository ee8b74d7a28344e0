// Self-enrolment: an invitation, the public page, and the operator's look at what was sent.
import test, { after, before } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, assertAccessible, portraits, screenshot, startSite, until } from "./harness.mjs";

const photosOf = (...numbers) => numbers.map((number) => join(process.env.ROLLCALL_DRAWN, "people/ada", `ada-${number}.jpg`));
const photos = photosOf(1, 2, 3);
const name = "Ada <b>Example</b> 太郎";
let site;
let invitation;

before(async () => {
  site = await startSite({ recognition: true });
  const made = await site.api("POST", "/invitations", { group: "Class 5a", uses: 2 });
  assert.equal(made.status, 201, JSON.stringify(made.data));
  invitation = made.data;
});
after(async () => {
  await site?.end();
});

const address = () => `join#${invitation.code}`;

test("the page in its looks", async () => {
  await portraits(site, "join", address(), (page) => page.getByLabel("I agree").or(page.getByLabel("Ich willige ein")).waitFor(), { signedIn: false });
});

test("a link that is not good says so", async () => {
  const page = await site.page("join#NOTACODE", { signedIn: false });
  page.expect(/404/);
  await page.getByText("This link is not good any more").waitFor();
  await screenshot(page, "join-gone");
  await page.context().close();
});

test("without consent nothing is sent; with it an operator is asked", async () => {
  const page = await site.page(address(), { signedIn: false, phone: true });
  await page.getByLabel("Your name").fill(name);
  await page.locator("input[type=file]").setInputFiles(photos);
  await until(async () => (await page.locator(".photo-list .good").count()) === 3, "three good photos");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Without your consent nothing can be sent.").waitFor();
  await screenshot(page, "join-filled");
  await page.getByLabel("I agree").check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("An operator will look at it.").waitFor();
  await screenshot(page, "join-sent");
  assert.equal((await site.api("GET", "/people")).data.items.length, 0);
  await page.context().close();
});

test("another language keeps what was given; both ways to give photos keep theirs", async () => {
  const page = await site.page(address(), { signedIn: false });
  await page.getByLabel("Your name").fill(name);
  await page.locator("input[type=file]").setInputFiles(photos.slice(0, 2));
  await until(async () => (await page.locator(".photo-list .good").count()) === 2, "two good photos");
  await page.getByRole("tab", { name: "This device’s camera" }).click();
  await page.getByText("The camera cannot be used").waitFor();  // this machine has none
  await page.getByRole("tab", { name: "Upload photos" }).click();
  assert.equal(await page.locator(".photo-list .good").count(), 2);
  await page.getByLabel("Language").selectOption("fr");
  await page.getByRole("button", { name: "Envoyer", exact: true }).waitFor();
  assert.equal(await page.getByLabel("Votre nom").inputValue(), name);
  await until(async () => (await page.locator(".photo-list .good").count()) === 2, "the two photos");
  assert.equal(await page.getByLabel("J’accepte").isChecked(), false);
  await page.context().close();
});

test("the operator sees who waits, and approves", async () => {
  const page = await site.page("#/people");
  await page.getByRole("link", { name: "1 person waits for approval" }).click();
  await page.getByRole("heading", { name: "Waiting for approval" }).waitFor();
  await page.locator(".request-photos img").nth(2).waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), name);
  await screenshot(page, "people-requests");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Nobody waits").waitFor();
  const [enrolled] = (await site.api("GET", "/people")).data.items;
  assert.deepEqual([enrolled.name, enrolled.groups, enrolled.photos], [name, ["Class 5a"], 3]);
  assert.ok(enrolled.consent);
  await page.context().close();
});

test("who is enrolled already and sends photos is shown, and the photos become theirs", async () => {
  const form = new FormData();
  form.set("name", "Ada Once More");
  form.set("consent", (await site.api("GET", `/join/${invitation.code}`)).data.consent.version);
  for (const file of photosOf(4, 5)) form.append("photos", new Blob([readFileSync(file)], { type: "image/jpeg" }), "photo.jpg");
  assert.equal((await site.api("POST", `/join/${invitation.code}`, form)).status, 201);
  const page = await site.page("#/people/requests");
  page.expect(/409/);
  await page.getByLabel("Name").fill("Ada Corrected");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("This looks like somebody who is enrolled already:").waitFor();
  await page.getByRole("alert").getByRole("link", { name }).waitFor();
  await screenshot(page, "people-requests-duplicate");
  await assertAccessible(page, "somebody who is enrolled already");
  await page.getByRole("button", { name: "It is the same person: add the photos" }).click();
  await page.getByText("Nobody waits").waitFor();
  const everybody = (await site.api("GET", "/people")).data.items;
  assert.deepEqual(everybody.map((one) => [one.name, one.photos]), [[name, 5]]);
  await page.context().close();
});

test("no complaint of the browser in any of it", () => site.assertQuiet());
