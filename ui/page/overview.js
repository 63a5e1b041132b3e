// overview.js - stub
import {html} from '../lib/html.js';
export default function Overview() { return html`<h1>Übersicht</h1>`; }
