// tree_source.js - the elements of a submodel as rows of a tree, read as far as they are looked at: the top in pages, what is
// inside when it is opened (level=core: an element and its direct children).
import {get, paths, query} from './api.js';
import {childPath, childrenOf, isContainer, itemsOf} from './element.js';

const FIRST_PAGE = 250;    // quickly there
const PAGE = 1000;         // the most that a page takes

/** Whether something may be inside. What came without its children (level=core) is not known to be empty. */
function isExpandable(node) {
    const {element} = node;
    if (!isContainer(element))
        return false;
    const part = element.modelType === 'Entity' ? element.statements : element.modelType === 'AnnotatedRelationshipElement'
        ? element.annotations : element.value;
    return part === undefined ? !node.whole : part.length > 0;
}

export class TreeSource {
    /** changed(): something is there that was not before. */
    constructor(submodel, changed) {
        this.submodel = submodel;
        this.changed = changed;
        this.abort = new AbortController();
        this.top = [];
        this.cursor = undefined;   // undefined: nothing read yet; null: all read
        this.error = null;
        this.busy = null;
        this.open = new Set();
        this.inside = new Map();   // path → {nodes, error, busy}
    }

    close() {
        this.abort.abort();
    }

    get complete() {
        return this.cursor === null;
    }

    /** The next page of the top; one at a time. */
    more() {
        if (this.complete || this.error)
            return Promise.resolve();
        this.busy ??= this.readPage(this.cursor === undefined ? FIRST_PAGE : PAGE).finally(() => { this.busy = null; });
        return this.busy;
    }

    async readPage(limit) {
        try {
            const page = await get(paths.submodel(this.submodel) + '/submodel-elements'
                + query({level: 'core', limit, cursor: this.cursor}), {signal: this.abort.signal});
            const root = {element: {modelType: 'Submodel'}, submodel: this.submodel, path: ''};
            for (const element of page.result)
                this.top.push({element, submodel: this.submodel, path: childPath(root, element), index: this.top.length});
            this.cursor = page.paging_metadata?.cursor ?? null;
        } catch (error) {
            if (error.name === 'AbortError')
                return;
            this.error = error;
        }
        this.changed();
    }

    /** Reads again as far as was read, keeping what is open. */
    async again() {
        const fresh = new TreeSource(this.submodel, () => {});
        fresh.abort = this.abort;
        do
            await fresh.more();
        while (!fresh.complete && !fresh.error && fresh.top.length < this.top.length);
        if (this.abort.signal.aborted)
            return;
        Object.assign(this, {top: fresh.top, cursor: fresh.cursor, error: fresh.error, inside: new Map()});
        this.changed();
        // Parents come before their children, which are found only then.
        for (const path of [...this.open].sort((a, b) => a.length - b.length)) {
            const row = this.rows().find(one => one.node.path === path);
            if (row)
                await this.read(row.node);
        }
    }

    toggle(node) {
        if (this.open.delete(node.path))
            return this.changed();
        return this.show(node);
    }

    /** Opens a node. */
    async show(node) {
        this.open.add(node.path);
        this.changed();
        if (!this.inside.has(node.path) || this.inside.get(node.path).error)
            await this.read(node);
    }

    async read(node) {
        if (itemsOf(node.element).length) {
            this.inside.set(node.path, {nodes: childrenOf(node)});
            return this.changed();
        }
        this.inside.set(node.path, {nodes: [], busy: true});
        try {
            const element = await get(paths.element(node.submodel, node.path) + '?level=core', {signal: this.abort.signal});
            const nodes = childrenOf({...node, element});
            node.whole = nodes.length === 0;
            this.inside.set(node.path, {nodes});
        } catch (error) {
            if (error.name === 'AbortError')
                return undefined;
            this.inside.set(node.path, {nodes: [], error});
        }
        return this.changed();
    }

    /** Opens all that a path leads through; resolves when its row is there, or is known not to be. */
    async reveal(path) {
        const names = path.split(/\.|(?=\[)/);
        let way = '';
        for (const [at, name] of names.entries()) {
            way += at === 0 || name.startsWith('[') ? name : '.' + name;
            let row;
            while (!(row = this.rows().find(one => one.node.path === way)) && !this.complete && !this.error)
                await this.more();
            if (!row)
                return;
            if (at < names.length - 1)
                await this.show(row.node);
        }
    }

    /** What is to be seen from top to bottom: {node, level, at, of, expandable, open, busy, error}. */
    rows() {
        const rows = [];
        const add = (nodes, level, of) => {
            for (const [at, node] of nodes.entries()) {
                const open = this.open.has(node.path);
                const inside = open ? this.inside.get(node.path) : undefined;
                rows.push({node, level, at, of, expandable: isExpandable(node), open, busy: inside?.busy, error: inside?.error,
                           empty: open && inside && !inside.busy && !inside.error && !inside.nodes.length});
                if (inside)
                    add(inside.nodes, level + 1, inside.nodes.length);
            }
        };
        add(this.top, 1, this.complete ? this.top.length : -1);
        return rows;
    }
}
