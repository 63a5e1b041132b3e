// html.js - the view library in one place: html`…` makes nodes, the hooks, render. Every value in a
// template becomes text or an attribute, never markup.
import {h, render, Fragment} from '../vendor/preact.js';
import htm from '../vendor/htm.js';

export {render, Fragment};
export {useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId} from '../vendor/hooks.js';
export const html = htm.bind(h);
