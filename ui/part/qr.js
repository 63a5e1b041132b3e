// qr.js - the identification link of an asset (IEC 61406-1) as a QR code: quiet zone of four modules, frame of one, and the triangle in the
// lower right corner that tells a reader of people that a link to the asset is inside.
import {html, useMemo} from '../lib/html.js';
import {encode} from '../vendor/uqr.js';
import {id64} from '../lib/api.js';
import {t} from '../lib/text.js';

const QUIET = 4, FRAME = 1, TRIANGLE = 5;    // modules
const LINK_BYTES_MAX = 1200;

/** The asset's own id when that is a link, else the way to its page on this server. */
export function identificationLink(shell) {
    const own = shell.assetInformation?.globalAssetId ?? '';
    if (/^https?:\/\/[^\s]+$/i.test(own) && own.length <= 255)
        return own;
    return `${location.origin}${location.pathname}?asset=${id64(shell.id)}`;
}

/** The dark modules as one path. */
function pathOf(rows) {
    return rows.flatMap((row, y) => row.flatMap((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : [])).join('');
}

export function QrCode({text, label}) {
    const code = useMemo(() => {
        try {
            return text.length <= LINK_BYTES_MAX ? encode(text, {ecc: text.length > 300 ? 'M' : 'Q', border: 0}) : null;
        } catch {
            return null;
        }
    }, [text]);
    if (!code)
        return html`<p class="soft">${t('plate.too_long')}</p>`;
    const start = QUIET + FRAME, size = code.size + 2 * start;
    return html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${label ?? t('plate.qr')}
        shape-rendering="crispEdges">
        <rect width=${size} height=${size} class="qr-dark" /><rect x=${FRAME} y=${FRAME} width=${size - 2 * FRAME}
            height=${size - 2 * FRAME} class="qr-light" />
        <path class="qr-dark" d=${pathOf(code.data)} transform=${`translate(${start} ${start})`} />
        <path class="qr-dark" shape-rendering="geometricPrecision"
            d=${`M${size} ${size}H${size - TRIANGLE}L${size} ${size - TRIANGLE}z`} />
    </svg>`;
}
