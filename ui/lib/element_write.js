// element_write.js - writes of single elements: nobody overwrites what he has not seen (If-Match), others' changes elsewhere in the
// submodel are no hindrance.
import {ApiError, get, id64, paths, request} from './api.js';
import {ownFields, same} from './draft.js';

const TRIES = 5;

/** The ETag of an element in a submodel of this ETag. */
export function partTag(etag) {
    return etag?.replace(/(-part)?"$/, '-part"');
}

/** Thrown when somebody else changed the very element: theirs has its fields now (null: it is gone). */
export class Conflict extends Error {
    constructor(theirs) {
        super('conflict');
        this.theirs = theirs;
    }
}

const isEmpty = value => value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);

/** The request that writes own fields: the value alone where it has one, else what of the element changes. */
function writeOf(element, mine, path) {
    const type = element.modelType;
    if (type === 'Property' && !isEmpty(mine.value))
        return ['PATCH', path + '/$value', mine.value];
    if (type === 'MultiLanguageProperty' && !isEmpty(mine.value))
        return ['PATCH', path + '/$value', mine.value.map(({language, text}) => ({[language]: text}))];
    if (type === 'Range' && !isEmpty(mine.min) && !isEmpty(mine.max))
        return ['PATCH', path + '/$value', {min: mine.min, max: mine.max}];
    const whole = {...element, ...mine};
    for (const [name, value] of Object.entries(mine))
        if (isEmpty(value))
            delete whole[name];
    return ['PUT', path, whole];
}

/**
 * Saves own fields of the element at a path. base: the fields it began from; etag: of the submodel. Returns the new ETag.
 * Throws Conflict or ApiError (its messages are about this element).
 */
export async function saveElement(submodelId, element, path, {base, mine, etag}) {
    const address = paths.element(submodelId, path);
    let current = element, tag = partTag(etag);
    for (let i = 0; i < TRIES; i++) {
        const [method, target, body] = writeOf(current, mine, address);
        try {
            // A text by itself is JSON, too.
            const answer = await request(method, target, {body: JSON.stringify(body), type: 'application/json', ifMatch: tag});
            return answer.etag;
        } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 412)
                throw error.status === 404 ? new Conflict(null) : error;
            const now = await request('GET', address).catch(() => null);
            if (!now)
                throw new Conflict(null);
            if (!same(ownFields(now.data), base) || now.data.modelType !== element.modelType)
                throw new Conflict(ownFields(now.data));
            current = now.data;
            tag = now.etag;
        }
    }
    throw new ApiError(412, []);
}

/** Who changed an element (or the document, path '') last, and when: {actor, time}; null when that cannot be had. */
export async function lastChange(id, path) {
    try {
        const {result} = await get('/plan/changes?limit=50&id=' + id64(id), {quiet: true});
        return result.find(change => !path || !change.path || change.path === path || path.startsWith(change.path)) ?? null;
    } catch {
        return null;
    }
}

/** Whether an event says that a whole document was deleted; to ask for it then would only fail. */
export function tellsDeletion(event) {
    return /\.deleted$/.test(event.type) && /\/(shells|submodels|concept-descriptions)\/[^/]+$/.test(event.source);
}
