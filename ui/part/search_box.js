// search_box.js - the search in the header, on every page; "/" puts the cursor there. On most pages a combobox (ARIA 1.2) that suggests
// what fits best; on the list of assets it narrows that list as one types.
import {html, useEffect, useId, useRef, useState} from '../lib/html.js';
import {get} from '../lib/api.js';
import {assetsLink, cardDetails, cardName, filtersOf, searchPath} from '../lib/filters.js';
import {useSettled} from '../lib/load.js';
import {go} from '../lib/route.js';
import {loadStyles} from '../lib/style.js';
import {t} from '../lib/text.js';
import {cardLink, fieldName, tellsMore} from './card_row.js';
import {Icon} from './icon.js';
import {Marked} from './marked.js';
import {Thumbnail} from './thumbnail.js';

const SUGGESTED = 7;
const SETTLED_MS = 120;

/** Puts the cursor into a field when somebody types "/" outside of one. */
function useSlash(input) {
    useEffect(() => {
        const pressed = event => {
            const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
            if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
                event.preventDefault();
                input.current.focus();
                input.current.select();
            }
        };
        addEventListener('keydown', pressed);
        return () => removeEventListener('keydown', pressed);
    }, []);
}

/** {question, cards, total} for what is typed, once it has settled; null while there is nothing to suggest. */
function useSuggestions(text, wanted) {
    const question = useSettled(text, SETTLED_MS).trim();
    const [found, setFound] = useState(null);
    useEffect(() => {
        if (!wanted || !question) {
            setFound(null);
            return undefined;
        }
        const abort = new AbortController();
        const path = searchPath({kind: 'shell', q: question}, {limit: SUGGESTED});
        get(path, {signal: abort.signal, quiet: true}).then(
            page => abort.signal.aborted || setFound({question, cards: page.result, total: page.total}),
            error => abort.signal.aborted || setFound({question, cards: [], total: 0, error}));
        return () => abort.abort();
    }, [question, wanted]);
    return found;
}

function Option({id, active, href, children, choose}) {
    return html`<li id=${id} role="option" aria-selected=${active} class=${active ? 'active' : ''}
        onMouseDown=${event => event.preventDefault()} onClick=${() => choose(href)}>${children}</li>`;
}

function Suggestion({card, question}) {
    const details = cardDetails(card);
    const line = [...details.slice(0, 2), card.serial_number].filter(Boolean).join(' · ') || card.id;
    return html`<${Thumbnail} card=${card} /><span class="what"><span class="name"><${Marked} text=${cardName(card)} question=${question} /></span>
        <span class="details soft">${tellsMore(card, question) ? html`${fieldName(card.match.field)}: <${Marked} text=${card.match.text} question=${question} />`
            : html`<${Marked} text=${line} question=${question} />`}</span></span>`;
}

export function SearchBox({route}) {
    const inList = route.page === 'assets';
    const filters = filtersOf(inList ? route.key : '');
    const [text, setText] = useState(filters.q);
    const [open, setOpen] = useState(false);
    const [chosen, setChosen] = useState({});
    const input = useRef();
    const sent = useRef(filters.q);
    const list = useId();
    useSlash(input);
    useEffect(() => { loadStyles(['search']); }, []);

    // The address leads, unless it is only the echo of what was typed here.
    useEffect(() => {
        if (filters.q !== sent.current)
            setText(filters.q);
        sent.current = filters.q;
    }, [filters.q, inList]);
    const settled = useSettled(text, SETTLED_MS);
    useEffect(() => {
        if (!inList || settled !== text || settled.trim() === filters.q.trim())
            return;
        sent.current = settled.trim();
        // The first letter makes an entry of the history, the others change it.
        go(assetsLink({...filters, q: settled.trim()}), {replace: filters.q !== ''});
    }, [settled]);

    const found = useSuggestions(text, open && !inList);
    const shown = open && !inList && found !== null && text.trim() !== '';
    const all = assetsLink({...filtersOf(''), q: text.trim()});
    // A choice is one among these suggestions; with others it is gone.
    const active = shown && chosen.of === found ? chosen.at : -1;
    const targets = shown ? [...found.cards.map(cardLink), all] : [];
    const choose = href => {
        setOpen(false);
        sent.current = '';
        if (href !== all && !inList)
            setText('');
        go(href);
        input.current.blur();
    };
    const pressed = event => {
        if (event.key === 'Escape') {
            if (shown)
                event.preventDefault();
            setOpen(false);
        } else if (shown && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
            event.preventDefault();
            const step = event.key === 'ArrowDown' ? 1 : -1;
            setChosen({of: found, at: (active + 1 + step + targets.length + 1) % (targets.length + 1) - 1});
        } else if (!inList && event.key === 'ArrowDown')
            setOpen(true);
    };
    const send = event => {
        event.preventDefault();
        if (inList)
            input.current.blur();
        else
            choose(active >= 0 ? targets[active] : all);
    };
    const combobox = inList ? {} : {role: 'combobox', 'aria-expanded': shown, 'aria-autocomplete': 'list', 'aria-controls': shown ? list : undefined,
                                    'aria-activedescendant': active >= 0 ? `${list}-${active}` : undefined};
    return html`<form class="search" role="search" onSubmit=${send}>
        <${Icon} name="search" size=${18} />
        <input ref=${input} type="search" value=${text} placeholder=${t('search.hint')} aria-label=${t('search.label')} ...${combobox}
            autocomplete="off" spellcheck=${false} enterkeyhint="search" onKeyDown=${pressed} onBlur=${() => setOpen(false)}
            onInput=${event => { setText(event.target.value); setOpen(true); }} />
        ${shown && html`<ul class="suggestions" role="listbox" id=${list} aria-label=${t('search.suggestions')}>
            ${found.cards.map((card, i) => html`<${Option} key=${card.id} id=${`${list}-${i}`} active=${active === i} href=${targets[i]} choose=${choose}>
                <${Suggestion} card=${card} question=${found.question} /></${Option}>`)}
            <${Option} key="all" id=${`${list}-${found.cards.length}`} active=${active === found.cards.length} href=${all} choose=${choose}>
                <${Icon} name="search" size=${18} /><span class="what">${found.error ? t('search.failed') : found.total
                    ? t('search.all', {n: found.total}) : t('search.none')}</span></${Option}></ul>`}
        ${shown && html`<span class="visually-hidden" role="status">${t('search.found', {n: found.total})}</span>`}
    </form>`;
}
