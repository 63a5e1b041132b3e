// submodel_section.js - one submodel on a page: its name, its view or all its data as a tree, the ways to change it and to get it.
import {html, useEffect, useState} from '../lib/html.js';
import {get, id64, paths} from '../lib/api.js';
import {rootOf, semanticId} from '../lib/element.js';
import {conceptOf, useConcepts} from '../lib/concept.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {hasText, t} from '../lib/text.js';
import {nameOf} from './element_name.js';
import {Icon} from './icon.js';
import {ConceptLink} from './reference_value.js';
import {Loaded, Loading, ErrorBox} from './state.js';
import {Tree} from './tree.js';
import {loadView, viewOf} from './views.js';

function useView(name) {
    const [state, setState] = useState({});
    useEffect(() => {
        if (name)
            loadView(name).then(View => setState({View}), error => setState({error}));
    }, [name]);
    return state;
}

function Special({meta, view, round, shell}) {
    const {View, error} = useView(view);
    const data = useLoad(signal => get(paths.submodel(meta.id), {signal}), [meta.id, round]);
    if (error)
        return html`<${ErrorBox} error=${error} />`;
    return html`<${Loaded} of=${data} lines=${6}>${submodel => View
        ? html`<${View} root=${rootOf(submodel)} shell=${shell} />` : html`<${Loading} />`}</${Loaded}>`;
}

/** A heading for people: what it is when we know the kind, else its own name. */
export function submodelTitle(meta) {
    const {view} = viewOf(meta);
    return view && hasText('view.' + view) && !meta.displayName?.length ? t('view.' + view)
        : nameOf({element: meta, path: '', submodel: meta.id}) || meta.id;
}

/**
 * meta: $metadata of the submodel; round: grows when it must be read anew; path: an element to show, then the tree is open;
 * folded: the content comes when it is asked for; alone: the page is about this submodel only, the heading stands above.
 */
export function SubmodelSection({meta, shell, round = 0, path, alone, folded}) {
    const {view} = viewOf(meta);
    const [open, setOpen] = useState(!folded);
    const [all, setAll] = useState(!view || Boolean(path));
    const id = semanticId(meta);
    useConcepts([id]);
    const concept = conceptOf(id);
    const title = submodelTitle(meta);
    return html`<section class="card submodel" aria-label=${title}>
        <div class="card-head submodel-head">
            <div>${alone ? html`<h2>${t('submodel.content')}</h2>` : html`<h2><bdi>${title.slice(0, 150)}</bdi></h2>`}
                <p class="small soft"><bdi>${(meta.idShort ?? '').slice(0, 128)}</bdi>${meta.administration?.version
                    && html` · ${t('submodel.version', {
                    version: [meta.administration.version, meta.administration.revision].filter(Boolean).join('.')})}`}
                    ${id && html`<span class="meaning"> · <${ConceptLink} id=${id} there=${concept.there} name=${concept.name} />
                        </span>`}</p></div>
            <div class="actions">
                ${meta.kind === 'Template' && html`<span class="chip warn">${t('submodel.template')}</span>`}
                ${view && html`<label class="tick switch"><input type="checkbox" role="switch" checked=${all}
                    onChange=${event => setAll(event.target.checked)} />${t('submodel.all_data')}</label>`}
                <a class="button quiet" href=${link('edit', [id64(meta.id)])}><${Icon} name="edit"
                    size=${18} />${t('action.edit')}</a>
            </div>
        </div>
        ${!open ? html`<p><button type="button" onClick=${() => setOpen(true)}>${t('submodel.open')}</button></p>`
          : all ? html`<${Tree} key=${meta.id} submodel=${meta.id} round=${round} path=${path} label=${title} />`
          : html`<${Special} meta=${meta} view=${view} round=${round} shell=${shell} />`}
    </section>`;
}
