// texts_input.js - one text in several languages, side by side: [{language, text}].
import {html} from '../lib/html.js';
import {language, t} from '../lib/text.js';
import {Icon} from './icon.js';

const OFFERED = ['de', 'en', 'fr', 'es', 'it', 'nl', 'pl', 'cs', 'pt', 'sv', 'da', 'fi', 'hu', 'ro', 'tr', 'zh', 'ja', 'ko'];

function languageName(code) {
    try {
        return new Intl.DisplayNames(language(), {type: 'language'}).of(code);
    } catch {
        return code;
    }
}

/** change(list). label: of the whole, for who cannot see it. */
export function TextsInput({value, change, label, describedby}) {
    // An empty field in the user's language invites to write; it counts only once something stands in it.
    const texts = value?.length ? value : [{language: language(), text: ''}];
    const used = texts.map(text => text.language);
    const free = OFFERED.filter(code => !used.includes(code));
    const put = (at, text) => change(texts.map((item, i) => i === at ? {...item, text} : item));
    return html`<div class="texts" role="group" aria-label=${label}>${texts.map((item, i) => html`<div class="text-of"
        key=${item.language}>
            <span class="language" title=${item.language}>${languageName(item.language)}</span>
            <textarea rows=${item.text.length > 60 ? 3 : 1} value=${item.text} lang=${item.language}
                aria-label=${`${label}, ${languageName(item.language)}`}
                aria-describedby=${describedby} onInput=${event => put(i, event.target.value)}></textarea>
            <button type="button" class="quiet" aria-label=${t('edit.remove_language', {language: languageName(item.language)})}
                onClick=${() => change(texts.filter((_, at) => at !== i))}><${Icon} name="close" size=${16} /></button></div>`)}
        <select class="add-language" value="" aria-label=${`${label}: ${t('edit.add_language')}`}
            onChange=${event => event.target.value && change([...texts, {language: event.target.value, text: ''}])}>
            <option value="">${t('edit.add_language')}</option>${free.map(code => html`<option key=${code} value=${code}>
                ${languageName(code)}</option>`)}</select></div>`;
}
