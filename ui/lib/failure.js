// failure.js - an error of the script is told on the page, in words that help, and the page stays usable.
// Works without any other module, also when those do not load.
const WORDS = {
    de: ['Auf dieser Seite ist ein Fehler passiert.', 'Neu laden', 'Schließen'],
    en: ['Something went wrong on this page.', 'Reload', 'Close'],
};
const SHOWN_MAX = 3;

export function showFailure(error) {
    const words = WORDS[document.documentElement.lang] ?? WORDS.en;
    let box = document.getElementById('failures');
    if (!box) {
        box = document.createElement('div');
        box.id = 'failures';
        box.setAttribute('role', 'alert');
        document.body.append(box);
    }
    if (box.childElementCount >= SHOWN_MAX)
        return;
    const entry = document.createElement('div');
    entry.className = 'failure';
    const text = document.createElement('p');
    text.textContent = words[0];
    const detail = document.createElement('code');
    detail.textContent = String(error?.message ?? error).slice(0, 300);
    const reload = button(words[1], () => location.reload());
    const close = button(words[2], () => entry.remove());
    entry.append(text, detail, reload, close);
    box.append(entry);
    const start = document.querySelector('.starting');
    if (start)
        start.remove();
}

function button(text, onclick) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.onclick = onclick;
    return made;
}

// What the browser itself says of layouts that take longer than a frame is no error of ours.
const HARMLESS = /ResizeObserver loop/;

export function watchErrors() {
    addEventListener('error', event => {
        if (event.error || (event.message && !HARMLESS.test(event.message)))
            showFailure(event.error ?? event.message);
    });
    addEventListener('unhandledrejection', event => {
        if (event.reason?.name !== 'AbortError')
            showFailure(event.reason);
    });
}
