// welcome.js - the overview of a server without anything: three ways to begin.
import {html} from '../lib/html.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {FileButton} from './file_button.js';
import {Icon} from './icon.js';

const EXAMPLE = 'schale serve --example';

export function Welcome() {
    return html`<div class="welcome"><h1>${t('welcome.title')}</h1><p class="lead">${t('welcome.lead')}</p>
        <div class="columns">
            <section class="card way drop"><${Icon} name="download" size=${34} /><h2>${t('welcome.file')}</h2><p class="soft">${t('welcome.file_lead')}</p><p><${FileButton} /></p></section>
            <section class="card way"><${Icon} name="plus" size=${34} /><h2>${t('welcome.create')}</h2><p class="soft">${t('welcome.create_lead')}</p>
                <p><a class="button" href=${link('create')}>${t('start.create')}</a></p></section>
            <section class="card way"><${Icon} name="machine" size=${34} /><h2>${t('welcome.example')}</h2><p class="soft">${t('welcome.example_lead')}</p><p><code class="command">${EXAMPLE}</code></p></section>
        </div></div>`;
}
