// concept.js - names, definitions and units from concept descriptions (IEC 61360), asked for together and kept for the page's life.
import {get, id64, query} from './api.js';
import {useEffect, useState} from './html.js';
import {pick} from './text.js';

const ASKED_MAX = 40;          // ids in one question
const ASKED_BYTES_MAX = 6000;  // of them, in a request line
const cache = new Map();       // id → description, or null: there is none here
let waiting = new Set();
let round = null;

async function ask(ids) {
    try {
        const answer = await get('/plan/concepts' + query({id: ids.map(id64)}));
        const found = new Map(answer.result.map(concept => [concept.id, concept]));
        for (const id of ids)
            cache.set(id, found.get(id) ?? null);
    } catch {
        // A name that cannot be had now is no reason to show nothing: the idShort stands in for it.
    }
}

function askSoon() {
    round ??= new Promise(resolve => setTimeout(resolve)).then(async () => {
        const ids = [...waiting];
        waiting = new Set();
        round = null;
        const groups = [];
        for (let group = [], bytes = 0, at = 0; at < ids.length; at++) {
            group.push(ids[at]);
            bytes += ids[at].length * 1.4;
            if (group.length === ASKED_MAX || bytes > ASKED_BYTES_MAX || at === ids.length - 1) {
                groups.push(group);
                group = [];
                bytes = 0;
            }
        }
        await Promise.all(groups.map(ask));
    });
    return round;
}

function unknownOf(ids) {
    return ids.filter(id => id && id.length < 2000 && !cache.has(id));
}

/** Asks for the concepts with these ids, once each; the view is drawn anew when they are there. Read them with conceptOf. */
export function useConcepts(ids) {
    const [, redraw] = useState(0);
    const missing = unknownOf(ids);
    const key = missing.join('\n');
    useEffect(() => {
        if (!key)
            return undefined;
        let gone = false;
        for (const id of key.split('\n'))
            waiting.add(id);
        askSoon().then(() => gone || redraw(n => n + 1));
        return () => { gone = true; };
    }, [key]);
}

const isContent = specification => specification.dataSpecificationContent?.modelType === 'DataSpecificationIec61360'
    || specification.dataSpecificationContent?.preferredName;

/** The IEC 61360 content of a concept description, or of an element that brings its own. */
export function contentOf(described) {
    return described?.embeddedDataSpecifications?.find(isContent)?.dataSpecificationContent;
}

/** {name, definition, unit, values, there} of an id as far as it is known. */
export function conceptOf(id) {
    const concept = cache.get(id);
    const content = contentOf(concept);
    return {there: Boolean(concept), name: pick(content?.preferredName) || pick(concept?.displayName),
            definition: pick(content?.definition) || pick(concept?.description), unit: content?.unit ?? '',
            values: content?.valueList?.valueReferencePairs ?? []};
}
