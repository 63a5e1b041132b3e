// zones.js - #/zones?zone=&conduit=&asset=: zones and conduits of the plant (IEC 62443-3-2), drawn and as forms.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {get, query} from '../lib/api.js';
import {go} from '../lib/route.js';
import {t} from '../lib/text.js';
import {useDevices, useZones} from '../lib/zone_editing.js';
import {arranged, freePlace} from '../lib/zone_layout.js';
import {addZone, conduitOf, moveAssets, portsFault, zoneOf} from '../lib/zone_plan.js';
import {ConduitForm} from '../part/conduit_form.js';
import {useLeaving} from '../part/document_fields.js';
import {Icon} from '../part/icon.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Empty, ErrorBox, Skeleton} from '../part/state.js';
import {toast} from '../part/toast.js';
import {ZoneAsset} from '../part/zone_asset.js';
import {assetName, conduitName, zoneName} from '../part/zone_box.js';
import {ZoneNews} from '../part/zone_conflicts.js';
import {ZoneForm} from '../part/zone_form.js';
import {ZoneMap} from '../part/zone_map.js';
import {ZoneOverview} from '../part/zone_overview.js';

export const styles = ['exchange', 'edit', 'zones'];

const KINDS = ['zone', 'conduit', 'asset'];

/** What is chosen stands in the address, so that other pages can lead to it. */
function useSelected(route, plan) {
    const kind = KINDS.find(name => route.query[name]);
    const id = kind && route.query[kind];
    const there = kind === 'asset' || (plan && (kind === 'zone' ? zoneOf : conduitOf)(plan, id));
    const select = selected => go('#/zones' + (selected ? query({[selected.kind]: selected.id}) : ''), {replace: true});
    return [kind && there ? {kind, id} : null, select];
}

/** Ctrl+Z and Ctrl+Y, unless somebody writes. */
function useUndoKeys(zones) {
    const latest = useRef(zones);
    latest.current = zones;
    useEffect(() => {
        const pressed = event => {
            const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
            const key = event.key.toLowerCase();
            if (writes || !(event.ctrlKey || event.metaKey) || !['z', 'y'].includes(key))
                return;
            event.preventDefault();
            if (key === 'y' || event.shiftKey)
                latest.current.redo();
            else
                latest.current.undo();
        };
        addEventListener('keydown', pressed);
        return () => removeEventListener('keydown', pressed);
    }, []);
}

function Toolbar({zones, add, propose, arrange}) {
    const step = (icon, key, can, action, keys) => html`<button type="button" class="quiet" disabled=${!can}
        aria-label=${t(key)} title=${t(key)}
        aria-keyshortcuts=${keys} onClick=${action}><${Icon} name=${icon} size=${20} /></button>`;
    return html`<div class="zone-tools" role="toolbar" aria-label=${t('zones.tools')}>
        <button type="button" onClick=${add}><${Icon} name="plus" size=${18} />${t('zones.add')}</button>
        <button type="button" onClick=${propose}><${Icon} name="tree" size=${18} />${t('zones.propose')}</button>
        <button type="button" onClick=${arrange}><${Icon} name="grid" size=${18} />${t('zones.arrange')}</button>
        ${step('undo', 'action.undo', zones.canUndo, zones.undo, 'Control+Z')}${step('redo', 'zones.redo', zones.canRedo,
            zones.redo,
            'Control+Y')}</div>`;
}

function Panel({selected, work, told, ...overview}) {
    const {plan, devices, select} = work;
    const panel = useRef();
    const key = selected ? selected.kind + selected.id : '';
    const title = !selected ? t('zones.overview')
        : selected.kind === 'asset' ? assetName(devices, selected.id)
        : selected.kind === 'zone' ? zoneName(zoneOf(plan, selected.id)) : conduitName(conduitOf(plan, selected.id));
    useEffect(() => { panel.current.scrollTop = 0; }, [key]);
    return html`<section class="card zone-panel" aria-label=${t('zones.panel')} ref=${panel}>
        <div class="card-head panel-head"><div>${selected && html`<p class="soft small">${t('zones.kind_' + selected.kind)}</p>`}
                <h2><bdi>${title.slice(0, 150)}</bdi></h2></div>
            ${selected && html`<button type="button" class="quiet" aria-label=${t('zones.to_overview')}
                title=${t('zones.to_overview')}
                onClick=${() => select(null)}><${Icon} name="close" size=${18} /></button>`}</div>
        <div class="panel-body" key=${key}>${!selected ? html`<${ZoneOverview} work=${work} ...${overview} />`
            : selected.kind === 'zone' ? html`<${ZoneForm} zone=${zoneOf(plan, selected.id)} work=${work} />`
            : selected.kind === 'conduit' ? html`<${ConduitForm} conduit=${conduitOf(plan, selected.id)} work=${work} />`
            : html`<${ZoneAsset} id=${selected.id} work=${work} told=${told} />`}</div></section>`;
}

function SaveBar({zones}) {
    const {plan, dirty, saving, conflicts} = zones;
    const faulty = plan.conduits.some(conduit => (conduit.flows ?? []).some(flow => portsFault(flow.ports)));
    return html`<div class=${dirty ? 'save-bar shown' : 'save-bar'} role="region" aria-label=${t('edit.unsaved_label')}>
        <span role="status">${dirty ? t('edit.unsaved', {n: dirty}) : t('edit.all_saved')}${faulty && html` · <span class="fault">
            ${t('zones.faulty')}</span>`}</span>
        <span class="actions"><button type="button" disabled=${!dirty || saving} onClick=${zones.discard}>
            ${t('edit.discard')}</button>
            <button type="button" class="primary" disabled=${!dirty || saving || faulty || conflicts.length > 0}
                onClick=${zones.save}>
                ${t(saving ? 'edit.saving' : 'action.save')}</button></span></div>`;
}

function Head({children}) {
    return html`<div class="page-head zone-head"><h1>${t('zones.title')}</h1>${children}<p class="lead">${t('zones.lead')}</p>
        </div>`;
}

function Editor({route, zones}) {
    const {plan, change} = zones;
    const {devices, complete} = useDevices();
    const [selected, select] = useSelected(route, plan);
    const [reasons, setReasons] = useState(null);
    const [told, setTold] = useState(null);
    const [moment, setMoment] = useState(0);
    useUndoKeys(zones);
    useLeaving(zones.dirty > 0);
    const add = () => {
        const made = addZone(plan, {name: t('zones.new', {n: plan.zones.length + 1}), ...freePlace(plan)});
        change(made.plan);
        select({kind: 'zone', id: made.id});
    };
    const propose = async () => {
        try {
            const {reasons: why = [], ...proposal} = await get('/plan/security/zones/proposal');
            change(arranged({zones: proposal.zones ?? [], conduits: proposal.conduits ?? []}));
            select(null);
            setReasons(why);
            setMoment(moment + 1);
        } catch (error) {
            toast(t(error.status === 0 ? 'error.unreachable' : 'zones.no_proposal'), {kind: 'bad'});
        }
    };
    const arrange = () => {
        change(arranged(plan));
        setMoment(moment + 1);
    };
    const moved = (asset, zone) => toast(t('zones.moved', {name: assetName(devices, asset), zone: zoneName(zoneOf(plan, zone))}),
        {action: {label: t('action.undo'), run: zones.undo}});
    const work = {plan, devices, change, select, dirty: zones.dirty > 0, etag: zones.etag};
    const way = told && {zones: new Set(told.zones), conduits: new Set(told.conduits)};
    const fault = zones.fault && html`<${ErrorBox} error=${zones.fault} />`;
    if (!plan.zones.length)
        return html`<${Head} />${fault}<${Empty} icon="part" title=${t('zones.none')}><p class="lead">${t('zones.none_lead')}</p>
            <p class="actions"><button type="button" class="primary" onClick=${propose}>${t('zones.propose')}</button>
                <button type="button" onClick=${add}>${t('zones.start_empty')}</button></p></${Empty}>
            ${zones.dirty > 0 && html`<${SaveBar} zones=${zones} />`}`;
    return html`<${Head}><${Toolbar} zones=${zones} add=${add} propose=${propose} arrange=${arrange} /></${Head}>
        <${ZoneNews} zones=${zones} devices=${devices} />
        ${fault}
        <div class="zone-desk"><${ZoneMap} plan=${plan} devices=${devices} selected=${selected} way=${way} select=${select}
            change=${change}
                moved=${moved} moment=${moment} />
            <${Panel} selected=${selected} work=${work} complete=${complete} add=${add} told=${setTold}
                reasons=${reasons} closeReasons=${() => setReasons(null)} /></div>
        <${SaveBar} zones=${zones} />`;
}

export default function Zones({route}) {
    const zones = useZones();
    return html`<${SecurityTabs} current="zones" />
        ${zones.error ? html`<${Head} /><${ErrorBox} error=${zones.error} again=${zones.reload} />`
            : zones.plan ? html`<${Editor} route=${route} zones=${zones} />` : html`<${Head} /><${Skeleton} lines=${8} />`}`;
}
