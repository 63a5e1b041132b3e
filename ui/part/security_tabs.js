// security_tabs.js - the pages of security side by side, on each of them.
import {html, useEffect, useRef} from '../lib/html.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';

const TABS = [
    ['todo', link('security')],
    ['measures', link('security', ['measures'])],
    ['advisories', link('security', ['advisories'])],
    ['sources', link('security', ['sources'])],
    ['inventory', link('inventory')],
    ['zones', link('zones')],
    ['publish', link('publish')],
];

export function SecurityTabs({current}) {
    const bar = useRef();
    useEffect(() => {
        const tab = bar.current.querySelector('[aria-current]');
        if (tab)
            bar.current.scrollLeft = tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2;
    }, [current]);
    return html`<nav class="tabs security-tabs" aria-label=${t('security.tabs')} ref=${bar}>${TABS.map(([name, href]) => html`
        <a key=${name} href=${href} aria-current=${name === current ? 'page' : undefined}>${t('security.tab_' + name)}</a>`)}
            </nav>`;
}
