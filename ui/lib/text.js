// text.js - the words of the UI, one file of them for each language, and numbers, dates and texts of data in it.
import {get, setAnswerLanguage} from './api.js';

/** The languages there is a file for, ui/text/NAME.json; the first is what others fall back to. */
export const LANGUAGES = [['en', 'English'], ['de', 'Deutsch']];

let words = {};
let current = 'en';
let plural = new Intl.PluralRules('en');

function wanted() {
    const known = LANGUAGES.map(([code]) => code);
    const asked = [localStorage.getItem('language'), ...navigator.languages.map(l => l.slice(0, 2))];
    return asked.find(code => known.includes(code)) ?? known[0];
}

/** Loads the words of a language, or of the one the user wants. */
export async function loadTexts(language = wanted()) {
    words = await get(new URL(`../text/${language}.json`, import.meta.url).pathname, {quiet: true});
    current = language;
    plural = new Intl.PluralRules(language);
    document.documentElement.lang = language;
    setAnswerLanguage(language);
}

export async function setLanguage(language) {
    localStorage.setItem('language', language);
    await loadTexts(language);
}

export function language() {
    return current;
}

/**
 * The words for a key; {name} stands for values.name. Of a key with forms {"one": …, "other": …} the one for values.n.
 * A key without words is shown as it is: tests look for it.
 */
export function t(key, values = {}) {
    let text = words[key];
    if (text === undefined)
        return key;
    if (typeof text === 'object')
        text = text[plural.select(values.n ?? 0)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name];
        return typeof value === 'number' ? number(value) : value ?? '';
    });
}

export function hasText(key) {
    return words[key] !== undefined;
}

/** Of texts by language ({de: …, en: …}, or the standard's [{language, text}]) the one to show. */
export function pick(texts) {
    if (!texts)
        return '';
    if (typeof texts === 'string')
        return texts;
    const list = Array.isArray(texts) ? texts.map(item => [item.language ?? '', item.text ?? '']) : Object.entries(texts);
    const of = wantedLanguage => list.find(([code]) => code.toLowerCase().startsWith(wantedLanguage))?.[1];
    return of(current) ?? of('en') ?? list[0]?.[1] ?? '';
}

export function number(value, digits = 3) {
    return new Intl.NumberFormat(current, {maximumFractionDigits: digits}).format(value);
}

/** A CVSS score: one digit behind the point, always. */
export function scoreText(value) {
    return new Intl.NumberFormat(current, {minimumFractionDigits: 1, maximumFractionDigits: 1}).format(value);
}

export function bytes(count) {
    const units = ['B', 'kB', 'MB', 'GB'];
    let at = 0;
    for (; count >= 1000 && at < units.length - 1; at++)
        count /= 1000;
    return `${number(count, at ? 1 : 0)} ${units[at]}`;
}

/** A time as ISO 8601 text, shown in the user's zone. */
export function time(text) {
    const date = new Date(text);
    return Number.isNaN(date.valueOf()) ? String(text ?? '')
        : new Intl.DateTimeFormat(current, {dateStyle: 'medium', timeStyle: 'short'}).format(date);
}

export function day(text) {
    const date = new Date(text);
    return Number.isNaN(date.valueOf()) ? String(text ?? '') : new Intl.DateTimeFormat(current, {dateStyle: 'medium'}).format(date);
}

const STEPS = [['second', 60], ['minute', 60], ['hour', 24], ['day', 30], ['month', 12], ['year', Infinity]];

/** How long ago, in words. */
export function ago(text) {
    let value = (new Date(text) - Date.now()) / 1000;
    for (const [unit, size] of STEPS) {
        if (Math.abs(value) < size)
            return new Intl.RelativeTimeFormat(current, {numeric: 'auto'}).format(Math.round(value), unit);
        value /= size;
    }
    return '';
}
