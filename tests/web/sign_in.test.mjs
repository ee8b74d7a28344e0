// Set-up, sign-in, what is said when it fails, and being signed out in the middle of work.
import test, { after, before } from "node:test";
import { admin, assert, assertAccessible, portraits, screenshot, startSite, tabTo } from "./harness.mjs";

let site;
before(async () => {
  site = await startSite({ setUp: false });
});
after(async () => {
  await site.end();
});

const fillSignIn = async (page, { name = admin.name, password = admin.password } = {}) => {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
};

test("a machine without accounts says so, and leads to the set-up", async () => {
  const page = await site.page("");
  await page.getByText("There is no account yet").waitFor();
  await page.getByRole("link", { name: "Make the first account" }).click();
  await page.getByRole("heading", { name: "Make the first account" }).waitFor();
  assert.equal(await page.getByLabel("Set-up code").isVisible(), false, "this machine needs no code");
  await assertAccessible(page, "set-up without code");
  await page.context().close();
});

test("two passwords that differ are not sent", async () => {
  const page = await site.page("#/set-up");
  await page.getByLabel("Name").fill(admin.name);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByLabel("The same password again").fill("something else");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByText("This is another password than above.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("The same password again").fill("short");
  page.expect(/Failed to load resource.*set-up/);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /8/);
  await page.context().close();
});

test("the first account is made with the printed code, by keyboard alone", async () => {
  const code = await site.setUpCode();
  await portraits(site, "set-up", `#/set-up?code=${code}`, (page) => page.getByRole("heading").waitFor());
  const page = await site.page(`#/set-up?code=${code}`);
  await page.keyboard.type(admin.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(admin.password);
  await page.keyboard.press("Tab");
  await page.keyboard.type(admin.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Places" }).waitFor();
  assert.match(page.url(), /#\/today$/);
  await page.getByRole("button", { name: "Enrol the first person" }).waitFor();  // the first steps
  await page.getByRole("link", { name: "Pair a camera" }).waitFor();
  await screenshot(page, "today-first");
  const cookie = (await page.context().cookies()).find(({ name }) => name === "rollcall-session");
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, "Strict");
  assert.equal(await page.evaluate(() => document.cookie), "");
  await page.context().close();
});

test("who is signed out sees the sign-in and nothing else", async () => {
  await portraits(site, "sign-in", "", (page) => page.getByRole("heading", { level: 1 }).waitFor(), { signedIn: false });
});

test("a wrong password is said without saying which of the two was wrong; the right one leads to where one wanted to go", async () => {
  const page = await site.page("#/live", { signedIn: false });
  page.expect(/Failed to load resource.*session/);
  await fillSignIn(page, { password: "wrong" });
  await page.getByRole("button", { name: "Sign in" }).click();
  const known = await page.getByRole("alert").innerText();
  await page.waitForTimeout(1100);  // one try a second
  await fillSignIn(page, { name: "nobody", password: "wrong" });
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.equal(await page.getByRole("alert").innerText(), known);
  await screenshot(page, "sign-in-wrong");
  await page.waitForTimeout(1100);
  await fillSignIn(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Places" }).waitFor();
  assert.match(page.url(), /#\/live$/);
  await page.context().close();
});

test("signed out at work: what was typed stays, and goes on after signing in again", async () => {
  const page = await site.page("#/live", { signedIn: false });
  await fillSignIn(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  const search = page.getByRole("combobox", { name: "Search for people and cameras" });
  await page.getByText("No camera has been here yet").waitFor();  // nothing on this page asks by itself
  assert.ok((await page.getByRole("link", { name: "Pair a camera" }).boundingBox()).height < 60, "a button as high as others");
  await screenshot(page, "live-empty");
  page.expect(/401/);
  await page.context().clearCookies();
  await search.fill("half a name");
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.waitFor();
  await assertAccessible(page, "sign in again");
  await screenshot(page, "sign-in-again");
  assert.ok(await dialog.getByLabel("Password").evaluate((field) => field === document.activeElement));
  await page.keyboard.type(admin.password);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Nobody and nothing of that name").waitFor();
  assert.equal(await search.inputValue(), "half a name");
  await page.context().close();
});

test("language, theme and signing out, by keyboard", async () => {
  const page = await site.page("#/settings", { signedIn: false });
  await page.waitForTimeout(1100);
  await fillSignIn(page);
  await page.keyboard.press("Enter");
  const account = page.getByRole("button", { name: `Account ${admin.name}` });
  await account.waitFor();
  await tabTo(page, account);
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await screenshot(page, "account-menu");
  await page.getByRole("menuitemradio", { name: "Dark" }).press("Enter");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await account.press("Enter");
  await page.getByRole("menuitemradio", { name: "Deutsch" }).press("Enter");
  await page.getByRole("link", { name: "Einstellungen" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  await page.getByRole("button", { name: `Konto ${admin.name}` }).press("Enter");
  await page.getByRole("menuitem", { name: "Abmelden" }).press("Enter");
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  await page.context().close();
});

test("who may see little is shown little", async () => {
  await site.signIn();
  const viewer = { name: "Grace", password: "another few words" };
  const made = await site.api("POST", "/accounts", { ...viewer, role: "viewer", cameras: ["door"] });
  assert.equal(made.status, 201, JSON.stringify(made.data));
  await site.signIn(viewer);
  const page = await site.page("");
  assert.deepEqual(await page.getByRole("navigation", { name: "Places" }).getByRole("listitem").allInnerTexts(), ["Live", "Cameras", "Settings"]);
  assert.match(page.url(), /#\/live$/);
  await page.evaluate(() => { location.hash = "#/people"; });
  await page.getByText("This account may not see this").waitFor();
  await screenshot(page, "not-allowed");
  await page.evaluate(() => { location.hash = "#/nowhere"; });
  await page.getByText("There is no such page").waitFor();
  await page.context().close();
});

test("an address that was cut off leads nowhere, and the page says so", async () => {
  const page = await site.page("#/cameras/%E0%A4%A");
  await page.getByText(/There is no camera/).waitFor();
  await page.evaluate(() => { location.hash = "#/%E0%A4%A"; });
  await page.getByText("There is no such page").waitFor();
  await page.context().close();
});

test("nothing of an account stays in the page once it has signed out", async () => {
  const page = await site.page("#/live");
  await page.evaluate(() => { window.stillTheSame = true; });
  await page.getByRole("button", { name: "Account Grace" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.evaluate(() => window.stillTheSame), undefined);
  await page.context().close();
});

// Last: until a minute has passed nobody of this address signs in.
test("an icon that was not shown before is there without the server too", async () => {
  const page = await site.page("#/live");
  await page.locator("#icon-live").waitFor({ state: "attached" });
  page.expect(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  await page.context().setOffline(true);
  const drawn = await page.evaluate(async () => {
    const { icon } = await import("/web/lib/dom.js");
    const shown = new Set([...document.querySelectorAll("use")].map((use) => use.getAttribute("href")));
    return [...document.querySelectorAll("symbol")].filter(({ id }) => !shown.has(`#${id}`)).map(({ id }) => {
      const drawing = icon(id.replace("icon-", ""));
      document.body.append(drawing);
      return { id, width: drawing.firstChild.getBBox().width };
    });
  });
  assert.ok(drawn.length > 10, `${drawn.length} icons`);
  assert.deepEqual(drawn.filter(({ width }) => width === 0), []);
  await page.context().close();
});

test("too many tries count down before the next", async () => {
  const page = await site.page("", { signedIn: false });
  page.expect(/Failed to load resource.*session/);
  const button = page.getByRole("button", { name: "Sign in" });
  for (let tries = 0; tries < 8; ++tries) {
    await fillSignIn(page, { name: "mallory", password: `guess ${tries}` });
    await button.click();
    await page.getByRole("alert").waitFor();
    if (await button.isDisabled()) break;
  }
  assert.match(await page.getByRole("alert").innerText(), /Too many tries\. Sign in again in \d+ s\./);
  assert.ok(await button.isDisabled());
  await screenshot(page, "sign-in-too-many");
  await page.context().close();
});

test("nothing was complained of by the browser", () => site.assertQuiet());
