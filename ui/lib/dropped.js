// dropped.js - files that somebody dropped or chose, on their way to the page that takes them: that of the inventory for a list of
// devices, else the one that is open when it wants files (check, exchange), else that of the advisories for these, else `exchange`.
import {useLayoutEffect, useRef} from './html.js';
import {go, link, readRoute} from './route.js';

let waiting = [];
let taker = null; // {take(files), lists} of the open page

// So many characters of a CSAF document hold its csaf_version, unless something long stands in front.
const ADVISORY_HEAD = 16384;
const SPREADSHEET = /\.(csv|xlsx)$/i;
const KNOWN_HEAD = 4000;

/** Goes to a page with these files. */
export function sendFiles(files, page = 'exchange', parts = []) {
    waiting = [...files];
    if (waiting.length)
        go(link(page, parts));
}

async function isAdvisory(file) {
    return /"csaf_version"\s*:/.test(await file.slice(0, ADVISORY_HEAD).text());
}

/** Whether a file is a list of exploited vulnerabilities (KEV) and no advisory. */
export async function isExploitedList(file) {
    const head = await file.slice(0, KNOWN_HEAD).text();
    return /"catalogVersion"\s*:/.test(head) || /^\W*cveID\b/.test(head);
}

async function isDeviceList(file) {
    return SPREADSHEET.test(file.name) && !await isExploitedList(file);
}

async function areAll(files, test) {
    return (await Promise.all(files.map(test))).every(Boolean);
}

/** The page for files that the open one does not take. */
async function pageFor(files) {
    if (readRoute().page === 'security' || await areAll(files, isAdvisory))
        return ['security', ['advisories']];
    return ['exchange'];
}

function readFolder(reader) {
    return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function filesBelow(entry) {
    if (entry.isFile)
        return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
    const reader = entry.createReader(), files = [];
    // A folder tells its entries by the hundred, until there are none.
    for (let some = await readFolder(reader); some.length; some = await readFolder(reader))
        for (const inside of some)
            files.push(...await filesBelow(inside));
    return files;
}

/** The files of a drop, those in dropped folders too. To be called while the drop is told: later the browser has forgotten it. */
export async function filesOfDrop(transfer) {
    const entries = [...transfer.items ?? []].map(item => item.webkitGetAsEntry?.());
    if (!entries.some(entry => entry?.isDirectory))
        return [...transfer.files];
    return (await Promise.all(entries.filter(Boolean).map(filesBelow))).flat();
}

/** Gives files to the page that is open, or goes with them to the page that takes them. */
export async function handFiles(files) {
    const list = [...files];
    if (!list.length)
        return;
    if (!taker?.lists && await areAll(list, isDeviceList))
        sendFiles(list, 'inventory', ['import']);
    else if (taker)
        taker.take(list);
    else
        sendFiles(list, ...await pageFor(list));
}

/** The files handed over, once; the page that takes them asks when it begins. */
export function takeFiles() {
    const files = waiting;
    waiting = [];
    return files;
}

/** take(files) gets what was handed over to this page, and what is dropped while it is open; lists: lists of devices too. */
export function useDropped(take, {lists = false} = {}) {
    const latest = useRef(take);
    latest.current = take;
    // Before the page is seen: who sees it may drop at once.
    useLayoutEffect(() => {
        const files = takeFiles();
        if (files.length)
            latest.current(files);
        const mine = {take: list => latest.current(list), lists};
        taker = mine;
        return () => {
            if (taker === mine)
                taker = null;
        };
    }, []);
}
