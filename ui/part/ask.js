// ask.js - a question before what cannot be undone: await ask(title, text, "Delete") is true or false.
import {html, render} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Dialog} from './dialog.js';

export function ask(title, text, yes) {
    const place = document.createElement('div');
    document.body.append(place);
    return new Promise(resolve => {
        let decided = false;
        const end = answer => {
            if (decided)
                return;
            decided = true;
            render(null, place);
            place.remove();
            resolve(answer);
        };
        render(html`<${Dialog} title=${title} close=${() => end(false)}><p>${text}</p>
            <p class="actions"><button type="button" class="danger" onClick=${() => end(true)}>${yes}</button>
                <button type="button" onClick=${() => end(false)}>${t('action.cancel')}</button></p></${Dialog}>`, place);
    });
}
