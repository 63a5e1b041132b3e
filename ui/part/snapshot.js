// snapshot.js - a document as it was at a time: only to be read, and to be put back.
import {html, useState} from '../lib/html.js';
import {stateAt} from '../lib/changes.js';
import {useConcepts} from '../lib/concept.js';
import {ownFields} from '../lib/draft.js';
import {childrenOf, isContainer, rootOf, semanticId} from '../lib/element.js';
import {id64} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {pick, t, time} from '../lib/text.js';
import {fieldsText} from './conflict_box.js';
import {nameOf, unitOf} from './element_name.js';
import {restoreState, Differences} from './difference.js';
import {Icon} from './icon.js';
import {Empty, Loaded} from './state.js';

const CHILDREN_MAX = 300;
const TEXT_MAX = 2000;

function Node({node}) {
    if (!isContainer(node.element))
        return html`<li class="was-row"><span class="soft"><bdi>${nameOf(node)}</bdi></span>
            <span><bdi>${fieldsText(ownFields(node.element)).slice(0, TEXT_MAX)}</bdi> <span class="soft">${unitOf(node)}</span>
                </span></li>`;
    return html`<li class="was-group"><strong><bdi>${nameOf(node)}</bdi></strong><${Nodes} node=${node} /></li>`;
}

function Nodes({node}) {
    const children = childrenOf(node).slice(0, CHILDREN_MAX);
    useConcepts(children.map(child => semanticId(child.element)));
    return html`<ul>${children.map(child => html`<${Node} key=${child.path} node=${child} />`)}</ul>`;
}

/** A time as datetime-local wants it, in the user's zone. */
function localTime(date) {
    const shifted = new Date(date.valueOf() - date.getTimezoneOffset() * 60000);
    return shifted.toISOString().slice(0, 19);
}

export function Snapshot({kind, id, date, changed}) {
    const [text, setText] = useState(localTime(new Date(date)));
    const then = useLoad(signal => Promise.all([stateAt(kind, id, date, signal), stateAt(kind, id, new Date().toISOString(),
        signal)]), [kind, id, date]);
    const show = event => {
        event.preventDefault();
        const wanted = new Date(text);
        if (!Number.isNaN(wanted.valueOf()))
            go(link('history', [], {id: id64(id), kind, date: wanted.toISOString()}));
    };
    return html`<section class="card snapshot" aria-labelledby="then"><div class="card-head"><h2 id="then">
        ${t('history.as_it_was', {time: time(date)})}</h2>
            <a href=${link('history', [], {id: id64(id)})}>${t('history.close_past')}</a></div>
        <form class="date-choice" onSubmit=${show}><label for="then-date">${t('history.date')}</label>
            <input id="then-date" type="datetime-local" step="1" value=${text} onInput=${event => setText(event.target.value)} />
                <button>${t('history.show')}</button></form>
        <${Loaded} of=${then} lines=${6}>${([state, now]) => !state ? html`<${Empty} icon="clock"
            title=${t('history.not_there')} />` : html`
            <details class="fold" open><summary>${t('history.since_then')}</summary><${Differences} before=${state} after=${now} />
                </details>
            <details class="fold"><summary>${t('history.all_then')}</summary><div class="was"><p><strong><bdi>
                ${pick(state.displayName) || state.idShort || state.id}</bdi></strong></p>
                ${kind === 'submodel' ? html`<${Nodes} node=${rootOf(state)} />` : html`<${Differences} before=${null}
                    after=${state} />`}</div></details>
            <p class="actions"><button type="button" onClick=${() => restoreState(kind, id, state, changed)}><${Icon} name="back"
                size=${18} />${t('history.restore')}</button></p>`}</${Loaded}>
    </section>`;
}
