// form_findings.js - what a check found in a form, at the fields it is about. A path such as "$.products[0].name" belongs to the
// field of
// that path, or else to the nearest thing above that is shown.

function above(path) {
    const cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut > 0 ? path.slice(0, cut) : '$';
}

/** All paths of a form's value, and the given ones: what is shown and may carry findings. */
export function pathsOf(value, path = '$', found = new Set()) {
    found.add(path);
    if (Array.isArray(value))
        value.forEach((item, i) => pathsOf(item, `${path}[${i}]`, found));
    else if (value && typeof value === 'object')
        for (const [name, inside] of Object.entries(value))
            pathsOf(inside, `${path}.${name}`, found);
    return found;
}

/** Map of path → findings. shown: Set of the paths that can carry some. */
export function findingsByField(findings, shown) {
    const placed = new Map();
    for (const finding of findings) {
        let path = finding.path ?? '$';
        while (path !== '$' && !shown.has(path))
            path = above(path);
        placed.set(path, [...(placed.get(path) ?? []), finding]);
    }
    return placed;
}

/** The id of the field of a path in the page. */
export function fieldId(path) {
    return 'field' + path.replace(/[^\w]+/g, '-');
}
