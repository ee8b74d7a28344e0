// Settings: accounts and what a limited one sees, schedules and two people at one, tokens, webhooks, the audit log, a session that ends.
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { admin, assert, assertAccessible, screenshot, startSite, tabTo, until } from "./harness.mjs";
import { awkward, group, openSchool } from "./people.mjs";

let site;
before(async () => {
  site = await startSite({ cameras: ["entrance", "yard"], options: ["--time-zone", "Europe/Berlin"] });
  await openSchool(site, { people: [awkward.markup, awkward.long] });
});
after(async () => {
  await site.end();
});

const signIn = async (page, name, password) => {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};
const dialogOf = (page, name) => page.getByRole("dialog", { name });
const asksForName = async (page, name, action) => {
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: action }).click();
};

test("a viewer who is limited to one camera sees that one and nothing else", async () => {
  await until(async () => (await site.api("GET", "/cameras")).data.items.length === 2, "two cameras");
  const page = await site.page("#/settings/accounts");
  await page.getByRole("button", { name: "New account…" }).click();
  const dialog = dialogOf(page, "New account");
  await dialog.getByLabel("Name").fill("Walter");
  await dialog.getByLabel("Role").selectOption("viewer");
  await dialog.getByRole("combobox", { name: "Cameras", exact: true }).selectOption("some");
  await dialog.getByLabel("Password").fill("walter looks at the yard");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await dialog.getByText("Choose at least one camera.").waitFor();
  await dialog.getByLabel("yard").check();
  await assertAccessible(page, "new account");
  await screenshot(page, "settings-account-new");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Walter can sign in now.").waitFor();

  const his = await site.page("#/cameras", { signedIn: false });
  await signIn(his, "Walter", "walter looks at the yard");
  await his.getByRole("heading", { name: "The camera is live" }).waitFor({ timeout: 30_000 });
  assert.deepEqual(await his.locator(".camera-card").evaluateAll((all) => all.map(({ dataset }) => dataset.camera)), ["yard"]);
  assert.equal(await his.getByRole("button", { name: "Pair a camera" }).count(), 0);
  assert.deepEqual(await his.locator(".rail .place .word").allInnerTexts(), ["Live", "Cameras", "Settings"]);
  his.expect(/40[34]/);
  const asked = await his.evaluate(async () => Promise.all(["/api/v1/cameras/entrance/encoding", "/snapshot/entrance.jpg", "/api/v1/people", "/api/v1/accounts"].map(async (path) => (await fetch(path)).status)));
  assert.deepEqual(asked, [403, 403, 403, 403]);
  await his.goto(`${site.url}/#/cameras/entrance`);
  await his.getByText("There is no camera “entrance”").waitFor();
  await his.goto(`${site.url}/#/settings`);
  await his.getByRole("heading", { name: "Walter" }).waitFor();
  assert.deepEqual(await his.locator(".settings-nav a").allInnerTexts(), ["Your account"]);
  await his.goto(`${site.url}/#/settings/accounts`);
  await his.getByText("Not for this account").waitFor();

  // What changes for him holds at once: he is signed out where he is.
  await page.getByRole("button", { name: "Open Walter" }).click();
  await page.getByRole("complementary").or(page.getByRole("dialog", { name: "Walter" })).getByText("Signed in").first().waitFor();
  await screenshot(page, "settings-account-panel");
  await page.getByRole("button", { name: "Change…" }).click();
  await dialogOf(page, "Change account").getByLabel("Role").selectOption("operator");
  await dialogOf(page, "Change account").getByRole("button", { name: "Save" }).click();
  await page.getByText("Walter is changed.").waitFor();
  await page.getByRole("button", { name: "Open Walter" }).click();
  await page.getByRole("button", { name: "Remove…" }).click();
  await asksForName(page, "Walter", "Remove account");
  await page.getByText("Walter is removed.").waitFor();
  his.expect(/401|WebSocket/);
  await his.reload();
  await his.getByRole("heading", { name: "Sign in" }).waitFor();
  await his.context().close();
  await page.context().close();
});

test("two people at one shift: the second is told, nothing is overwritten, what was entered stays", async () => {
  const page = await site.page("#/settings/schedules");
  page.expect(/412/);
  await page.getByRole("button", { name: "Open Morning school" }).click();
  const dialog = dialogOf(page, "Change shift");
  await dialog.getByLabel("Late after, minutes").fill("9");
  const { data: shift, headers } = await site.api("GET", "/shifts/school");
  assert.equal((await site.api("PUT", "/shifts/school", { ...shift, lateGrace: 15 }, { "If-Match": headers.get("etag") })).status, 200);
  await dialog.getByRole("button", { name: "Save" }).click();
  const notice = dialog.getByRole("alert");
  await notice.getByText("Somebody else changed this in the meantime.").waitFor();
  assert.deepEqual(await notice.locator("tbody tr").evaluateAll((all) => all.map(({ cells }) => [...cells].map((cell) => cell.textContent))), [["Late after, minutes", "15", "9"]]);
  assert.equal((await site.api("GET", "/shifts/school")).data.lateGrace, 15);
  await assertAccessible(page, "conflict");
  await screenshot(page, "settings-shift-conflict");
  await notice.getByRole("button", { name: "Save mine instead" }).click();
  await page.getByText("Morning school is changed, for the past too.").waitFor();
  assert.equal((await site.api("GET", "/shifts/school")).data.lateGrace, 9);
  await page.context().close();
});

test("a session that ends while a form is half filled: it is saved after signing in again", async () => {
  const page = await site.page("#/settings/schedules", { signedIn: false });
  await signIn(page, admin.name, admin.password);
  await page.getByRole("button", { name: "New shift…" }).click();
  const dialog = dialogOf(page, "New shift");
  await dialog.getByLabel("Name").fill("Night <b>shift</b>");
  await dialog.getByLabel("Starts").fill("22:00");
  await dialog.getByLabel("Ends").fill("06:00");
  await dialog.getByRole("button", { name: "Add a break" }).click();
  await dialog.getByLabel("Break starts").fill("02:00");
  await dialog.getByLabel("Break ends").fill("02:30");
  page.expect(/401|WebSocket/);
  await page.context().clearCookies();
  await dialog.getByRole("button", { name: "Make shift" }).click();
  const again = dialogOf(page, "Sign in again");
  await again.getByLabel("Password").fill(admin.password);
  await page.waitForTimeout(1100);  // one try a second
  await again.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Open Night <b>shift</b>" }).waitFor();
  const { items } = (await site.api("GET", "/shifts")).data;
  assert.deepEqual(items.find(({ id }) => id !== "school").breaks, [{ start: "02:00", end: "02:30", paid: false }]);
  await page.context().close();
});

test("assignments and holidays are made, and undone", async () => {
  const page = await site.page("#/settings/schedules/assignments");
  await page.getByRole("button", { name: "Assign a shift…" }).click();
  const dialog = dialogOf(page, "Assign a shift");
  await dialog.getByLabel("Shift").selectOption({ label: "Night <b>shift</b> (22:00–06:00)" });
  await dialog.getByLabel("For", { exact: true }).selectOption("person");
  await dialog.getByRole("combobox", { name: "Person" }).fill("bob");
  await dialog.locator("[role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await screenshot(page, "settings-assignment");
  await dialog.getByRole("button", { name: "Assign", exact: true }).click();
  const row = page.getByRole("row", { name: new RegExp(awkward.markup.replaceAll(/[&"/<>]/g, ".")) });
  await row.getByRole("button", { name: "Take back" }).click();
  await page.getByText("The assignment is taken back").waitFor();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();

  await page.getByRole("tab", { name: "Holidays" }).click();
  await page.getByRole("button", { name: "New holiday…" }).first().click();
  const holiday = dialogOf(page, "New holiday");
  await holiday.getByRole("button", { name: "Add holiday" }).click();
  await holiday.getByText("Something is missing here.").first().waitFor();
  await holiday.getByLabel("Name").fill("Christmas");
  await holiday.getByLabel("First day").fill("2026-12-24");
  await holiday.getByLabel("Last day").fill("2026-12-26");
  await holiday.getByLabel("Every year on the same days").check();
  await holiday.getByRole("button", { name: "Add holiday" }).click();
  await page.getByRole("button", { name: "Open Christmas" }).waitFor();
  await page.getByRole("button", { name: "Remove Christmas" }).click();
  await page.getByText("No holidays yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("button", { name: "Open Christmas" }).waitFor();
  await page.context().close();
});

test("a shift is made by keyboard alone", async () => {
  const page = await site.page("#/settings/schedules");
  const button = page.getByRole("button", { name: "New shift…" });
  await button.waitFor();
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  await dialogOf(page, "New shift").waitFor();
  await page.keyboard.type("Keyboard shift");
  await tabTo(page, dialogOf(page, "New shift").getByLabel("Sat"));
  await page.keyboard.press("Space");
  await tabTo(page, dialogOf(page, "New shift").getByRole("button", { name: "Make shift" }), 60);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Open Keyboard shift" }).waitFor();
  assert.ok((await site.api("GET", "/shifts")).data.items.find(({ name }) => name === "Keyboard shift").days.includes("saturday"));
  await page.context().close();
});

test("a token is shown once, works, and is revoked", async () => {
  const page = await site.page("#/settings/tokens");
  await page.getByRole("button", { name: "New token…" }).first().click();
  const dialog = dialogOf(page, "New token");
  await dialog.getByLabel("For which program").fill("payroll");
  await dialog.getByRole("button", { name: "Make token" }).click();
  const shown = dialogOf(page, "The token of payroll");
  const token = await shown.getByRole("textbox", { name: "Token" }).inputValue();
  await assertAccessible(page, "token");
  await shown.getByRole("button", { name: "Done" }).click();
  const status = async () => (await fetch(`${site.url}/api/v1/people`, { headers: { Authorization: `Bearer ${token}` } })).status;
  assert.equal(await status(), 200);
  assert.equal((await page.content()).includes(token), false);
  await page.getByRole("button", { name: "Revoke payroll" }).click();
  await asksForName(page, "payroll", "Revoke token");
  await page.getByText("payroll is revoked.").waitFor();
  assert.equal(await status(), 401);
  await page.context().close();
});

test("a webhook is told, and what came of it is seen; one that was disabled is told again", async () => {
  let answer = 410;
  const had = [];
  const receiver = createServer((request, response) => {
    request.on("data", () => {}).on("end", () => {
      had.push(request.headers["webhook-id"]);
      response.writeHead(answer).end();
    });
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${receiver.address().port}/hook`;
  const page = await site.page("#/settings/webhooks");
  await page.getByRole("button", { name: "New webhook…" }).first().click();
  const dialog = dialogOf(page, "New webhook");
  await dialog.getByLabel("Address").fill("no address");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await dialog.getByText("An address such as").waitFor();
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await dialogOf(page, "The secret of this webhook").getByRole("button", { name: "Done" }).click();
  // Somebody without a shift: whenever the test runs, their first sight is a check-in.
  assert.equal((await site.api("POST", "/people", { id: "free", name: "Free Person" })).status, 201);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();
  assert.equal((await site.api("POST", "/corrections", { person: "free", kind: "check-in", day, at: new Date().toISOString(), reason: "test" })).status, 201);
  await until(() => had.length, "an attempt", 30_000);
  await until(async () => (await site.api("GET", "/webhooks")).data.items[0].state === "disabled", "disabled");
  await page.reload();
  await page.getByRole("button", { name: `Open ${url}` }).click();
  await page.getByRole("table", { name: "Deliveries" }).getByText("check-in").first().waitFor();
  await screenshot(page, "settings-webhook");
  await assertAccessible(page, "webhook");
  answer = 204;
  await page.getByRole("button", { name: "Tell it again" }).click();
  await page.getByRole("row", { name: /working/ }).waitFor();
  await until(async () => (await site.api("GET", `/webhooks/${(await site.api("GET", "/webhooks")).data.items[0].id}/deliveries`)).data.items.some(({ state }) => state === "delivered"), "delivered", 30_000);
  await page.getByRole("button", { name: `Open ${url}` }).click();
  await page.getByText("delivered", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Remove…" }).click();
  await asksForName(page, new URL(url).host, "Remove webhook");
  await page.getByText("No program is told yet").waitFor();
  receiver.close();
  await page.context().close();
});

test("an invitation is made with its QR code, and deleted", async () => {
  const page = await site.page("#/settings/invitations");
  await page.getByRole("button", { name: "New invitation…" }).first().click();
  const dialog = dialogOf(page, "New invitation");
  await dialog.getByLabel("How many people may use it").fill("25");
  await dialog.getByLabel("They join this group").selectOption(group);
  await dialog.getByRole("button", { name: "Make invitation" }).click();
  const shown = dialogOf(page, "The invitation");
  assert.match(await shown.getByLabel("Link").inputValue(), /^https?:\/\/.+\/join#/);
  await until(() => shown.locator(".qr").evaluate((image) => image.naturalWidth), "the QR code");
  await screenshot(page, "settings-invitation");
  await assertAccessible(page, "invitation");
  await shown.getByRole("button", { name: "Done" }).click();
  await page.getByText("0 of 25").waitFor();
  await page.getByRole("button", { name: /Delete the invitation/ }).click();
  await page.getByText("Nobody is invited").waitFor();
  await page.context().close();
});

test("your account: password and where one is signed in", async () => {
  assert.equal((await site.api("POST", "/accounts", { name: "Otto", role: "operator", cameras: null, password: "otto has a password" })).status, 201);
  const page = await site.page("#/settings/account", { signedIn: false });
  await page.waitForTimeout(1100);
  await signIn(page, "Otto", "otto has a password");
  await page.getByLabel("Current password").fill("wrong");
  await page.getByLabel("New password", { exact: true }).fill("another long password");
  await page.getByLabel("New password once more").fill("something else");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("The two are not the same.").waitFor();
  await page.getByLabel("New password once more").fill("another long password");
  page.expect(/40[13]|422|400/);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.locator(".problem").waitFor();
  await page.waitForTimeout(1100);
  await page.getByLabel("Current password").fill("otto has a password");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("The password is changed.").waitFor();
  await page.getByRole("row", { name: /this one/ }).waitFor();
  await page.getByLabel("Language", { exact: true }).selectOption("fr");
  await page.getByRole("heading", { name: "Langue et apparence" }).waitFor();
  await page.context().close();
});

test("the audit log is whole, and says what was done", async () => {
  const { headers } = await site.api("GET", "/people/p0");
  assert.equal((await site.api("PATCH", "/people/p0", { externalId: "4711" }, { "If-Match": headers.get("etag") })).status, 200);
  const page = await site.page("#/settings/audit");
  await page.getByRole("cell", { name: "POST /api/v1/people" }).first().waitFor();
  await page.getByRole("button", { name: "Check the log" }).click();
  await page.getByText("The log is whole.").waitFor();
  await page.getByRole("combobox", { name: "About this person" }).fill("bob");
  await page.locator("[role=option]").first().click();
  await until(async () => /person=p0/.test(page.url()), "the filter in the address");
  await until(async () => (await page.getByRole("cell", { name: "POST /api/v1/people", exact: true }).count()) === 0, "only what is about this person");
  await page.getByRole("cell", { name: "PATCH /api/v1/people/{id}" }).first().waitFor();
  await page.context().close();
});

test("the server goes away and comes back", async () => {
  const page = await site.page("#/settings/system");
  await page.getByText("Recognition is off: nobody is recognised.").waitFor();
  await page.getByText("made by this server; cameras know it by its fingerprint").waitFor();
  page.expect(/net::ERR|WebSocket|Failed to/);
  await site.server.stop();
  await page.getByRole("link", { name: "Storage and retention" }).click();
  await page.getByText("This cannot be shown").waitFor();
  await site.server.start();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "What is kept, and for how long" }).waitFor();
  await page.context().close();
});

test("nothing was complained of by the browser", () => site.assertQuiet());
