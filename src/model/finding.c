/* SPDX-License-Identifier: Apache-2.0 */
/* finding.c - collecting findings and writing them for people. */
#include "model/finding.h"

#include "codec/json.h"

/* An idShort has at most 128 characters (IDTA-01001), all of one byte. */
enum { ARGUMENT_BYTES_MAX = 120, ID_SHORT_BYTES_MAX = 128, PLACES_MAX = 512 };

/* clang-format off */
#define RULE RULE_ROW
static const struct rule_texts rules[RULE_COUNT] = {
#include "model/rule.def"
};
#undef RULE

struct rule_words {
    str title[LANGUAGE_COUNT], text[LANGUAGE_COUNT], source;
};
#define RULE(id, title_en, text_en, title_de, text_de, source)                                     \
    [id] = {{RULE_TEXT(title_en), RULE_TEXT(title_de)}, {RULE_TEXT(text_en), RULE_TEXT(text_de)}, RULE_TEXT(source)},
static const struct rule_words rule_words[RULE_COUNT] = {
#include "model/rule_text.def"
};
#undef RULE
/* clang-format on */

const struct rule_texts *rule_texts_of(enum rule rule)
{
    assert(rule < RULE_COUNT);
    return &rules[rule];
}

str rule_name(enum rule rule)
{
    return rule_texts_of(rule)->name;
}

str rule_title(enum rule rule, enum language language)
{
    assert(rule < RULE_COUNT);
    return rule_words[rule].title[language];
}

str rule_text(enum rule rule, enum language language)
{
    assert(rule < RULE_COUNT);
    return rule_words[rule].text[language];
}

str rule_source(enum rule rule)
{
    assert(rule < RULE_COUNT);
    return rule_words[rule].source;
}

/* Adds the text, cut between two characters when it is longer than that. */
static void add_cut(struct buf *out, str text, size_t bytes_max)
{
    size_t n = text.n;
    if (n > bytes_max) {
        n = bytes_max;
        while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
            n--;
    }
    buf_add(out, str_of(text.p, n));
    if (n < text.n)
        buf_add(out, STR("…"));
}

/* From the root down: fills `chain` and returns its length. */
static size_t place_chain(const struct place *place, const struct place *chain[PLACES_MAX])
{
    size_t count = 0;
    for (; place && count < PLACES_MAX; place = place->up)
        chain[count++] = place;
    for (size_t i = 0; i < count / 2; i++) {
        const struct place *other = chain[i];
        chain[i] = chain[count - 1 - i];
        chain[count - 1 - i] = other;
    }
    return count;
}

void place_write_path(const struct place *place, struct buf *out)
{
    const struct place *chain[PLACES_MAX];
    size_t count = place_chain(place, chain);
    buf_add_char(out, '$');
    for (size_t i = 0; i < count; i++) {
        if (chain[i]->property != PROP_NONE) {
            buf_add_char(out, '.');
            buf_add(out, property_name(chain[i]->property));
        }
        if (chain[i]->index >= 0) {
            buf_add_char(out, '[');
            buf_add_u64(out, (uint64_t)chain[i]->index);
            buf_add_char(out, ']');
        }
    }
}

void place_write_element(const struct place *place, struct buf *out)
{
    const struct place *chain[PLACES_MAX];
    size_t count = place_chain(place, chain), start = out->n;
    for (size_t i = 0; i < count; i++) {
        if (chain[i]->element && chain[i]->in_list) {
            buf_add_char(out, '[');
            buf_add_u64(out, (uint64_t)chain[i]->index);
            buf_add_char(out, ']');
        } else if (chain[i]->id_short.n) {
            if (out->n > start)
                buf_add_char(out, '.');
            add_cut(out, chain[i]->id_short, ID_SHORT_BYTES_MAX);
        }
    }
}

static void count_one(struct findings *findings, enum severity severity)
{
    findings->error_count += severity == SEVERITY_ERROR;
    findings->warning_count += severity == SEVERITY_WARNING;
}

static struct finding *append(struct findings *findings)
{
    ARENA_GROW(findings->arena, findings->items, findings->count, findings->room, 8);
    return &findings->items[findings->count++];
}

uint32_t findings_line(struct findings *findings, str text, size_t offset)
{
    if (findings->count >= FINDINGS_MAX)
        return 0; /* it would not be kept */
    if (offset > text.n)
        offset = text.n;
    if (offset < findings->line_offset) {
        findings->line_offset = 0;
        findings->line = 0;
    }
    findings->line +=
        json_line_of(str_of(text.p + findings->line_offset, offset - findings->line_offset),
                     offset - findings->line_offset) -
        1;
    findings->line_offset = offset;
    return findings->line + 1;
}

static str dup_argument(struct findings *findings, str argument)
{
    struct buf text = {0};
    add_cut(&text, argument, ARGUMENT_BYTES_MAX);
    str copy = arena_dup(findings->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

/* NULL when no more are kept. */
static struct finding *add(struct findings *findings, const struct finding *finding, str argument0,
                           str argument1)
{
    count_one(findings, finding->severity);
    if (findings->count >= FINDINGS_MAX)
        return NULL;
    struct finding *added = append(findings);
    *added = *finding;
    added->argument[0] = dup_argument(findings, argument0);
    added->argument[1] = dup_argument(findings, argument1);
    return added;
}

void finding_add(struct findings *findings, enum severity severity, enum rule rule,
                 const struct place *place, uint32_t line, str argument0, str argument1)
{
    struct finding finding = {
        .severity = severity, .rule = rule, .texts = rule_texts_of(rule), .line = line};
    struct finding *added = add(findings, &finding, argument0, argument1);
    if (!added)
        return;
    struct buf text = {0};
    place_write_path(place, &text);
    added->path = arena_dup(findings->arena, buf_str(&text));
    buf_reset(&text);
    place_write_element(place, &text);
    added->element = arena_dup(findings->arena, buf_str(&text));
    buf_release(&text);
}

void finding_add_other(struct findings *findings, enum severity severity,
                       const struct rule_texts *texts, str path, uint32_t line, str argument0,
                       str argument1)
{
    struct finding finding = {
        .severity = severity, .rule = RULE_COUNT, .texts = texts, .line = line};
    struct finding *added = add(findings, &finding, argument0, argument1);
    if (!added)
        return;
    added->path = arena_dup(findings->arena, path);
    added->element = STR("");
}

bool findings_have(const struct findings *findings, const struct finding *error)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *one = &findings->items[i];
        if (one->severity == SEVERITY_ERROR && one->texts == error->texts &&
            str_equal(one->path, error->path) && str_equal(one->argument[0], error->argument[0]) &&
            str_equal(one->argument[1], error->argument[1]))
            return true;
    }
    return false;
}

void findings_join(struct findings *findings, const struct findings *other)
{
    for (size_t i = 0; i < other->count && findings->count < FINDINGS_MAX; i++)
        *append(findings) = other->items[i];
    findings->error_count += other->error_count;
    findings->warning_count += other->warning_count;
    findings->rule_error_count += other->rule_error_count;
}

void finding_overlook(struct findings *findings, enum rule rule, const struct place *place,
                      uint32_t line, str argument0, str argument1)
{
    finding_add(findings, findings->tolerant ? SEVERITY_WARNING : SEVERITY_ERROR, rule, place, line,
                argument0, argument1);
}

void finding_add_fail(struct findings *findings, enum rule rule, const struct fail *why,
                      uint32_t line)
{
    finding_add(findings, SEVERITY_ERROR, why->code == ERR_TOO_LARGE ? RULE_TOO_LARGE : rule, NULL,
                line, str_from(why->text), str_from(why->where));
}

static void fill_in(const struct finding *finding, str template, struct buf *out)
{
    for (size_t i = 0; i < template.n; i++) {
        const char *p = template.p + i;
        if (template.n - i >= 3 && p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
            buf_add(out, finding->argument[p[1] - '0']);
            i += 2;
        } else {
            buf_add_char(out, *p);
        }
    }
}

void finding_message(const struct finding *finding, enum language language, struct buf *out)
{
    fill_in(finding, finding->texts->message[language], out);
}

void finding_hint(const struct finding *finding, enum language language, struct buf *out)
{
    fill_in(finding, finding->texts->hint[language], out);
}

str severity_name(enum severity severity)
{
    static const str names[] = {{"error", 5}, {"warning", 7}, {"info", 4}};
    return names[severity];
}

static void write_member(struct buf *out, const char *name, str value)
{
    buf_printf(out, "\"%s\":", name);
    json_write_string(out, value);
    buf_add_char(out, ',');
}

void finding_write_members(const struct finding *finding, enum language language, struct buf *out)
{
    struct buf text = {0};
    write_member(out, "severity", severity_name(finding->severity));
    write_member(out, "rule", finding->texts->name);
    write_member(out, "path", finding->path);
    write_member(out, "element", finding->element);
    if (finding->line)
        buf_printf(out, "\"line\":%u,", finding->line);
    finding_message(finding, language, &text);
    write_member(out, "message", buf_str(&text));
    buf_reset(&text);
    finding_hint(finding, language, &text);
    buf_add(out, STR("\"hint\":"));
    json_write_string(out, buf_str(&text));
    buf_release(&text);
}

void finding_write_json(const struct finding *finding, enum language language, struct buf *out)
{
    buf_add_char(out, '{');
    finding_write_members(finding, language, out);
    buf_add_char(out, '}');
}
