// theme.js - light, dark, or as the system has it.
const ORDER = ['system', 'light', 'dark'];

export function theme() {
    const stored = localStorage.getItem('theme');
    return ORDER.includes(stored) ? stored : 'system';
}

export function nextTheme() {
    return ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];
}

export function applyTheme(name) {
    localStorage.setItem('theme', name);
    if (name === 'system')
        delete document.documentElement.dataset.theme;
    else
        document.documentElement.dataset.theme = name;
}
