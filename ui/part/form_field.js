// form_field.js - a field of a form with what the check found of it.
import {html} from '../lib/html.js';
import {fieldId} from '../lib/form_findings.js';
import {t} from '../lib/text.js';

/** findings: those of the field. */
export function FieldFindings({findings = [], id}) {
    return findings.length > 0 && html`<div id=${id} class="field-findings">${findings.map((finding, i) => html`<p key=${i}
        class=${finding.severity === 'error' ? 'fault' : 'hint warn-text'}><bdi>${finding.message}</bdi>${finding.hint && html`
            <span class="soft"> <bdi>${finding.hint}</bdi></span>`}</p>`)}</div>`;
}

/**
 * One field. path: "$.title"; label: key of its words; value, set(text); found: Map of path → findings; lines: of a text area;
 * options: [[value, words]] for a choice. children(id, describedBy) makes another input.
 */
export function FormField({path, label, hint, value, set, found, lines, options, mono, placeholder, children}) {
    const id = fieldId(path), findings = found.get(path) ?? [];
    const faulty = findings.some(finding => finding.severity === 'error');
    const describedBy = [hint && id + '-hint', findings.length && id + '-found'].filter(Boolean).join(' ') || undefined;
    const common = {id, 'aria-describedby': describedBy, 'aria-invalid': faulty, class: mono ? 'mono' : undefined, placeholder,
                    value: value ?? ''};
    return html`<div class=${faulty ? 'field faulty' : 'field'}><label for=${id}>${t(label)}</label>
        ${children ? children(id, describedBy)
            : options ? html`<select ...${common} onChange=${event => set(event.target.value)}>${options.map(([option,
                words]) => html`
                <option key=${option} value=${option}>${words}</option>`)}</select>`
            : lines ? html`<textarea ...${common} rows=${lines} onInput=${event => set(event.target.value)} />`
            : html`<input ...${common} onInput=${event => set(event.target.value)} />`}
        ${hint && html`<span class="hint" id=${id + '-hint'}>${t(hint)}</span>`}
        <${FieldFindings} findings=${findings} id=${id + '-found'} /></div>`;
}
