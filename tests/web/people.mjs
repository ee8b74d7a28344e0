// A small school for the tests of reports and settings: people with awkward names, a shift, days of the past.
import { assert } from "./harness.mjs";

export const awkward = {
  markup: `<b>Bob</b> & "Co"`,
  formula: `=HYPERLINK("http://x","y")`,
  arabic: "محمد علي",
  long: "Zoë Müller-Lüdenscheidt von und zu Hohenstaufen-Wittelsbach",
};
export const group = "Class 5a";

export const addDays = (day, count) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

async function made(site, path, body) {
  const reply = await site.api("POST", path, body);
  assert.equal(reply.status, 201, `${path}: ${JSON.stringify(reply.data)}`);
  return reply.data;
}

// Everybody is in the group, works every day from 8 to 13, and is known since long ago.
export async function openSchool(site, { people = Object.values(awkward), from = "2026-09-01" } = {}) {
  for (const [place, name] of people.entries()) {
    await made(site, "/people", { id: `p${place}`, name, groups: [group], validFrom: from });
  }
  await made(site, "/shifts", { id: "school", name: "Morning school", start: "08:00", end: "13:00", lateGrace: 5,
    days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] });
  await made(site, "/assignments", { shift: "school", group });
}

// In and out by hand: times of the site's clock, which the tests set to UTC.
export async function wasHere(site, person, day, cameAt, leftAt) {
  for (const [kind, at] of [["check-in", cameAt], ["check-out", leftAt]])
    if (at) await made(site, "/corrections", { person, day, kind, at: `${day}T${at}:00Z`, reason: "came by the back door" });
}
