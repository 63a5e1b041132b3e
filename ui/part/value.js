// value.js - the value of one element in the form that suits its type, in the user's language; what the data says word for word stands
// in the tooltip. A value that changes lights up.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {useLive} from '../lib/live.js';
import {pick, t} from '../lib/text.js';
import {codeName} from '../lib/code.js';
import {conceptOf} from '../lib/concept.js';
import {dateText, isNumeric, numberText} from '../lib/format.js';
import {plainText} from '../lib/element.js';
import {FileValue} from './file_value.js';
import {ReferenceValue} from './reference_value.js';
import {External, isWebAddress, Text} from './text_value.js';
import {Icon} from './icon.js';

const LIGHT_MS = 2000;

function Scalar({text, type, max}) {
    if (text === undefined || text === null || text === '')
        return html`<span class="soft" title=${t('element.empty')}>–</span>`;
    if (type === 'xs:boolean' && /^(true|false|0|1)$/.test(text)) {
        const yes = text === 'true' || text === '1';
        return html`<span class="yes-no" title=${text}><${Icon} name=${yes ? 'good' : 'close'}
            size=${16} />${t(yes ? 'yes' : 'no')}</span>`;
    }
    if (isNumeric(type))
        return html`<span class="number" title=${text}>${numberText(text)}</span>`;
    const date = dateText(text, type);
    if (date)
        return html`<time datetime=${text} title=${text}>${date}</time>`;
    const code = codeName(text) || conceptOf(text).name;
    if (code)
        return html`<span title=${text}>${code}</span>`;
    if (isWebAddress(text))
        return html`<${External} href=${text} />`;
    return html`<${Text} text=${text} max=${max} />`;
}

function Languages({texts, max}) {
    const list = texts ?? [];
    const shown = list.find(item => item.text === pick(list)) ?? list[0];
    if (!shown?.text)
        return html`<${Scalar} />`;
    const others = list.filter(item => item !== shown && item.text !== shown.text);
    return html`<span title=${others.slice(0, 8).map(item => `${item.language}: ${item.text.slice(0, 120)}`).join('\n')
        || undefined}>
        <${Text} text=${shown.text} lang=${shown.language} max=${max} /></span>`;
}

function Bounds({element}) {
    return html`<span class="range">${element.min ? html`<${Scalar} text=${element.min}
        type=${element.valueType} />` : t('element.unbounded')}
        ${' … '}${element.max ? html`<${Scalar} text=${element.max} type=${element.valueType} />` : t('element.unbounded')}</span>`;
}

function shapeOf(element, node, max) {
    switch (element.modelType) {
    case 'Property': return html`<${Scalar} text=${element.value} type=${element.valueType} max=${max} />`;
    case 'MultiLanguageProperty': return html`<${Languages} texts=${element.value} max=${max} />`;
    case 'Range': return html`<${Bounds} element=${element} />`;
    case 'File':
    case 'Blob': return html`<${FileValue} node=${{...node, element}} />`;
    case 'ReferenceElement': return html`<${ReferenceValue} reference=${element.value} />`;
    case 'RelationshipElement':
    case 'AnnotatedRelationshipElement':
        return html`<span class="relation"><${ReferenceValue} reference=${element.first} /><${Icon} name="right" size=${14} />
            <${ReferenceValue} reference=${element.second} /></span>`;
    case 'Entity': return html`<span class="mono"><bdi>${element.globalAssetId ?? ''}</bdi></span>`;
    case 'BasicEventElement':
        return html`<span>${t('element.event', {direction: t('element.' + element.direction), state: t('element.state_'
            + element.state)})}${' '}
            <${ReferenceValue} reference=${element.observed} /></span>`;
    case 'Capability': return html`<span class="soft">${t('element.capability')}</span>`;
    case 'Operation': return html`<span class="soft">${t('element.operation_with', {
        n: element.inputVariables?.length ?? 0, out: element.outputVariables?.length ?? 0})}</span>`;
    default: return html`<span class="soft">${t('element.count', {n: (element.value ?? []).length ?? 0})}</span>`;
    }
}

/** What must differ for a value to light up. */
function stateOf(element) {
    return element.modelType === 'MultiLanguageProperty' ? JSON.stringify(element.value)
        : [element.value, element.min, element.max].map(part => typeof part === 'string' ? part : '').join('\n');
}

/** The value of a node, live. unit: shown behind it when there is a value; max: characters before "show all". */
export function Value({node, unit, max}) {
    const element = useLive(node);
    const state = stateOf(element);
    const place = node.submodel + '\n' + node.path;
    const before = useRef({place, state});
    const [lit, setLit] = useState(false);
    useEffect(() => {
        const same = before.current.place !== place || before.current.state === state;
        before.current = {place, state};
        if (same)
            return undefined;
        setLit(true);
        const timer = setTimeout(() => setLit(false), LIGHT_MS);
        return () => clearTimeout(timer);
    }, [place, state]);
    const filled = unit && plainText({...node, element});
    return html`<span class=${lit ? 'value lit' : 'value'}>${shapeOf(element, node, max)}${filled ? html`${' '}<span
        class="unit">${unit}</span>` : ''}</span>`;
}
