// followed.js - the search and the lists of security follow the store a moment later: who stores something and goes on to one of them
// waits until it is there.
import {get} from './api.js';

const AGAIN_MS = 100, TIMES = 50;

async function wait(path) {
    const {result} = await get('/plan/changes?limit=1', {quiet: true});
    for (let i = 0; i < TIMES; i++) {
        const {seq, building} = await get(path, {quiet: true});
        if (building || !result.length || seq >= result[0].seq)
            return;
        await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
}

/** Waits, not for ever, until what a path answers has seen what was stored last. An error is none of who stored it: the next page tells. */
const followed = path => wait(path).catch(() => {});

export const listFollowed = () => followed('/plan/security/summary');
export const searchFollowed = () => followed('/plan/search?limit=1');
