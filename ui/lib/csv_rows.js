// csv_rows.js - the first rows of a list, read here only to show how they will look; what is stored the server reads itself.
const BYTES_READ = 256 << 10;

/** The records of CSV text (RFC 4180, any separator): arrays of fields. */
function recordsOf(text, separator, max) {
    const records = [];
    let field = '', record = [], quoted = false;
    const endField = () => { record.push(field.trim()); field = ''; };
    const endRecord = () => { endField(); records.push(record); record = []; };
    for (let i = 0; i < text.length && records.length < max; i++) {
        const letter = text[i];
        if (quoted) {
            if (letter !== '"')
                field += letter;
            else if (text[i + 1] === '"')
                field += text[++i];
            else
                quoted = false;
        } else if (letter === '"' && !field.trim())
            quoted = true;
        else if (letter === separator)
            endField();
        else if (letter === '\n')
            endRecord();
        else
            field += letter;
    }
    if (field || record.length)
        endRecord();
    return records.slice(0, max);
}

/** Up to `count` rows behind the head. preview: of POST /plan/security/inventory/preview for this file. */
export async function firstRows(file, preview, count) {
    const bytes = await file.slice(0, BYTES_READ).arrayBuffer();
    let text;
    try {
        text = new TextDecoder(preview.encoding ?? 'utf-8').decode(bytes);
    } catch {
        return [];
    }
    const lines = text.split('\n');
    const body = lines.slice(preview.head_line ?? 1).join('\n');
    return recordsOf(body, preview.separator, count * 4).filter(record => record.some(Boolean)).slice(0, count);
}
