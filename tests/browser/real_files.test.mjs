// real_files.test.mjs - every published template and maker's file of the shared data in one server: each shell, each of its tabs and each
// submodel is opened, no error is told, and something of the data is shown. Without that data beside the repository the test is left out.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {id64} from './aas.mjs';
import {begin, DESK, picture} from './harness.mjs';

const SHARED = process.env.SHARED ?? '../shared';
const FOLDERS = ['real-aas', 'idta-templates'].map(name => join(SHARED, 'data', name));
const READ = /\.(json|xml|aasx)$/;
const TYPES = {json: 'application/json', xml: 'application/xml', aasx: 'application/asset-administration-shell-package'};
const PAGE_MS = 15000;


function filesBelow(folder) {
    return readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile() && READ.test(entry.name))
        .map(entry => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** All files, those in the archives too. */
function corpus(work) {
    for (const archive of readdirSync(FOLDERS[0]).filter(name => name.endsWith('.tar.gz')))
        execFileSync('tar', ['-xzf', join(FOLDERS[0], archive), '-C', work]);
    return [...FOLDERS, work].flatMap(filesBelow);
}

async function upload(url, path) {
    const answer = await fetch(url + 'upload', {method: 'POST', body: readFileSync(path),
        headers: {'Content-Type': TYPES[path.split('.').pop()]}});
    const text = await answer.text();
    assert.ok(answer.status < 500, `${path}: ${answer.status} ${text.slice(0, 300)}`);
    return answer.ok;
}

async function all(url, path) {
    const items = [];
    let cursor = '';
    do {
        const page = await (await fetch(`${url}api/v3${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`)).json();
        items.push(...page.result);
        cursor = page.paging_metadata?.cursor ? '&cursor=' + page.paging_metadata.cursor : '';
    } while (cursor);
    return items;
}

/** Opens an address within the app and waits until nothing loads any more: {heading, text, failures, tabs}. */
function visit(page, hash) {
    return page.evaluate(async ([address, limit]) => {
        const began = performance.now();
        const next = () => new Promise(resolve => setTimeout(resolve, 20));
        document.querySelector('main').dataset.left = location.hash;
        location.hash = address;
        await next();
        let calm = 0;
        while (calm < 3 && performance.now() - began < limit) {
            const main = document.querySelector('main');
            calm = main.querySelector('h1') && !main.querySelector('.skeleton, .loading') ? calm + 1 : 0;
            await next();
        }
        const main = document.querySelector('main');
        return {calm: calm >= 3, heading: main.querySelector('h1')?.innerText ?? '', text: main.innerText,
            faults: [...main.querySelectorAll('.box.bad')].map(box => box.innerText),
                failures: document.getElementById('failures')?.innerText ?? '',
                tabs: [...main.querySelectorAll('.asset-tabs a')].map(tab => tab.getAttribute('href'))};
    }, [hash, PAGE_MS]);
}

function healthy(what, seen) {
    assert.equal(seen.failures, '', what);
    assert.deepEqual(seen.faults, [], what);
    assert.ok(seen.calm, what + ': still loading');
    assert.ok(seen.heading.trim().length > 0, what + ': no heading');
}

const squeezed = text => text.replace(/\s+/g, '').toLowerCase();

/** Words of the data of which one must be seen. */
function wordsOf(value, found = new Set()) {
    if (Array.isArray(value))
        value.forEach(item => wordsOf(item, found));
    else if (value && typeof value === 'object') {
        for (const name of ['idShort', 'value', 'text'])
            if (typeof value[name] === 'string' && value[name].length > 1)
                found.add(squeezed(value[name]).slice(0, 40));
        for (const part of [value.displayName, value.value, value.statements, value.submodelElements])
            if (typeof part === 'object')
                wordsOf(part, found);
    }
    return found;
}

function shows(text, words) {
    const all = squeezed(text);
    return [...words].some(word => word && all.includes(word));
}

async function opened(page, submodel) {
    const what = `submodel ${submodel.id}`;
    const seen = await visit(page, '#/submodel/' + id64(submodel.id));
    healthy(what, seen);
    const elements = submodel.submodelElements ?? [];
    const words = wordsOf(elements.slice(0, 400));
    if (!elements.length || shows(seen.text, words))
        return;
    // A view says that there is nothing to show yet: then all the data is one click away.
    await page.getByRole('switch').check();
    await page.getByRole('treeitem').first().waitFor();
    assert.ok(shows(await page.locator('main').innerText(), words), what + ' shows nothing of its data');
}

if (!FOLDERS.every(existsSync))
    console.log(`real files: left out, there is no ${FOLDERS.join(' or ')}`);
else {
    const work = mkdtempSync(join(tmpdir(), 'schale-real-'));
    const world = await begin();

    test('real files: every shell and submodel of makers and templates can be looked at', world.at(DESK, {language: 'en',
        mayFail: [/404/, /Failed to load resource/]}, async page => {
        const began = Date.now();
        const files = corpus(work);
        const refused = [];
        for (const path of files)
            if (!await upload(world.url, path))
                refused.push(relative(path.startsWith(work) ? work : SHARED, path));
        const shells = await all(world.url, '/shells'), submodels = await all(world.url, '/submodels');
        console.log(`${files.length} files, ${refused.length} refused, ${shells.length} shells, ${submodels.length} submodels, imported in ${((Date.now() - began) / 1000).toFixed(0)} s`);
        console.log('refused: ' + refused.join(', '));
        await page.goto(world.url + '#/more');
        await page.getByRole('navigation').waitFor();
        let pages = 0;
        for (const shell of shells) {
            const seen = await visit(page, '#/asset/' + id64(shell.id));
            healthy(`shell ${shell.id}`, seen);
            assert.ok(shows(seen.heading, wordsOf([shell])) || seen.text.includes(shell.id.slice(0, 200)),
                `shell ${shell.id}: ${seen.heading}`);
            for (const tab of seen.tabs.slice(1))
                healthy(`shell ${shell.id} ${tab}`, await visit(page, tab));
            pages += Math.max(1, seen.tabs.length);
        }
        await picture(page, 'real_files_last_shell');
        for (const submodel of submodels)
            await opened(page, submodel);
        console.log(`${pages + submodels.length} pages in ${((Date.now() - began) / 1000).toFixed(0)} s`);
        rmSync(work, {recursive: true, force: true});
    }));
}
