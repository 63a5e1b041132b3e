// dropped.js - files that somebody dropped or chose, on their way to the page that takes them: the one that is open when it wants
// files (check, exchange), else `exchange`.
import {useEffect, useRef} from './html.js';
import {go, link} from './route.js';

let waiting = [];
let taker = null;

/** Goes to a page with these files. */
export function sendFiles(files, page = 'exchange') {
    waiting = [...files];
    if (waiting.length)
        go(link(page));
}

/** Gives files to the page that is open, or goes to `exchange` with them. */
export function handFiles(files) {
    const list = [...files];
    if (taker && list.length)
        taker(list);
    else
        sendFiles(list);
}

/** The files handed over, once; the page that takes them asks when it begins. */
export function takeFiles() {
    const files = waiting;
    waiting = [];
    return files;
}

/** take(files) gets what was handed over to this page, and what is dropped while it is open. */
export function useDropped(take) {
    const latest = useRef(take);
    latest.current = take;
    useEffect(() => {
        const files = takeFiles();
        if (files.length)
            latest.current(files);
        const mine = list => latest.current(list);
        taker = mine;
        return () => {
            if (taker === mine)
                taker = null;
        };
    }, []);
}
