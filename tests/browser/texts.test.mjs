// texts.test.mjs - every word of the UI stands in a file for each language: no key without words, no word without use,
// no literal text
// in the templates.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';

const FOLDERS = ['lib', 'page', 'part'];
const sources = FOLDERS.flatMap(folder => readdirSync(`ui/${folder}`).filter(name => name.endsWith('.js'))
    .map(name => ({name: `ui/${folder}/${name}`, text: readFileSync(`ui/${folder}/${name}`, 'utf8')})));
const files = readdirSync('ui/text').filter(name => name.endsWith('.json'));
const texts = new Map(files.map(name => [name, JSON.parse(readFileSync('ui/text/' + name, 'utf8'))]));

const all = sources.map(source => source.text).join('\n');
/** A direction that an element does not say is not said. */
const SILENT = new Set(['element.undefined']);
const [first, ...others] = texts.values();
const keys = new Set(Object.keys(first));

const forms = value => typeof value === 'string' ? [value] : Object.values(value);
const namesIn = text => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
const placeholders = value => [...new Set(forms(value).flatMap(namesIn))].sort();

test('texts: every language has the same keys, placeholders and forms', () => {
    for (const [name, text] of texts) {
        assert.deepEqual(Object.keys(text).filter(key => !keys.has(key)).concat([...keys].filter(key => !(key in text))), [], name);
        assert.deepEqual(Object.keys(text), Object.keys(text).toSorted(), `${name} is sorted`);
        for (const [key, value] of Object.entries(text)) {
            assert.ok(forms(value).every(one => typeof one === 'string' && one.trim() !== '') || SILENT.has(key),
                `${name}: ${key} says nothing`);
            // "one" may leave out the number that is one.
            const wanted = placeholders(first[key]);
            assert.deepEqual(placeholders(value), wanted, `${name}: placeholders of ${key}`);
            if (typeof value === 'object')
                assert.ok('other' in value, `${name}: ${key} has no form "other"`);
        }
    }
    assert.ok(others.length > 0);
});

test('texts: every key that is used stands in the files', () => {
    const missing = [];
    for (const {name, text} of sources)
        for (const [, key] of text.matchAll(/\bt\(\s*'([\w.]+)'\s*[,)]/g))
            if (!keys.has(key))
                missing.push(`${name}: ${key}`);
    assert.deepEqual(missing, []);
});

test('texts: no key is unused', () => {
    const literals = new Set([...all.matchAll(/['"`]([a-z_]+(?:\.[\w]+)*)['"`]/g)].map(match => match[1]));
    // Keys put together from parts: 'change.' + kind, `value.${facet}.${value}`.
    const joined = /['`]([a-z_]+\.[\w.]*?)(?:'\s*\+|\$\{)/g;
    const beginnings = [...all.matchAll(joined)].map(match => match[1]).filter(text => text.length > 2);
    const unused = [...keys].filter(key => !literals.has(key) && !beginnings.some(text => key.startsWith(text)));
    assert.deepEqual(unused, []);
});

/** Text between tags of html`…` templates, without what is put in by ${…}. */
function literalTexts(source) {
    const found = [];
    const bare = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
    for (let at = bare.indexOf('html`'); at >= 0; at = bare.indexOf('html`', at + 5)) {
        let depth = 0, text = '', i = at + 5;
        for (; i < bare.length; i++) {
            if (bare[i] === '`' && depth === 0)
                break;
            if (bare[i] === '$' && bare[i + 1] === '{') {
                depth++;
                i++;
                text += '\u0000';
            } else if (depth && bare[i] === '{')
                depth++;
            else if (depth && bare[i] === '}')
                depth--;
            else if (!depth)
                text += bare[i];
        }
        for (const [, between] of text.replace(/=\u0000/g, '=x').matchAll(/>([^<>]*)</g))
            if (/\p{L}{3,}/u.test(between.replaceAll('\u0000', ' ')))
                found.push(between.trim().slice(0, 80));
    }
    return found;
}

test('texts: no words stand in the templates', () => {
    const names = new Set(['Schale']);
    const found = sources.flatMap(({name, text}) => literalTexts(text).filter(words => !names.has(words.replaceAll('\u0000',
        '').trim())).map(words => `${name}: ${words}`));
    assert.deepEqual(found, []);
});

test('texts: no words stand in labels and hints', () => {
    const labels = /\s(aria-label|title|placeholder|alt)="([^"$]*\p{L}{3,}[^"$]*)"/gu;
    const found = sources.flatMap(({name, text}) => [...text.matchAll(labels)].filter(match => match[2] !== 'Schale')
        .map(match => `${name}: ${match[0].trim()}`));
    assert.deepEqual(found, []);
});
