// format.js - numbers and times of data as people of a language write them, and nothing when that would say something else.
import {language} from './text.js';

const NUMERIC = /^xs:(double|float|decimal|byte|short|int|long|unsigned\w+|\w*[iI]nteger)$/;
const DIGITS_MAX = 15;   // that a double holds

export function isNumeric(type) {
    return NUMERIC.test(type ?? '');
}

/** A number of data in the user's language; as it stands when a double would not hold it, or it is none. */
export function numberText(text) {
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text))
        return text;
    const digits = text.replace(/[eE].*$/, '').replace(/\D/g, '').replace(/^0+/, '').length;
    const value = Number(text);
    if (digits > DIGITS_MAX || !Number.isFinite(value))
        return text;
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e15 || size < 1e-6))
        return new Intl.NumberFormat(language(), {notation: 'scientific', maximumSignificantDigits: DIGITS_MAX}).format(value);
    const fraction = /[eE]/.test(text) ? 15 : (text.split('.')[1] ?? '').length;
    return new Intl.NumberFormat(language(), {useGrouping: 'min2', minimumFractionDigits: Math.min(fraction, 6),
                                              maximumFractionDigits: Math.min(fraction, 15)}).format(value);
}

/** A date or time of data; '' when the type is none of them, or the text is not what the type says. */
export function dateText(text, type) {
    const shapes = {'xs:date': /^-?\d{4,}-\d\d-\d\d/, 'xs:dateTime': /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d/};
    if (!shapes[type]?.test(text))
        return '';
    const day = type === 'xs:date';
    const date = new Date(day ? text.slice(0, 10) + 'T00:00:00' : text);
    if (Number.isNaN(date.valueOf()))
        return '';
    return new Intl.DateTimeFormat(language(), day ? {dateStyle: 'medium'} : {dateStyle: 'medium',
        timeStyle: 'medium'}).format(date);
}

/** "de" as "Deutsch"; what is no code of a language as it stands. */
export function languageName(code) {
    try {
        return new Intl.DisplayNames([language()], {type: 'language'}).of(code.replace('_', '-'));
    } catch {
        return code;
    }
}
