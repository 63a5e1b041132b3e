// lexical.js - how values of the XSD types are written (XSD 1.1 part 2,
// as far as IDTA-01001 5.3.10 uses them): a first check beside the
// field. What counts is the server's.
const YEAR = '-?\\d{4,}', ZONE = '(Z|[+-]\\d\\d:\\d\\d)?';
const DAY = '\\d\\d-\\d\\d', TIME = '\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?';
const INTEGER = '[+-]?\\d+';
const REAL = '[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?INF|NaN';

const FORMS = {
    boolean: 'true|false|0|1', decimal: '[+-]?(\\d+(\\.\\d*)?|\\.\\d+)', double: REAL, float: REAL,
    date: `${YEAR}-${DAY}${ZONE}`, dateTime: `${YEAR}-${DAY}T${TIME}${ZONE}`, time: TIME + ZONE,
    gYear: YEAR + ZONE, gYearMonth: `${YEAR}-\\d\\d${ZONE}`, gMonth: `--\\d\\d${ZONE}`, gDay: `---\\d\\d${ZONE}`,
        gMonthDay: `--${DAY}${ZONE}`,
    duration: '-?P(?=.)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?',
    hexBinary: '([0-9a-fA-F]{2})*', base64Binary: '[A-Za-z0-9+/= \\n]*',
};
const INTEGERS = ['integer', 'byte', 'short', 'int', 'long', 'unsignedByte', 'unsignedShort', 'unsignedInt', 'unsignedLong',
                  'nonNegativeInteger', 'positiveInteger', 'nonPositiveInteger', 'negativeInteger'];
const RANGES = {byte: [-128n, 127n], short: [-32768n, 32767n], int: [-2147483648n, 2147483647n], long: [-(2n ** 63n),
    2n ** 63n - 1n],
                unsignedByte: [0n, 255n], unsignedShort: [0n, 65535n], unsignedInt: [0n, 4294967295n], unsignedLong: [0n,
                    2n ** 64n - 1n],
                nonNegativeInteger: [0n, null], positiveInteger: [1n, null], nonPositiveInteger: [null, 0n], negativeInteger: [null,
                    -1n]};

export const VALUE_TYPES = ['xs:string', 'xs:boolean', 'xs:decimal', 'xs:double', 'xs:float', 'xs:integer', 'xs:int', 'xs:long',
    'xs:date',
                            'xs:dateTime', 'xs:time', 'xs:duration', 'xs:gYear', 'xs:gYearMonth', 'xs:anyURI', 'xs:unsignedInt',
                            'xs:nonNegativeInteger', 'xs:positiveInteger', 'xs:byte', 'xs:short', 'xs:unsignedByte',
                                'xs:unsignedShort',
                            'xs:unsignedLong', 'xs:gDay', 'xs:gMonth', 'xs:gMonthDay', 'xs:hexBinary', 'xs:base64Binary',
                            'xs:nonPositiveInteger', 'xs:negativeInteger'];

const plain = type => (type ?? '').replace(/^xs:/, '');

export function isWhole(type) {
    return INTEGERS.includes(plain(type));
}

export function isNumber(type) {
    return isWhole(type) || ['decimal', 'double', 'float'].includes(plain(type));
}

/** The key of the words that say how a value of this type is written, when this text is none; '' when it is one, or empty. */
export function lexicalFault(type, text) {
    const name = plain(type);
    if (text === '' || text === undefined || text === null)
        return '';
    if (isWhole(type)) {
        if (!new RegExp(`^${INTEGER}$`).test(text))
            return 'edit.fault_integer';
        const [least, most] = RANGES[name] ?? [null, null];
        const number = BigInt(text.replace(/^\+/, ''));
        return (least !== null && number < least) || (most !== null && number > most) ? 'edit.fault_range' : '';
    }
    if (!FORMS[name] || new RegExp(`^(${FORMS[name]})$`).test(text))
        return '';
    return isNumber(type) ? 'edit.fault_number' : 'edit.fault_' + name;
}

/** What somebody typed as the type writes it: "12,5" is 12.5 where a number is wanted. */
export function tidied(type, text) {
    const trimmed = type === 'xs:string' ? text : text.trim();
    return isNumber(type) && /^[+-]?\d+,\d+$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed;
}
