// style.js - style sheets that only some pages need: export const styles = ['asset'] in a page's module.
const loaded = new Map();

function loadStyle(name, address = new URL(`../style/${name}.css`, import.meta.url)) {
    if (!loaded.has(name))
        loaded.set(name, new Promise(resolve => {
            const sheet = document.createElement('link');
            sheet.rel = 'stylesheet';
            sheet.href = address;
            sheet.onload = sheet.onerror = resolve;
            document.head.append(sheet);
        }));
    return loaded.get(name);
}

/** Resolves when all are there; the page is shown only then, so that it does not jump. */
export async function loadStyles(names) {
    await Promise.all(names.map(name => loadStyle(name)));
}
