// cvss.js - CVSS vectors in plain words: how an attack comes, and what differs at the place.
import {hasText, t} from './text.js';

/** {AV: 'N', …} of "CVSS:3.1/AV:N/…". */
function metricsOf(vector) {
    return Object.fromEntries((vector ?? '').split('/').map(part => part.split(':')).filter(pair => pair.length === 2
        && pair[0] !== 'CVSS'));
}

const TOLD = ['AV', 'AC', 'PR', 'Au', 'UI'];

/** How an attack comes, in half sentences: "over the network", "without logging in". */
export function attackWords(vector) {
    const metrics = metricsOf(vector);
    return TOLD.filter(name => metrics[name]).map(name => `cvss.${name}.${metrics[name]}`).filter(hasText).map(key => t(key));
}

const AT_PLACE = ['MAV', 'MAC', 'CR', 'IR', 'AR', 'E'];

/** What the vector at the place says that the maker's does not, one sentence each. CVSS 2.0 has the place's way of attack in AV itself. */
export function placeWords(vector, placeVector) {
    const maker = metricsOf(vector), place = metricsOf(placeVector);
    if (place.AV !== maker.AV)
        place.MAV = place.AV;
    return AT_PLACE.filter(name => place[name] && place[name] !== 'X' && place[name] !== 'ND' && place[name] !== maker[name])
        .map(name => `cvss.${name}.${place[name]}`).filter(hasText).map(key => t(key));
}
