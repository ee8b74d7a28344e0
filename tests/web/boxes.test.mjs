// Boxes lie on the frame that they were found on, and how long a picture takes from the camera to the screen: measured by pictures that
// carry their time and a face whose place is known from it.
import test, { after, before } from "node:test";
import { assert, screenshot, startSite, until } from "./harness.mjs";
import { faceAt, quantile, speed, watchStamps } from "./stamps.mjs";

let site;
before(async () => {
  site = await startSite({ recognition: true });
  await site.enrolDrawnPeople();
  site.addStampedCamera("door");
});
after(async () => {
  await site.end();
});

const openWall = async () => {
  const page = await site.page("#/live");
  page.expect(/willReadFrequently/);  // of reading the boxes back, which only this test does
  await until(() => page.evaluate(() => document.querySelector('[data-camera="door"] video')?.getVideoPlaybackQuality().totalVideoFrames > 30 || null), "pictures", 30_000);
  return page;
};

test("a box is drawn within 80 ms of its frame", async () => {
  const page = await openWall();
  await until(() => page.evaluate(() => document.querySelector('[data-camera="door"] .boxes')?.dataset.rtpTimestamp || null), "a box", 30_000);
  await page.waitForTimeout(3000);  // the video waits for its boxes once it knows how long they take
  const seen = await page.evaluate(watchStamps, ["door", 240]);
  const boxed = seen.filter(({ box }) => box !== null);
  // What the detector's middle of a face has against ours is the same at every place; what is late goes with the direction.
  const error = boxed.map(({ box, stamped }) => ({ ...faceAt(stamped), box }));
  const constant = quantile(error.map(({ box, x }) => box - x), 0.5);
  const off = error.map(({ box, x, direction }) => ((box - x - constant) * -direction) / speed);
  const away = off.map(Math.abs);
  console.log(`frames ${seen.length}, with a box ${boxed.length}; box against its frame, ms: median ${quantile(off, 0.5).toFixed(0)}, off by p50 ${quantile(away, 0.5).toFixed(0)} p95 ${quantile(away, 0.95).toFixed(0)}`);
  assert.ok(boxed.length > seen.length / 3, `${boxed.length} of ${seen.length} frames had a box`);
  assert.ok(quantile(away, 0.95) <= 80, `p95 of ${quantile(away, 0.95)} ms`);
  await screenshot(page, "live-boxes");
  await page.context().close();
});

test("from the camera to the screen", async () => {
  const page = await openWall();
  await page.keyboard.press("b");  // without boxes nothing waits for them
  await page.waitForTimeout(3000);
  const seen = await page.evaluate(watchStamps, ["door", 240]);
  const late = seen.map(({ at, stamped }) => at - stamped);
  console.log(`camera to <video>, ms: p50 ${quantile(late, 0.5).toFixed(0)} p95 ${quantile(late, 0.95).toFixed(0)} of ${late.length} frames`);
  assert.ok(quantile(late, 0.5) < 1000);
  await page.context().close();
});

test("from opening the wall to the first picture", async () => {
  const joined = [];
  for (let round = 0; round < (Number(process.env.ROLLCALL_JOINS) || 8); ++round) {
    const page = await openWall();
    joined.push(Number(await page.locator('[data-camera="door"]').getAttribute("data-joined")));
    await page.context().close();
  }
  console.log(`join to first picture, ms: p50 ${quantile(joined, 0.5)} p95 ${quantile(joined, 0.95)} of ${joined.length}`);
  assert.ok(quantile(joined, 0.5) < 2000);
});

test("nothing was complained of by the browser", () => site.assertQuiet());
