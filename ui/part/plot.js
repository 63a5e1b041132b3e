// plot.js - curves over time (uPlot, loaded when the first one is shown): drag to zoom, buttons and arrow keys do the same, a table
// says it in numbers.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {language, number, t} from '../lib/text.js';
import {Icon} from './icon.js';

const HEIGHT = 240;
const COLOURS = 5;       // --series-1 to --series-5
const TABLE_MAX = 500;

let loading;

/** uPlot is a classic script beside the modules: it leaves window.uPlot. */
function loadPlotter() {
    loading ??= new Promise((resolve, reject) => {
        const sheet = document.createElement('link');
        sheet.rel = 'stylesheet';
        sheet.href = new URL('../vendor/uplot.css', import.meta.url);
        const script = document.createElement('script');
        script.src = new URL('../vendor/uplot.js', import.meta.url);
        script.onload = () => resolve(window.uPlot);
        script.onerror = () => { loading = undefined; reject(new Error(t('series.no_plotter'))); };
        document.head.append(sheet, script);
    });
    return loading;
}

function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function timeLabel(value, dates) {
    return dates ? new Intl.DateTimeFormat(language(), {dateStyle: 'short', timeStyle: 'medium'}).format(value * 1000)
        : number(value, 6);
}

function axisLabels(dates) {
    const same = {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'};
    return (plot, splits) => {
        const span = splits.length > 1 ? splits.at(-1) - splits[0] : 0;
        const format = span > 172800 ? {day: '2-digit', month: '2-digit'} : span > 600 ? {hour: '2-digit', minute: '2-digit'}
            : same;
        const shown = dates && new Intl.DateTimeFormat(language(), format);
        return splits.map(value => value === null ? '' : dates ? shown.format(value * 1000) : number(value, 6));
    };
}

function optionsOf({width, columns, dates, sync, moved, unit}) {
    const ink = colour('--soft'), line = colour('--line');
    const axis = {stroke: ink, grid: {stroke: line, width: 1}, ticks: {stroke: line, width: 1}, font: '12px system-ui, sans-serif'};
    return {
        width, height: HEIGHT, legend: {show: false}, scales: {x: {time: dates}},
        cursor: {sync: {key: sync}, points: {size: 7}, drag: {x: true, y: false}},
        axes: [{...axis, space: 64, values: axisLabels(dates)}, {...axis, size: 62, label: unit || undefined,
            labelFont: '12px system-ui, sans-serif', labelSize: unit ? 18 : 0,
            values: (plot, splits) => splits.map(value => value === null ? '' : number(value, 6))}],
        series: [{}, ...columns.map((column, at) => ({label: column.label, stroke: colour(`--series-${at % COLOURS + 1}`),
            width: 2, spanGaps: false,
                                                      points: {show: column.values.length < 80, size: 5}}))],
        hooks: {setCursor: [plot => moved(plot.cursor.idx ?? null)]},
    };
}

/** How the colours are now: plots are drawn with them, so they are drawn anew when that changes. */
function useTheme() {
    const [theme, setTheme] = useState('');
    useEffect(() => {
        const read = () => setTheme(colour('--soft'));
        const observer = new MutationObserver(read);
        observer.observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme']});
        const media = matchMedia('(prefers-color-scheme: dark)');
        media.addEventListener('change', read);
        return () => { observer.disconnect(); media.removeEventListener('change', read); };
    }, []);
    return theme;
}

function zoomed(plot, factor, shift = 0) {
    const times = plot.data[0], {min, max} = plot.scales.x;
    const middle = (min + max) / 2 + shift * (max - min), half = (max - min) / 2 * factor;
    const from = Math.max(times[0], middle - half), to = Math.min(times.at(-1), middle + half);
    if (to > from)
        plot.setScale('x', {min: from, max: to});
}

const KEYS = {'+': [0.5], '-': [2], ArrowLeft: [1, -0.2], ArrowRight: [1, 0.2]};

/** times: numbers, seconds since 1970 when dates; columns: [{label, values}] of one unit; label: what it is; sync: of cursors. */
export function Plot({times, columns, dates, label, unit, sync}) {
    const box = useRef(), plot = useRef(), values = useRef();
    const theme = useTheme();
    const [error, setError] = useState(null);
    useEffect(() => {
        let gone = false, observer;
        const moved = at => {
            if (!values.current)
                return;
            values.current.querySelectorAll('output').forEach((output, index) => {
                output.textContent = at === null ? '' : index === 0 ? timeLabel(times[at], dates)
                    : columns[index - 1].values[at] === null ? '–'
                    : number(columns[index - 1].values[at], 6);
            });
        };
        loadPlotter().then(Plotter => {
            if (gone)
                return;
            plot.current = new Plotter(optionsOf({width: box.current.clientWidth, columns, dates, sync, moved, unit}), [times,
                ...columns.map(c => c.values)], box.current);
            observer = new ResizeObserver(() => box.current && plot.current.setSize({width: box.current.clientWidth,
                height: HEIGHT}));
            observer.observe(box.current);
        }).catch(setError);
        return () => { gone = true; observer?.disconnect(); plot.current?.destroy(); plot.current = null; };
    }, [times, theme]);
    const pressed = event => {
        if (!plot.current || !(event.key in KEYS || event.key === '0'))
            return;
        event.preventDefault();
        event.key === '0' ? zoomed(plot.current, Infinity) : zoomed(plot.current, ...KEYS[event.key]);
    };
    if (error)
        return html`<p class="soft">${error.message}</p>`;
    return html`<figure class="plot" onKeyDown=${pressed}>
        <figcaption><ul class="plot-legend" ref=${values}>${columns.map((column, at) => html`<li
            key=${at}>${at === 0 && html`<output class="soft plot-time"></output>`}
            <i class=${'swatch series-' + (at % COLOURS + 1)}></i><bdi>${column.label}</bdi> <output class="number"></output>
                </li>`)}</ul>
            <span class="plot-tools">
                <button type="button" class="quiet" aria-label=${t('series.zoom_in')} title=${t('series.zoom_in')}
                    onClick=${() => plot.current && zoomed(plot.current, 0.5)}><${Icon} name="plus" size=${18} /></button>
                <button type="button" class="quiet" aria-label=${t('series.zoom_out')} title=${t('series.zoom_out')}
                    onClick=${() => plot.current && zoomed(plot.current, 2)}><${Icon} name="minus" size=${18} /></button>
                <button type="button" class="quiet" onClick=${() => plot.current && zoomed(plot.current,
                    Infinity)}>${t('series.whole')}</button></span></figcaption>
        <div ref=${box} class="plot-box" role="img" aria-label=${t('series.curve', {name: label})}></div>
    </figure>`;
}

/** The same in numbers. */
export function SeriesTable({times, columns, dates, name}) {
    return html`<details class="fold"><summary>${t('series.table', {n: times.length})}</summary>
        <div class="table-frame series-table" tabindex="0" role="region" aria-label=${name}><table><thead><tr><th
            scope="col">${t('series.time')}</th>
            ${columns.map((column, at) => html`<th key=${at} scope="col" class="number">
                <bdi>${column.label}</bdi>${column.unit && ` [${column.unit}]`}</th>`)}</tr></thead>
        <tbody>${times.slice(0, TABLE_MAX).map((time, row) => html`<tr key=${row}><td>${timeLabel(time, dates)}</td>
            ${columns.map((column, at) => html`<td key=${at} class="number">${column.values[row] === null ? '–'
                : number(column.values[row], 6)}</td>`)}</tr>`)}</tbody></table></div>
        ${times.length > TABLE_MAX && html`<p class="soft small">${t('series.table_part', {n: TABLE_MAX})}</p>`}</details>`;
}
