// icon.js - the pictograms, drawn as lines in the colour of the text beside them.
import {html} from '../lib/html.js';

const SHAPES = {
    home: 'M4 11l8-7 8 7M6 9.500V20h12V9.500M10 20v-6h4v6',
    grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
    list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
    tree: 'M12 4v5M6 20v-4h12v4M12 9v7M9 4h6v5H9zM3.500 20h5M15.500 20h5',
    check: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM8.500 11.800l2.500 2.500 4.500-5',
    exchange: 'M7 4v14M3.500 14.500L7 18l3.500-3.500M17 20V6M13.500 9.500L17 6l3.500 3.500',
    clock: 'M12 7v5l3.500 2M12 3a9 9 0 1 0 9 9M21 4v5h-5',
    code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M14 4l-4 16',
    more: 'M5 12h.01M12 12h.01M19 12h.01',
    filter: 'M4 6h16M7 12h10M10 18h4',
    search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500L20 20',
    sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
    moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z',
    contrast: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 3v18M12 7h6.500M12 12h9M12 17h6.500',
    machine: 'M3 20h18M5 20v-9h8v9M13 14h6v6M8 11V6h3v5M5 15h8',
    document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
    download: 'M12 4v11M7.500 11l4.500 4.500L16.500 11M5 20h14',
    wrench: 'M14.500 6.500a4 4 0 0 1 5-3l-2.500 2.500 1.500 2.500 2.700-.300a4 4 0 0 1-5.700 3.300L8 19.500a2 2 0 0 1-3-3l8.500-7.500a4 4 0 0 1 1-2.500z',
    upload: 'M12 16V5M7.500 9.500L12 5l4.500 4.500M5 20h14',
    edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
    copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
    trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
    plus: 'M12 5v14M5 12h14',
    minus: 'M5 12h14',
    close: 'M6 6l12 12M18 6L6 18',
    right: 'M9 5l7 7-7 7',
    down: 'M5 9l7 7 7-7',
    up: 'M5 15l7-7 7 7',
    left: 'M15 5l-7 7 7 7',
    warning: 'M12 4L2.500 20h19zM12 10v5M12 17.500h.01',
    info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01',
    good: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12l3 3 5-6',
    live: 'M12 12h.01M8.500 15.500a5 5 0 0 1 0-7M15.500 8.500a5 5 0 0 1 0 7M5.600 18.400a9 9 0 0 1 0-12.800M18.400 5.600a9 9 0 0 1 0 12.800',
    qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18h2',
    print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
    external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
    back: 'M20 12H5M11 6l-6 6 6 6',
    leaf: 'M5 19C4 10 10 4 20 4c0 10-6 16-14 14M5 20c2-6 5-9 9-11',
    mail: 'M3.500 6h17v12h-17zM3.500 7l8.500 6 8.500-6',
    phone: 'M6 3h4l1.500 5L9 10c1 2.500 2.500 4 5 5l2-2.500 5 1.500v4c0 1.500-1 2-2 2C11 20 4 13 4 5c0-1 .5-2 2-2z',
    plug: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3',
    chart: 'M4 4v16h16M8 15l4-5 3 3 5-7',
    part: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM12 12l8-4.500M12 12v9M12 12L4 7.500',
};

/** A picture without meaning of its own: the words beside it, or the button's label, say it. */
export function Icon({name, size = 20}) {
    return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true"><path d=${SHAPES[name]} />
        </svg>`;
}
