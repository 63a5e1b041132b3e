// view_series.js - time series: records in the submodel and tables in attached files as curves, data elsewhere by its name and address.
import {html, useEffect, useMemo, useState} from '../lib/html.js';
import {request} from '../lib/api.js';
import {useConcepts} from '../lib/concept.js';
import {find, semanticId, textAt} from '../lib/element.js';
import {columnsOf, columnsOfCsv, isDate, segmentsOf, timeNumber} from '../lib/series.js';
import {number, t, time} from '../lib/text.js';
import {nameOf, unitOf} from './element_name.js';
import {fileOf, FileValue} from './file_value.js';
import {Plot, SeriesTable} from './plot.js';
import {Empty} from './state.js';
import {External, isWebAddress, Text} from './text_value.js';

const CSV_BYTES_MAX = 4000000;

/** Charts for columns: what has the same unit shares one. */
function Curves({data, start, name}) {
    const columns = data.columns.map(column => ({...column, label: column.node ? nameOf(column.node) : column.name,
        unit: column.node ? unitOf(column.node) : ''}));
    const shift = !isDate(data.times) && start !== null && (!data.time || !unitOf(data.time) || unitOf(data.time) === 's') ? start
        : 0;
    const times = useMemo(() => shift ? data.times.map(value => value + shift) : data.times, [data, shift]);
    const dates = isDate(times);
    const groups = new Map();
    for (const column of columns)
        groups.set(column.unit || column.label, [...groups.get(column.unit || column.label) ?? [], column]);
    return html`${[...groups].slice(0, 24).map(([key, list]) => html`<${Plot} key=${key} times=${times} columns=${list}
        dates=${dates} unit=${list[0].unit}
            label=${list.map(column => column.label).join(', ')} sync=${'series-' + name} />`)}
        <${SeriesTable} times=${times} columns=${columns} dates=${dates} name=${name} />`;
}

/** A table in a file of the plant: read when it is not large. */
function CsvCurves({file, start, name}) {
    const [data, setData] = useState(null);
    useEffect(() => {
        const abort = new AbortController();
        request('GET', file.address, {accept: 'text/csv, */*', raw: true, signal: abort.signal}).then(async ({response}) => {
            if (Number(response.headers.get('Content-Length')) <= CSV_BYTES_MAX)
                setData(columnsOfCsv(await response.text()));
        }).catch(() => {});
        return () => abort.abort();
    }, [file.address]);
    return data && html`<${Curves} data=${data} start=${start} name=${name} />`;
}

const KINDS = {internal: 'good', external: 'plain', linked: 'plain'};

function Segment({segment}) {
    const data = useMemo(() => segment.kind === 'internal' ? columnsOf(segment.node) : null, [segment.node.element]);
    useConcepts(data ? [data.time,
        ...data.columns.map(column => column.node)].filter(Boolean).map(node => semanticId(node.element)) : []);
    const start = segment.start ? timeNumber(segment.start) : null;
    const file = segment.file && fileOf(segment.file);
    const name = segment.name || nameOf(segment.node);
    const csv = file && !file.outside && (/csv/.test(file.type ?? '') || /\.csv$/i.test(file.name));
    return html`<article class="segment"><div class="card-head"><h3><bdi>${name.slice(0, 150)}</bdi></h3>
            <span class=${'chip ' + KINDS[segment.kind]}>${t('series.' + segment.kind)}</span></div>
        ${segment.description && html`<p class="soft"><${Text} text=${segment.description} max=${300} /></p>`}
        <p class="small soft">${[segment.start && t('series.from', {time: time(segment.start)}), segment.end && t('series.to',
            {time: time(segment.end)}),
            /^\d+$/.test(segment.count) && t('series.records', {n: Number(segment.count)})].filter(Boolean).map((fact,
                at) => html`<span key=${at} class="dot">${fact}</span>`)}</p>
        ${data?.columns.length ? html`<${Curves} data=${data} start=${start} name=${name} />`
          : segment.kind === 'internal' && html`<p class="soft">${t('series.no_records')}</p>`}
        ${csv && html`<${CsvCurves} file=${file} start=${start} name=${name} />`}
        ${file && html`<p>${t('series.file')} <${FileValue} node=${segment.file} /></p>`}
        ${segment.endpoint && html`<p>${t('series.endpoint')} ${isWebAddress(segment.endpoint) ? html`<${External}
            href=${segment.endpoint} />` : html`<code><bdi>${segment.endpoint.slice(0, 300)}</bdi></code>`}</p>`}
        ${segment.query && html`<p>${t('series.query')} <code><bdi>${segment.query.slice(0, 600)}</bdi></code></p>`}
    </article>`;
}

export default function SeriesView({root}) {
    const segments = useMemo(() => segmentsOf(root), [root.element]);
    const metadata = find(root, 'Metadata', 'https://admin-shell.io/idta/TimeSeries/Metadata/1/1');
    const name = textAt(metadata, 'Name'), description = textAt(metadata, 'Description');
    if (!segments.length)
        return html`<${Empty} icon="chart" title=${t('series.none')}><p>${t('view.see_all')}</p></${Empty}>`;
    return html`${(name || description) && html`<p class="lead"><bdi>${[name, description].filter(Boolean).join(': ').slice(0,
        400)}</bdi></p>`}
        ${segments.slice(0, 30).map(segment => html`<${Segment} key=${segment.node.path} segment=${segment} />`)}
        ${segments.length > 30 && html`<p class="soft">${t('series.more', {n: number(segments.length - 30)})}</p>`}`;
}
