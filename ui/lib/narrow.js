// narrow.js - whether the window is a phone's, as the style sheets have it.
import {useEffect, useState} from './html.js';

const NARROW = '(max-width: 56rem)';

/** Whether the window is no wider than that; without it: a phone's. */
export function useNarrow(media = NARROW) {
    const [narrow, setNarrow] = useState(matchMedia(media).matches);
    useEffect(() => {
        const question = matchMedia(media);
        const changed = () => setNarrow(question.matches);
        question.addEventListener('change', changed);
        return () => question.removeEventListener('change', changed);
    }, [media]);
    return narrow;
}
