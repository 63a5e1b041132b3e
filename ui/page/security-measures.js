// security-measures.js - #/security/measures?share=80: the fewest measures that remove a share of the reachable risk, and making
// them tasks.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {get, query} from '../lib/api.js';
import {useLoad, useSettled} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {language, number, t} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {DecideDialog} from '../part/security_decide.js';
import {Measure} from '../part/security_measure.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Empty, ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['check', 'security'];

const LEAST = 50, STEP = 5, USUAL = 80;

function shareOf(text) {
    const share = Number(text);
    return share >= LEAST && share <= 100 ? Math.round(share / STEP) * STEP : USUAL;
}

function Share({share, change}) {
    return html`<div class="card share"><label for="share">${t('security.share')}</label>
        <input id="share" type="range" min=${LEAST} max="100" step=${STEP} value=${share} aria-valuetext=${share + ' %'}
            onInput=${event => change(Number(event.target.value))} /><output for="share">${share} %</output></div>`;
}

function Outcome({data}) {
    const part = data.risk > 0 ? data.removed / data.risk : 0;
    return html`<div class="outcome" role="status"><p><strong>
        ${t('security.measures_do', {n: data.measures.length, part: number(Math.round(part * 100)) + ' %'})}</strong>
            <span class="soft"> ${t('security.measures_of', {removed: data.removed, risk: data.risk})}</span></p>
        <span class="meter good" aria-hidden="true"><span style=${{width: part * 100 + '%'}}></span></span>
        <p class="soft small">${t(data.is_smallest ? 'security.smallest' : 'security.not_smallest')}</p></div>`;
}

export default function SecurityMeasures({route}) {
    const [share, setShare] = useState(shareOf(route.query.share));
    const settled = useSettled(share, 250);
    useEffect(() => {
        if (settled !== shareOf(route.query.share))
            go(link('security', ['measures'], {share: settled}), {replace: true});
    }, [settled]);
    const found = useLoad(signal => get('/plan/security/measures' + query({share: settled / 100, language: language()}), {signal}),
        [settled]);
    const [task, setTask] = useState(null);
    const shown = useRef(null);
    if (found.data)
        shown.current = found.data;
    const data = found.data ?? (found.loading ? shown.current : null);
    return html`<${SecurityTabs} current="measures" />
        <div class="page-head"><div><h1>${t('security.measures_title')}</h1><p class="lead">${t('security.measures_lead')}
        </p></div></div>
        <${Share} share=${share} change=${setShare} />
        ${found.error ? html`<${ErrorBox} error=${found.error} again=${found.again} />` : !data ? html`<${Skeleton} lines=${8} />`
            : !(data.risk > 0) ? html`<${Empty} icon="good" title=${t('security.no_risk')}><p class="lead">
                ${t('security.no_risk_lead')}</p>
                <p><a class="button" href=${link('security')}>${t('security.to_list')}</a></p></${Empty}>`
            : html`<div class=${found.loading ? 'stale' : ''} aria-busy=${found.loading}><${Outcome} data=${data} />
                <ol class="measures">${data.measures.map((measure, i) => html`<${Measure}
                    key=${measure.kind + (measure.asset?.id ?? measure.conduit ?? i)}
                    measure=${measure} risk=${data.risk} place=${i + 1} make=${() => setTask(measure)} />`)}</ol></div>`}
        ${task && html`<${DecideDialog} ids=${task.items} title=${t('security.make_task')}
            start=${{state: 'in_progress', measure: task.kind, reason: task.text}}
            close=${() => setTask(null)} ended=${found.again} />`}
        <p class="soft small hint-line"><${Icon} name="info" size=${16} />${t('security.measures_hint')}</p>`;
}
