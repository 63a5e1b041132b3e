/* SPDX-License-Identifier: Apache-2.0 */
/* mend_text.c - texts and names: control characters, white space, idShorts, languages, spelling. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "codec/lexical.h"
#include "model/legacy_convert.h"
#include "model/mend_private.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The bytes of white space that a text begins with; U+00A0 and U+FEFF count, which spreadsheets
 * and web pages leave behind. */
static size_t space_before(str text)
{
    if (text.n && is_space(text.p[0]))
        return 1;
    if (str_starts_with(text, STR("\xC2\xA0")))
        return 2;
    return str_starts_with(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

static size_t space_behind(str text)
{
    if (text.n && is_space(text.p[text.n - 1]))
        return 1;
    return str_ends_with(text, STR("\xC2\xA0")) ? 2 : 0;
}

str mend_trim(str text)
{
    size_t n;
    while ((n = space_before(text)))
        text = str_of(text.p + n, text.n - n);
    while ((n = space_behind(text)))
        text.n -= n;
    return text;
}

/* --- forms --------------------------------------------------------------------------------------
 */

static str map_bytes(struct arena *arena, str text, char from, char to)
{
    char *copy = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        copy[i] = text.p[i] == from ? to : text.p[i];
    return str_of(copy, text.n);
}

static char small(char c)
{
    return ascii_lower(c);
}

static str id_short_form(struct mend *mend, str text)
{
    str name = legacy_id_short(mend->arena, text);
    if (!text_form_is_right(FORM_ID_SHORT, name, mend->version)) /* 3.0 knows no dash */
        name = map_bytes(mend->arena, name, '-', '_');
    return name;
}

/* Base64 without line ends, in the usual alphabet, filled up to four. */
static str base64_form(struct arena *arena, str text)
{
    char *copy = arena_alloc(arena, text.n + 4);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (!is_space(text.p[i]))
            copy[n++] = text.p[i] == '-' ? '+' : text.p[i] == '_' ? '/' : text.p[i];
    while (n % 4 && n % 4 != 1)
        copy[n++] = '=';
    return str_of(copy, n);
}

/* "01" and "1 " are 1. */
static str version_form(str text)
{
    while (text.n > 1 && text.p[0] == '0')
        text = str_of(text.p + 1, text.n - 1);
    return text;
}

/* The one right form of a text that has not the right one, or {NULL, 0}. */
static str right_form(struct mend *mend, enum text_form form, str text)
{
    str next = mend_trim(text);
    if (next.n == 0)
        return (str){0};
    if (text_form_is_right(form, next, mend->version))
        return next;
    switch (form) {
    case FORM_ID_SHORT:
        next = id_short_form(mend, next);
        break;
    case FORM_LANGUAGE:
        next = map_bytes(mend->arena, next, '_', '-'); /* en_GB */
        break;
    case FORM_BASE64:
        next = base64_form(mend->arena, next);
        break;
    case FORM_VERSION:
        next = version_form(next);
        break;
    case FORM_DATE_TIME_UTC:
        next = mend_value_form(XSD_DATE_TIME, next, mend->arena);
        break;
    case FORM_PATH:
        next = map_bytes(mend->arena, next, '\\', '/');
        break;
    case FORM_ANY:
    case FORM_CONTENT_TYPE: /* mend_element.c, by the ending of the file */
    case FORM_DURATION:
        return (str){0};
    }
    return next.p && text_form_is_right(form, next, mend->version) ? next : (str){0};
}

static enum fix form_fix(enum text_form form)
{
    return form == FORM_ID_SHORT ? FIX_ID_SHORT : form == FORM_LANGUAGE ? FIX_LANGUAGE : FIX_TEXT;
}

static enum rule form_rule(enum text_form form)
{
    return form == FORM_ID_SHORT   ? RULE_AASD_002
           : form == FORM_LANGUAGE ? RULE_LANGUAGE
                                   : RULE_PATTERN;
}

/* So that references to the element can be changed along. The place still has the old name. */
static void note_rename(struct mending *mending, str name)
{
    struct mend *mend = mending->mend;
    struct buf path = {0};
    if (!mending->place->element || !mend->submodel_id.n)
        return;
    place_write_element(mending->place, &path);
    str below = str_of(path.p + mend->submodel_name_bytes, path.n - mend->submodel_name_bytes);
    str *to = ARENA_NEW(mend->arena, str);
    *to = name;
    map_put_pointer(&mend->renames,
                    arena_printf(mend->arena, "%.*s\n%s%.*s", STR_ARG(mend->submodel_id),
                                 mend->submodel_name_bytes ? "" : ".", STR_ARG(below)),
                    to);
    buf_release(&path);
}

static str without_controls(struct arena *arena, str text)
{
    char *copy = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        size_t bytes = utf8_char_bytes(p, end);
        if (bytes && utf8_find_non_xml(str_of(p, bytes)) == bytes) {
            memcpy(copy + n, p, bytes);
            n += bytes;
        }
        p += bytes ? bytes : 1;
    }
    return str_of(copy, n);
}

static void set(struct mending *mending, const struct slot *slot, enum fix fix, enum rule rule,
                const struct place *here, str before, str after)
{
    mend_note(mending->mend, fix, rule, here, before, after);
    node_set_text(mending_next(mending), (enum property)slot->property, after);
}

static void mend_form(struct mending *mending, const struct slot *slot, str text,
                      const struct place *here)
{
    struct mend *mend = mending->mend;
    enum text_form form = text_infos[slot->type].form;
    if (form == FORM_ANY || !mend_wants(mend, form_fix(form)) ||
        text_form_is_right(form, text, mend->version))
        return;
    str next = right_form(mend, form, text);
    if (!next.p)
        return;
    set(mending, slot, form_fix(form), form_rule(form), here, text, next);
    if (form == FORM_ID_SHORT)
        note_rename(mending, next);
}

/* A required text that is empty stays: what belongs there only its author knows. */
static bool leave_out_empty(struct mending *mending, const struct slot *slot, str text,
                            const struct place *here)
{
    struct mend *mend = mending->mend;
    if (mend_trim(text).n || text_infos[slot->type].may_be_empty ||
        slot->cardinality[mend->version] == CARDINALITY_REQUIRED || !mend_wants(mend, FIX_EMPTY))
        return false;
    /* White space alone breaks a rule only where there is a form. */
    if (text.n && text_infos[slot->type].form == FORM_ANY)
        return false;
    if (slot->property == PROP_ID_SHORT && mending->place->element && !mending->place->in_list)
        return false; /* the element needs one: AASd-117 */
    enum rule rule = text.n ? form_rule(text_infos[slot->type].form) : RULE_MIN_LENGTH;
    mend_note(mend, FIX_EMPTY, rule, here, text, (str){0});
    node_unset(mending_next(mending), (enum property)slot->property);
    return true;
}

void mend_text(struct mending *mending, const struct slot *slot, const struct value *value,
               const struct place *here)
{
    str text = str_of(value->text, value->n);
    if (leave_out_empty(mending, slot, text, here))
        return;
    if (text_infos[slot->type].form != FORM_BASE64 && utf8_find_non_xml(text) < text.n) {
        if (!mend_wants(mending->mend, FIX_CHARACTERS))
            return;
        str next = without_controls(mending->mend->arena, text);
        mend_note(mending->mend, FIX_CHARACTERS, RULE_AASD_130, here, (str){0}, (str){0});
        node_set_text(mending_next(mending), (enum property)slot->property, next);
        text = next;
    }
    mend_form(mending, slot, text, here);
}

/* --- enumerations -------------------------------------------------------------------------------
 */

static str without_prefix(str text)
{
    size_t colon = str_find_char(text, ':');
    return colon < text.n ? str_of(text.p + colon + 1, text.n - colon - 1) : text;
}

/* The same but for the case of letters, white space and underscores between words. */
static bool same_word(str a, str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '_' || a.p[i] == '-' || a.p[i] == ' '))
            i++;
        while (k < b.n && (b.p[k] == '_' || b.p[k] == '-' || b.p[k] == ' '))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (small(a.p[i++]) != small(b.p[k++]))
            return false;
    }
}

static str right_literal(enum enumeration enumeration, str text, enum metamodel version)
{
    bool xsd = enumeration == ENUM_DATA_TYPE_DEF_XSD;
    str word = mend_trim(text), found = {0};
    if (xsd)
        word = without_prefix(word);
    for (uint16_t i = 0; word.n && i < literal_count(enumeration); i++) {
        str name = literal_name(enumeration, i);
        if (!same_word(word, xsd ? without_prefix(name) : name) ||
            literal_find(enumeration, name, version) == LITERAL_UNKNOWN)
            continue;
        if (found.p)
            return (str){0}; /* two are like it */
        found = name;
    }
    return found;
}

void mend_enum(struct mending *mending, const struct slot *slot, const struct value *value,
               const struct place *here)
{
    struct mend *mend = mending->mend;
    enum enumeration enumeration = (enum enumeration)slot->type;
    str text = str_of(value->text, value->n);
    if (!mend_wants(mend, FIX_ENUM) ||
        literal_find(enumeration, text, mend->version) != LITERAL_UNKNOWN)
        return;
    str next = right_literal(enumeration, text, mend->version);
    if (!next.p)
        return;
    mend_note(mend, FIX_ENUM, RULE_ENUM, here, text, next);
    node_set_enum(mending_next(mending), (enum property)slot->property, next);
}
