/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_list.c - sorts, filters, writes. */
#include "plan/security/inventory/inventory_list.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "plan/security/inventory/inventory_duplicate.h"
#include "search/fold.h"

/* In the order of the columns. */
static const struct {
    const char *name;
    size_t offset;
    bool is_code;
    const char *heads[LANGUAGE_COUNT];
} fields[] = {
    {"name", offsetof(struct asset_facts, name), false, {"Name", "Name"}},
    {"maker", offsetof(struct asset_facts, maker), false, {"Maker", "Hersteller"}},
    {"product", offsetof(struct asset_facts, product), false, {"Product", "Produkt"}},
    {"family", offsetof(struct asset_facts, family), false, {"Family", "Familie"}},
    {"type", offsetof(struct asset_facts, type), false, {"Type", "Typ"}},
    {"order_code", offsetof(struct asset_facts, order_code), true, {"Order code", "Bestellnummer"}},
    {"article_number",
     offsetof(struct asset_facts, article_number),
     true,
     {"Article number", "Artikelnummer"}},
    {"serial_number",
     offsetof(struct asset_facts, serial_number),
     true,
     {"Serial number", "Seriennummer"}},
    {"hardware", offsetof(struct asset_facts, hardware), false, {"Hardware", "Hardware"}},
    {"firmware", offsetof(struct asset_facts, firmware), false, {"Firmware", "Firmware"}},
    {"software", offsetof(struct asset_facts, software), false, {"Software", "Software"}},
    {"location", offsetof(struct asset_facts, location), false, {"Location", "Standort"}},
    {"inventory_number",
     offsetof(struct asset_facts, inventory_number),
     true,
     {"Inventory number", "Inventarnummer"}},
    {"cpe", offsetof(struct asset_facts, cpe), false, {"CPE", "CPE"}},
    {"purl", offsetof(struct asset_facts, purl), false, {"purl", "purl"}},
    {"checksum", offsetof(struct asset_facts, checksum), false, {"Checksum", "Prüfsumme"}},
};

static str field_of(const struct asset_facts *facts, size_t field)
{
    return *(const str *)(const void *)((const char *)facts + fields[field].offset);
}

/* --- what stands around the facts --------------------------------------------------------------
 */

struct sorted {
    str key, id;
    size_t number;
};

static int by_key(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    int order = str_compare(one->key, other->key);
    return order ? order : str_compare(one->id, other->id);
}

static void sort(struct arena *arena, struct inventory *inventory)
{
    struct arena scratch = {0};
    struct sorted *sorted = ARENA_ARRAY(&scratch, struct sorted, inventory->count);
    inventory->keys = ARENA_ARRAY(arena, str, inventory->count);
    inventory->order = ARENA_ARRAY(arena, size_t, inventory->count);
    for (size_t i = 0; i < inventory->count; i++) {
        inventory->keys[i] = fold_sort_key(arena, inventory->facts[i].name);
        sorted[i] = (struct sorted){inventory->keys[i], inventory->facts[i].shell_id, i};
    }
    if (inventory->count)
        qsort(sorted, inventory->count, sizeof *sorted, by_key);
    for (size_t i = 0; i < inventory->count; i++)
        inventory->order[i] = sorted[i].number;
    arena_release(&scratch);
}

/* English, German or the first of a list of texts by language. */
static str name_of(struct arena *arena, const struct structure_node *node)
{
    struct json json;
    struct fail why;
    str names[3] = {{0}};
    if (!node->display_name.n || json_read(node->display_name, &json, &why) != ERR_OK)
        return node->id_short;
    uint32_t end = json_type(&json, 0) == JSON_ARRAY ? json_next(&json, 0) : 0;
    for (uint32_t item = 1; item < end; item = json_next(&json, item)) {
        str language = json_member_text(&json, item, STR("language"), arena),
            text = json_member_text(&json, item, STR("text"), arena);
        size_t rank = str_starts_with(language, STR("en"))   ? 0
                      : str_starts_with(language, STR("de")) ? 1
                                                             : 2;
        if (!names[rank].n)
            names[rank] = arena_dup(arena, text);
    }
    json_release(&json);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].n)
            return names[i];
    return node->id_short;
}

static void find_wholes(struct arena *arena, const struct structure *structure,
                        struct inventory *inventory)
{
    struct arena scratch = {0};
    struct map shells = {0}; /* globalAssetId → number + 1 */
    bool added;
    size_t *parents = ARENA_ARRAY(&scratch, size_t, structure->node_count);
    for (size_t i = 0; i < structure->node_count; i++)
        for (size_t edge = structure->nodes[i].first_child; edge;
             edge = structure->edges[edge - 1].next) {
            size_t child = structure->edges[edge - 1].child;
            parents[child] = parents[child] ? parents[child] : i + 1;
        }
    for (size_t i = 0; i < inventory->count; i++) {
        uint64_t *number = map_put(&shells, inventory->facts[i].global_asset_id, &added);
        *number = added ? i + 1 : *number;
    }
    for (size_t i = 0; i < inventory->count; i++) {
        str asset = inventory->facts[i].global_asset_id;
        size_t node = asset.n ? structure_find(structure, asset) : structure->node_count;
        if (node == structure->node_count || !parents[node])
            continue;
        const struct structure_node *parent = &structure->nodes[parents[node] - 1];
        const uint64_t *shell = parent->asset.n ? map_find(&shells, parent->asset) : NULL;
        const struct asset_facts *whole = shell ? &inventory->facts[*shell - 1] : NULL;
        inventory->wholes[i] = (struct inventory_whole){
            whole ? whole->shell_id : (str){0}, whole ? whole->name : name_of(arena, parent)};
    }
    map_release(&shells);
    arena_release(&scratch);
}

void inventory_make(struct arena *arena, const struct asset_facts *facts, size_t count,
                    const struct structure *structure, struct inventory *ret_inventory)
{
    *ret_inventory =
        (struct inventory){.facts = facts,
                           .count = count,
                           .next = inventory_duplicates_find(arena, facts, count),
                           .wholes = ARENA_ARRAY(arena, struct inventory_whole, count)};
    sort(arena, ret_inventory);
    if (structure)
        find_wholes(arena, structure, ret_inventory);
}

/* --- filter ------------------------------------------------------------------------------------
 */

enum { CODE_PART_BYTES_MIN = 3 };

struct filter {
    unsigned lacks;
    bool lacks_any;
    str words[SEARCH_WORDS_MAX];
    size_t word_count;
};

static void filter_read(struct arena *arena, const struct inventory_query *query,
                        struct filter *ret_filter)
{
    *ret_filter = (struct filter){.lacks = query->lacks, .lacks_any = query->lacks_any};
    if (query->text.n)
        ret_filter->word_count = fold_words(arena, query->text, ret_filter->words);
}

/* Whether a code without its separators has the word somewhere: "6ES7 515" has "es7515". */
static bool code_has(str code, str word)
{
    char plain[200];
    size_t n = 0;
    for (size_t i = 0; i < code.n && n < sizeof plain; i++) {
        char c = code.p[i];
        if (ascii_is_digit(c) || ascii_is_lower(c))
            plain[n++] = c;
        else if (ascii_is_upper(c))
            plain[n++] = (char)(c | 0x20);
    }
    return word.n >= CODE_PART_BYTES_MIN && str_find(str_of(plain, n), word) < n;
}

static bool has_word(const struct asset_facts *facts, str word)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        str text = field_of(facts, i);
        if (text.n &&
            (fold_find(text, word) < text.n || (fields[i].is_code && code_has(text, word))))
            return true;
    }
    return fold_find(facts->german_name, word) < facts->german_name.n ||
           fold_find(facts->shell_id, word) < facts->shell_id.n;
}

static bool passes(const struct filter *filter, const struct asset_facts *facts)
{
    if ((facts->lacks & filter->lacks) != filter->lacks ||
        (filter->lacks_any && !(facts->lacks & ASSET_LACKS_MATCH)))
        return false;
    for (size_t i = 0; i < filter->word_count; i++)
        if (!has_word(facts, filter->words[i]))
            return false;
    return true;
}

/* --- JSON --------------------------------------------------------------------------------------
 */

static void write_interfaces(const struct asset_facts *facts, struct buf *out)
{
    buf_add(out, STR(",\"interfaces\":["));
    for (size_t i = 0; i < facts->port_count; i++) {
        const struct asset_port *port = &facts->ports[i];
        buf_add(out, i ? STR(",{\"name\":") : STR("{\"name\":"));
        json_write_string(out, port->name);
        json_write_member(out, "transport", asset_transport_name(port->transport));
        buf_printf(out, ",\"port\":%u}", port->port);
    }
    buf_printf(out, "],\"interfaces_known\":%s", facts->ports_known ? "true" : "false");
}

static void write_lacks(unsigned lacks, struct buf *out)
{
    bool first = true;
    buf_add(out, STR(",\"lacks\":["));
    for (unsigned bit = 1; bit <= ASSET_LACKS_ALL; bit <<= 1) {
        if (!(lacks & bit))
            continue;
        if (!first)
            buf_add_char(out, ',');
        json_write_string(out, asset_lack_name((enum asset_lack)bit));
        first = false;
    }
    buf_add_char(out, ']');
}

static void write_duplicates(const struct inventory *inventory, size_t number, struct buf *out)
{
    size_t count = 0;
    buf_add(out, STR(",\"duplicates\":["));
    for (size_t i = inventory->next[number]; i != number && count < INVENTORY_DUPLICATES_LISTED_MAX;
         i = inventory->next[i]) {
        if (count++)
            buf_add_char(out, ',');
        json_write_string(out, inventory->facts[i].shell_id);
    }
    buf_add_char(out, ']');
}

void inventory_asset_write(const struct inventory *inventory, size_t number, struct buf *out)
{
    const struct asset_facts *facts = &inventory->facts[number];
    const struct inventory_whole *whole = &inventory->wholes[number];
    buf_add(out, STR("{\"asset\":"));
    json_write_string(out, facts->shell_id);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        json_write_filled_member(out, fields[i].name,
                                 str_equal(str_from(fields[i].name), STR("name"))
                                     ? asset_facts_name(facts, inventory->language)
                                     : field_of(facts, i));
    if (inventory->zones) {
        json_write_filled_member(out, "zone", inventory->zones[number]);
        json_write_filled_member(out, "zone_name", inventory->zone_names[number]);
    }
    if (whole->name.n) {
        buf_add(out, STR(",\"part_of\":{\"name\":"));
        json_write_string(out, whole->name);
        json_write_filled_member(out, "asset", whole->shell_id);
        buf_add_char(out, '}');
    }
    write_interfaces(facts, out);
    write_lacks(facts->lacks, out);
    write_duplicates(inventory, number, out);
    buf_add_char(out, '}');
}

/* The cursor is key and id of the last row of the page, so that what comes or goes meanwhile moves
 * no other row. */
static void write_cursor(const struct inventory *inventory, size_t number, struct buf *out)
{
    struct buf plain = {0};
    buf_add(&plain, inventory->keys[number]);
    buf_add_char(&plain, '\n');
    buf_add(&plain, inventory->facts[number].shell_id);
    base64url_encode(out, buf_str(&plain));
    buf_release(&plain);
}

static err_t read_cursor(struct arena *arena, str cursor, struct sorted *ret_last, struct fail *why)
{
    str plain = {0};
    if (cursor.n &&
        (!base64url_decode(arena, cursor, &plain) || str_find_char(plain, '\n') == plain.n))
        return fail_set(why, ERR_SYNTAX, 0, cursor, "no cursor of this list");
    size_t n = str_find_char(plain, '\n');
    *ret_last = (struct sorted){.key = str_of(plain.p, n)};
    if (cursor.n)
        ret_last->id = str_of(plain.p + n + 1, plain.n - n - 1);
    return ERR_OK;
}

err_t inventory_list_write(const struct inventory *inventory, const struct inventory_query *query,
                           struct buf *out, struct fail *why)
{
    struct arena scratch = {0};
    struct filter filter;
    struct sorted last;
    struct buf rows = {0}, cursor = {0};
    size_t total = 0, written = 0, newest = 0;
    err_t rc = read_cursor(&scratch, query->cursor, &last, why);
    filter_read(&scratch, query, &filter);
    for (size_t i = 0; rc == ERR_OK && i < inventory->count; i++) {
        size_t number = inventory->order[i];
        struct sorted own = {inventory->keys[number], inventory->facts[number].shell_id, number};
        if (!passes(&filter, &inventory->facts[number]))
            continue;
        total++;
        if (query->cursor.n && by_key(&own, &last) <= 0)
            continue;
        if (written < query->limit) {
            if (written++)
                buf_add_char(&rows, ',');
            inventory_asset_write(inventory, number, &rows);
            newest = number;
        } else if (!cursor.n)
            write_cursor(inventory, newest, &cursor);
    }
    buf_printf(out, "{\"total\":%zu,\"result\":[", total);
    buf_add(out, buf_str(&rows));
    buf_add(out, STR("],\"paging_metadata\":{"));
    if (cursor.n)
        buf_printf(out, "\"cursor\":\"%.*s\"", STR_ARG(buf_str(&cursor)));
    buf_add(out, STR("}}"));
    buf_release(&rows);
    buf_release(&cursor);
    arena_release(&scratch);
    return rc;
}

/* --- CSV ---------------------------------------------------------------------------------------
 */

static void write_heads(enum language language, struct buf *out)
{
    static const char *const more[LANGUAGE_COUNT][6] = {
        {"Zone", "Part of", "Interfaces", "Lacks", "Same as", "Shell"},
        {"Zone", "Teil von", "Schnittstellen", "Fehlt", "Doppelt mit", "Schale"}};
    buf_add(out, STR("\xef\xbb\xbf"));
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        csv_write_field(out, str_from(fields[i].heads[language]));
        buf_add_char(out, ',');
    }
    for (size_t i = 0; i < COUNT_OF(more[0]); i++)
        buf_printf(out, "%s%s", i ? "," : "", more[language][i]);
    buf_add(out, STR("\r\n"));
}

/* Texts of one field, with "; " between them. */
static void write_joined(struct buf *text, struct buf *out)
{
    csv_write_field(out, buf_str(text));
    buf_add_char(out, ',');
    buf_reset(text);
}

static void write_row(const struct inventory *inventory, size_t number, enum language language,
                      struct buf *text, struct buf *out)
{
    const struct asset_facts *facts = &inventory->facts[number];
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        csv_write_field(out, field_of(facts, i));
        buf_add_char(out, ',');
    }
    csv_write_field(out, inventory->zones ? inventory->zones[number] : (str){0});
    buf_add_char(out, ',');
    buf_add(text, inventory->wholes[number].name);
    write_joined(text, out);
    for (size_t i = 0; i < facts->port_count; i++) {
        const struct asset_port *port = &facts->ports[i];
        buf_printf(text, "%s%.*s %.*s/%u", i ? "; " : "", STR_ARG(port->name),
                   STR_ARG(asset_transport_name(port->transport)), port->port);
    }
    write_joined(text, out);
    for (unsigned bit = 1; bit <= ASSET_LACKS_ALL; bit <<= 1) {
        if (!(facts->lacks & bit))
            continue;
        str name = asset_lack_name((enum asset_lack)bit);
        for (size_t i = 0; i < COUNT_OF(fields); i++)
            if (str_equal(name, str_from(fields[i].name)))
                buf_printf(text, "%s%s", text->n ? "; " : "", fields[i].heads[language]);
    }
    write_joined(text, out);
    size_t count = 0;
    for (size_t i = inventory->next[number]; i != number && count < INVENTORY_DUPLICATES_LISTED_MAX;
         i = inventory->next[i], count++)
        buf_printf(text, "%s%.*s", text->n ? "; " : "", STR_ARG(inventory->facts[i].name));
    write_joined(text, out);
    csv_write_field(out, facts->shell_id);
    buf_add(out, STR("\r\n"));
}

void inventory_list_write_csv(const struct inventory *inventory,
                              const struct inventory_query *query, enum language language,
                              struct buf *out)
{
    struct arena scratch = {0};
    struct filter filter;
    struct buf text = {0};
    filter_read(&scratch, query, &filter);
    write_heads(language, out);
    for (size_t i = 0; i < inventory->count; i++)
        if (passes(&filter, &inventory->facts[inventory->order[i]]))
            write_row(inventory, inventory->order[i], language, &text, out);
    buf_release(&text);
    arena_release(&scratch);
}
