// The live wall: cameras side by side over WHEP, one that goes and comes back, keys.
import test, { after, before } from "node:test";
import { assert, assertAccessible, portraits, screenshot, startSite, until } from "./harness.mjs";

const cameras = ["entrance", "hall", "office", "yard"];
const small = ["--width", "320", "--height", "240", "--frame-rate", "15"];  // four encoders and four decoders on one machine
let site;
before(async () => {
  site = await startSite();
  for (const camera of cameras) site.addCamera(camera, undefined, small);
});
after(async () => {
  await site.end();
});

// Every <video> of the wall, as the browser sees it.
const videos = (page) => page.evaluate(() => [...document.querySelectorAll(".tile")].map((tile) => {
  const video = tile.querySelector("video");
  return { camera: tile.dataset.camera, frames: video.getVideoPlaybackQuality().totalVideoFrames, width: video.videoWidth, joined: Number(tile.dataset.joined), plain: !tile.querySelector("img").hidden };
}));
const playing = (page, count, more = 10) => until(async () => {
  const all = await videos(page);
  return all.filter(({ frames }) => frames > more).length >= count && all;
}, `${count} playing cameras`, 30_000);

test("four cameras play at once over WHEP", async () => {
  const page = await site.page("#/live");
  const all = await playing(page, 4);
  assert.deepEqual(all.map(({ camera }) => camera).sort(), cameras);
  for (const video of all) {
    assert.equal(video.plain, false, `${video.camera} plays by WebRTC`);
    assert.ok(video.width > 0);
  }
  console.log("join to first picture, ms:", all.map(({ joined }) => joined).sort((a, b) => a - b).join(" "));
  await page.getByRole("heading", { name: "4 cameras live" }).waitFor();
  await page.context().close();
});

test("the wall in its looks", async () => {
  await portraits(site, "live", "#/live", (page) => playing(page, 2));
});

test("keys: how many at once, the next ones, one in full and back", async () => {
  const page = await site.page("#/live");
  await playing(page, 4);
  await page.keyboard.press("1");
  await until(async () => (await videos(page)).length === 1, "one tile");
  await page.keyboard.press("ArrowRight");
  await until(async () => (await videos(page))[0]?.camera === "hall", "the next camera");
  await page.keyboard.press("2");
  await until(async () => (await videos(page)).length === 4, "four tiles");
  const tile = page.getByRole("button", { name: /^office: / });
  await tile.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Statistics" }).waitFor();
  assert.match(page.url(), /#\/live\/office$/);
  await page.getByText("Latency, camera to screen").waitFor();
  await until(() => page.evaluate(() => [...document.querySelectorAll(".figures dd.number")].every((figure) => /\d/.test(figure.textContent)) || null), "figures");
  await page.waitForTimeout(4000);  // for a line in the small plots
  await screenshot(page, "live-full");
  await assertAccessible(page, "live full");
  await page.keyboard.press("Escape");
  await until(async () => (await videos(page)).length === 4, "four tiles again");
  await page.context().close();
});

// The media connections that a page has open.
const watchPeers = () => {
  window.peers = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...rest) {
      super(...rest);
      window.peers.push(this);
    }
  };
};
const openPeers = (page) => page.evaluate(() => window.peers.filter((peer) => peer.connectionState === "connected").length);

test("what is not seen does not play", async () => {
  const page = await site.page("");
  await page.evaluate(watchPeers);
  await page.evaluate(() => { location.hash = "#/live"; });
  await playing(page, 4);
  assert.equal(await openPeers(page), 4);
  await page.keyboard.press("1");
  await until(async () => (await openPeers(page)) === 1, "the other three ended");
  await page.keyboard.press("2");
  await until(async () => (await openPeers(page)) === 4, "all four again");
  await page.evaluate(() => { location.hash = "#/settings"; });
  await until(async () => (await openPeers(page)) === 0, "none on another page");
  await page.context().close();
});

test("a camera goes away and comes back in the same view", async () => {
  const page = await site.page("#/live");
  await playing(page, 4);
  await page.evaluate(() => { window.sameVideo = document.querySelector('[data-camera="yard"] video'); });
  await site.removeCamera("yard");
  await page.getByRole("button", { name: /^yard: away since \d\d:\d\d/ }).waitFor();
  await page.getByRole("heading", { name: "3 cameras live · 1 away" }).waitFor();
  const still = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [8, 8];
    const pen = canvas.getContext("2d");
    pen.drawImage(document.querySelector('[data-camera="yard"] .still'), 0, 0, 8, 8);
    return [...pen.getImageData(0, 0, 8, 8).data].some((value, at) => at % 4 < 3 && value > 40);
  });
  assert.ok(still, "its last picture stays");
  await screenshot(page, "live-away");
  await assertAccessible(page, "live with a camera away");
  const before = (await videos(page)).find(({ camera }) => camera === "yard").frames;
  site.addCamera("yard", undefined, small);
  await page.getByRole("button", { name: /^yard: live/ }).waitFor();
  await until(async () => (await videos(page)).find(({ camera }) => camera === "yard").frames > before + 10, "new pictures of the yard", 30_000);
  assert.ok(await page.evaluate(() => document.querySelector('[data-camera="yard"] video') === window.sameVideo), "the same view goes on");
  await page.context().close();
});

test("a camera that comes back with another codec is played again", async () => {
  const page = await site.page("#/live");
  await playing(page, 4);
  await site.removeCamera("yard");
  await page.getByRole("button", { name: /^yard: away since \d\d:\d\d/ }).waitFor();
  await page.evaluate(() => { window.firstStream = document.querySelector('[data-camera="yard"] video').srcObject; });
  const returned = Date.now();
  site.addCamera("yard", undefined, [...small, "--codec", "h264"]);
  await until(() => page.evaluate(() => {
    const video = document.querySelector('[data-camera="yard"] video');
    return (video.srcObject !== window.firstStream && video.getVideoPlaybackQuality().totalVideoFrames > 10) || null;
  }), "new pictures of the yard", 30_000);
  console.log("from the start of a camera with another codec to its pictures, ms:", Date.now() - returned);
  await page.context().close();
  await site.removeCamera("yard");
  site.addCamera("yard", undefined, small);
  await until(async () => (await site.api("GET", "/cameras")).data.items.find(({ id }) => id === "yard")?.codec === "vp8", "the yard as it was");
});

test("a view that the server ends begins again", async () => {
  const page = await site.page("#/live");
  const views = [];
  page.on("response", (response) => {
    if (response.status() === 201 && /\/whep\/hall$/.test(response.url())) views.push(response.headers().location);
  });
  await page.reload();
  await playing(page, 4);
  assert.equal(views.length, 1);
  await page.evaluate(async (view) => (await import("/web/lib/api.js")).remove(view, undefined, { base: "", anonymous: true }), views[0]);
  const ended = Date.now();
  await until(() => views.length === 2 || null, "another view");
  console.log("from the end of a view to the offer of another, ms:", Date.now() - ended);
  assert.notEqual(views[1], views[0]);
  await playing(page, 4);
  await page.context().close();
});

test("a server that goes away is said; when it is back everything goes on", async () => {
  const page = await site.page("#/live");
  await playing(page, 4);
  page.expect(/WebSocket connection|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_CONNECTION_RESET|Failed to load resource/);
  await site.server.stop();
  await page.getByText("The server does not answer since").waitFor();
  await screenshot(page, "server-away");
  await assertAccessible(page, "server away");
  await site.server.start();
  await page.getByText("The server does not answer since").waitFor({ state: "hidden", timeout: 30_000 });
  await page.getByRole("heading", { name: "4 cameras live" }).waitFor({ timeout: 30_000 });
  await playing(page, 4);
  await page.context().close();
});

test("nothing was complained of by the browser", () => site.assertQuiet());
