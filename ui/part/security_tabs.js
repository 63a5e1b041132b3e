// security_tabs.js - the pages about security, side by side: what to do, what stands in the plant, what makers say.
import {html, useEffect, useRef} from '../lib/html.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';

const TABS = {list: link('security'), inventory: link('inventory'), zones: link('zones'), advisories: link('security', ['advisories']),
              sources: link('security', ['sources']), measures: link('security', ['measures']), publish: link('publish')};

/** current: the name of the page that is open. */
export function SecurityTabs({current}) {
    const bar = useRef();
    // On a phone not all are in sight: the open one is.
    useEffect(() => {
        const tab = bar.current.querySelector('[aria-current]');
        bar.current.scrollLeft = tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2;
    }, [current]);
    return html`<nav class="tabs" aria-label=${t('security_tabs.label')} ref=${bar}>${Object.entries(TABS).map(([name, address]) => html`
        <a key=${name} href=${address} aria-current=${name === current ? 'page' : undefined}>${t('security_tabs.' + name)}</a>`)}</nav>`;
}
