// publish.test.mjs - an own advisory: written, scored, checked, looked at, published; who publishes; what is public.
import test from 'node:test';
import assert from 'node:assert/strict';
import {baseScore, readVector, severityOf, writeVector} from '../../ui/lib/cvss31.js';
import {findingsByField, pathsOf} from '../../ui/lib/form_findings.js';
import {accessible, ask, begin, DESK, fits, PHONE, picture} from './harness.mjs';

const world = await begin({example: true});
const OWN = '/plan/security/own-advisories';
const PROVIDER = {name: 'Ahrental', namespace: 'https://ahrental.example', public_url: 'http://127.0.0.1', category: 'vendor',
                  contact_details: 'security@ahrental.example', issuing_authority: 'The product security team.'};
const ADVISORY = {title: 'Scale: sign-in can be bypassed', language: 'en', summary: 'Anybody in the network can change recipes.',
    products: [{key: 'p1', name: 'Scale', maker: 'Ahrental', order_code: 'S-1', versions: '< 2.4.1'}],
    vulnerabilities: [{cve: 'CVE-2026-1234', cwe: 'CWE-287', title: 'Sign-in', text: 'No password is asked for.',
                       vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', states: {p1: 'known_affected'},
                       remedies: [{category: 'vendor_fix', text: 'Update to 2.4.1.'}]}]};
let next = 1;

/** A test with a provider and a draft, on the page of that draft. */
const drafted = (size, settings, run, changes = {}) => world.at(size, settings, async (page, context) => {
    await page.goto(world.url);
    assert.ok((await ask(page, 'PUT', '/plan/security/provider', PROVIDER)).status < 300);
    const {status, data} = await ask(page, 'POST', OWN, {...ADVISORY, tracking_id: `AHR-2026-${next++}`, ...changes});
    assert.equal(status, 201, JSON.stringify(data));
    const id = Buffer.from(data.id).toString('base64url');
    await page.goto(`${world.url}#/publish/${id}`);
    await page.locator('.publish-side').waitFor();
    await run(page, id, context);
});
const stored = async (page, id) => (await ask(page, 'GET', `${OWN}/${id}`)).data;
const save = async page => {
    await page.getByRole('button', {name: 'Save', exact: true}).click();
    await page.getByText('All is saved').waitFor();
};

// FIRST, "Common Vulnerability Scoring System v3.1: Examples".
const EXAMPLES = {
    'CVE-2013-1937': ['AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1], 'CVE-2013-0375': ['AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    'CVE-2014-3566': ['AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1], 'CVE-2012-1516': ['AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    'CVE-2009-0783': ['AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L', 4.2], 'CVE-2012-0384': ['AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 8.8],
    'CVE-2015-1098': ['AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8], 'CVE-2014-0160': ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    'CVE-2014-6271': ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8], 'CVE-2008-1447': ['AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N', 6.8],
    'CVE-2014-2005': ['AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 6.8], 'CVE-2010-0467': ['AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N', 5.8],
    'CVE-2014-9253': ['AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4], 'CVE-2011-1265': ['AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 8.8],
    'CVE-2014-2019': ['AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', 4.6], 'CVE-2014-0224': ['AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N', 7.4],
    'CVE-2012-5376': ['AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H', 9.6],
};

test('publish: scores are those of the examples that FIRST publishes', () => {
    for (const [cve, [metrics, score]] of Object.entries(EXAMPLES))
        assert.equal(baseScore(readVector('CVSS:3.1/' + metrics).metrics), score, cve);
    assert.equal(baseScore(readVector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N').metrics), 0);
    assert.equal(baseScore(readVector('CVSS:3.1/AV:N/AC:L').metrics), null);
    assert.deepEqual([0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map(severityOf),
        ['none', 'low', 'low', 'medium', 'medium', 'high', 'high', 'critical', 'critical']);
});

test('publish: what is no vector, and what a vector keeps', () => {
    for (const text of ['', 'CVSS:3.0/AV:N', 'AV:N/AC:L', 'CVSS:3.1/AV:X', 'CVSS:3.1/AV:N/AV:N', 'CVSS:3.1/XX:N', 'CVSS:3.1/E:PP',
                        'CVSS:3.1/AV', 'CVSS:3.1/toString:N', 'CVSS:3.1/AV:N:N'])
        assert.equal(readVector(text), null, text);
    assert.equal(writeVector(readVector('CVSS:3.1/E:P/AC:L/AV:N')), 'CVSS:3.1/AV:N/AC:L/E:P');
});

test('publish: a finding stands at the field it is about, or at the nearest above', () => {
    const shown = pathsOf({vulnerabilities: [{cwe: ''}]});
    const placed = findingsByField([{path: '$.vulnerabilities[0].cwe'}, {path: '$.vulnerabilities[0].text[2]'},
        {path: '$.no.such'}, {}], shown);
    assert.deepEqual([...placed.keys()], ['$.vulnerabilities[0].cwe', '$.vulnerabilities[0]', '$']);
    assert.equal(placed.get('$').length, 2);
});

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`publish: ${name}, ${language}, ${theme}`, drafted(size, {language, theme}, async page => {
            await page.getByRole('button', {name: /Calculator|Rechner/}).click();
            await fits(page);
            await accessible(page);
            await picture(page, `publish-${name}-${language}-${theme}`);
            for (const part of ['', '/new', '/provider']) {
                await page.goto(world.url + '#/publish' + part);
                await page.locator(part === '' ? '.publish-desk .row' : '.form-part').first().waitFor();
                await fits(page);
                await accessible(page);
            }
        }));

test('publish: a new advisory, by form, from an own asset', drafted(DESK, {}, async page => {
    await page.goto(world.url + '#/publish');
    await page.getByRole('link', {name: 'New advisory'}).click();
    await page.getByLabel('Title').fill('Sensor: debug port is open');
    await page.getByLabel('Number').fill('AHR-2026-900');
    await page.getByRole('button', {name: 'Create the draft'}).click();
    await page.waitForURL(/#\/publish\/(?!new)/);
    const id = page.url().split('/').at(-1);
    await page.getByLabel('Summary').fill('Whoever is in the network can read values.');
    await page.getByLabel('Pick from your own assets').fill('QD40');
    await page.locator('.add-box button').first().click();
    await page.getByLabel('Versions').fill('< 4.2');
    await page.getByRole('button', {name: 'Add a vulnerability'}).click();
    await page.getByLabel('CVE number').fill('CVE-2026-5');
    await page.getByLabel('In short').fill('Open port');
    await page.getByLabel('Description').fill('A debug port answers everybody.');
    await page.getByRole('button', {name: 'Calculator'}).click();
    for (const [question, answer] of [['Where does', 'same network'], ['How difficult', 'easy'], ['Which permissions', 'none'],
                                      ['have to help', 'no'], ['hit more', 'no'], ['read along', 'everything'],
                                          ['change something', 'no'],
                                      ['product fail', 'no']])
        await page.locator('.metric', {hasText: question}).getByText(answer, {exact: true}).click();
    // Exploitability 2.8, impact 3.6: 6.5 (specification, 7.1).
    await page.getByText('6.5 medium').first().waitFor();
    assert.equal(await page.getByLabel('Severity (CVSS 3.1)').inputValue(), 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N');
    await page.locator('.state-line select').selectOption('known_affected');
    await page.getByRole('button', {name: 'Add a remedy'}).click();
    await page.getByLabel('What is to be done?').fill('Close the port.');
    await page.getByLabel('Kind', {exact: true}).selectOption('mitigation');
    await page.getByRole('button', {name: 'Thank somebody'}).click();
    await page.getByLabel('Names').fill('Ada L., Grace H.');
    await save(page);
    const form = await stored(page, id);
    assert.equal(form.title, 'Sensor: debug port is open');
    assert.equal(form.products[0].versions, '< 4.2');
    assert.match(form.products[0].order_code, /^QD40/);
    assert.deepEqual(form.vulnerabilities[0].states, {[form.products[0].key]: 'known_affected'});
    assert.deepEqual(form.vulnerabilities[0].remedies[0].category, 'mitigation');
    assert.deepEqual(form.acknowledgments[0].names, ['Ada L.', 'Grace H.']);
}));

test('publish: what is wrong stands at its field, and publishing waits for it', drafted(DESK, {mayFail: [/400/]}, async (page,
    id) => {
    await page.getByText('One thing is not right yet').waitFor();
    const field = page.getByLabel('Kind of weakness (CWE)');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await page.locator('.found-list button').first().click();
    assert.ok(await field.evaluate(input => input === document.activeElement), 'the finding leads to its field');
    await page.getByRole('button', {name: 'Publish', exact: true}).click();
    await page.locator('dialog').getByRole('button', {name: 'Publish'}).click();
    await page.getByText('Not published:').waitFor();
    assert.equal((await stored(page, id)).state, 'draft');
    await field.fill('CWE-287');
    await save(page);
    await page.getByText('One thing is not right yet').waitFor({state: 'detached'});
    assert.equal(await field.getAttribute('aria-invalid'), 'false');
}, {vulnerabilities: [{...ADVISORY.vulnerabilities[0], cwe: 'CWE-99999'}]}));

test('publish: looked at as CSAF, then published, then public', drafted(DESK, {}, async (page, id) => {
    await page.route('**/.well-known/csaf/provider-metadata.json', async route => {
        const answer = await route.fetch();
        // A server without the routes has no metadata either.
        await (answer.ok() ? route.fulfill({response: answer}) : route.fulfill({json: {
            canonical_url: 'http://127.0.0.1/.well-known/csaf/provider-metadata.json',
            distributions: [{rolie: {feeds: [{url: 'http://127.0.0.1/.well-known/csaf/white/feed.json'}]}}],
            public_openpgp_keys: [{fingerprint: 'AB'.repeat(20), url: 'http://127.0.0.1/.well-known/csaf/openpgp/key.asc'}]}}));
    });
    await page.getByLabel('Title').fill('Scale: sign-in is not asked for');
    await page.getByRole('button', {name: 'Look at it as CSAF'}).click();
    await page.locator('dialog pre').getByText('"csaf_version": "2.0"').waitFor();
    await page.locator('dialog pre').getByText('sign-in is not asked for').waitFor();
    await accessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', {name: 'Publish', exact: true}).click();
    await page.locator('dialog').getByRole('button', {name: 'Publish'}).click();
    await page.getByText('The advisory is public.').waitFor();
    await page.locator('.publish-side').getByText('Public', {exact: true}).waitFor();
    assert.equal(await page.getByText('changed this').count(), 0, 'the own publication is no news');
    const form = await stored(page, id);
    assert.deepEqual([form.state, form.version], ['published', '1.0.0']);
    await page.getByLabel('What is new?').waitFor();
    await page.goto(world.url + '#/publish');
    await page.getByText('Fingerprint of the key').waitFor();
    await page.getByText('provider-metadata.json').waitFor();
    await accessible(page);
}));

test('publish: the provider', drafted(DESK, {}, async page => {
    await page.goto(world.url + '#/publish/provider');
    await page.getByLabel('Name').fill('Ahrental GmbH');
    await page.getByLabel('Role').selectOption('coordinator');
    await save(page);
    const {data} = await ask(page, 'GET', '/plan/security/provider');
    assert.deepEqual([data.name, data.category, data.contact_details], ['Ahrental GmbH', 'coordinator', PROVIDER.contact_details]);
}));

test('publish: a draft is deleted, and that is undone', drafted(DESK, {}, async page => {
    const title = await page.getByRole('heading', {level: 1}).innerText();
    await page.getByRole('button', {name: 'Delete the draft'}).click();
    await page.getByRole('heading', {name: 'Own advisories'}).waitFor();
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByRole('heading', {name: title, level: 1}).waitFor();
}, {title: 'Only once ' + Date.now()}));

test('publish: two people write at once', drafted(DESK, {mayFail: [/412/]}, async (page, id) => {
    await page.getByLabel('Title').fill('Mine');
    await page.getByLabel('Summary').fill('My summary.');
    const theirs = await stored(page, id);
    assert.ok((await ask(page, 'PUT', `${OWN}/${id}`, {...theirs, title: 'Theirs'})).status < 300);
    await page.getByRole('button', {name: 'Save', exact: true}).click();
    const conflict = page.locator('.conflict');
    await conflict.getByText('Theirs', {exact: true}).waitFor();
    await conflict.getByRole('button', {name: 'Take theirs'}).click();
    await save(page);
    const form = await stored(page, id);
    assert.deepEqual([form.title, form.summary], ['Theirs', 'My summary.']);
}));
