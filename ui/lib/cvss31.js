// cvss31.js - CVSS 3.1 base scores and their vectors (FIRST, "Common Vulnerability Scoring System v3.1: Specification Document",
// sections 2, 6, 7.1 and appendix A).

/** The base metrics in the order of a vector, each with its values and their weights (section 7.4). */
export const BASE_METRICS = {
    AV: {N: 0.85, A: 0.62, L: 0.55, P: 0.2}, AC: {L: 0.77, H: 0.44}, PR: {N: 0.85, L: 0.62, H: 0.27}, UI: {N: 0.85, R: 0.62},
    S: {U: 0, C: 0}, C: {N: 0, L: 0.22, H: 0.56}, I: {N: 0, L: 0.22, H: 0.56}, A: {N: 0, L: 0.22, H: 0.56},
};
/** Of privileges required, when the scope changes. */
const PR_CHANGED = {N: 0.85, L: 0.68, H: 0.5};
/** Temporal and environmental metrics: they are kept in a vector as they are. */
const OTHER_METRICS = {E: 'XUPFH', RL: 'XOTWU', RC: 'XURC', CR: 'XLMH', IR: 'XLMH', AR: 'XLMH', MAV: 'XNALP', MAC: 'XLH',
    MPR: 'XNLH',
                       MUI: 'XNR', MS: 'XUC', MC: 'XNLH', MI: 'XNLH', MA: 'XNLH'};
const HEAD = 'CVSS:3.1';

/** The smallest number with one decimal that is not below `value` (appendix A). */
function roundUp(value) {
    const whole = Math.round(value * 100000);
    return whole % 10000 === 0 ? whole / 100000 : (Math.floor(whole / 10000) + 1) / 10;
}

/** {AV: 'N', …} → 0 to 10; null while a base metric is missing. */
export function baseScore(metrics) {
    if (Object.keys(BASE_METRICS).some(name => !(metrics[name] in BASE_METRICS[name])))
        return null;
    const weight = name => BASE_METRICS[name][metrics[name]];
    const changed = metrics.S === 'C';
    const iss = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'));
    const impact = changed ? 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15 : 6.42 * iss;
    const exploitability = 8.22 * weight('AV') * weight('AC') * (changed ? PR_CHANGED[metrics.PR] : weight('PR')) * weight('UI');
    if (impact <= 0)
        return 0;
    return roundUp(Math.min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10));
}

/** "none", "low", "medium", "high", "critical" (section 5). */
export function severityOf(score) {
    return score === 0 ? 'none' : score < 4 ? 'low' : score < 7 ? 'medium' : score < 9 ? 'high' : 'critical';
}

/** {metrics, others: ['E:P', …]} of a vector, which may lack base metrics; null when it is none of CVSS 3.1. */
export function readVector(text) {
    const [head, ...parts] = text.trim().split('/');
    if (head !== HEAD)
        return null;
    const metrics = {}, others = [], seen = new Set();
    for (const part of parts) {
        const [name, value, more] = part.split(':');
        if (more !== undefined || seen.has(name) || !value)
            return null;
        seen.add(name);
        if (Object.hasOwn(BASE_METRICS, name) && Object.hasOwn(BASE_METRICS[name], value))
            metrics[name] = value;
        else if (Object.hasOwn(OTHER_METRICS, name) && value.length === 1 && OTHER_METRICS[name].includes(value))
            others.push(part);
        else
            return null;
    }
    return {metrics, others};
}

/** The vector of metrics; '' when there are none. */
export function writeVector({metrics, others = []}) {
    const parts = Object.keys(BASE_METRICS).filter(name => metrics[name]).map(name => `${name}:${metrics[name]}`);
    return parts.length || others.length ? [HEAD, ...parts, ...others].join('/') : '';
}
