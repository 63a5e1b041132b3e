// findings.js - what a check found, by element: what is wrong, what helps, the rule in plain words, and a button that mends it.
import {html, useEffect, useState} from '../lib/html.js';
import {countsOf, filtered, groupsOf, rules} from '../lib/check.js';
import {language, t} from '../lib/text.js';
import {Icon} from './icon.js';

const GROUPS_SHOWN = 40;
const ICONS = {error: 'warning', warning: 'warning', info: 'info'};

function useRules() {
    const [known, setKnown] = useState(new Map());
    useEffect(() => {
        let gone = false;
        // Without the rules the findings still say what is wrong and what helps.
        rules(language()).then(all => gone || setKnown(all), () => {});
        return () => { gone = true; };
    }, [language()]);
    return known;
}

function Rule({rule, id}) {
    return html`<details class="fold rule"><summary>${t('check.rule')}</summary>
        <p><strong>${rule.title}.</strong> ${rule.text}</p>
        <p class="soft small"><bdi>${id}</bdi>${rule.source && rule.source !== id && html` · <bdi>${rule.source}</bdi>`}</p>
            </details>`;
}

function Finding({finding, rule, mend, busy}) {
    return html`<li class=${'finding ' + finding.severity}>
        <${Icon} name=${ICONS[finding.severity]} size=${20} />
        <div class="grow"><p class="message"><span class="visually-hidden">${t('check.' + finding.severity)}: </span><bdi>
            ${finding.message}</bdi></p>
            <p class="soft"><bdi>${finding.hint}</bdi></p>
            ${rule && html`<${Rule} rule=${rule} id=${finding.rule} />`}</div>
        ${mend && finding.fix && html`<button type="button" disabled=${busy} title=${finding.fix.title}
            onClick=${() => mend(finding.fix)}>
            <${Icon} name="wrench" size=${18} />${t('check.mend')}</button>`}
        ${finding.line > 0 && html`<span class="soft small place">${t('check.line', {n: String(finding.line)})}</span>`}
    </li>`;
}

function Group({element, findings, known, mend, busy}) {
    return html`<section class="card finding-group">
        <h3>${element ? html`<bdi>${element}</bdi>` : t('check.whole_file')}</h3>
        <ul>${findings.map((finding, i) => html`<${Finding} key=${finding.path + finding.rule + i} finding=${finding}
            rule=${known.get(finding.rule)} mend=${mend} busy=${busy} />`)}</ul></section>`;
}

/** Findings with a filter by severity and a search. mend(fix): when they can be mended. notListed: how many more there are. */
export function Findings({findings, mend, busy, notListed = 0}) {
    const known = useRules();
    const [severity, setSeverity] = useState('');
    const [text, setText] = useState('');
    const [shown, setShown] = useState(GROUPS_SHOWN);
    const counts = countsOf(findings);
    const kinds = Object.entries(counts).filter(([, count]) => count);
    const wanted = filtered(findings, counts[severity] ? severity : '', text);
    const groups = groupsOf(wanted);
    const choice = (value, count, label) => html`<button type="button" key=${value} class="filter"
        aria-pressed=${severity === value}
        onClick=${() => setSeverity(value)}>${label} <span class="number">${count}</span></button>`;
    return html`<div class="findings">
        <div class="finding-bar">
            <div class="filters" role="group" aria-label=${t('check.filter')}>
                ${kinds.length > 1 && choice('', findings.length, t('check.all'))}
                ${kinds.map(([kind, count]) => choice(kind, count, t('check.' + kind + 's')))}</div>
            <input type="search" value=${text} placeholder=${t('check.search')} aria-label=${t('check.search')}
                onInput=${event => { setText(event.target.value); setShown(GROUPS_SHOWN); }} /></div>
        ${groups.slice(0, shown).map(group => html`<${Group} key=${group.element} ...${group} known=${known} mend=${mend}
            busy=${busy} />`)}
        ${groups.length === 0 && html`<p class="soft" role="status">${t('check.none_such')}</p>`}
        ${groups.length > shown && html`<button type="button" onClick=${() => setShown(shown + GROUPS_SHOWN)}>
            ${t('check.more', {n: groups.length - shown})}</button>`}
        ${notListed > 0 && html`<p class="soft">${t('check.not_listed', {n: notListed})}</p>`}
    </div>`;
}
