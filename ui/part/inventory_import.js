// inventory_import.js - a spreadsheet of devices becomes assets in four steps: choose, see what each column means, store, what
// came of it.
import {html, useEffect, useState} from '../lib/html.js';
import {query, request} from '../lib/api.js';
import {useDropped} from '../lib/dropped.js';
import {listFollowed} from '../lib/followed.js';
import {link} from '../lib/route.js';
import {bytes, hasText, t} from '../lib/text.js';
import {DropZone} from './drop_zone.js';
import {Icon} from './icon.js';
import {ErrorBox, Loading} from './state.js';

const PATH = '/plan/security/inventory';
const SAMPLES_SHOWN = 3;
const ROWS_SHOWN = 100;

const columnName = name => hasText('inventory.' + name) ? t('inventory.' + name) : name;

function Steps({at}) {
    return html`<ol class="step-line">${['choose', 'columns', 'done'].map((name, i) => html`<li key=${name}
        class=${i < at ? 'past' : ''} aria-current=${i === at ? 'step' : undefined}><span class="step-mark" aria-hidden="true">
            ${i < at ? html`<${Icon} name="good" size=${22} />` : i + 1}</span>${t('inventory.step_' + name)}</li>`)}</ol>`;
}

/** The names that stand over more than one column. */
function doubled(columns) {
    const used = columns.filter(Boolean);
    return new Set(used.filter((name, i) => used.indexOf(name) !== i));
}

function Column({column, names, value, twice, choose}) {
    const id = 'column-' + column.index;
    const unsure = !column.guess && !value;
    const hint = twice ? t('inventory.column_twice') : unsure ? t('inventory.column_unknown') : '';
    return html`<li class=${'card import-column' + (twice ? ' bad-edge' : unsure ? ' warn-edge' : '')}>
        <div><strong><bdi>${column.head || t('inventory.column_n', {n: column.index + 1})}</bdi></strong>
            <ul class="samples">${column.samples.slice(0, SAMPLES_SHOWN).filter(Boolean).map((text, i) => html`<li key=${i}
                class="line">
                <bdi class="mono">${text}</bdi></li>`)}</ul></div>
        <div class=${twice ? 'field faulty' : 'field'}><label for=${id}>${t('inventory.column_means')}</label>
            <select id=${id} value=${value} aria-describedby=${hint ? id + '-hint' : undefined}
                onChange=${event => choose(event.target.value)}>
                <option value="">${t('inventory.column_none')}</option>
                ${names.map(name => html`<option key=${name} value=${name}>${columnName(name)}</option>`)}</select>
            ${hint && html`<span id=${id + '-hint'} class=${twice ? 'fault' : 'hint'}>${hint}</span>`}</div></li>`;
}

/** How the first devices will look. */
function FirstDevices({preview, columns}) {
    const shown = preview.first.map(row => preview.columns.map((column, i) => [columns[i], row[column.index]])
        .filter(([name, text]) => name && text)).filter(row => row.length);
    return html`<section class="card" aria-label=${t('inventory.first_devices')} aria-live="polite"><div class="card-head">
            <h2>${t('inventory.first_devices')}</h2></div>
        ${shown.length ? html`<ul class="first-devices">${shown.map((row, i) => html`<li key=${i} class="plate"><dl>
            ${row.map(([name,
            text]) => html`<div key=${name}><dt>${columnName(name)}</dt><dd><bdi>${text}</bdi></dd></div>`)}</dl>
                </li>`)}</ul>`
            : html`<p class="soft">${t('inventory.first_none')}</p>`}</section>`;
}

/** The query's `columns`: what stands over each column of the file, '' for those that are left out. */
function columnsQuery(preview, columns) {
    const list = Array.from({length: Math.max(...preview.columns.map(column => column.index)) + 1}, () => '');
    preview.columns.forEach((column, i) => { list[column.index] = columns[i]; });
    return list.join(',');
}

function Columns({file, preview, busy, error, store, other}) {
    const [columns, setColumns] = useState(preview.columns.map(column => column.guess ?? ''));
    const twice = doubled(columns);
    const known = columns.filter(Boolean).length;
    const choose = (at, name) => setColumns(columns.map((before, i) => i === at ? name : before));
    return html`<p class="soft"><bdi>${file.name}</bdi> · ${[bytes(file.size), t('inventory.rows', {n: preview.rows}),
            preview.sheet ? t('inventory.sheet', {name: preview.sheet})
                : t('inventory.encoding_' + (preview.encoding === 'utf-8' ? 'utf8' : 'other'))].join(' · ')}</p>
        ${error && html`<${ErrorBox} error=${error} />`}
        <div class="import-columns"><ul>${preview.columns.map((column, i) => html`<${Column} key=${column.index} column=${column}
            names=${preview.names} value=${columns[i]} twice=${twice.has(columns[i])} choose=${name => choose(i, name)} />`)}</ul>
            <${FirstDevices} preview=${preview} columns=${columns} /></div>
        <div class="save-bar shown" role="region" aria-label=${t('inventory.import')}>
            <span role="status">${twice.size ? html`<span class="fault">${t('inventory.column_twice')}</span>`
                : t('inventory.columns_known', {n: known, all: preview.columns.length})}</span>
            <span class="actions"><button type="button" onClick=${other} disabled=${busy}>${t('inventory.other_file')}</button>
                <button type="button" class="primary" disabled=${busy || !known || twice.size > 0} onClick=${() => store(columns)}>
                    ${t(busy ? 'inventory.storing' : 'inventory.store', {n: preview.rows})}</button></span></div>`;
}

function Result({result, other}) {
    const tiles = [['stored', ''], ['lacking', 'warn'], ['duplicates', ''], ['refused', 'bad']];
    const rows = result.rows ?? [], notShown = Math.max(0, rows.length - ROWS_SHOWN) + (result.not_listed ?? 0);
    return html`<div class=${'box ' + (result.refused ? 'warn' : 'good')} role="status"><${Icon}
        name=${result.refused ? 'warning' : 'good'}
            size=${26} /><div><p><strong>${t('inventory.stored_title', {n: result.stored})}</strong></p>
            <p class="soft">${t('inventory.stored_lead')}</p></div></div>
        <ul class="tiles import-tiles">${tiles.map(([name, kind]) => html`<li key=${name} class=${'tile ' + (result[name]
            ? kind : '')}>
            <b>${result[name] ?? 0}</b>${t('inventory.result_' + name)}</li>`)}</ul>
        ${rows.length > 0 && html`<section class="card" aria-labelledby="rows"><div class="card-head">
            <h2 id="rows">${t('inventory.rows_title')}</h2></div>
            <ul class="rows">${rows.slice(0, ROWS_SHOWN).map((row, i) => html`<li class="row" key=${i}>
                <span class=${'chip ' + {refused: 'bad', lacks: 'warn'}[row.kind]}>${t('inventory.row_' + row.kind)}</span>
                <span class="grow"><bdi>${row.text}</bdi></span><span class="soft small number">${t('inventory.line',
                    {n: String(row.line)})}
                </span></li>`)}</ul>
            ${notShown > 0 && html`<p class="soft">${t('inventory.rows_more', {n: notShown})}</p>`}</section>`}
        <h2>${t('inventory.next')}</h2>
        <ul class="columns next-steps">
            ${result.lacking > 0 && html`<li><a class="card" href=${link('inventory', [], {lacks: 'any'})}><h3>
                ${t('inventory.next_lacks')}</h3><p class="soft">${t('inventory.next_lacks_text')}</p></a></li>`}
            <li><a class="card" href=${link('security')}><h3>${t('inventory.next_list')}</h3><p class="soft">
                ${t('inventory.next_list_text')}</p></a></li>
            <li><a class="card" href=${link('zones')}><h3>${t('inventory.next_zones')}</h3><p class="soft">
                ${t('inventory.next_zones_text')}</p></a></li>
            <li><a class="card" href=${link('inventory')}><h3>${t('inventory.next_all')}</h3><p class="soft">
                ${t('inventory.next_all_text')}</p></a></li></ul>
        <p><button type="button" onClick=${other}>${t('inventory.other_file')}</button></p>`;
}

/** {file, preview, result, busy, error} and what is done with them. */
function useImport() {
    const [state, setState] = useState({});
    const send = async (file, path, change) => {
        setState(before => ({...before, file, busy: true, error: null}));
        try {
            const {data} = await request('POST', path, {body: file, type: file.type || 'application/octet-stream'});
            if (data.stored)
                await listFollowed();
            setState(before => ({...before, ...change(data), busy: false}));
        } catch (error) {
            setState(before => ({...before, error, busy: false}));
        }
    };
    return {
        ...state, other: () => setState({}),
        take: ([file]) => {
            setState({});
            return send(file, PATH + '/preview', preview => ({preview}));
        },
        store: columns => send(state.file, PATH + query({columns: columnsQuery(state.preview, columns)}), result => ({result})),
    };
}

export function InventoryImport() {
    const work = useImport();
    useDropped(work.take, {lists: true});
    const {file, preview, result, busy, error} = work;
    // Each step begins where it is read from.
    useEffect(() => scrollTo(0, 0), [preview, result]);
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('inventory')}>${t('inventory.back')}</a></p>
            <h1>${t('inventory.import_title')}</h1><p class="lead">${t('inventory.import_lead')}</p></div></div>
        <${Steps} at=${result ? 2 : preview ? 1 : 0} />
        ${result ? html`<div class="stack"><${Result} result=${result} other=${work.other} /></div>`
            : preview ? html`<${Columns} key=${file.name} ...${work} />`
            : busy ? html`<${Loading} label=${t('inventory.reading', {name: file.name})} />`
            : html`<div class="stack">${error && html`<div><p><strong><bdi>${file.name}</bdi></strong></p><${ErrorBox}
                error=${error} /></div>`}
                <${DropZone} take=${work.take} accept=".csv,.tsv,.txt,.xlsx" hint=${t('inventory.formats')} /></div>`}`;
}
