// submodel.js - #/submodel/{id}: one submodel, with or without a shell; ?path=… opens the tree at an element.
import {html, useState} from '../lib/html.js';
import {get, id64, idOf, paths} from '../lib/api.js';
import {useLiveSubmodels} from '../lib/live.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {Empty, Loaded} from '../part/state.js';
import {SubmodelSection, submodelTitle} from '../part/submodel_section.js';
import {Text} from '../part/text_value.js';

export const styles = ['asset', 'views', 'tree'];

function Live({meta, path}) {
    const [round, setRound] = useState(0);
    const connected = useLiveSubmodels([meta.id], () => setRound(n => n + 1));
    return html`${connected === false && html`<p class="box warn live-lost" role="status"><${Icon}
        name="warning" />${t('live.lost')}</p>`}
        <${SubmodelSection} meta=${meta} round=${round} path=${path} alone />`;
}

function OneSubmodel({route}) {
    const id = idOf(route.parts[0] ?? '') ?? route.parts[0] ?? '';
    const meta = useLoad(signal => get(paths.submodel(id) + '/$metadata', {signal}), [id]);
    if (meta.error?.status === 404)
        return html`<${Empty} heading icon="document" title=${t('submodel.none')}><p><code><bdi>${id.slice(0, 300)}</bdi></code>
            </p></${Empty}>`;
    return html`<${Loaded} of=${meta} lines=${5}>${found => html`
        <div class="page-head"><div><h1><bdi>${submodelTitle(found).slice(0, 200)}</bdi></h1>
            ${pick(found.description) && html`<p class="lead"><${Text} text=${pick(found.description)} max=${400} /></p>`}
            <p class="small"><code><bdi>${found.id.slice(0, 400)}</bdi></code></p></div>
            <div class="actions"><a class="button quiet" href=${link('history', [], {id: id64(found.id)})}><${Icon} name="clock"
                size=${18} />${t('nav.history')}</a>
                <a class="button quiet" href=${'/api/v3/serialization?format=aasx&submodelIds=' + id64(found.id)} download><${Icon}
                    name="download" size=${18} />${t('asset.package')}</a></div></div>
        <${Live} key=${found.id} meta=${found} path=${route.query.path} />`}</${Loaded}>`;
}

export default function SubmodelPage({route}) {
    return html`<${OneSubmodel} key=${route.parts[0] + '?' + (route.query.path ?? '')} route=${route} />`;
}
