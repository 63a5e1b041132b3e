// difference.js - one change opened: what differs, and the way back.
import {html} from '../lib/html.js';
import {aroundChange, differencesOf, restore} from '../lib/changes.js';
import {run} from '../lib/actions.js';
import {id64} from '../lib/api.js';
import {useConcepts} from '../lib/concept.js';
import {semanticId} from '../lib/element.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {t, time} from '../lib/text.js';
import {fieldsText} from './conflict_box.js';
import {Dialog} from './dialog.js';
import {nameOf} from './element_name.js';
import {Icon} from './icon.js';
import {Loaded} from './state.js';
import {changeWords} from './recent_changes.js';

const SHOWN_MAX = 200;
const TEXT_MAX = 400;

const short = text => text.length > TEXT_MAX ? text.slice(0, TEXT_MAX) + ' …' : text;
const has = fields => fields && fieldsText(fields) !== '–';

function One({difference}) {
    const {kind, before, after, path, node} = difference;
    const name = node ? nameOf(node) : path;
    return html`<li class="row difference"><span class="grow"><strong><bdi>${name || t('history.itself')}</bdi></strong>
            <span class="soft small"><bdi>${path !== name ? path : ''}</bdi> <span
                class=${`chip ${{added: 'good', removed: 'bad'}[kind] ?? 'plain'}`}>${t('history.' + kind)}</span></span></span>
        ${(has(before) || has(after)) && html`<span class="before-after">${kind !== 'added' && html`<del><bdi>
            ${short(fieldsText(before))}</bdi></del>`}
            ${kind === 'changed' && html`<${Icon} name="right" size=${14} />`}${kind !== 'removed' && html`<ins><bdi>
                ${short(fieldsText(after))}</bdi></ins>`}</span>`}</li>`;
}

export function Differences({before, after}) {
    const list = differencesOf(before, after);
    useConcepts(list.filter(one => one.node).slice(0, SHOWN_MAX).map(one => semanticId(one.node.element)));
    return html`<ul class="rows">${list.slice(0, SHOWN_MAX).map((one, i) => html`<${One} key=${one.path + i}
        difference=${one} />`)}</ul>
        ${list.length > SHOWN_MAX && html`<p class="soft">${t('check.more_changes', {n: list.length - SHOWN_MAX})}</p>`}
        ${list.length === 0 && html`<p class="soft">${t('history.no_difference')}</p>`}`;
}

/** Puts a state back and tells it, with undo. */
export function restoreState(kind, id, state, after) {
    let undo;
    return run(async () => { undo = await restore(kind, id, state); }, t('history.restored'), () => undo(), after);
}

export function ChangeDialog({change, name, close, done}) {
    const around = useLoad(signal => aroundChange(change, signal), [change.seq]);
    const past = change.kind === 'shell' || change.kind === 'submodel';
    const back = async before => { if (await restoreState(change.kind, change.id, before, done)) close(); };
    return html`<${Dialog} wide title=${changeWords(change)} close=${close}>
        <p><strong><bdi>${name}</bdi></strong><br /><span class="soft">
            ${time(change.time)}${change.actor !== 'anonymous' && html` · <bdi>${change.actor}</bdi>`}</span></p>
        <${Loaded} of=${around} lines=${4}>${({before, after}) => html`<${Differences} before=${before} after=${after} />
            ${past && html`<p class="actions">
                ${after && html`<a class="button"
                    href=${link('history', [], {id: id64(change.id), kind: change.kind, date: change.time})} onClick=${close}>
                    <${Icon} name="clock" size=${18} />${t('history.see_then')}</a>`}
                ${before && html`<button type="button" onClick=${() => back(before)}><${Icon} name="back" size=${18} />
                    ${t('history.restore_before')}</button>`}</p>`}`}</${Loaded}>
    </${Dialog}>`;
}
