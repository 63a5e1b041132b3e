// scroll.js - where a page was scrolled to, kept with its entry of the browser's history: on the way back it is there again.
import {useEffect, useLayoutEffect, useRef} from './html.js';

const RESTED_MS = 150;

// The browser would scroll before there is anything to scroll.
history.scrollRestoration = 'manual';

/** Where this entry of the history was scrolled to; 0 on the way forward. */
export function keptScroll() {
    return history.state?.scroll ?? 0;
}

function keep() {
    if (Math.round(scrollY) !== keptScroll())
        history.replaceState({...history.state, scroll: Math.round(scrollY)}, '');
}

/** Another question begins at its first answer, unless it was scrolled on before. */
export function useTopForAnother(question) {
    const before = useRef(question);
    useLayoutEffect(() => {
        if (before.current !== question && !keptScroll() && scrollY > 0)
            scrollTo(0, 0);
        before.current = question;
    }, [question]);
}

/** Keeps the scrolling of a page and restores it once, when what it shows is ready. */
export function useKeptScroll(ready) {
    const wanted = useRef(keptScroll());
    useLayoutEffect(() => {
        if (!ready || !wanted.current)
            return;
        scrollTo(0, wanted.current);
        wanted.current = 0;
    }, [ready]);
    useEffect(() => {
        let timer;
        const scrolled = () => {
            clearTimeout(timer);
            timer = setTimeout(keep, RESTED_MS);
        };
        // A click may lead away before the scrolling has come to rest.
        const leaving = () => clearTimeout(timer) ?? keep();
        addEventListener('scroll', scrolled, {passive: true});
        addEventListener('click', leaving, {capture: true});
        return () => {
            clearTimeout(timer);
            removeEventListener('scroll', scrolled);
            removeEventListener('click', leaving, {capture: true});
        };
    }, []);
}
