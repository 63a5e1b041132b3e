// security_marks.js - risk, verdict, score, reachability and so on, each as words with a pictogram; colour only repeats them.
import {html} from '../lib/html.js';
import {dateOnly, isOverdue, MARKS, RISK_MAX, riskLevel, severityOf} from '../lib/security.js';
import {number, scoreText, t} from '../lib/text.js';
import {Icon} from './icon.js';

/** A risk as a number over a bar. */
export function Risk({risk, large}) {
    const part = Math.max(0, Math.min(1, risk / RISK_MAX)) * 100;
    return html`<span class=${`risk ${riskLevel(risk)} ${large ? 'large' : ''}`}
        title=${t('security.risk_of', {risk, max: RISK_MAX})}>
        <span class="visually-hidden">${t('security.risk')} </span><b>${number(risk)}</b>
        <span class="meter" aria-hidden="true"><span style=${{width: part + '%'}}></span></span></span>`;
}

function Mark({kind, value}) {
    const [icon, colour] = MARKS[kind][value] ?? ['question', 'plain'];
    return html`<span class=${'sign ' + colour}><${Icon} name=${icon} size=${16} />
        <span>${t(`security.${kind}_${value}`)}</span></span>`;
}

/** What is said of an asset: affected, unknown, … */
export function Verdict({verdict}) {
    const [icon, colour] = MARKS.verdict[verdict] ?? ['question', 'plain'];
    return html`<span class=${'chip ' + colour}><${Icon} name=${icon} size=${15} />${t('security.verdict_' + verdict)}</span>`;
}

/** Whether an attack gets there. */
export function Reach({reach}) {
    return html`<${Mark} kind="reach" value=${reach?.verdict ?? 'unknown'} />`;
}

/** A CVSS score with its rating in words. */
export function Score({score}) {
    if (!(score > 0))
        return html`<span class="score none" title=${t('security.no_score')}><span aria-hidden="true">–</span>
            <span class="visually-hidden">${t('security.no_score')}</span></span>`;
    const severity = severityOf(score);
    return html`<span class=${'score ' + severity} title=${`CVSS: ${t('security.severity_' + severity)}`}>
        <span class="visually-hidden">${`CVSS (${t('security.severity_' + severity)}) `}</span>${scoreText(score)}</span>`;
}

/** Somebody uses the vulnerability for attacks already. */
export function Exploited({short}) {
    return html`<span class="chip bad exploited" title=${t('security.exploited_why')}><${Icon} name="bolt" size=${14} />
        ${t(short ? 'security.exploited_short' : 'security.exploited')}</span>`;
}

/** State, and until when by whom. */
export function StateLine({item}) {
    const late = isOverdue(item);
    const due = item.due && item.state !== 'done';
    return html`<span class="state-line"><${Mark} kind="state" value=${item.state} />
        ${due && html`<span class=${late ? 'late small' : 'soft small'}>${t(late ? 'security.overdue_since'
            : item.state === 'accepted' ? 'security.look_again' : 'security.until', {date: dateOnly(item.due)})}</span>`}
        ${item.owner && html`<span class="soft small"><bdi>${item.owner}</bdi></span>`}</span>`;
}

export function Changed() {
    return html`<span class="chip warn" title=${t('security.changed_since_why')}><${Icon} name="info" size=${14} />
        ${t('security.changed_since')}</span>`;
}
