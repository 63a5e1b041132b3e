// graph.js - boxes and lines of a structure, to pan and zoom with mouse, finger, buttons or keys.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {id64} from '../lib/api.js';
import {go, link} from '../lib/route.js';
import {BOX} from '../lib/structure.js';
import {t} from '../lib/text.js';
import {nameOf} from './element_name.js';
import {Icon} from './icon.js';

const MARGIN = 12, STEP = 80, LETTERS = 25;
const HEIGHT = {min: 130, max: 480};
const SCALE = {min: 0.15, max: 2};

function short(text, max = LETTERS) {
    const letters = [...text];
    return letters.length > max ? letters.slice(0, max - 1).join('') + '…' : text;
}

function Box({box, entity, shell, toggle}) {
    const name = nameOf(entity.node);
    const small = entity.count ? `× ${entity.count.slice(0, 12)}` : shell ? shell.name || t('structure.asset')
        : entity.node.element.entityType === 'SelfManagedEntity' ? t('structure.elsewhere') : t('structure.part');
    const label = html`<rect class="graph-box" width=${BOX.width} height=${BOX.height} rx="9">
        <title>${[name, shell?.name, entity.node.element.globalAssetId].filter(Boolean).join('\n').slice(0, 400)}</title></rect>
        <text x="14" y="23" class="graph-name">${short(name, box.more > 0 ? 22 : LETTERS)}</text><text x="14" y="41"
            class="graph-small">${short(box.again ? t('structure.again') : small, 31)}</text>
        `;
    const act = event => {
        if (event.type === 'click' || event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            toggle(box.path);
        }
    };
    return html`<g transform=${`translate(${box.x} ${box.y})`} class=${'graph-node' + (shell ? ' linked' : '')}>
        ${shell ? html`<a href=${link('asset', [id64(shell.id)])}
            onClick=${event => { event.preventDefault(); go(link('asset', [id64(shell.id)])); }}>${label}</a>` : label}
        ${box.more > 0 && html`<g class="graph-toggle" role="button" tabindex="0" aria-expanded=${box.open}
            aria-label=${t('structure.toggle', {name: name.slice(0, 80), n: box.more})}
            transform=${`translate(${BOX.width} ${BOX.height / 2})`} onClick=${act} onKeyDown=${act}><circle r="13" /><text
                y="4.500">${box.open ? '–' : box.more > 99 ? '99+' : box.more}</text></g>`}
    </g>`;
}

function lineOf({from, to}) {
    const x = from.x + BOX.width, y = from.y + BOX.height / 2, x2 = to.x, y2 = to.y + BOX.height / 2, middle = (x + x2) / 2;
    return `M${x} ${y}C${middle} ${y} ${middle} ${y2} ${x2} ${y2}`;
}

/** The part that is seen: {x, y, scale}; at first all of it, or as much as stays readable. */
function useCamera(placed, box, moment) {
    const fit = () => {
        const width = box.current?.clientWidth ?? 800, height = box.current?.clientHeight ?? 420;
        const scale = Math.min(1, Math.max(0.6, Math.min((width - 2 * MARGIN) / placed.width,
            (height - 2 * MARGIN) / placed.height)));
        const root = placed.boxes[0];
        const y = placed.height * scale <= height - 2 * MARGIN ? (height - placed.height * scale) / 2 : height / 2 - (root.y
            + BOX.height / 2) * scale;
        return {x: MARGIN, y: Math.max(y, height - placed.height * scale - MARGIN > 0 ? MARGIN : y), scale};
    };
    const [camera, setCamera] = useState({x: MARGIN, y: MARGIN, scale: 1});
    useEffect(() => setCamera(fit()), [placed.boxes[0]?.path, moment]);
    const zoom = factor => setCamera(before => {
        const scale = Math.min(SCALE.max, Math.max(SCALE.min, before.scale * factor));
        const width = (box.current?.clientWidth ?? 800) / 2, height = (box.current?.clientHeight ?? 420) / 2;
        return {scale, x: width - (width - before.x) * scale / before.scale,
            y: height - (height - before.y) * scale / before.scale};
    });
    const move = (x, y) => setCamera(before => ({...before, x: before.x + x, y: before.y + y}));
    return {camera, zoom, move, whole: () => setCamera(fit())};
}

const KEYS = {ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP]};

/** moment: changes when all of it should be shown again. */
export function Graph({graph, placed, shells, toggle, all, few, moment}) {
    const box = useRef(), held = useRef(null);
    const {camera, zoom, move, whole} = useCamera(placed, box, moment);
    const pressed = event => {
        if (event.key in KEYS)
            move(...KEYS[event.key]);
        else if (event.key === '+' || event.key === '-')
            zoom(event.key === '+' ? 1.25 : 0.8);
        else if (event.key === '0')
            whole();
        else
            return;
        event.preventDefault();
    };
    const down = event => { if (!event.target.closest('.graph-toggle, a')) held.current = {x: event.clientX, y: event.clientY}; };
    const dragged = event => {
        if (!held.current)
            return;
        move(event.clientX - held.current.x, event.clientY - held.current.y);
        held.current = {x: event.clientX, y: event.clientY};
    };
    const up = () => { held.current = null; };
    const wheel = event => {
        if (event.ctrlKey) {
            event.preventDefault();
            zoom(event.deltaY < 0 ? 1.1 : 0.9);
        }
    };
    const tool = (icon, key, action) => html`<button type="button" class="quiet" aria-label=${t(key)} title=${t(key)}
        onClick=${action}><${Icon} name=${icon} size=${18} /></button>`;
    return html`<div class="graph">
        <div class="graph-tools">${tool('plus', 'series.zoom_in', () => zoom(1.25))}${tool('minus', 'series.zoom_out',
            () => zoom(0.8))}
            <button type="button" class="quiet" onClick=${whole}>${t('series.whole')}</button>
            ${graph.entities.size > 1 && html`<button type="button" class="quiet" onClick=${all}>${t('structure.open_all')}</button>
            <button type="button" class="quiet" onClick=${few}>${t('structure.close_all')}</button>`}</div>
        <div class="graph-box-frame" ref=${box} style=${{height: Math.max(HEIGHT.min, Math.min(HEIGHT.max, placed.height
            + 2 * MARGIN + 8)) + 'px'}} tabindex="0" role="region" aria-label=${t('structure.graph', {n: graph.entities.size})}
                onKeyDown=${pressed}
            onPointerDown=${down} onPointerMove=${dragged} onPointerUp=${up} onPointerLeave=${up} onWheel=${wheel}>
            <svg width="100%" height="100%" role="group" aria-label=${t('structure.graph', {n: graph.entities.size})}><g
                transform=${`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
                ${placed.lines.map((line, at) => html`<path key=${at} class="graph-line" d=${lineOf(line)} />`)}
                ${placed.boxes.map((one, at) => html`<${Box} key=${one.path + at} box=${one} entity=${graph.entities.get(one.path)}
                    toggle=${toggle}
                    shell=${shells.get(graph.entities.get(one.path).node.element.globalAssetId)} />`)}
            </g></svg></div></div>`;
}
