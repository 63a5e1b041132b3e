// modules.test.mjs - what a module calls of another one it imports: a browser tells only when the line is reached.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';

const FOLDERS = ['lib', 'page', 'part'];
const sources = new Map(FOLDERS.flatMap(folder => readdirSync('ui/' + folder).filter(name => name.endsWith('.js'))
    .map(name => [`ui/${folder}/${name}`, readFileSync(`ui/${folder}/${name}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')])));

const exported = new Set([...sources.values()].flatMap(text =>
    [...text.matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm)].map(match => match[1])));

/** The names that a module has: imported, or made here in any scope. */
function namesOf(text) {
    const names = new Set();
    for (const [, list] of text.matchAll(/^import \{([^}]*)\}/gm))
        for (const name of list.split(','))
            names.add(name.split(' as ').at(-1).trim());
    for (const [, name] of text.matchAll(/(?:function|class|const|let) (\w+)/g))
        names.add(name);
    for (const [, list] of text.matchAll(/[{[]([^{}[\];]*)[}\]](?:\) (?:=>|\{)| =)/g)) // parts of a parameter or a value
        for (const name of list.split(','))
            names.add(name.split(':').at(-1).split('=')[0].trim());
    for (const [, list] of text.matchAll(/\(([\w\s,]*)\) =>/g))
        for (const name of list.split(','))
            names.add(name.trim());
    for (const [, name] of text.matchAll(/(\w+) =>/g))
        names.add(name);
    return names;
}

test('modules: all that is called of another module is imported', () => {
    assert.ok(sources.size > 100 && exported.size > 300, `${sources.size} modules, ${exported.size} names`);
    const missing = [];
    for (const [path, text] of sources) {
        const names = namesOf(text);
        for (const [, name] of text.matchAll(/(?<![.\w$'])(\w+)\(/g))
            if (exported.has(name) && !names.has(name))
                missing.push(`${path}: ${name}`);
    }
    assert.deepEqual([...new Set(missing)], []);
});
