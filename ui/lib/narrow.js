// narrow.js - whether the window is a phone's, as the style sheets have it.
import {useEffect, useState} from './html.js';

const NARROW = '(max-width: 56rem)';

export function useNarrow() {
    const [narrow, setNarrow] = useState(matchMedia(NARROW).matches);
    useEffect(() => {
        const question = matchMedia(NARROW);
        const changed = () => setNarrow(question.matches);
        question.addEventListener('change', changed);
        return () => question.removeEventListener('change', changed);
    }, []);
    return narrow;
}
