// security_report.test.mjs - the report, opened from the security page before the server itself: how it looks on a desk, on a phone and on
// paper, and that nothing in it runs.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, followed, PHONE, picture} from './harness.mjs';

const EVIL = '<img src=x onerror="window.ran=1">';
const LIST = `Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name
Example GmbH;Valve;V-1000;S-1;0.9;Halle Nord;Ventil 1
Example GmbH;Valve;V-1000;S-2;1.0;Halle Nord;Ventil 2
Example GmbH;Valve;V-1000;S-3;;Halle Süd;"${EVIL.replaceAll('"', '""')}"
Other;Pump;P-77;S-4;2;Halle Süd;Pumpe
`;

const ADVISORY = {
    document: {category: 'csaf_security_advisory', csaf_version: '2.0', lang: 'en', title: 'A valve opens by itself',
               notes: [{category: 'summary', text: 'What happened.'}], references: [{category: 'external', summary: 'More', url: 'https://example.com/more'}],
               publisher: {category: 'vendor', name: 'Example', namespace: 'https://example.com'},
               tracking: {id: 'EX-2026-1', status: 'final', version: '1', current_release_date: '2026-01-01T00:00:00Z',
                          initial_release_date: '2026-01-01T00:00:00Z',
                          revision_history: [{date: '2026-01-01T00:00:00Z', number: '1', summary: 'S'}]}},
    product_tree: {branches: [{category: 'vendor', name: 'Example', branches: [{category: 'product_name', name: 'Valve', branches: [
        {category: 'product_version', name: '1.0', product: {product_id: 'P1', name: 'Valve 1.0', product_identification_helper: {model_numbers: ['V-1000']}}},
        {category: 'product_version_range', name: '<1.0',
         product: {product_id: 'P2', name: 'Valve <1.0', product_identification_helper: {model_numbers: ['V-1000']}}}]}]}]},
    vulnerabilities: [{cve: 'CVE-2026-0001', cwe: {id: 'CWE-79', name: "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"},
        notes: [{category: 'description', text: 'It opens.'}], product_status: {known_affected: ['P2'], fixed: ['P1']},
        remediations: [{category: 'vendor_fix', details: 'Use 1.0', product_ids: ['P2']}],
        scores: [{products: ['P2'], cvss_v3: {version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8, baseSeverity: 'CRITICAL'}}]}],
};

const world = await begin({});

/** Devices, zones, an advisory, a decision; once. */
async function furnish(request) {
    if ((await (await request.get('plan/security/items')).json()).total)
        return;
    const ok = answer => assert.ok(answer.ok(), `${answer.url()} ${answer.status()}`);
    ok(await request.post('plan/security/inventory', {headers: {'Content-Type': 'text/csv'}, data: LIST}));
    await followed(request);
    const {result} = await (await request.get('plan/security/inventory')).json();
    ok(await request.put('plan/security/zones', {data: {conduits: [], zones: [
        {id: 'north', name: 'Halle Nord', criticality: 3, target: [2, 2, 2, 1, 2, 1, 2], achieved: [2, 2, 1, 1, 2, 1, 2],
         assets: result.filter(one => one.location === 'Halle Nord').map(one => one.asset)}]}}));
    ok(await request.post('plan/security/advisories', {data: ADVISORY}));
    await followed(request);
    const one = (await (await request.get('plan/security/items')).json()).result.find(item => item.asset.name === 'Ventil 1');
    ok(await request.put('plan/security/items/' + Buffer.from(one.id).toString('base64url'),
                         {data: {state: 'in_progress', measure: 'patch', owner: 'K. Brandt', due: '2030-01-31', reason: 'Im Stillstand'}}));
}

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        test(`report: opened from the page: ${name}, ${language}`, world.at(size, {language}, async (page, context) => {
            await furnish(page.request);
            await page.goto(world.url + '#/security');
            await page.getByRole('button', {name: language === 'de' ? 'Bericht' : 'Report'}).click();
            const opened = context.waitForEvent('page');
            await page.getByRole('link', {name: language === 'de' ? 'Bericht öffnen' : 'Open the report'}).click();
            const tab = await opened;
            await tab.waitForURL(/plan\/security\/report/, {waitUntil: 'commit'});
            const address = tab.url();
            // In the sandbox that the server asks for no script runs, the checker's neither: the same bytes without it.
            const report = await context.newPage();
            await report.setContent(await (await page.request.get(address)).text());
            await report.getByRole('heading', {name: language === 'de' ? 'Sicherheitsbericht' : 'Security report', level: 1}).waitFor();
            await report.getByText('K. Brandt').first().waitFor();
            await report.getByText(EVIL).first().waitFor();
            assert.equal(await report.locator('script, img, link').count(), 0);
            assert.equal(await report.evaluate(() => window.ran), undefined);
            assert.equal(await report.evaluate(() => document.documentElement.lang), language);
            await fits(report);
            await accessible(report);
            await picture(report, `security-report-${name}-${language}`);
            if (size === DESK) {
                await report.emulateMedia({media: 'print'});
                await report.setViewportSize({width: 703, height: 1000}); // A4 without its margins at 96 dpi
                await fits(report);
                await picture(report, `security-report-print-${language}`);
            }
        }));

test('report: on paper it has pages with their numbers', world.at(DESK, {}, async page => {
    await furnish(page.request);
    const answer = await page.request.get('plan/security/report?language=de');
    await page.setContent((await answer.text()));
    const paper = await page.pdf({preferCSSPageSize: true, path: 'build/browser/security-report.pdf'});
    assert.match(paper.subarray(0, 8).toString('latin1'), /^%PDF-/);
}));

test('report: the archive with signatures is a download', world.at(DESK, {}, async page => {
    await furnish(page.request);
    await page.goto(world.url + '#/security');
    await page.getByRole('button', {name: 'Report'}).click();
    await page.getByRole('radio', {name: 'With signatures (ZIP)'}).check();
    const download = page.waitForEvent('download');
    await page.getByRole('link', {name: 'Download'}).click();
    assert.match((await download).suggestedFilename(), /^report-\d+\.zip$/);
}));
