// app.js - the frame around every page: header with search, navigation, the page itself, "see this as API".
import {html, render, useEffect, useLayoutEffect, useRef, useState} from './html.js';
import {link, go, readRoute, useRoute} from './route.js';
import {forgetRequests} from './api.js';
import {showFailure} from './failure.js';
import {keptScroll} from './scroll.js';
import {LANGUAGES, language, loadTexts, setLanguage, t} from './text.js';
import {loadStyles} from './style.js';
import {applyTheme, nextTheme, theme} from './theme.js';
import {Icon} from '../part/icon.js';
import {DropAnywhere} from '../part/drop_anywhere.js';
import {ErrorBox, Loading} from '../part/state.js';
import {AsApi} from '../part/as_api.js';
import {Toasts} from '../part/toast.js';
import {SearchBox} from '../part/search_box.js';

// name of the page (ui/page/NAME.js, default export), icon, whether it stands in the bar of a phone; 'security/item' is the page at
// #/security/item/…, in ui/page/security-item.js
const PAGES = {
    overview: {icon: 'home', nav: true, phone: true},
    assets: {icon: 'grid', nav: true, phone: true},
    plant: {icon: 'tree', nav: true},
    security: {icon: 'shield', nav: true},
    check: {icon: 'check', nav: true, phone: true},
    exchange: {icon: 'exchange', nav: true, phone: true},
    history: {icon: 'clock', nav: true},
    api: {icon: 'code', nav: true},
    asset: {within: 'assets'},
    submodel: {within: 'assets'},
    concept: {within: 'assets'},
    create: {within: 'assets'},
    edit: {within: 'assets'},
    'edit-shell': {within: 'assets'},
    'edit-concept': {within: 'assets'},
    plate: {within: 'assets'},
    'security/item': {within: 'security'},
    'security/measures': {within: 'security'},
    'security/advisories': {within: 'security'},
    'security/advisory': {within: 'security'},
    'security/sources': {within: 'security'},
    inventory: {within: 'security'},
    zones: {within: 'security'},
    publish: {within: 'security'},
    more: {icon: 'more', phone: true, phoneOnly: true},
};

const modules = new Map();

/** The name of the page that an address means: of a part of a page when that is one of its own. */
function nameOf(route) {
    const part = `${route.page}/${route.parts[0]}`;
    return PAGES[part] ? part : route.page;
}

/** The module of a page, which begins to load with the first question for it. */
function moduleOf(name) {
    if (!modules.has(name))
        modules.set(name, PAGES[name] ? import(`../page/${name.replace('/', '-')}.js`) : import('../page/missing.js'));
    return modules.get(name);
}

function usePage(name) {
    const [state, setState] = useState({});
    useEffect(() => {
        // A page that comes when somebody has gone elsewhere, or back, must not take the place of the one that is there.
        let wanted = true;
        moduleOf(name).then(async module => {
            await loadStyles(module.styles ?? []);
            return module;
        }).then(module => wanted && setState({name, View: module.default}),
                error => {
                    modules.delete(name);
                    if (wanted)
                        setState({name, error});
                });
        return () => { wanted = false; };
    }, [name]);
    return state.name === name ? state : {};
}

function Navigation({current}) {
    return html`<nav class="navigation" aria-label=${t('nav.label')}>
        <ul>${Object.entries(PAGES).filter(([, page]) => page.nav || page.phoneOnly).map(([name, page]) => html`
            <li class=${page.phoneOnly ? 'phone-only' : page.phone ? '' : 'desk-only'} key=${name}>
                <a href=${link(name)} aria-current=${current === name ? 'page' : undefined}>
                    <${Icon} name=${page.icon} /><span>${t('nav.' + name)}</span></a>
            </li>`)}</ul>
    </nav>`;
}

function Settings({changed}) {
    const others = LANGUAGES.filter(([code]) => code !== language());
    return html`<div class="settings">
        ${others.map(([code, name]) => html`<button key=${code} type="button" class="quiet" lang=${code} title=${name}
            onClick=${() => setLanguage(code).then(changed)}>${code.toUpperCase()}<span class="visually-hidden"> ${name}</span>
                </button>`)}
        <button type="button" class="quiet" aria-label=${t('theme.' + nextTheme())} title=${t('theme.' + nextTheme())}
            onClick=${() => { applyTheme(nextTheme()); changed(); }}>
            <${Icon} name=${theme() === 'dark' ? 'moon' : theme() === 'light' ? 'sun' : 'contrast'} /></button>
    </div>`;
}

function App() {
    const route = useRoute();
    const [, redraw] = useState(0);
    const main = useRef();
    const name = nameOf(route);
    const {View, error} = usePage(name);
    const place = [route.page, ...route.parts].join('/');
    // A page that was scrolled before goes back there itself (lib/scroll.js).
    useLayoutEffect(() => {
        forgetRequests();
        if (!keptScroll())
            scrollTo(0, 0);
    }, [place]);
    // Who uses the keyboard or a screen reader lands on the new page, not behind the link that led there.
    const first = useRef(true);
    useEffect(() => {
        if (!first.current)
            main.current?.focus({preventScroll: true});
        first.current = false;
    }, [route.page, route.parts[0]]);
    const skip = event => { event.preventDefault(); main.current.focus(); };
    const changed = () => redraw(n => n + 1);
    return html`
        <a class="skip" href="#main" onClick=${skip}>${t('nav.skip')}</a>
        <header class="top">
            <a class="mark" href=${link('overview')} aria-label="Schale"><img src="favicon.ico" alt="" width="28" height="28" />
                <span>Schale</span></a>
            <${SearchBox} route=${route} />
            <${Settings} changed=${changed} />
        </header>
        <${Navigation} current=${PAGES[name]?.within ?? name} />
        <main id="main" tabindex="-1" ref=${main}>
            ${error ? html`<${ErrorBox} error=${error} />`
              : View ? html`<${View} key=${language() + name} route=${route} />` : html`<${Loading} />`}
            <${AsApi} key=${place} />
        </main>
        <${DropAnywhere} />
        <${Toasts} />`;
}

/** Which page an address from outside means: ?id=… (a QR code, IEC 61406) leads to the asset. */
function followIdentification() {
    const parameters = new URLSearchParams(location.search);
    const asset = parameters.get('asset') ?? parameters.get('id');
    if (asset && !location.hash)
        go(link('asset', [asset]), {replace: true});
}

export async function start(root) {
    applyTheme(theme());
    followIdentification();
    // While the words are on their way, so is the page.
    moduleOf(nameOf(readRoute())).then(module => loadStyles(module.styles ?? [])).catch(() => {});
    await loadTexts();
    root.replaceChildren();
    try {
        render(html`<${App} />`, root);
    } catch (error) {
        showFailure(error);
    }
}
