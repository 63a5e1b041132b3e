// imports.js - the files of one import, each looked at first (nothing stored), then stored on its own.
import {query} from './api.js';
import {useState} from './html.js';
import {uploadFiles} from './upload.js';

let nextKey = 1;

async function send(file, strict, dryRun, progress) {
    const {files} = await uploadFiles('/plan/import' + query({strict: strict || null, dry_run: dryRun || null}), [file],
        {progress});
    return files[0];
}

/** Whether storing a file needs a word of the user first: it replaces something, or the server would refuse it. */
export function needsDecision(item) {
    return item.state === 'planned' && (item.plan.replaced.length > 0 || item.plan.result === 'refused');
}

/** What came of all files: {stored, unchanged, refused, shells: [id], found: [file]}. */
export function summaryOf(items) {
    const summary = {stored: 0, unchanged: 0, refused: 0, shells: [], found: []};
    for (const {state, result, file} of items) {
        if (state === 'failed' || result?.result === 'refused')
            summary.refused++;
        else if (result)
            summary[result.result]++;
        const things = result ? [...result.created, ...result.replaced, ...result.unchanged] : [];
        if (result && result.result !== 'refused')
            summary.shells.push(...things.filter(thing => thing.kind === 'shell').map(thing => thing.id));
        if (result?.findings.length)
            summary.found.push(file);
    }
    summary.shells = [...new Set(summary.shells)];
    return summary;
}

/**
 * {items, add(files), store(keys), skip(key), reset, running}. An item is {key, file, state, progress, plan, result,
     error}; its state is
 * waiting, looking, planned (waits for the user), sending, done, failed or skipped.
 */
export function useImports(strict) {
    const [items, setItems] = useState([]);
    const update = (key, change) => setItems(list => list.map(item => item.key === key ? {...item, ...change} : item));
    const store = async item => {
        update(item.key, {state: 'sending', progress: 0});
        try {
            const result = await send(item.file, strict, false, progress => update(item.key, {progress}));
            update(item.key, {state: 'done', result});
        } catch (error) {
            update(item.key, {state: 'failed', error});
        }
    };
    const look = async item => {
        update(item.key, {state: 'looking'});
        try {
            const planned = {...item, state: 'planned', plan: await send(item.file, strict, true, progress => update(item.key,
                {progress}))};
            update(item.key, planned);
            if (!needsDecision(planned))
                await store(planned);
        } catch (error) {
            update(item.key, {state: 'failed', error});
        }
    };
    return {
        items,
        add: async files => {
            const added = files.map(file => ({key: nextKey++, file, state: 'waiting', progress: 0}));
            setItems(list => [...list.filter(item => item.state === 'planned'), ...added]);
            for (const item of added)
                await look(item);
        },
        store: async wanted => {
            for (const item of wanted)
                await store(item);
        },
        again: look,
        skip: item => update(item.key, {state: 'skipped'}),
        reset: () => setItems([]),
        running: items.some(item => ['waiting', 'looking', 'sending'].includes(item.state)),
    };
}
