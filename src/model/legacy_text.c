/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_text.c - idShorts, value types, languages and literals of old documents. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "codec/lexical.h"
#include "model/legacy_convert.h"

enum { ID_SHORT_CHARACTERS_MAX = 128, SHORT_NAME_CHARACTERS_MAX = 18 };

void legacy_set_text(struct node_builder *builder, enum property property, str text)
{
    if (text.p)
        node_set_text(builder, property, text);
}

static bool is_name_char(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

str legacy_id_short(struct arena *arena, str text)
{
    if (lexical_is_id_short(text, true) && text.n <= ID_SHORT_CHARACTERS_MAX)
        return text;
    struct buf out = {0};
    if (text.n == 0 || !ascii_is_letter(text.p[0]))
        buf_add(&out, STR("id_"));
    for (size_t i = 0; i < text.n && out.n < ID_SHORT_CHARACTERS_MAX - 1; i++) {
        if (is_name_char(text.p[i]))
            buf_add_char(&out, text.p[i]);
        else if (((unsigned char)text.p[i] & 0xC0) != 0x80)
            buf_add_char(&out, '_');
    }
    if (out.n < 2 || out.p[out.n - 1] == '-')
        buf_add_char(&out, '_');
    str name = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return name;
}

/* The first of name_2, name_3 … that is free. `next` is the number to try first. */
static str numbered(struct legacy *legacy, struct map *used, str name, uint64_t *next)
{
    for (;;) {
        char suffix[24];
        int n = snprintf(suffix, sizeof suffix, "_%llu", (unsigned long long)++*next);
        size_t keep = name.n;
        if (keep + (size_t)n > ID_SHORT_CHARACTERS_MAX)
            keep = ID_SHORT_CHARACTERS_MAX - (size_t)n;
        str with = arena_printf(legacy->arena, "%.*s%s", (int)keep, name.p, suffix);
        if (!map_find(used, with))
            return with;
    }
}

void legacy_unique_names(struct legacy *legacy, str *names, const uint32_t *lines,
                         const enum class_id *classes, size_t count, const struct place *place)
{
    struct map used = {0};
    bool *first = ARENA_ARRAY(legacy->arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        str name = names[i].n ? names[i] : class_infos[classes[i]].name;
        bool changed = false;
        str valid = legacy_id_short(legacy->arena, name);
        if (names[i].n && !str_equal(valid, names[i])) {
            legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, lines[i],
                          names[i], valid);
            changed = true;
        } else if (!names[i].n) {
            legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_ADDED, place, lines[i],
                          STR("idShort"), valid);
            changed = true;
        }
        /* A name that the file gives wins over one that was made. */
        names[i] = valid;
        if (!changed) {
            uint64_t *number = map_put(&used, valid, &first[i]);
            if (first[i])
                *number = 1;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (first[i])
            continue;
        bool added;
        uint64_t *number = map_put(&used, names[i], &added);
        if (added) {
            *number = 1;
            continue;
        }
        uint64_t next = *number;
        str name = numbered(legacy, &used, names[i], &next);
        *map_put(&used, names[i], &added) = next;
        *map_put(&used, name, &added) = 1;
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, lines[i], names[i],
                      name);
        names[i] = name;
    }
    map_release(&used);
}

/* --- value types --------------------------------------------------------------------------------
 */

struct type_row {
    const char *name; /* in small letters */
    enum xsd_type type;
    bool same; /* only another name for the type */
};

/* What tools wrote besides the names of XSD. */
static const struct type_row other_types[] = {
    {"langstring", XSD_STRING, false},
    {"normalizedstring", XSD_STRING, false},
    {"token", XSD_STRING, false},
    {"anysimpletype", XSD_STRING, false},
    {"anyatomictype", XSD_STRING, false},
    {"anytype", XSD_STRING, false},
    {"complextype", XSD_STRING, false},
    {"qname", XSD_STRING, false},
    {"notation", XSD_STRING, false},
    {"text", XSD_STRING, true},
    {"str", XSD_STRING, true},
    {"bool", XSD_BOOLEAN, true},
    {"real", XSD_DOUBLE, true},
    {"float32", XSD_FLOAT, true},
    {"float64", XSD_DOUBLE, true},
    {"number", XSD_DOUBLE, false},
    {"int8", XSD_BYTE, true},
    {"int16", XSD_SHORT, true},
    {"int32", XSD_INT, true},
    {"int64", XSD_LONG, true},
    {"uint8", XSD_UNSIGNED_BYTE, true},
    {"uint16", XSD_UNSIGNED_SHORT, true},
    {"uint32", XSD_UNSIGNED_INT, true},
    {"uint64", XSD_UNSIGNED_LONG, true},
    {"uint", XSD_UNSIGNED_INT, true},
    {"uri", XSD_ANY_URI, true},
    {"url", XSD_ANY_URI, true},
    {"datetimestamp", XSD_DATE_TIME, true},
    {"yearmonthduration", XSD_DURATION, true},
    {"daytimeduration", XSD_DURATION, true},
};

static str without_prefix(str name)
{
    size_t hash = str_find_char(name, '#');
    size_t at = hash < name.n ? hash : str_find_char(name, ':');
    return at < name.n ? str_of(name.p + at + 1, name.n - at - 1) : name;
}

static bool find_type(str name, enum xsd_type *ret_type, bool *ret_same)
{
    for (unsigned i = 0; i < XSD_COUNT; i++) {
        str known = without_prefix(xsd_type_name((enum xsd_type)i));
        if (str_equal_nocase(known, name)) {
            *ret_type = (enum xsd_type)i;
            *ret_same = true;
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(other_types); i++) {
        if (str_equal_nocase(str_from(other_types[i].name), name)) {
            *ret_type = other_types[i].type;
            *ret_same = other_types[i].same;
            return true;
        }
    }
    return false;
}

enum xsd_type legacy_value_type(struct legacy *legacy, str name, str value,
                                const struct place *place, uint32_t line)
{
    enum xsd_type type = XSD_STRING;
    bool same = false;
    if (name.n == 0) {
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_ADDED, place, line,
                               STR("valueType"), xsd_type_name(type));
        return type;
    }
    if (!find_type(without_prefix(name), &type, &same) || !same)
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, line, name,
                               xsd_type_name(type));
    if (value.p && !xsd_is_valid(type, value)) {
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, line,
                      arena_printf(legacy->arena, "valueType %.*s of the value %.*s",
                                   STR_ARG(xsd_type_name(type)), value.n > 60 ? 60 : (int)value.n,
                                   value.p),
                      xsd_type_name(XSD_STRING));
        type = XSD_STRING;
    }
    return type;
}

/* --- texts in languages -------------------------------------------------------------------------
 */

struct lang_text {
    str language, text;
};

/* A tag like `language` that is one (RFC 5646), "und" (undetermined) when there is none. */
static str repaired_language(struct legacy *legacy, str language)
{
    struct buf tag = {0};
    for (size_t i = 0; i < language.n; i++)
        if (language.p[i] != '?' && language.p[i] != ' ')
            buf_add_char(&tag, language.p[i] == '_' ? '-' : language.p[i]);
    str repaired = STR("und");
    if (lexical_is_language_tag(buf_str(&tag)))
        repaired = arena_dup(legacy->arena, buf_str(&tag));
    buf_release(&tag);
    return repaired;
}

static struct lang_text lang_text_of(struct legacy *legacy, struct legacy_item *item,
                                     const struct place *place)
{
    struct lang_text found = {legacy_take_text(item, "lang|language"), {0}};
    struct legacy_item *text = legacy_take(item, "text");
    found.text = text ? text->text : item->text;
    if (!found.text.p || legacy_trim(found.text).n == 0) {
        /* Seen in files of several makers: the text stands where the language belongs. */
        bool swapped = found.language.n && str_find_char(found.language, ' ') < found.language.n;
        found.text = swapped ? found.language : (str){0};
        found.language = (str){0};
        if (!swapped)
            return found;
    }
    if (found.language.n == 0) {
        found.language = STR("und");
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_ADDED, place, item->line,
                               STR("language"), found.language);
    } else if (!lexical_is_language_tag(found.language)) {
        str repaired = repaired_language(legacy, found.language);
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, item->line,
                               found.language, repaired);
        found.language = repaired;
    }
    return found;
}

/* The texts of one property; each language once. */
struct lang_list {
    enum class_id class;
    struct node_list nodes;
    struct map languages;
};

static void add_lang_string(struct legacy *legacy, struct legacy_item *item, struct lang_text lang,
                            struct lang_list *list, const struct place *place)
{
    bool too_long = list->class == CLASS_LANG_STRING_SHORT_NAME &&
                    utf8_length(lang.text) > SHORT_NAME_CHARACTERS_MAX;
    bool added = false;
    if (!too_long)
        map_put(&list->languages, lang.language, &added);
    if (!added) {
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, item->line,
                      too_long ? STR("A shortName of more than 18 characters")
                               : STR("A second text in the same language"),
                      lang.text);
        return;
    }
    struct node_builder builder = node_begin(list->class, item->line);
    node_set_text(&builder, PROP_LANGUAGE, lang.language);
    node_set_text(&builder, PROP_TEXT, lang.text);
    node_list_add(&list->nodes, legacy->arena, node_finish(&builder, legacy->arena));
}

static void lang_string_item(struct legacy *legacy, struct legacy_item *item,
                             struct lang_list *list, const struct place *place)
{
    if (item->list) { /* {"langString": [ … ]} */
        for (struct legacy_item *child = item->first; child; child = child->next)
            lang_string_item(legacy, child, list, place);
        return;
    }
    struct lang_text lang = lang_text_of(legacy, item, place);
    if (lang.text.n)
        add_lang_string(legacy, item, lang, list, place);
    legacy_report_rest(legacy, item, place);
}

void legacy_lang_strings(struct legacy *legacy, struct legacy_item *item, const char *names,
                         struct node_builder *builder, enum property property,
                         const struct place *place)
{
    uint8_t slot = class_slot(builder->class, property);
    struct lang_list list = {.class = (enum class_id)class_infos[builder->class].slots[slot].type};
    struct place here = {.up = place, .property = property, .index = -1};
    struct legacy_item *holder = legacy_take(item, names);
    if (!holder)
        return;
    str plain = holder->text.p ? legacy_trim(holder->text) : (str){0};
    if (plain.n) {
        /* V1 has short names without a language; they are English identifiers. */
        struct lang_text lang = {
            list.class == CLASS_LANG_STRING_SHORT_NAME ? STR("en") : STR("und"), holder->text};
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_ADDED, &here, holder->line,
                               STR("language"), lang.language);
        add_lang_string(legacy, holder, lang, &list, &here);
    }
    for (struct legacy_item *child = holder->first; child; child = child->next) {
        child->taken = true;
        lang_string_item(legacy, child, &list, &here);
    }
    node_set_list(builder, property, list.nodes.items, list.nodes.count);
    map_release(&list.languages);
}

str legacy_iec_data_type(struct arena *arena, str name)
{
    static const struct {
        const char *old, *new;
    } renamed[] = {
        {"URL", "IRI"},
        {"URI", "IRI"},
        {"INTEGER", "INTEGER_COUNT"},
        {"REAL", "REAL_COUNT"},
        {"DATE_TIME", "TIMESTAMP"},
        {"DATETIME", "TIMESTAMP"},
        {"TRANSLATABLE_STRING", "STRING_TRANSLATABLE"},
    };
    str upper = arena_dup(arena, name);
    char *p = arena_alloc(arena, upper.n + 1);
    for (size_t i = 0; i < upper.n; i++) {
        char c = upper.p[i];
        p[i] = ascii_is_lower(c) ? (char)(c - 32) : c == '-' || c == ' ' ? '_' : c;
    }
    upper.p = p;
    for (size_t i = 0; i < COUNT_OF(renamed); i++)
        if (str_equal(upper, str_from(renamed[i].old)))
            upper = str_from(renamed[i].new);
    uint16_t literal = literal_find(ENUM_DATA_TYPE_IEC_61360, upper, METAMODEL_3_1);
    return literal == LITERAL_UNKNOWN ? (str){0} : upper;
}
