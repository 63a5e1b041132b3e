// api.js - the server's public routes: JSON in, JSON out, a Result becomes an ApiError. What was asked last is kept for
// "see this as API".

/** Ids in paths and queries: base64url of UTF-8, without padding (IDTA-01002 3.1.2). */
export function id64(id) {
    let bytes = '';
    for (const byte of new TextEncoder().encode(id))
        bytes += String.fromCharCode(byte);
    return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The id behind base64url text; null when it is none. */
export function idOf(text) {
    try {
        const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
        return new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.from(bytes, c => c.charCodeAt(0)));
    } catch {
        return null;
    }
}

export const paths = {
    shell: id => `/api/v3/shells/${id64(id)}`,
    submodel: id => `/api/v3/submodels/${id64(id)}`,
    concept: id => `/api/v3/concept-descriptions/${id64(id)}`,
    element: (id, path) => `/api/v3/submodels/${id64(id)}/submodel-elements/${encodeURIComponent(path)}`,
    thumbnail: id => `/api/v3/shells/${id64(id)}/asset-information/thumbnail`,
    attachment: (id, path) =>
        `/api/v3/submodels/${id64(id)}/submodel-elements/${encodeURIComponent(path)}/attachment`,
};

/** Names and values as a query; what is undefined, null or '' is left out. An array repeats the name. */
export function query(values) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
        for (const item of Array.isArray(value) ? value : [value])
            if (item !== undefined && item !== null && item !== '')
                parameters.append(name, item);
    const text = parameters.toString().replaceAll('+', '%20');
    return text ? '?' + text : '';
}

/** An answer that is no success. status 0: the server cannot be reached. messages: those of the Result. */
export class ApiError extends Error {
    constructor(status, messages) {
        super(messages[0]?.text ?? `HTTP ${status}`);
        this.name = 'ApiError';
        this.status = status;
        this.messages = messages;
    }
}

const RECENT_MAX = 30;
const watchers = new Set();
let recent = [];
let answerLanguage = 'en';

export function setAnswerLanguage(language) {
    answerLanguage = language;
}

/** The language that answers are asked for. */
export function getAnswerLanguage() {
    return answerLanguage;
}

/** The last requests, newest first: {method, path, body, status, ms}. */
export function recentRequests() {
    return recent;
}

export function watchRequests(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}

/** Begins a new page: what was asked before is not part of it. */
export function forgetRequests() {
    recent = [];
}

/** Keeps a request that was sent by other means (an upload with progress) for "see this as API". */
export function noteRequest(request) {
    recent = [request, ...recent.filter(r => r.method !== request.method || r.path !== request.path)].slice(0, RECENT_MAX);
    for (const watcher of watchers)
        watcher();
}

async function messagesOf(response) {
    try {
        return (await response.json()).messages ?? [];
    } catch {
        return [];
    }
}

/**
 * Sends one request. Returns {data, etag, status, response}; data is the parsed JSON, or null.
 * options: body (an object, or anything fetch takes), type, ifMatch, ifNoneMatch, accept, signal, raw (no parsing),
 * quiet (not for "see this as API").
 */
export async function request(method, path, options = {}) {
    const headers = {Accept: options.accept ?? 'application/json', 'Accept-Language': answerLanguage};
    let body = options.body;
    if (body !== undefined && !(body instanceof Blob) && !(body instanceof FormData) && typeof body !== 'string') {
        body = JSON.stringify(body);
        headers['Content-Type'] = options.type ?? 'application/json';
    } else if (options.type)
        headers['Content-Type'] = options.type;
    if (options.ifMatch)
        headers['If-Match'] = options.ifMatch;
    if (options.ifNoneMatch)
        headers['If-None-Match'] = options.ifNoneMatch;
    const began = performance.now();
    let response;
    try {
        response = await fetch(path, {method, headers, body, signal: options.signal});
    } catch (error) {
        if (error.name === 'AbortError')
            throw error;
        throw new ApiError(0, []);
    }
    if (!options.quiet)
        noteRequest({method, path, body: typeof body === 'string' ? body : undefined, status: response.status,
              ms: performance.now() - began});
    if (!response.ok)
        throw new ApiError(response.status, await messagesOf(response));
    const text = options.raw || response.status === 204 ? '' : await response.text();
    return {data: text ? JSON.parse(text) : null, etag: response.headers.get('ETag'), status: response.status, response};
}

/** The JSON at a path. */
export async function get(path, options) {
    return (await request('GET', path, options)).data;
}

/** All of a list, page by page, up to `max` items; options.limit: how many at a time. */
export async function getAll(path, max = 1000, options = {}) {
    const items = [];
    let cursor;
    do {
        const page = await get(path + (path.includes('?') ? '&' : '?') + `limit=${options.limit ?? 100}${cursor ? '&cursor=' + cursor : ''}`, options);
        items.push(...page.result);
        cursor = page.paging_metadata?.cursor;
    } while (cursor && items.length < max);
    return items;
}
