// security_fixtures.mjs - a plant's advisories in the shapes of docs/security-api.md, answered instead of the server's routes.
//
//   const plant = await answer(page);                     // the plant of the example factory
//   await answer(page, {advisories: []});                 // without advisories; items and measures follow
//   plant.sent                                            // what was sent: [{method, path, body}]

const SHELL = 'https://ahrental.example/shells/';
const SECOND_MS = 1000, DAY_MS = 86400 * SECOND_MS;

export const id64 = id => Buffer.from(id).toString('base64url');
export const dayFrom = days => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const timeFrom = days => new Date(Date.now() + days * DAY_MS).toISOString();

const ZONES = [{id: 'cell_1', name: {de: 'Zelle 1', en: 'Cell 1'}, criticality: 4, assets: []},
    {id: 'line_2', name: {de: 'Linie 2', en: 'Line 2'}, criticality: 3, assets: []},
                      {id: 'office', name: {de: 'Büro', en: 'Office'}, untrusted: true, criticality: 1, assets: []}];

// shell, name, maker, product, order code, firmware, location, zone
const ASSETS = Object.fromEntries([
    ['PLC-01', {de: 'Speicherprogrammierbare Steuerung 1', en: 'Programmable logic controller 1'}, 'Ambrecht Steuerungen AG',
        'AS4200', 'AS4200-16DI-16DO-2E', 'V2.1.3', 'Halle 1, A3', 0],
    ['PLC-02', {de: 'Speicherprogrammierbare Steuerung 2', en: 'Programmable logic controller 2'}, 'Ambrecht Steuerungen AG',
        'AS4200', 'AS4200-16DI-16DO-2E', '', 'Halle 2, B1', 1],
    ['SWI-01', {de: 'Verwalteter Ethernet-Switch', en: 'Managed Ethernet switch'}, 'Netzbrück Industriekommunikation GmbH',
        'NB208M', 'NB208M-8TX-2SFP', '4.2.1', 'Schaltraum', 1],
    ['DRV-02', {de: 'Servoantrieb Schließeinheit', en: 'Servo drive, clamping unit'}, 'Ambrecht Steuerungen AG', 'AD30',
        'AD30-012-A3-STO', 'V1.8', 'Halle 1, A3', 0],
    ['VIS-01', {de: 'Sichtprüfsystem Zelle 1', en: 'Vision inspection, cell 1'}, 'Okulat Bildverarbeitung GmbH', 'OV5',
        'OV5-5MP-25-RL', '5.0.27', 'Halle 1, A4', 0],
    ['ROB-01', {de: 'Sechsachsroboter Zelle 1', en: 'Six-axis robot, cell 1'}, 'Dornrath Robotik GmbH', 'SES-12',
        'SES-12-1450-F-IP67', 'R8.2', 'Halle 1, A4', 0],
    ['EM-01', {de: 'Energiezähler Halle', en: 'Energy meter, hall'}, 'Stromtal Messtechnik GmbH', 'SM330', 'SM330-5A-MB-TCP', '1.9',
        'Schaltraum', null],
    ['TCU-01', {de: 'Werkzeugtemperiergerät', en: 'Mould temperature controller'}, 'Wiesgrund Temperiertechnik GmbH', 'WT9',
        'WT9-140-60-PW-MB', '', 'Halle 1, A3', 0],
].map(([key, name, maker, product, order_code, firmware, location, zone]) => [key,
    {id: SHELL + key, name, maker, product, order_code, serial_number: key + '-2291',
    firmware, location, zone}]));

const V = {remote: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', adjacent: '/MAV:A/AR:H',
    stop: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
           login: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', file: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H'};

// tracking id, title, publisher, score, days ago, vulnerabilities [cve, title, score, vector]
const ADVISORIES = [
    ['ASA-2026-014', {de: 'Anmeldung an AS4200 lässt sich umgehen', en: 'Authentication bypass in AS4200 controllers'},
        'Ambrecht ProductCERT', 9.8, 6,
     [['CVE-2026-21044', {de: 'Umgehen der Anmeldung durch vorhersagbare Sitzungsschlüssel',
         en: 'Authentication bypass by predictable session keys'}, 9.8, V.remote],
      ['CVE-2026-21045', {de: 'Überlauf beim Lesen von Projektdateien', en: 'Buffer overflow in the project file parser'}, 7.8,
          V.file]]],
    ['NB-SA-26-03', {de: 'Befehle mit den Rechten des Systems über die Weboberfläche des NB208M',
        en: 'Command injection in the web interface of NB208M'}, 'Netzbrück PSIRT', 8.8, 21,
     [['CVE-2026-18820', {de: 'Einschleusen von Befehlen', en: 'Command injection'}, 8.8, V.login]]],
    ['ASA-2025-091', {de: 'AD30 bleibt nach einem fehlerhaften Telegramm stehen',
        en: 'AD30 drives stop after a malformed telegram'}, 'Ambrecht ProductCERT', 7.5, 160,
     [['CVE-2025-40011', {de: 'Dienstverweigerung', en: 'Denial of service'}, 7.5, V.stop]]],
    ['OKU-2026-2', {de: 'Bibliothek für Bilder in OV5 veraltet', en: 'Outdated image library in OV5'}, 'Okulat Bildverarbeitung',
        7.8, 44,
     [['CVE-2024-7081', {de: 'Überlauf beim Lesen von Bildern', en: 'Overflow when reading pictures'}, 7.8, V.file]]],
    ['DOR-25-117', {de: 'Robotersteuerung: fest hinterlegtes Kennwort für die Wartung',
        en: 'Robot controller: hard-coded maintenance password'}, 'Dornrath PSIRT', 9.1, 90,
     [['CVE-2025-33910', {de: 'Fest hinterlegtes Kennwort', en: 'Hard-coded password'}, 9.1, V.remote]]],
    ['ST-2026-01', {de: 'Energiezähler antworten auf Modbus ohne Anmeldung', en: 'Energy meters answer Modbus without login'},
        'Stromtal Messtechnik', 6.5, 12,
     [['CVE-2026-10233', {de: 'Fehlende Anmeldung', en: 'Missing authentication'}, 6.5, V.stop]]],
];

const REMEDIES = [{category: 'vendor_fix', details: {de: 'Auf V2.2.0 oder neuer aktualisieren.', en: 'Update to V2.2.0 or later.'},
    url: 'https://ambrecht.example/downloads/as4200'},
                  {category: 'mitigation', details: {de: 'Den Zugang zu Port 102/tcp auf die Programmiergeräte beschränken.',
                      en: 'Limit access to port 102/tcp to the engineering stations.'}}];

// asset, advisory, verdict, tier, risk, place score, reach, state and more
const ITEMS = [
    ['PLC-01', 0, 'affected', 'certain', 941, 9.8, 'reachable', {exploited: true}],
    ['PLC-02', 0, 'unknown', 'certain', 712, 8.8, 'reachable', {exploited: true, missing: ['firmware']}],
    ['SWI-01', 1, 'affected', 'certain', 688, 8.8, 'reachable',
        {state: 'in_progress', measure: 'patch', owner: 'K. Brandt', due: -3}],
    ['ROB-01', 4, 'affected', 'family', 604, 7.1, 'unknown', {}],
    ['VIS-01', 3, 'affected', 'family', 388, 7.8, 'local', {}],
    ['EM-01', 5, 'under_investigation', 'family', 310, 6.5, 'reachable', {}],
    ['TCU-01', 5, 'unknown', 'possible', 240, 6.5, 'unknown', {missing: ['firmware', 'order_code']}],
    ['DRV-02', 2, 'affected', 'certain', 122, 4.2, 'not_reachable',
        {state: 'accepted', measure: 'accept', owner: 'M. Yıldız', due: 160,
            reason: {de: 'Der Übergang C3 lässt nichts durch. Mit dem nächsten Stillstand wird aktualisiert.',
        en: 'Conduit C3 lets nothing through. It is updated with the next standstill.'}}],
    ['DRV-02', 0, 'not_affected', 'certain', 0, 0, 'not_reachable', {state: 'done'}],
    ['SWI-01', 2, 'fixed', 'family', 0, 0, 'reachable', {state: 'done', owner: 'K. Brandt', changed: true}],
];

const EVIDENCE = {
    affected: {de: 'Die Bestellnummer {code} steht in der Meldung beim Produkt „{product}“; der Firmware-Stand {version} liegt in „< V2.2.0“.',
        en: 'Order code {code} stands in the advisory with the product “{product}”; firmware {version} is among “< V2.2.0”.'},
    unknown: {de: 'Die Bestellnummer {code} steht in der Meldung beim Produkt „{product}“, aber am Gerät ist kein Firmware-Stand bekannt.',
        en: 'Order code {code} stands in the advisory with the product “{product}”, but the device’s firmware version is not known.'},
    under_investigation: {de: 'Der Hersteller prüft „{product}“ noch.', en: 'The maker is still looking into “{product}”.'},
    fixed: {de: 'Der Firmware-Stand {version} ist in der Meldung als behoben genannt.',
        en: 'Firmware {version} is named as fixed in the advisory.'},
    not_affected: {de: '„{product}“ ist in der Meldung als nicht betroffen genannt.',
        en: '“{product}” is named as not affected in the advisory.'},
};
const PROOF = {
    reachable: {de: 'Vom Internet über C1 (tcp 443) ins Büro, von dort über C2 (tcp 102) in die {zone}.',
        en: 'From the internet through C1 (tcp 443) to the office, from there through C2 (tcp 102) to {zone}.'},
    not_reachable: {de: 'Übergang C3 lässt 102/tcp nicht durch. Einen anderen Weg gibt es nicht.',
        en: 'Conduit C3 passes no 102/tcp. There is no other way.'},
    local: {de: 'Der Angriff beginnt am Gerät selbst.', en: 'The attack begins at the device itself.'},
    unknown: {de: 'Die Schnittstellen des Geräts sind nicht bekannt.', en: 'The device’s interfaces are not known.'},
};

/** Picks the language out of {de, en} anywhere in a value, and drops what is undefined. */
function said(value, language) {
    if (Array.isArray(value))
        return value.map(item => said(item, language));
    if (value === null || typeof value !== 'object')
        return value;
    if ('de' in value && 'en' in value)
        return value[language];
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined
        && item !== '').map(([name, item]) => [name, said(item, language)]));
}

function filled(text, values) {
    return Object.fromEntries(['de', 'en'].map(language => [language,
        text[language].replace(/\{(\w+)\}/g, (_, name) => said(values[name], language) ?? '')]));
}

function advisoryOf([tracking_id, title, publisher, score, ago]) {
    return {id: 'urn:schale:advisory:' + tracking_id.toLowerCase(), tracking_id, title, publisher, version: '1.2.0',
        status: 'final', released: timeFrom(-ago), score,
            severity: score >= 9 ? 'CRITICAL' : score >= 7 ? 'HIGH' : 'MEDIUM'};
}

function itemOf([key, at, verdict, tier, risk, place_score, reach, more], advisories) {
    const asset = ASSETS[key], zone = ZONES[asset.zone], row = advisories[at], advisory = advisoryOf(row);
    const product = asset.product + ' CPU';
    const known = {code: asset.order_code, product, version: asset.firmware, zone: zone?.name};
    const exploited = more.exploited ? [row[5][0][0]] : [];
    return {id: `urn:schale:advisory-status:${key}:${advisory.tracking_id}`.toLowerCase(),
        asset: {...asset, zone: zone?.id, zone_name: zone?.name},
            advisory, product, tier, verdict, evidence: filled(EVIDENCE[verdict], known), missing: more.missing ?? [],
                cve: row[5].map(one => one[0]), exploited,
            score: advisory.score, place_score: place_score || undefined,
                reach: {verdict: reach, proof: filled(PROOF[reach], known)}, risk, remedies: REMEDIES,
            state: more.state ?? 'open', measure: more.measure, owner: more.owner, due: more.due ? dayFrom(more.due) : undefined,
                reason: more.reason,
            decided_at: more.state ? timeFrom(-9) : undefined, decided_by: more.state ? 'Karin Brandt' : undefined,
                changed_since: Boolean(more.changed),
            vulnerabilities: row[5].map(([cve, title, score, vector]) => ({cve, title, score, vector, place_score: place_score
                ? Math.min(score, place_score) : undefined,
                place_vector: vector + V.adjacent, exploited: exploited.includes(cve) || undefined})),
            history: more.state ? [{seq: 40, time: timeFrom(-9), actor: 'Karin Brandt', state: more.state, measure: more.measure,
                owner: more.owner,
                due: more.due ? dayFrom(more.due) : undefined, reason: more.reason}] : []};
}

/** Many items, for lists of any length. */
export function manyItems(count) {
    const base = itemOf(ITEMS[0], ADVISORIES);
    return Array.from({length: count}, (_, i) => ({...base, id: `${base.id}:${i}`, risk: 1000 - Math.floor(i / 3),
        asset: {...base.asset, name: {de: `Gerät ${i}`, en: `Device ${i}`}}}));
}

const FINDINGS = [{rule: '6.1.11', severity: 'error', path: '$.vulnerabilities[4].cwe',
    message: 'CWE-280 is not "Improper Handling of Insufficient Permissions or Privileges ".',
                   hint: 'Write id and name as the CWE list has them.', line: 525}];

export const SOURCES = [
    {id: 's1', url: 'https://psirt.ambrecht.example/.well-known/csaf/provider-metadata.json', name: 'Ambrecht ProductCERT',
        every_hours: 24, last_run: timeFrom(-0.3),
     last_result: {new: 2, updated: 1, unchanged: 40, left_out: 0, refused: 0, failed: 0}, next_run: timeFrom(0.7),
         keys: ['C2F3A9D05B7E4411A0C8F2D9EE71B45A90D3C67F'], is_running: false},
    {id: 's2', url: 'cert.netzbrueck.example', name: '', every_hours: 0, last_run: timeFrom(-31),
        last_result: {new: 0, updated: 0, unchanged: 0, left_out: 0, refused: 0, failed: 3},
     error: {de: 'cert.netzbrueck.example: Der Server hat nicht geantwortet (Zeit abgelaufen). Prüfen Sie, ob die Anlage dorthin verbinden darf.',
             en: 'cert.netzbrueck.example: the server did not answer (timed out). See whether the plant may connect there.'},
                 keys: [], is_running: false}];

export const MEASURES = share => {
    const all = [{kind: 'segment', text: {de: 'Port 102/tcp durch den Übergang C2 sperren', en: 'Close port 102/tcp in conduit C2'},
        conduit: 'C2', removes: 1290, effort: 2, of: [0, 1]},
                 {kind: 'patch', text: {de: 'Firmware des Switches NB208M auf 4.3.0 bringen',
                     en: 'Bring the firmware of switch NB208M to 4.3.0'}, asset: 'SWI-01', removes: 688, effort: 1, of: [2]},
                 {kind: 'configure', text: {de: 'Wartungskennwort der Robotersteuerung ändern',
                     en: 'Change the maintenance password of the robot controller'}, asset: 'ROB-01', removes: 604, effort: 1,
                         of: [3]},
                 {kind: 'replace', text: {de: 'Energiezähler SM330 durch ein Gerät mit Anmeldung ersetzen',
                     en: 'Replace the energy meter SM330 by a device with login'}, asset: 'EM-01', removes: 310, effort: 5,
                         of: [5]}];
    const risk = all.reduce((sum, one) => sum + one.removes, 0);
    let removed = 0;
    const chosen = all.filter(one => removed < share * risk && (removed += one.removes));
    return {risk, removed, share: removed / risk, is_smallest: true, measures: chosen};
};

/**
 * Answers everything below /plan/security on this page. plant: what differs from the usual plant (advisories, items, sources, kev, assets,
 * fail: status of every answer, slow: milliseconds). Returns what can be looked at and changed: {sent, items, sources, …}.
 */
export async function answer(page, plant = {}) {
    const advisories = plant.advisories ?? ADVISORIES;
    const state = {sent: [], sources: structuredClone(SOURCES),
        kev: {title: 'CISA Catalog of Known Exploited Vulnerabilities', version: '2026.11.20', released: timeFrom(-6), count: 1482},
                   assets: 26, ...plant, advisories, items: plant.items ?? (advisories.length
                       ? ITEMS.map(row => itemOf(row, advisories)) : [])};
    await page.route(url => url.pathname.startsWith('/plan/security/'), route => respond(route, state));
    return state;
}

const isLate = item => item.state !== 'done' && item.due && item.due < dayFrom(0);

function summaryOf({items, advisories, assets}) {
    const count = (list, of) => Object.fromEntries(list.map(name => [name, items.filter(item => of(item) === name).length]));
    const left = items.filter(item => ['open', 'in_progress'].includes(item.state));
    const risk = list => list.reduce((sum, item) => sum + item.risk, 0);
    return {seq: 1e9, building: false, assets, matched_assets: new Set(items.map(item => item.asset.id)).size,
        advisories: advisories.length, newest_advisory: timeFrom(-6),
            states: count(['open', 'in_progress', 'done', 'accepted'], item => item.state),
            verdicts: count(['affected', 'unknown', 'under_investigation', 'fixed', 'not_affected'], item => item.verdict),
            exploited: left.filter(item => item.exploited.length).length,
                reachable: left.filter(item => item.reach.verdict === 'reachable').length,
            overdue: items.filter(isLate).length, risk: risk(items), risk_open: risk(left),
                lacking: assets ? 5 : 0, zones: 3, unzoned: 1};
}

const SORTS = {risk: (a, b) => b.risk - a.risk, due: (a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'),
    changed: (a, b) => (b.decided_at ?? '').localeCompare(a.decided_at ?? '')};

function wanted(items, query, language) {
    const is = (name, of) => !query.has(name) || query.getAll(name).includes(of);
    const q = (query.get('q') ?? '').toLowerCase();
    return items.filter(item => is('state', item.state) && is('verdict', item.verdict) && is('tier', item.tier) && is('reach', item.reach.verdict)
        && is('zone', item.asset.zone) && is('owner', item.owner)
        && is('asset', id64(item.asset.id)) && is('advisory', id64(item.advisory.id))
            && (!query.get('exploited') || item.exploited.length) && (!query.get('overdue') || isLate(item))
        && (!q || JSON.stringify(said(item, language)).toLowerCase().includes(q))).sort(SORTS[query.get('sort') ?? 'risk']);
}

function paged(list, query) {
    const from = Number(query.get('cursor') ?? 0), limit = Number(query.get('limit') ?? 100);
    const next = from + limit;
    return {total: list.length, result: list.slice(from, next), paging_metadata: next < list.length ? {cursor: String(next)} : {}};
}

function decided(item, {state, measure, owner, due, reason}) {
    const decision = {state, measure, owner, due, reason};
    return Object.assign(item, decision, {decided_at: timeFrom(0), history: [{seq: 50 + item.history.length, time: timeFrom(0),
        actor: 'Karin Brandt', ...decision}, ...item.history]});
}

function refusal(text, status = 400) {
    return [status, {messages: [{messageType: 'Error', text, code: 'bad-member', timestamp: timeFrom(0)}]}];
}

const FORMS = /filename="([^"]*)"/g;

const ROUTES = [
    ['GET', /^summary$/, state => state.summary ?? summaryOf(state)],
    ['GET', /^zones$/, () => ({zones: ZONES, conduits: []})],
    ['GET', /^items$/, (state, query, language) => ({seq: 489, building: false,
        ...paged(wanted(state.items, query, language), query)})],
    ['GET', /^items\/([^/]+)$/,
        (state, query, language, [id]) => state.items.find(item => id64(item.id) === id) ?? refusal('no such item', 404)],
    ['PUT', /^items\/([^/]+)$/, (state, query, language, [id], body) => body.state === 'accepted' && !body.reason ? refusal('reason')
        : decided(state.items.find(item => id64(item.id) === id), body)],
    ['POST', /^items\/decide$/, (state, query, language, parts, body) => ({
        decided: state.items.filter(item => body.items.includes(item.id)).map(item => decided(item, body)).length})],
    ['GET', /^measures$/, (state, query) => {
        if (state.measures)
            return state.measures;
        const found = MEASURES(Number(query.get('share')));
        return {...found, measures: found.measures.map(({of, asset, ...measure}) => ({...measure, asset: asset
            && {id: ASSETS[asset].id, name: ASSETS[asset].name}, items: of.map(i => state.items[i].id)}))};
    }],
    ['GET', /^advisories$/, (state, query, language) => paged(state.advisories.map(row => ({...advisoryOf(row),
        affected: state.items.filter(item => item.advisory.tracking_id === row[0] && item.verdict === 'affected').length,
        unknown: state.items.filter(item => item.advisory.tracking_id === row[0] && item.verdict === 'unknown').length}))
        .filter(one => JSON.stringify(said(one, language)).toLowerCase().includes((query.get('q') ?? '').toLowerCase())), query)],
    ['GET', /^advisories\/([^/]+)$/, (state, query, language, [id]) => {
        const row = state.advisories.find(one => id64(advisoryOf(one).id) === id);
        return row ? {...advisoryOf(row), affected: 1, unknown: 1,
            vulnerabilities: row[5].map(([cve, title, score, vector]) => ({cve, title, score, vector})),
                      products: ['< V2.2.0', 'V2.2.0'].map((version,
                          i) => ({maker: 'Ambrecht Steuerungen AG', name: 'AS4200 CPU', version, state: i ? 'fixed'
                              : 'known_affected'})),
                      remedies: REMEDIES, notes: [{category: 'legal_disclaimer', text: 'Without warranty.'},
                          {category: 'summary',
                              text: {de: 'Die Steuerungen AS4200 vor V2.2.0 vergeben Sitzungsschlüssel, die sich vorhersagen lassen.\n\nEin Angreifer im Netz kann sich ohne Kennwort anmelden.',
                          en: 'AS4200 controllers before V2.2.0 hand out session keys that can be predicted.\n\nAn attacker in the network can log in without a password.'}}],
                      references: [{url: 'https://psirt.ambrecht.example/asa-2026-014', summary: 'ASA-2026-014'},
                          {url: 'javascript:alert(1)', summary: 'bad'}]} : refusal('no such advisory', 404);
    }],
    ['POST', /^advisories$/, (state, query, language, parts, body, text) => {
        const files = [...text.matchAll(FORMS)].map(match => match[1]);
        const bad = files.filter(name => name.includes('bad'));
        if (!state.advisories.length) {
            state.advisories = ADVISORIES;
            state.items = ITEMS.map(row => itemOf(row, ADVISORIES));
        }
        return {new: files.length - bad.length, updated: 0, unchanged: 0, left_out: 0, refused: bad.length,
            files: bad.map(file => ({file, findings: FINDINGS}))};
    }],
    ['GET', /^sources$/, state => ({total: state.sources.length, result: state.sources, paging_metadata: {}})],
    ['POST', /^sources$/, (state, query, language, parts, body) => {
        if (body.url.includes(' '))
            return refusal('$.url: this is no address. Write https://… or a domain.');
        const source = {id: 's' + (state.sources.length + 1), keys: [], is_running: false, ...body};
        state.sources.push(source);
        return [201, source];
    }],
    ['POST', /^sources\/([^/]+)\/run$/, (state, query, language, [id]) => {
        const source = state.sources.find(one => id64(one.id) === id);
        Object.assign(source, {is_running: true});
        setTimeout(() => Object.assign(source, {is_running: false, error: undefined, last_run: timeFrom(0),
            last_result: {new: 3, updated: 0, unchanged: 0, left_out: 0, refused: 0, failed: 0}}), 300);
        return [202];
    }],
    ['POST', /^sources\/([^/]+)\/keys$/, (state, query, language, [id], body) => {
        const source = state.sources.find(one => id64(one.id) === id);
        source.offered = source.offered.filter(key => key !== body.fingerprint);
        source.keys = [...source.keys, body.fingerprint];
        return source;
    }],
    ['DELETE', /^sources\/([^/]+)$/, (state, query, language, [id]) => {
        state.sources = state.sources.filter(one => id64(one.id) !== id);
        return [204];
    }],
    ['GET', /^exploited$/, state => state.kev],
    ['POST', /^exploited$/, state => {
        state.kev = {title: 'CISA Catalog of Known Exploited Vulnerabilities', version: '2026.11.26', released: timeFrom(0),
            count: 1490};
        return state.kev;
    }],
    ['GET', /^report$/, () => [200, 'report']],
];

async function respond(route, state) {
    const request = route.request(), url = new URL(request.url());
    const path = url.pathname.slice('/plan/security/'.length);
    const language = url.searchParams.get('language') ?? request.headers()['accept-language']?.slice(0, 2) ?? 'en';
    const text = request.postDataBuffer()?.toString('latin1') ?? '';
    const body = request.headers()['content-type']?.includes('application/json') ? request.postDataJSON() : null;
    if (request.method() !== 'GET')
        state.sent.push({method: request.method(), path, body, text});
    if (state.slow)
        await new Promise(resolve => setTimeout(resolve, state.slow));
    if (state.fail)
        return route.fulfill({status: state.fail, json: {messages: [{text: 'told by the server'}]}});
    const [, pattern, make] = ROUTES.find(([method, shape]) => method === request.method() && shape.test(path)) ?? [];
    if (!make)
        return route.fulfill({status: 404, json: {messages: [{text: 'no such route in the fixtures: ' + path}]}});
    const made = make(state, url.searchParams, language === 'de' ? 'de' : 'en', pattern.exec(path).slice(1), body, text);
    const [status, json] = Array.isArray(made) ? made : [200, made];
    return json === undefined ? route.fulfill({status}) : typeof json === 'string'
        ? route.fulfill({status, contentType: 'text/plain', body: json})
        : route.fulfill({status, json: said(json, language === 'de' ? 'de' : 'en')});
}
