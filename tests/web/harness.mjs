// What every test of the page stands on: the real server on an empty folder, cameras, an account, and a browser whose every complaint
// fails the test. By hand: ROLLCALL_WEB_FOLDER=resources/web reads the page from there instead of from the program; with
// ROLLCALL_HEADFUL=1 the browser is seen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npmPackage, Program, Server, startCamera, until } from "../support/programs.mjs";

export { assert, until };
const { chromium } = npmPackage("playwright-core");
const axe = npmPackage("axe-core");

export const admin = { name: "Ada", password: "a few plain words" };
const screenshots = process.env.ROLLCALL_SCREENSHOTS;
const drawn = process.env.ROLLCALL_DRAWN;

// What a person sees: {dark, phone, language: 'de', signedIn: false}.
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

// One server and one browser for a test file: const site = await startSite({cameras: ['door'], recognition: true}); at the end await site.end().
export async function startSite({ cameras = [], recognition = false, options = [], setUp = true, browserArgs = [], prepare } = {}) {
  const folder = process.env.ROLLCALL_WEB_FOLDER ? ["--web-folder", process.env.ROLLCALL_WEB_FOLDER] : [];
  const server = new Server([...folder, ...options], { recognition });
  const site = new Site(server);
  try {
    await prepare?.(server);  // its folder, before it runs
    await server.start();
    if (setUp) await site.setUp();
    for (const camera of cameras) site.addCamera(camera);
    await site.launch(browserArgs);
  } catch (error) {
    await site.end();
    throw error;
  }
  return site;
}

// What only time would bring into a register: SQL on the database of a server that does not run.
export function changeRegister(server, sql) {
  execFileSync("/usr/bin/python3", ["-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).executescript(sys.stdin.read())", join(server.folder, "register.sqlite")], { input: sql });
}

class Site {
  #programs = new Map();
  #browser;
  #pages = [];

  constructor(server) {
    this.server = server;
  }
  get url() { return this.server.url; }

  // Makes the first account; its cookie is what `api` and signed-in pages use.
  async setUp() {
    this.#keep(await this.api("POST", "/set-up", { code: await this.setUpCode(), ...admin }));
  }
  async signIn(account = admin) {
    this.#keep(await this.api("POST", "/session", account));
  }
  #keep(reply) {
    assert.ok(reply.status < 300, JSON.stringify(reply.data));
    this.cookie = reply.headers.get("set-cookie").split(";")[0];
    this.csrf = reply.data.csrf;
  }

  async setUpCode() {
    const [, code] = await this.server.program.waitFor(/#\/set-up\?code=([A-Za-z0-9-]+)/);
    return code;
  }

  // The API as the first account, without a browser: {status, data, headers}.
  async api(method, path, body, headers = {}) {
    const isForm = body instanceof FormData;
    const reply = await fetch(`${this.url}/api/v1${path}`, {
      method,
      body: body === undefined || isForm ? body : JSON.stringify(body),
      headers: { ...(this.cookie ? { Cookie: this.cookie, "X-Rollcall-CSRF": this.csrf } : {}), ...(body && !isForm ? { "Content-Type": "application/json" } : {}), ...headers },
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, data: /json/.test(reply.headers.get("content-type") ?? "") ? JSON.parse(text) : text };
  }

  addCamera(id, source, options = []) {
    const camera = startCamera(this.server, id, source, options);
    this.#programs.set(id, camera);
    return camera;
  }
  hasCamera(id) { return this.#programs.has(id); }
  async removeCamera(id) {
    const camera = this.#programs.get(id);
    this.#programs.delete(id);
    await camera.stop();
  }
  // A camera whose pictures carry the time, see stamped_frames.cpp.
  addStampedCamera(id) {
    const fifo = join(this.server.folder, `${id}.i420`);
    execFileSync("mkfifo", [fifo]);
    const frames = new Program("../tests/stamped_frames", [fifo]);
    this.#programs.set(`${id}-frames`, frames);
    this.addCamera(id, `pipeline:filesrc location=${fifo} blocksize=460800 ! rawvideoparse format=i420 width=640 height=480 framerate=30/1`);
  }
  // The drawn people that are in the clip, as if somebody had enrolled them: [{id, name}].
  async enrolDrawnPeople() {
    const { people } = JSON.parse(readFileSync(join(drawn, "people.json"), "utf8"));
    for (const person of people) {
      const form = new FormData();
      form.set("name", person.name);
      form.set("id", person.id);
      for (const photo of person.photos) form.append("photos", new Blob([readFileSync(join(drawn, photo))], { type: "image/jpeg" }), "photo.jpg");
      const reply = await this.api("POST", "/people", form);
      assert.equal(reply.status, 201, JSON.stringify(reply.data));
    }
    return people.map(({ id, name }) => ({ id, name }));
  }

  async launch(more = []) {
    this.#browser = await this.anotherBrowser(more);
  }
  // One of its own, with processes of its own; whoever asks closes it.
  anotherBrowser(more = []) {
    return chromium.launch({
      executablePath: process.env.ROLLCALL_CHROMIUM ?? "/usr/bin/chromium",
      headless: !process.env.ROLLCALL_HEADFUL,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns", ...more],
    });
  }

  // A page of its own browser context. `page.problems` are what the browser complained of; page.expect(/…/) allows what a test provokes.
  async page(address = "", { dark = false, phone: isPhone = false, language = "en", signedIn = true, browser = this.#browser } = {}) {
    const context = await browser.newContext({ viewport: isPhone ? phone : desktop, colorScheme: dark ? "dark" : "light", locale: language, isMobile: isPhone, hasTouch: isPhone, reducedMotion: "reduce", timezoneId: "America/New_York" });
    if (signedIn && this.cookie) {
      const [name, value] = this.cookie.split("=");
      await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: "Strict" }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    watch(page);
    this.#pages.push(page);
    await page.goto(`${this.url}/${address}`);
    await page.locator("body[data-shows]").waitFor();
    return page;
  }

  // What a test left open; what their browser complained of stays.
  async closePages() {
    for (const page of this.#pages) await page.context().close();
  }

  // Nothing that a browser complained of, in any page so far.
  assertQuiet() {
    for (const page of this.#pages) assert.deepEqual(page.problems, []);
  }

  async end() {
    await this.#browser?.close();
    for (const program of this.#programs.values()) await program.stop();
    await this.server.remove();
  }
}

function watch(page) {
  page.problems = [];
  const allowed = [];
  page.expect = (pattern) => {
    allowed.push(pattern);
    page.problems = page.problems.filter((problem) => !pattern.test(problem));
  };
  const note = (text) => allowed.some((pattern) => pattern.test(text)) || page.problems.push(text);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && note(`${message.type()}: ${message.text()} (${message.location().url})`));
  page.on("pageerror", (error) => note(`error of the page: ${error.stack ?? error}`));
}

// No finding of axe that keeps people out: WCAG 2.1 A and AA, impact serious or critical.
export async function assertAccessible(page, where) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  assert.deepEqual(told, [], `${where}: accessibility`);
}

// To <build>/screenshots/web/NAME.png. What is in a dialog or a panel never needs to be scrolled sideways.
export async function screenshot(page, name) {
  const wide = await page.evaluate(() => [...document.querySelectorAll("dialog[open] :is(header, .body), .side-panel > :is(header, .body)")].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.outerHTML.slice(0, 120)));
  assert.deepEqual(wide, [], `${name}: sticks out at the right`);
  assert.deepEqual(await coveredText(page), [], `${name}: a control lies over words`);
  await page.waitForFunction(() => [...document.querySelectorAll(".icon use")].every((use) => document.querySelector(use.getAttribute("href"))));
  // Every page of these tests asks for less motion.
  assert.deepEqual(await page.evaluate(() => document.getAnimations().map(({ effect }) => effect.target.outerHTML.slice(0, 100))), [], `${name}: something moves`);
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
}

// Words that a control of the same dialog, panel or page lies over. What floats on purpose, a menu or a list of suggestions, does not count.
function coveredText(page) {
  return page.evaluate(() => {
    const within = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.querySelector(".side-panel") ?? document.querySelector("main");
    // The middle of its first line, of what of that is not cut off.
    const middle = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      let { left, right, top, bottom } = range.getClientRects()[0] ?? new DOMRect();
      for (let around = element; around; around = around.parentElement) {
        if (getComputedStyle(around).overflow === "visible") continue;
        const box = around.getBoundingClientRect();
        [left, right, top, bottom] = [Math.max(left, box.left), Math.min(right, box.right), Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      return left < right && top < bottom ? [(left + right) / 2, (top + bottom) / 2] : null;
    };
    const hits = (element) => {
      const at = middle(element);
      const hit = at && document.elementFromPoint(...at)?.closest("button, a, input, select, textarea");
      return hit && within.contains(hit) && !hit.contains(element) && !element.contains(hit) && !hit.closest("[role=menu], [role=listbox], thead, .tile") ? hit : null;
    };
    const isText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    return [...within?.querySelectorAll("p, span, b, td, th, dt, dd, li, label, h1, h2, h3") ?? []].filter((element) => isText(element) && !element.closest(".visually-hidden") && hits(element))
      .map((element) => `${element.textContent.slice(0, 60)} under ${hits(element).outerHTML.slice(0, 100)}`);
  });
}

// The same address in light and dark, on a phone and in German: a screenshot of each, and axe's judgement of the first three.
// ready(page) waits until there is something to see.
export async function portraits(site, name, address, ready, { signedIn = true } = {}) {
  for (const [look, options] of Object.entries({ light: {}, dark: { dark: true }, phone: { phone: true }, german: { language: "de" } })) {
    const page = await site.page(address, { ...options, signedIn });
    await ready(page);
    await assertNothingSticksOut(page, `${name} ${look}`);
    await screenshot(page, `${name}-${look}`);
    if (look !== "german") await assertAccessible(page, `${name} ${look}`);
    assert.deepEqual(page.problems, [], `${name} ${look}`);
    await page.context().close();
  }
}

// The window itself never scrolls sideways.
async function assertNothingSticksOut(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where}: ${wide} pixels stick out at the right`);
}

// Presses Tab until this locator has the focus; fails after `most`.
export async function tabTo(page, locator, most = 40) {
  for (let pressed = 0; pressed < most; ++pressed) {
    // More than one that fits is a mistake of the test, and must not look like a page that cannot be reached.
    const isThere = await locator.evaluateAll((found) => {
      if (found.length > 1) throw new Error(`${found.length} elements fit`);
      return found.length === 1 && found[0] === document.activeElement;
    });
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${locator}`);
}
