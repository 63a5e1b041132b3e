// advisory_import.js - CSAF files on their way to the server, some at a time, and what came of them all.
import {useRef, useState} from './html.js';
import {isExploitedList} from './dropped.js';
import {listFollowed} from './followed.js';
import {uploadFiles} from './upload.js';

// A form may have 64 parts (docs/limits.md); small steps show how far it is.
const FILES_AT_ONCE = 50;
const BYTES_AT_ONCE = 32e6;
const COUNTS = ['new', 'updated', 'unchanged', 'left_out', 'refused'];

/** The files in steps that one request takes. */
export function steps(files) {
    const list = [];
    let bytes = Infinity;
    for (const file of files) {
        if (bytes + file.size > BYTES_AT_ONCE || list.at(-1).length >= FILES_AT_ONCE) {
            list.push([]);
            bytes = 0;
        }
        list.at(-1).push(file);
        bytes += file.size;
    }
    return list;
}

/**
 * {part, result, error, add(files), clear}. part of 1 while files go; result: the counts, `files` with their findings, how many of
 * them were lists of what is exploited.
 */
export function useAdvisoryImport(ended) {
    const [state, setState] = useState({});
    const busy = useRef(false);
    const add = async files => {
        if (busy.current || !files.length)
            return;
        busy.current = true;
        const all = files.reduce((sum, file) => sum + file.size, 0) || 1;
        const result = {...Object.fromEntries(COUNTS.map(name => [name, 0])), files: [], exploited: 0, sent: files.length};
        let sent = 0;
        setState({part: 0});
        try {
            const advisories = [];
            for (const file of files)
                if (await isExploitedList(file)) {
                    await uploadFiles('/plan/security/exploited', [file]);
                    result.exploited++;
                } else
                    advisories.push(file);
            for (const step of steps(advisories)) {
                const size = step.reduce((sum, file) => sum + file.size, 0);
                const answer = await uploadFiles('/plan/security/advisories', step,
                    {progress: part => setState({part: (sent + part * size) / all})});
                for (const name of COUNTS)
                    result[name] += answer[name] ?? 0;
                result.files.push(...answer.files ?? []);
                sent += size;
            }
            await listFollowed();
            setState({result});
        } catch (error) {
            // What was sent before is stored: that is told too.
            setState({error, result: sent > 0 ? result : undefined});
        }
        busy.current = false;
        ended?.();
    };
    return {...state, add, clear: () => setState({})};
}
