// Every section of the settings in light and dark, on a phone and in German.
import test, { after, before } from "node:test";
import { assert, portraits, startSite } from "./harness.mjs";
import { awkward, group, openSchool } from "./people.mjs";

let site;
before(async () => {
  site = await startSite({ options: ["--time-zone", "Europe/Berlin"] });
  await openSchool(site, { people: Object.values(awkward) });
  const made = [["/accounts", { name: "Walter <i>Wide</i>", role: "viewer", cameras: ["yard"], password: "walter looks at the yard" }], ["/tokens", { name: "payroll", role: "viewer", cameras: null }],
    ["/holidays", { name: "Christmas", first: "2026-12-24", last: "2026-12-26", yearly: true }], ["/webhooks", { url: "http://127.0.0.1:9/hook", events: ["check-in", "late"] }],
    ["/invitations", { uses: 25, group, note: "parents' evening" }]];
  for (const [path, body] of made) {
    const reply = await site.api("POST", path, body);
    assert.equal(reply.status, 201, `${path}: ${JSON.stringify(reply.data)}`);
  }
});
after(async () => {
  await site.end();
});

const ready = {
  account: "table", accounts: "table", schedules: "table", "schedules/assignments": "table", "schedules/holidays": "table", recognition: ".facts", storage: "meter", alerts: ".rules form",
  invitations: "table", webhooks: "table", tokens: "table", system: ".verdict", audit: "table",
};
for (const [section, selector] of Object.entries(ready))
  test(section, () => portraits(site, `settings-${section.replace("/", "-")}`, `#/settings/${section}`, (page) => page.locator(`.settings-body ${selector}`).first().waitFor()));
