// check.js - #/check: what is wrong with a file, in words that help, and the file mended. Nothing is stored.
import {html, useState} from '../lib/html.js';
import {checkFile, countsOf, mendedName, mendFile} from '../lib/check.js';
import {saveFile} from '../lib/copy.js';
import {sendFiles, useDropped} from '../lib/dropped.js';
import {bytes, t} from '../lib/text.js';
import {DropZone} from '../part/drop_zone.js';
import {Findings} from '../part/findings.js';
import {Icon} from '../part/icon.js';
import {MendChanges} from '../part/mend_changes.js';
import {ErrorBox, Loading} from '../part/state.js';

export const styles = ['check'];

let nextKey = 1;

function Verdict({report}) {
    const counts = countsOf(report.findings);
    const kind = counts.error || !report.valid ? 'bad' : counts.warning || counts.info ? 'warn' : 'good';
    const title = kind === 'bad' ? t('check.bad', {n: counts.error + (report.not_listed ?? 0)})
        : kind === 'warn' ? t('check.hints', {n: counts.warning + counts.info}) : t('check.good');
    return html`<div class=${'box ' + kind} role="status"><${Icon} name=${kind === 'good' ? 'good' : 'warning'} size=${26} />
        <div><p><strong>${title}</strong></p><p class="soft">
            ${t(kind === 'bad' && !report.format ? 'check.unreadable' : 'check.' + kind + '_lead')}</p></div></div>`;
}

function Facts({file, report}) {
    const counts = report.counts;
    const parts = [report.format?.toUpperCase(), report.version && t('check.version', {version: report.version}), bytes(file.size)];
    if (counts)
        parts.push(t('check.shells', {n: counts.shells}), t('check.submodels', {n: counts.submodels}), t('check.elements',
            {n: counts.elements}));
    return html`<p class="soft">${parts.filter(Boolean).join(' · ')}</p>`;
}

function Checked({item, mend, undo}) {
    const {file, report, changes} = item;
    const fixable = report.findings.filter(finding => finding.fix).length;
    const name = changes.length ? mendedName(file.name, t('check.mended_word')) : file.name;
    const handOn = () => sendFiles([new File([file], name, {type: file.type})]);
    return html`<section class="checked" aria-label=${file.name}>
        <div class="page-head"><div><h2><bdi>${file.name}</bdi></h2><${Facts} file=${file} report=${report} /></div>
            <div class="actions">
                ${fixable > 0 && html`<button type="button" class="primary" disabled=${item.busy} onClick=${() => mend([])}>
                    <${Icon} name="wrench" size=${18} />${t('check.mend_all', {n: fixable})}</button>`}
                ${changes.length > 0 && html`<button type="button" class=${fixable ? '' : 'primary'}
                    onClick=${() => saveFile(file, name)}>
                    <${Icon} name="download" size=${18} />${t('check.download')}</button>`}
                ${report.format && html`<button type="button" onClick=${handOn}><${Icon} name="upload" size=${18} />
                    ${t('check.import')}</button>`}
            </div></div>
        <${Verdict} report=${report} />
        ${item.error && html`<${ErrorBox} error=${item.error} />`}
        ${changes.length > 0 && html`<${MendChanges} changes=${changes} undo=${undo} busy=${item.busy} />`}
        ${report.findings.length > 0 && html`<${Findings} findings=${report.findings} notListed=${report.not_listed}
            busy=${item.busy}
            mend=${fix => mend([fix.id])} />`}
    </section>`;
}

/** The files being looked at, and what is done with them. */
function useChecks() {
    const [items, setItems] = useState([]);
    const [current, setCurrent] = useState(0);
    const update = (key, change) => setItems(list => list.map(item => item.key === key ? {...item, ...change} : item));
    const look = async (key, file, change = {}) => {
        try {
            update(key, {report: await checkFile(file), file, busy: false, error: null, ...change});
        } catch (error) {
            update(key, {error, busy: false});
        }
    };
    const add = async files => {
        const added = files.map(file => ({key: nextKey++, file, report: null, error: null, busy: false, changes: [], before: []}));
        setItems(added);
        setCurrent(added[0].key);
        for (const item of added)
            await look(item.key, item.file);
    };
    const mend = async (item, fixes) => {
        update(item.key, {busy: true});
        try {
            const mended = await mendFile(item.file, fixes);
            await look(item.key, mended.file, {changes: [...item.changes, ...mended.changes],
                                               before: [...item.before, {file: item.file, changes: item.changes}]});
        } catch (error) {
            update(item.key, {error, busy: false});
        }
    };
    const undo = item => {
        const last = item.before.at(-1);
        update(item.key, {busy: true});
        return look(item.key, last.file, {changes: last.changes, before: item.before.slice(0, -1)});
    };
    return {items, current, setCurrent, add, mend, undo, again: item => look(item.key, item.file)};
}

function Choice({checks}) {
    return html`<ul class="file-choice">${checks.items.map(item => html`<li key=${item.key}>
        <button type="button" class="filter" aria-pressed=${item.key === checks.current}
            onClick=${() => checks.setCurrent(item.key)}>
            ${item.report && html`<${Icon} name=${item.report.valid ? 'good' : 'warning'} size=${16} />`}<bdi>
                ${item.file.name}</bdi></button></li>`)}</ul>`;
}

export default function Check() {
    const checks = useChecks();
    useDropped(checks.add);
    const item = checks.items.find(one => one.key === checks.current);
    return html`<div class="page-head"><div><h1>${t('check.title')}</h1><p class="lead">${t('check.lead')}</p></div></div>
        <${DropZone} take=${checks.add} small=${Boolean(item)} hint=${t('check.formats')} label=${item && t('check.other')} />
        ${checks.items.length > 1 && html`<${Choice} checks=${checks} />`}
        ${item && (item.report ? html`<${Checked} key=${item.key} item=${item} mend=${fixes => checks.mend(item, fixes)}
            undo=${() => checks.undo(item)} />`
            : item.error ? html`<${ErrorBox} error=${item.error} again=${() => checks.again(item)} />`
            : html`<${Loading} label=${t('check.busy', {name: item.file.name})} />`)}
        ${!item && html`<ul class="three-steps">${['find', 'explain', 'mend'].map((step, i) => html`<li class="card" key=${step}>
            <${Icon} name=${['search', 'info', 'wrench'][i]} size=${24} /><h2>${t('check.step_' + step)}</h2><p class="soft">
                ${t(`check.step_${step}_text`)}</p></li>`)}</ul>`}`;
}
