// dropped.js - files that were dropped on some page, on their way to the page `exchange`, which takes them.
import {go, link} from './route.js';

let waiting = [];

/** Goes to the page `exchange` with these files. */
export function handFiles(files) {
    waiting = [...files];
    if (waiting.length)
        go(link('exchange'));
}

/** The files handed over, once; the page `exchange` asks when it begins. */
export function takeFiles() {
    const files = waiting;
    waiting = [];
    return files;
}
