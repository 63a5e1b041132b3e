// asset_actions.js - what can be done with an asset, as links.
import {html} from '../lib/html.js';
import {query, id64} from '../lib/api.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

export function AssetActions({shell}) {
    const id = id64(shell.id);
    const packaged = '/api/v3/serialization' + query({aasIds: id, includeConceptDescriptions: true, format: 'aasx'});
    const name = (shell.idShort || 'asset').replace(/[^\w.-]/g, '_').slice(0, 80);
    return html`<div class="actions">
        <a class="button" href=${link('plate', [id])}><${Icon} name="qr" size=${18} />${t('asset.plate')}</a>
        <a class="button quiet" href=${link('edit-shell', [id])}><${Icon} name="edit" size=${18} />${t('action.edit')}</a>
        <a class="button quiet" href=${packaged} download=${name + '.aasx'}><${Icon} name="download"
            size=${18} />${t('asset.package')}</a>
        <a class="button quiet" href=${link('history', [], {id})}><${Icon} name="clock"
            size=${18} />${t('nav.history')}</a>
    </div>`;
}
