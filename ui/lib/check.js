// check.js - what the server says of a file, and the file mended. Nothing is stored on the server.
import {get, request} from './api.js';

function form(file) {
    const body = new FormData();
    body.append('file', file, file.name);
    return body;
}

/** The report of POST /plan/check. */
export async function checkFile(file) {
    return (await request('POST', '/plan/check', {body: form(file)})).data;
}

function bytesOf(base64) {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}

/** Mends with the fixes of these ids (none: all). Returns {file, changes}; the file keeps its name. */
export async function mendFile(file, fixes = []) {
    const query = new URLSearchParams([['report', 'true'], ...fixes.map(fix => ['fix', fix])]);
    const {data} = await request('POST', '/plan/mend?' + query, {body: form(file)});
    return {file: new File([bytesOf(data.content)], file.name, {type: data.content_type}), changes: data.changes};
}

const rulesByLanguage = new Map();

/** Every rule by its id, in words of this language. */
export async function rules(language) {
    if (!rulesByLanguage.has(language)) {
        const {rules: list} = await get('/plan/rules?language=' + language);
        rulesByLanguage.set(language, new Map(list.map(rule => [rule.id, rule])));
    }
    return rulesByLanguage.get(language);
}

const ORDER = ['error', 'warning', 'info'];

/** How many findings there are of each severity: {error, warning, info}. */
export function countsOf(findings) {
    const counts = {error: 0, warning: 0, info: 0};
    for (const finding of findings)
        counts[finding.severity]++;
    return counts;
}

/** Findings by the element they are about, the worst first: [{element, findings}]. */
export function groupsOf(findings) {
    const groups = new Map();
    for (const finding of findings) {
        if (!groups.has(finding.element))
            groups.set(finding.element, []);
        groups.get(finding.element).push(finding);
    }
    const worst = group => Math.min(...group.findings.map(finding => ORDER.indexOf(finding.severity)));
    return [...groups].map(([element, list]) => ({element, findings: list})).sort((a, b) => worst(a) - worst(b));
}

/** Those of a severity ('' for any) in which a text stands. */
export function filtered(findings, severity, text) {
    const wanted = text.trim().toLowerCase();
    return findings.filter(finding => (!severity || finding.severity === severity)
        && (!wanted || [finding.element, finding.message, finding.hint, finding.rule,
            finding.path].join('\n').toLowerCase().includes(wanted)));
}

/** "pump.json" as "pump (mended).json". */
export function mendedName(name, word) {
    const dot = name.lastIndexOf('.');
    return dot > 0 ? `${name.slice(0, dot)} (${word})${name.slice(dot)}` : `${name} (${word})`;
}
