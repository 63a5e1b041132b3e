// security_fake.mjs - answers the routes of docs/security-api.md that the server does not have (it says 404 to them), out of
// memory, in
// exactly those shapes. Where the server has them the same tests run against it. What a test needs it sends through the page's own
// routes (ask()), so that it is there in both cases.
const ROUTES = ['inventory', 'zones', 'reach', 'provider', 'own-advisories'];
const NAMES = ['maker', 'product', 'family', 'type', 'order_code', 'article_number', 'serial_number',
               'firmware', 'software', 'hardware', 'location', 'name', 'inventory_number', 'cpe', 'purl'];
const HEADS = {Hersteller: 'maker', Produkt: 'product', Bestellnummer: 'order_code', Seriennummer: 'serial_number',
    Firmware: 'firmware',
               Ort: 'location', Name: 'name'};
const PAGE = 100;

const idOf = text => Buffer.from(text, 'base64url').toString('utf8');
const text = texts => typeof texts === 'object' ? texts.de ?? Object.values(texts)[0] : texts;

/** The routes that the server of this world does not have. */
async function missingRoutes(url) {
    const missing = [];
    for (const name of ROUTES) {
        const answer = await fetch(`${url}plan/security/${name}${name === 'reach' ? '?asset=eA' : ''}`);
        const {messages = []} = answer.ok ? {} : await answer.json().catch(() => ({}));
        if (answer.status === 404 && !messages.some(message => /asset|advisory/i.test(message.text)))
            missing.push(name);
    }
    return missing;
}

/** Devices out of what the search says of the example factory's assets. */
async function devicesOf(url) {
    const {result} = await (await fetch(url + 'plan/search?kind=shell&limit=100')).json();
    return result.map((card, i) => withLacks({
        asset: card.id, name: text(card.display_name) ?? card.id_short, maker: card.maker, product: text(card.product),
        order_code: card.order_code, serial_number: card.serial_number, firmware: i % 3 ? `V${i}.1` : undefined,
        location: i % 2 ? 'Halle 2' : 'Halle 1, Leitwarte', duplicates: [],
        interfaces: i % 3 === 1 ? [{name: 'Modbus', transport: 'tcp', port: 502}, {name: 'OPC UA', transport: 'tcp', port: 4840},
                                   {name: 'HTTP', transport: 'tcp', port: 80}] : []}));
}

function withLacks(device) {
    return {...device, lacks: ['maker', 'product', 'order_code', 'serial_number', 'firmware'].filter(name => !device[name])};
}

function columnOf(head, index, rows) {
    const samples = [...new Set(rows.map(row => row[index]).filter(Boolean))].slice(0, 3);
    return {index, head, ...(HEADS[head] ? {guess: HEADS[head]} : {}), samples};
}

const problem = (status, words) => ({status, json: {success: false, messages: [{code: 'x', messageType: 'Error', text: words}]}});

function listed(list, parameters) {
    const from = Number(parameters.get('cursor') ?? 0), limit = Number(parameters.get('limit') ?? PAGE);
    const cursor = from + limit < list.length ? {cursor: String(from + limit)} : {};
    return {json: {total: list.length, result: list.slice(from, from + limit), paging_metadata: cursor}};
}

class Fake {
    constructor(devices) {
        this.devices = devices;
        this.plan = {zones: [], conduits: []};
        this.revision = 1;
        this.provider = {};
        this.advisories = new Map();
    }

    inventory(method, rest, parameters, body) {
        if (method === 'GET') {
            const q = (parameters.get('q') ?? '').toLowerCase(), lacks = parameters.get('lacks');
            const zoneOf = id => this.plan.zones.find(zone => zone.assets?.includes(id));
            const found = this.devices.filter(device => (!q || JSON.stringify(device).toLowerCase().includes(q))
                && (!lacks || (lacks === 'any' ? device.lacks.length : device.lacks.includes(lacks))))
                .map(device => ({...device, zone: zoneOf(device.asset)?.id, zone_name: zoneOf(device.asset)?.name}));
            return parameters.get('format') === 'csv' ? {contentType: 'text/csv', body: 'name\r\n'
                + found.map(device => device.name).join('\r\n')} : listed(found, parameters);
        }
        const [head, ...rows] = body.toString('utf8').trim().split(/\r?\n/).map(line => line.split(';'));
        if (head.length < 2)
            return problem(400, 'Line 1: no column of this list is known. Write heads such as "Hersteller" into the first line.');
        if (rest[0] === 'preview')
            return {json: {separator: ';', encoding: 'utf-8', head_line: 1, rows: rows.length, names: NAMES,
                           columns: head.map((name, index) => columnOf(name, index, rows))}};
        const columns = (parameters.get('columns') ?? head.map(name => HEADS[name] ?? '').join(',')).split(',');
        const result = {stored: 0, lacking: 0, duplicates: 0, refused: 0, rows: [], assets: []};
        rows.forEach((row, at) => this.store(Object.fromEntries(columns.map((name, i) => [name, row[i]]).filter(([name,
            value]) => name && value)), at + 2, result));
        return {json: result};
    }

    store(row, line, result) {
        const tell = (kind, words) => result.rows.push({line, kind, text: words});
        if (!Object.keys(row).length) {
            result.refused++;
            return tell('refused', 'The row says nothing of a device.');
        }
        const twin = this.devices.find(one => one.serial_number && one.serial_number === row.serial_number
            && one.maker === row.maker);
        if (twin) {
            result.duplicates++;
            return tell('duplicate', `${twin.maker} ${twin.serial_number} is already here.`);
        }
        const device = withLacks({asset: 'urn:fake:' + this.devices.length, interfaces: [], duplicates: [], ...row});
        this.devices.push(device);
        result.stored++;
        result.assets.push(device.asset);
        if (device.lacks.length) {
            result.lacking++;
            tell('lacks', `${device.name ?? device.product}: ${device.lacks.join(', ')}`);
        }
        return undefined;
    }

    zones(method, rest, parameters, body, headers) {
        if (rest[0] === 'proposal')
            return {json: {zones: [
                {id: 'internet', name: 'Internet', untrusted: true, assets: []},
                {id: 'hall_1', name: 'Halle 1', criticality: 3, target: [2, 2, 2, 1, 2, 1, 2], achieved: [1, 2, 2, 1, 1, 1, 2],
                 assets: this.devices.slice(0, 9).map(one => one.asset)},
                {id: 'hall_2', name: 'Halle 2', criticality: 2, assets: this.devices.slice(9, 12).map(one => one.asset)}],
                conduits: [{id: 'C1', name: 'Fernwartung', from: 'internet', to: 'hall_1',
                            flows: [{transport: 'tcp', ports: '443', direction: 'forth'}]},
                           {id: 'C2', name: 'Leittechnik', from: 'hall_1', to: 'hall_2',
                            flows: [{transport: 'tcp', ports: '502', direction: 'both'}]}],
                reasons: [{zone: 'hall_1', text: 'Neun Assets stehen in der Struktur unter „Halle 1“.'},
                          {zone: 'hall_2', text: 'Drei Assets sprechen Modbus mit Halle 1.'}]}};
        if (method === 'PUT') {
            if (headers['if-match'] !== `"${this.revision}"`)
                return problem(412, 'Somebody else was faster.');
            const plan = JSON.parse(body.toString('utf8'));
            const bad = plan.conduits.flatMap(one => one.flows ?? []).find(flow => !/^(|any|[\d, -]+)$/.test(flow.ports ?? ''));
            if (bad)
                return problem(400, `The ports "${bad.ports}" are none.`);
            this.plan = plan;
            this.revision++;
            return {status: 204, headers: {ETag: `"${this.revision}"`}};
        }
        return {json: this.plan, headers: {ETag: `"${this.revision}"`}};
    }

    reach(method, rest, parameters) {
        const id = idOf(parameters.get('asset'));
        const zone = this.plan.zones.find(one => one.assets?.includes(id));
        const way = zone && this.plan.conduits.find(one => one.to === zone.id
            && this.plan.zones.some(other => other.id === one.from && other.untrusted));
        return {json: way ? {verdict: 'reachable', proof: [`From ${way.from} through ${way.id} to ${zone.name}.`]}
            : {verdict: zone ? 'not_reachable' : 'unknown',
                proof: [zone ? 'No conduit leads there.' : 'The asset is in no zone.']}};
    }

    answerAdvisory(id, status = 200) {
        const {advisory, revision} = this.advisories.get(id);
        return {status, json: {id, ...advisory, findings: findingsOf(advisory)}, headers: {ETag: `"${revision}-form"`}};
    }

    keepAdvisory(id, advisory) {
        this.advisories.set(id, {advisory, revision: ++this.revision});
    }

    ['own-advisories'](method, rest, parameters, body, headers) {
        const form = body?.length ? JSON.parse(body.toString('utf8')) : null;
        if (!rest.length && method === 'GET')
            return listed([...this.advisories].map(([id, {advisory}]) => ({id, tracking_id: advisory.tracking_id,
                title: advisory.title,
                state: advisory.state, version: advisory.version, url: advisory.url})), parameters);
        if (!rest.length) {
            const id = 'urn:fake:own-advisory:' + (this.advisories.size + 1);
            this.keepAdvisory(id, {language: 'en', tlp: 'WHITE', ...form, state: 'draft', version: '0.1.0'});
            return this.answerAdvisory(id, 201);
        }
        const id = idOf(rest[0]), known = this.advisories.get(id);
        if (!known)
            return problem(404, 'There is no own advisory with this id.');
        if (method === 'DELETE') {
            this.advisories.delete(id);
            return {status: 204};
        }
        if (method === 'PUT') {
            if (headers['if-match'] && headers['if-match'] !== `"${known.revision}-form"`)
                return problem(412, 'Somebody else was faster.');
            this.keepAdvisory(id, {...form, state: 'draft', version: known.advisory.version, url: known.advisory.url});
        } else if (rest[1] === 'publish') {
            const findings = findingsOf(known.advisory);
            if (findings.length)
                return problem(400, findings[0].message);
            this.provider.key ??= 'AB'.repeat(20);
            this.keepAdvisory(id, {...known.advisory, state: 'published', version: '1.0.0',
                                   url: this.provider.public_url + '/.well-known/csaf/white/2026/a.json'});
        } else if (parameters.get('format') === 'csaf')
            return {json: {document: {category: 'csaf_security_advisory', csaf_version: '2.0', title: known.advisory.title,
                                      tracking: {id: known.advisory.tracking_id, version: known.advisory.version}}}};
        return this.answerAdvisory(id);
    }

    handleProvider(method, body) {
        if (method === 'PUT')
            this.provider = {...JSON.parse(body.toString('utf8')), key: this.provider.key};
        return {json: {...this.provider, findings: []}, headers: {ETag: '"1-provider"'}};
    }
}

function findingsOf(form) {
    const finding = (path, message) => ({severity: 'error', rule: 'form-required', path, element: path, message,
        hint: 'Fill it in.'});
    return [...(form.title ? [] : [finding('$.title', 'This is missing: title.')]),
            ...(form.products?.length ? [] : [finding('$.products', 'This is missing: products.')]),
            ...(form.vulnerabilities ?? []).flatMap((one, i) => !one.cwe || /^CWE-\d{1,4}$/.test(one.cwe) ? []
                : [finding(`$.vulnerabilities[${i}].cwe`, `"${one.cwe}" is not in the list of weaknesses (CWE).`)])];
}

/** Answers, for this page, what the server of `world` does not. Returns what answers, or null when the server does it all. */
export async function answerSecurity(page, world) {
    const missing = await missingRoutes(world.url);
    if (!missing.length)
        return null;
    const fake = new Fake(await devicesOf(world.url));
    await page.route(new RegExp(`/plan/security/(${missing.join('|')})\\b`), async route => {
        const request = route.request(), url = new URL(request.url());
        const [name, ...rest] = url.pathname.replace('/plan/security/', '').split('/');
        const answer = name === 'provider' ? fake.handleProvider(request.method(), request.postDataBuffer())
            : fake[name](request.method(), rest, url.searchParams, request.postDataBuffer(), request.headers());
        await route.fulfill(answer);
    });
    return fake;
}

/** Sends a request as the page would; what it answers, parsed. */
export function ask(page, method, path, body, headers = {}) {
    return page.evaluate(async ([verb, address, content, more]) => {
        const answer = await fetch(address, {method: verb, headers: {'Content-Type': 'application/json', ...more},
                                             body: content === undefined ? undefined
                                                 : typeof content === 'string' ? content : JSON.stringify(content)});
        const words = await answer.text();
        return {status: answer.status, etag: answer.headers.get('ETag'), data: words ? JSON.parse(words) : null};
    }, [method, path, body, headers]);
}
