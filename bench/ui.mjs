// SPDX-License-Identifier: Apache-2.0
// ui.mjs - the web UI in Chromium over 400,000 shells (COUNT), made as bench/search.py makes them: from the click to what is seen, how
// much of it is the server's, and how long typing and scrolling ever hold the page up. DATA=DIR takes a folder that is there.
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from '../tests/browser/node_modules/playwright-core/index.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COUNT = Number(process.env.COUNT ?? 400000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PAINT_MS = 500;
const BLOCKED_MS = 100;
const SCROLLS = 40;
const rows = [];

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const ms = value => `${value.toFixed(0)} ms`;

function note(what, values, {goal, server, judge = median} = {}) {
    const value = judge(values);
    const text = ms(value) + (values.length > 1 ? `, worst ${ms(Math.max(...values))}` : '') + (server ? `, of it the server ${ms(median(server))}` : '');
    rows.push({what, value: text, against: '-', ratio: null, goal: goal ? `<= ${goal} ms` : '-', met: !goal || value <= goal});
    console.log(`${what}: ${text}${goal && value > goal ? '  MISSED' : ''}`);
}

function python(code) {
    return spawnSync('/usr/bin/python3', ['-c', code], {cwd: join(ROOT, 'bench'), encoding: 'utf8', env: {...process.env, COUNT: String(COUNT)},
                                                       stdio: ['ignore', 'pipe', 'inherit']}).stdout;
}

async function startServer(data) {
    const server = spawn('taskset', ['-c', '1', process.env.SCHALE ?? join(ROOT, 'build/schale'), 'serve', '--data', data, '--listen', '127.0.0.1:0'],
                         {stdio: ['ignore', 'pipe', 'inherit']});
    const url = await new Promise(resolve => server.stdout.on('data', data => {
        const address = /listening on (http:\S+)/.exec(String(data));
        if (address)
            resolve(address[1] + '/');
    }));
    for (;;) {
        const state = await (await fetch(url + 'plan/overview')).json();
        if (!state.building && state.counts.shells >= COUNT)
            return {server, url};
        await new Promise(resolve => setTimeout(resolve, 250));
    }
}

/** A page of a browser that has kept nothing. */
async function fresh(browser, url, run) {
    const context = await browser.newContext({viewport: {width: 1440, height: 900}, locale: 'de', baseURL: url});
    const page = await context.newPage();
    await page.addInitScript(() => {
        window.tasks = [];
        new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(entry => entry.duration))).observe({type: 'longtask', buffered: true});
    });
    try {
        return await run(page);
    } finally {
        await context.close();
    }
}

/** Milliseconds on the page's own clock until something stands there; asked for in each frame. */
const until = (page, selector, since = 0) => page.evaluate(([wanted, start]) => new Promise(resolve => {
    const look = () => document.querySelector(wanted) ? resolve(performance.now() - start) : requestAnimationFrame(look);
    look();
}), [selector, since]);

/** How long the server took for the last request whose address holds a text. */
const serverTime = (page, part) => page.evaluate(text => {
    const entry = performance.getEntriesByType('resource').filter(one => one.name.includes(text)).at(-1);
    return entry ? entry.responseStart - entry.requestStart : 0;
}, part);

const longest = page => page.evaluate(() => Math.max(0, ...window.tasks));

async function firstPaint(browser, url, what, address, selector, part) {
    const painted = [], there = [], server = [];
    for (let i = 0; i < ROUNDS; i++)
        await fresh(browser, url, async page => {
            await page.goto(url + address);
            there.push(await until(page, selector));
            painted.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
            server.push(await serverTime(page, part));
        });
    note(`${what}: first paint, nothing in the browser's cache`, painted, {goal: PAINT_MS});
    note(`${what}: its data is there, nothing in the browser's cache`, there, {goal: PAINT_MS, server});
}

async function typing(browser, url) {
    const took = [], server = [], blocked = [];
    for (let i = 0; i < ROUNDS; i++)
        await fresh(browser, url, async page => {
            await page.goto(url + '#/assets');
            await until(page, '.card-row .name');
            await page.evaluate(() => { window.tasks = []; });
            const box = page.locator('input[type=search]').first();
            await box.pressSequentially('Pumpe Ostermar', {delay: 60});
            await box.press('k');
            const pressed = await page.evaluate(() => performance.now());
            await page.waitForFunction(() => location.hash.endsWith('Ostermark'));
            took.push(await until(page, '.results:not(.stale) mark', pressed));
            server.push(await serverTime(page, 'Ostermark'));
            blocked.push(await longest(page));
        });
    note('search as you type: from the last key to the list (120 ms of it wait for more keys)', took, {server});
    note('the longest task while typing (below 50: none is seen)', blocked, {goal: BLOCKED_MS, judge: values => Math.max(...values)});
}

async function suggesting(browser, url) {
    const serial = 'SN-' + String(COUNT >> 1).padStart(8, '0');
    const took = [], server = [];
    for (let i = 0; i < ROUNDS; i++)
        await fresh(browser, url, async page => {
            await page.goto(url);
            await until(page, '.tile');
            const box = page.locator('input[type=search]').first();
            await box.pressSequentially(serial.slice(0, -1), {delay: 60});
            await box.press(serial.at(-1));
            const pressed = await page.evaluate(() => performance.now());
            took.push(await until(page, '[role=option] mark', pressed));
            server.push(await serverTime(page, 'q=' + serial));
        });
    note('suggestions: from the last key to the list', took, {server});
}

async function scrolling(browser, url, look) {
    await fresh(browser, url, async page => {
        await page.addInitScript(chosen => localStorage.setItem('look', chosen), look);
        await page.goto(url + '#/assets');
        await until(page, '.virtual .name');
        await page.evaluate(() => { window.tasks = []; window.worst = 0; });
        await page.evaluate(() => {
            let last = performance.now();
            const frame = now => {
                window.worst = Math.max(window.worst, now - last);
                last = now;
                requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
        });
        let most = 0;
        await page.mouse.move(600, 500);
        for (let i = 0; i < SCROLLS; i++) {
            await page.mouse.wheel(0, 900);
            most = Math.max(most, await page.locator('.virtual > li').count());
        }
        const deep = await page.evaluate(() => scrollY);
        note(`the longest task while scrolling ${deep.toFixed(0)} pixels of ${look} (below 50: none is seen)`, [await longest(page)], {goal: BLOCKED_MS});
        rows.push({what: `entries in the page at most while scrolling ${look}`, value: String(most), against: '-', ratio: null, goal: '<= 60', met: most <= 60});
        console.log(rows.at(-1).what, most);
    });
}

async function back(browser, url) {
    const took = [];
    for (let i = 0; i < ROUNDS; i++)
        await fresh(browser, url, async page => {
            await page.goto(url + '#/assets');
            await until(page, '.virtual .name');
            await page.evaluate(() => scrollTo(0, 4000));
            await page.waitForFunction(() => document.querySelector('.virtual > li').dataset.index > 20);
            await page.locator('.virtual .name').nth(8).press('Enter');
            await page.waitForFunction(() => location.hash.startsWith('#/asset/'));
            const began = await page.evaluate(() => { history.back(); return performance.now(); });
            await page.waitForFunction(() => location.hash.startsWith('#/assets'));
            took.push(await until(page, '.virtual .name', began));
        });
    note('back from an asset to the list', took);
}

const base = join(ROOT, 'build/bench');
mkdirSync(base, {recursive: true});
const folder = mkdtempSync(base + '/');
const data = process.env.DATA ?? join(folder, 'data');
if (!process.env.DATA)
    python(`import search; search.load(${JSON.stringify(data)}, ${JSON.stringify(folder)})`);
const {server, url} = await startServer(data);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
try {
    await firstPaint(browser, url, 'overview', '', '.tile b', '/plan/overview');
    await firstPaint(browser, url, 'list', '#/assets', '.card-row .name', '/plan/search');
    await typing(browser, url);
    await suggesting(browser, url);
    await scrolling(browser, url, 'list');
    await scrolling(browser, url, 'tiles');
    await back(browser, url);
} finally {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise(resolve => server.on('exit', resolve));
    rmSync(folder, {recursive: true, force: true});
}
const machine = JSON.parse(python('import json; from common import machine; print(json.dumps(machine()))'));
writeFileSync(join(ROOT, 'bench/results/ui.json'), JSON.stringify({machine: {...machine, browser: browser.version()}, rows}, null, 1) + '\n');
process.exit(rows.every(row => row.met) ? 0 : 1);
