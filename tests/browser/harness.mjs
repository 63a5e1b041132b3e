// harness.mjs - a server of its own and a browser for each test file. A test fails on any error of the page: one in its console,
// one that it shows in #failures, an answer 5xx. Pictures go to build/browser.
//
//   const world = await begin({example: true});
//   test('…', world.at(PHONE, {language: 'de'}, async page => { await page.goto(world.url + '#/assets'); … }));
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after} from 'node:test';
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

export const DESK = {width: 1440, height: 900};
export const PHONE = {width: 390, height: 844};
const PICTURES = 'build/browser';
const PROGRAM = process.env.SCHALE ?? 'build/schale';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function startServer(folder, example, options) {
    const server = spawn(PROGRAM, ['serve', '--listen', '127.0.0.1:0', '--data', folder, ...(example ? ['--example'] : []), ...options],
                         {stdio: ['ignore', 'pipe', 'inherit']});
    return new Promise((resolve, reject) => {
        server.stdout.on('data', data => {
            const address = /listening on (http:\S+)/.exec(String(data));
            if (address)
                resolve({server, url: address[1] + '/'});
        });
        server.on('exit', code => reject(new Error('the server ended with ' + code)));
    });
}

/** Starts a server (example: with the example factory; options: of schale serve) and a browser; both end with the test file. */
export async function begin({example = false, options = []} = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'schale-browser-'));
    const {server, url} = await startServer(folder, example, options);
    const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
    mkdirSync(PICTURES, {recursive: true});
    after(async () => {
        await browser.close();
        server.kill('SIGTERM');
        rmSync(folder, {recursive: true, force: true});
    });
    return {url, folder, browser, server, at: (size, settings, run) => () => visit(browser, url, size, settings, run)};
}

async function visit(browser, url, size, {language = 'en', theme = 'light', mayFail = []}, run) {
    const context = await browser.newContext({viewport: size, locale: language, colorScheme: theme, isMobile: size.width < 600,
                                              hasTouch: size.width < 600, acceptDownloads: true, baseURL: url});
    const page = await context.newPage();
    const faults = [];
    const harmless = text => mayFail.some(pattern => pattern.test(text));
    page.on('console', message => message.type() === 'error' && !harmless(message.text() + message.location().url)
            && faults.push(message.text() + ' ' + message.location().url));
    page.on('pageerror', error => faults.push(error.message));
    page.on('response', response => response.status() >= 500 && faults.push(`${response.status()} ${response.url()}`));
    try {
        await run(page, context);
        assert.equal(await page.locator('#failures').count(), 0, 'the page shows a failure');
        assert.deepEqual(faults, []);
    } finally {
        await context.close();
    }
}

/** Waits until nothing on the page says that it still loads. (A stream of events is never idle.) */
export async function calm(page) {
    await page.waitForFunction(() => !document.querySelector('.loading, .skeleton, .starting'));
}

/** Waits until the security pages know what was stored last: they follow the store a moment later. */
export async function followed(request) {
    const {result} = await (await request.get('plan/changes?limit=1')).json();
    let summary;
    do
        summary = await (await request.get('plan/security/summary')).json();
    while (summary.building || summary.seq < result[0].seq);
}

/** Drops files on the page, or lets them hover: [name, text or bytes] each. */
export function drop(page, files, kind = 'drop') {
    return page.evaluate(([list, type]) => {
        const data = new DataTransfer();
        for (const [name, base64] of list)
            data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name,
                                    {type: name.endsWith('.json') ? 'application/json' : ''}));
        document.querySelector('main').dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
    }, [files.map(([name, content]) => [name, Buffer.from(content).toString('base64')]), kind]);
}

/** Keeps a picture of the page as an artefact. */
export async function picture(page, name) {
    await page.screenshot({path: `${PICTURES}/${name}.png`, fullPage: true});
}

/** No finding of the automated checker against WCAG 2.2 A and AA. What is faint because a newer answer is on its way does not count. */
export async function accessible(page) {
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
    await page.evaluate(AXE);
    const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
    const told = result.violations.map(rule => `${rule.id}: ${rule.nodes.slice(0, 4).map(node => node.target.join(' ')).join(', ')}`);
    assert.deepEqual(told, []);
}

/** Nothing sticks out of the page sideways. */
export async function fits(page) {
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

/** No key without words is shown. */
export async function worded(page) {
    const text = await page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(text, /^(nav|state|error|action|asset|assets|check|exchange|history|plant|edit|create|overview|security|cvss)\.[a-z_.]+$/m);
}

/** Sends a request as the page would; what it answers, parsed. */
export function ask(page, method, path, body, headers = {}) {
    return page.evaluate(async ([verb, address, content, more]) => {
        const answer = await fetch(address, {method: verb, headers: {'Content-Type': 'application/json', ...more},
                                             body: content === undefined ? undefined
                                                 : typeof content === 'string' ? content : JSON.stringify(content)});
        const words = await answer.text();
        return {status: answer.status, etag: answer.headers.get('ETag'), data: words ? JSON.parse(words) : null};
    }, [method, path, body, headers]);
}
