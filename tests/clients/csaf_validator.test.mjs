// SPDX-License-Identifier: Apache-2.0
// csaf_validator.test.mjs - what a server at SCHALE_URL publishes, held against the schema and all mandatory and optional tests of CSAF
// 2.0 by the validator of the BSI. Forms are sent, published, and the documents fetched from where provider-metadata.json says they are.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import validate from "@secvisogram/csaf-validator-lib/validate.js";
import * as mandatory from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
import * as optional from "@secvisogram/csaf-validator-lib/optionalTests.js";
import * as schema from "@secvisogram/csaf-validator-lib/schemaTests.js";

const URL = process.env.SCHALE_URL;
const OWN = `${URL}/plan/security/own-advisories`;
const VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
// 6.2.11 asks for an address that begins with https://; the one for a try does not.
const NOT_FOR_A_TRY = ["optionalTest_6_2_11"];

const minimal = {
  tracking_id: "AHR-2026-001", title: "The guard of the press opens", summary: "The guard can be opened over the network.",
  products: [{ key: "p1", name: "Press 4000", order_code: "AHR 4000" }],
  vulnerabilities: [{
    title: "Open guard", text: "A packet opens the guard.", states: { p1: "under_investigation" },
    remedies: [{ category: "none_available", text: "Not yet.", products: ["p1"] }],
  }],
};

const full = {
  tracking_id: "AHR-2026/007 B", title: "Der Schutz der Presse 4000 öffnet", language: "de", tlp: "WHITE", changes: "Erste Meldung.",
  summary: "Der Schutz lässt sich über das Netz öffnen.",
  products: [
    { key: "p1", maker: "Ahrental", name: "Press 4000", order_code: "AHR 4000-1", family: "Press", versions: "< 2.4.1" },
    { key: "p2", maker: "Ahrental", name: "Press 4000", order_code: "AHR 4000-1", family: "Press", versions: "2.4.1" },
    { key: "p3", maker: "Ahrental", name: "Dryer", order_code: "AHR 900", versions: "" },
    { key: "p4", name: "Gate", order_code: "AHR 70", versions: "vers:semver/>=1.0.0|<1.2.0" },
  ],
  vulnerabilities: [
    {
      cve: "CVE-2026-10001", title: "Offener Schutz", text: "Ein Paket öffnet den Schutz.", cwe: "CWE-306", vector: VECTOR,
      states: { p1: "known_affected", p2: "fixed", p3: "known_not_affected", p4: "under_investigation" },
      remedies: [
        { category: "vendor_fix", text: "Fassung 2.4.1 einspielen.", url: "https://ahrental.example/2.4.1", products: ["p1"] },
        { category: "workaround", text: "Port 4000 sperren." },
        { category: "mitigation", text: "Den Zugang beschränken.", products: ["p1", "p4"] },
      ],
    },
    {
      cve: "CVE-2026-10002", title: "Lesbare Passwörter", text: "Passwörter stehen im Protokoll.", cwe: "CWE-532",
      vector: "CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:C/C:L/I:N/A:N/E:P/RL:O", states: { p3: "known_affected", p4: "known_affected" },
      remedies: [{ category: "none_available", text: "Noch keine.", products: ["p3"] }, { category: "no_fix_planned", text: "Keine.", products: ["p4"] }],
    },
  ],
  acknowledgments: [{ names: ["Ada L.", "Emmy N."], organization: "Example Lab" }, { organization: "Other Lab" }],
};

async function send(method, url, body) {
  const answer = await fetch(url, { method, body: body && JSON.stringify(body), headers: body ? { "Content-Type": "application/json" } : {} });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${url}: ${text}`);
  return JSON.parse(text);
}

const place = (form) => `${OWN}/${Buffer.from(form.id).toString("base64url")}`;
const publish = (form) => send("POST", `${place(form)}/publish`);

/** The document that is public now, by way of the metadata and the index. */
async function published(form) {
  const metadata = await send("GET", `${URL}/.well-known/csaf/provider-metadata.json`);
  const folder = metadata.distributions.find((one) => one.directory_url).directory_url;
  const index = (await (await fetch(folder + "index.txt")).text()).trim().split("\n");
  const name = form.url.slice(folder.length);
  assert.ok(index.includes(name));
  return send("GET", folder + name);
}

async function assertValid(document) {
  const optionals = Object.values(optional).filter((one) => !NOT_FOR_A_TRY.includes(one.name));
  const result = await validate([...Object.values(schema), ...Object.values(mandatory), ...optionals], document);
  const told = result.tests.filter((one) => !one.isValid || one.warnings.length).map((one) => [one.name, one.errors, one.warnings]);
  assert.deepEqual(told, []);
  assert.ok(result.tests.length > Object.keys(mandatory).length);
}

before(() => send("PUT", `${URL}/plan/security/provider`, {
  name: "Ahrental Maschinenbau", namespace: "https://ahrental.example", category: "vendor", contact_details: "security@ahrental.example",
  issuing_authority: "For machines made by Ahrental.", public_url: URL,
}));

test("the validator finds what is wrong", async () => {
  const form = await publish(await send("POST", OWN, { ...minimal, tracking_id: "AHR-2026-000" }));
  const document = await published(form);
  document.vulnerabilities[0].product_status.fixed = ["p9"];
  await assert.rejects(assertValid(document));
});

test("a minimal advisory is valid", async () => {
  await assertValid(await published(await publish(await send("POST", OWN, minimal))));
});

test("an advisory with all that the form has is valid, and so are its later versions", async () => {
  let form = await publish(await send("POST", OWN, full));
  await assertValid(await published(form));
  form = await publish(await send("PUT", place(form), { ...form, title: "Der Schutz öffnet von selbst", changes: "Besserer Titel." }));
  assert.equal(form.version, "1.0.1");
  await assertValid(await published(form));
  form.vulnerabilities[0].states.p4 = "known_affected";
  form = await publish(await send("PUT", place(form), { ...form, changes: "Das Tor ist auch betroffen." }));
  assert.equal(form.version, "1.1.0");
  const document = await published(form);
  assert.deepEqual(document.document.tracking.revision_history.map((one) => one.number), ["1.0.0", "1.0.1", "1.1.0"]);
  await assertValid(document);
});

test("a document that is only looked at is valid", async () => {
  const form = await send("POST", OWN, { ...full, tracking_id: "AHR-2026-008" });
  await assertValid(await send("GET", `${place(form)}?format=csaf`));
});
