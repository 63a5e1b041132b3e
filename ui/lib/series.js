// series.js - records of a time series as columns of numbers: the time, and one column for each variable.
import {childrenOf, find, findAll, isContainer, plainText, semanticsOf, textAt} from './element.js';

const TIME = /\/(taitime|utctime|relativepointintime|relativetimeduration|timestamp|time)$/;
const PLOTTED_MAX = 200000;    // records
const SEGMENTS = [['InternalSegment', 'internal'], ['ExternalSegment', 'external'], ['LinkedSegment', 'linked']];

export function isTime(element) {
    return [...semanticsOf(element)].some(meaning => TIME.test(meaning)) || /^(time|timestamp|zeit|t)\d*$/i.test(element.idShort
        ?? '');
}

/** A point in time as a number: seconds since 1970 of a date, else the number itself; null when it is none. */
export function timeNumber(text) {
    if (/^-?\d{4,}-\d\d-\d\d/.test(text)) {
        const value = Date.parse(text.length === 19 ? text + 'Z' : text) / 1000;
        return Number.isFinite(value) ? value : null;
    }
    const value = text === '' ? NaN : Number(text);
    if (!Number.isFinite(value))
        return null;
    return value > 1e11 && value < 1e14 ? value / 1000 : value;
}

/** Whether the numbers are seconds since 1970. */
export function isDate(times) {
    return times.length > 0 && times.every(time => time === null || (time > 3e8 && time < 1e11));
}

/** Segments of a time series: [{kind, node, name, …}]. */
export function segmentsOf(root) {
    const holder = find(root, 'Segments', 'https://admin-shell.io/idta/TimeSeries/Segments/1/1') ?? root;
    return SEGMENTS.flatMap(([name, kind]) => findAll(holder, name,
        `https://admin-shell.io/idta/TimeSeries/Segments/${name}/1/1`).map(node => ({
        kind, node, name: textAt(node, 'Name'), description: textAt(node, 'Description'), start: textAt(node, 'StartTime'),
            end: textAt(node, 'EndTime'),
        count: textAt(node, 'RecordCount'), interval: textAt(node, 'SamplingInterval'), state: textAt(node, 'State'),
            endpoint: textAt(node, 'Endpoint'),
        query: textAt(node, 'Query'), file: find(node, 'File', 'Blob'),
    })));
}

/** {time: node, times, columns: [{node, values}]} of the records that a segment holds; null when it holds none. */
export function columnsOf(segment) {
    const list = find(segment, 'Records', 'https://admin-shell.io/idta/TimeSeries/Records/1/1');
    const records = childrenOf(list).filter(node => isContainer(node.element)).slice(0, PLOTTED_MAX);
    if (!records.length)
        return null;
    const first = childrenOf(records[0]);
    const time = first.find(node => isTime(node.element));
    const variables = first.filter(node => node !== time && !isTime(node.element) && node.element.modelType === 'Property');
    const times = [], columns = variables.map(node => ({node, values: []}));
    for (const [at, record] of records.entries()) {
        const values = new Map(childrenOf(record).map(node => [node.element.idShort, node]));
        const when = time ? timeNumber(plainText(values.get(time.element.idShort) ?? time)) : at;
        times.push(when);
        for (const column of columns) {
            const text = plainText(values.get(column.node.element.idShort));
            const value = text === '' || text === undefined ? NaN : Number(text === 'true' ? 1 : text === 'false' ? 0 : text);
            column.values.push(Number.isFinite(value) ? value : null);
        }
    }
    return sorted({time, times, columns: columns.filter(column => column.values.some(value => value !== null))});
}

/** In the order of time, without records that have none. */
function sorted({time, times, columns}) {
    const order = times.map((_, at) => at).filter(at => times[at] !== null).sort((a, b) => times[a] - times[b]);
    return {time, times: order.map(at => times[at]), columns: columns.map(column => ({...column,
        values: order.map(at => column.values[at])}))};
}

/** The same of a table with commas or semicolons whose first line has the names; null when it is none. */
export function columnsOfCsv(text) {
    const lines = text.split(/\r?\n/).filter(line => line.trim()).slice(0, PLOTTED_MAX + 1);
    const separator = (lines[0] ?? '').includes(';') ? ';' : ',';
    const names = (lines[0] ?? '').split(separator).map(name => name.trim().replace(/^"|"$/g, ''));
    if (lines.length < 3 || names.length < 2 || names.length > 50)
        return null;
    const cells = lines.slice(1).map(line => line.split(separator).map(cell => cell.trim().replace(/^"|"$/g, '')));
    const decimal = separator === ';' ? cell => cell.replace(',', '.') : cell => cell;
    const number = cell => cell === undefined || cell === '' || !Number.isFinite(Number(decimal(cell))) ? null
        : Number(decimal(cell));
    const columns = names.slice(1).map((name, at) => ({name, values: cells.map(row => number(row[at + 1]))}))
        .filter(column => column.values.some(value => value !== null));
    return columns.length ? sorted({name: names[0], times: cells.map(row => timeNumber(decimal(row[0] ?? ''))), columns}) : null;
}
