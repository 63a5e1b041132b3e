// search_box.js - the search in the header: as you type, from every page; "/" puts the cursor there.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {go, link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

export function SearchBox({query}) {
    const [text, setText] = useState(query);
    const input = useRef();
    useEffect(() => setText(query), [query]);
    useEffect(() => {
        const pressed = event => {
            const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
            if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
                event.preventDefault();
                input.current.focus();
            }
        };
        addEventListener('keydown', pressed);
        return () => removeEventListener('keydown', pressed);
    }, []);
    const send = event => {
        event.preventDefault();
        go(link('assets', [], {q: text.trim()}));
    };
    return html`<form class="search" role="search" onSubmit=${send}>
        <${Icon} name="search" size=${18} />
        <input ref=${input} type="search" value=${text} placeholder=${t('search.hint')} aria-label=${t('search.label')}
            autocomplete="off" spellcheck=${false} onInput=${event => setText(event.target.value)} />
    </form>`;
}
