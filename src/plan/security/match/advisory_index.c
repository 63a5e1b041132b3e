/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_index.c - filling the index, and looking things up in it. */
#include "plan/security/match/advisory_index.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "plan/security/match/product_part.h"

enum {
    OPEN_HEAD_BYTES = MODEL_HEAD_BYTES,
    MAKER_IN_FRONT_BYTES = 8,
    MAKER_IN_FRONT_WORDS = 3,
    BRAND_BYTES = 4,
    BRAND_WORDS = 2,
    NAMES_OF_PRODUCT_MAX = 7 * MAKERS_MAX, /* of makers, with names in parentheses and brands */
    JOINED_WORDS = 3,
    TYPE_ASIDE_BYTES = 4,
    JOINED_BYTES = 5,
    INITIALS_MIN = 3,
    INITIALS_MAX = 5,
    CODE_BEHIND_BYTES = 6,  /* of an order code behind another block */
    HEAD_OF_CODE_BYTES = 6, /* of a code before a number of three digits at its end */
    NUMBER_DIGITS = 3,
    MAKER_LETTERS = 3, /* in front of a type */
};

/* A maker's text and a name's text, read once. */
struct raw_name {
    struct makers makers;
    struct product_name name;
    struct models models;
    uint32_t names[NAMES_OF_PRODUCT_MAX]; /* the first is that of its first maker */
    size_t name_count;
};

/* --- screen -------------------------------------------------------------------------------------
 */

static uint64_t screen_bit(uint64_t hash)
{
    return UINT64_C(1) << (hash >> 58);
}

static size_t screen_slot(uint64_t hash)
{
    return (hash >> 40) % SCREEN_SLOTS;
}

static void screen_add(struct advisory_index *index, str key)
{
    uint64_t hash = map_hash(key);
    index->screen[screen_slot(hash)] |= screen_bit(hash);
}

bool advisory_index_may_have(const struct advisory_index *index, const uint64_t *hashes,
                             size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (index->screen[screen_slot(hashes[i])] & screen_bit(hashes[i]))
            return true;
    return false;
}

/* --- filling -----------------------------------------------------------------------------------
 */

static struct number_list *numbers_of(struct advisory_index *index, struct map *map, str key)
{
    struct number_list *list = map_pointer(map, key);
    if (!list) {
        list = ARENA_NEW(&index->arena, struct number_list);
        map_put_pointer(map, arena_dup(&index->arena, key), list);
        screen_add(index, key);
    }
    return list;
}

static void add_number(struct advisory_index *index, struct number_list *list, uint32_t number)
{
    if (list->count && list->items[list->count - 1] == number)
        return;
    ARENA_GROW(&index->arena, list->items, list->count, list->room, 2);
    list->items[list->count++] = number;
}

static void add_code_at(struct advisory_index *index, struct map *map, str key,
                        struct code_entry entry)
{
    struct code_list *list = map_pointer(map, key);
    if (!list) {
        list = ARENA_NEW(&index->arena, struct code_list);
        map_put_pointer(map, arena_dup(&index->arena, key), list);
        screen_add(index, key);
    }
    ARENA_GROW(&index->arena, list->items, list->count, list->room, 2);
    list->items[list->count++] = entry;
}

static void add_code(struct advisory_index *index, str code, uint32_t product,
                     enum code_place place)
{
    struct code_entry entry = {product, place, code};
    if (!code.n)
        return;
    index->has_models |= place == CODE_MODEL;
    if (code_has_placeholder(code) || place == CODE_MODEL) {
        size_t closed = 0;
        while (closed < code.n && !strchr("?*#", code.p[closed]))
            closed++;
        if (closed >= OPEN_HEAD_BYTES)
            add_code_at(index, &index->open_codes, str_of(code.p, OPEN_HEAD_BYTES), entry);
        return;
    }
    add_code_at(index, &index->codes, code, entry);
    if (code_is_order_number(code) && code.n > CODE_HEAD_BYTES && place != CODE_SERIAL_NUMBER) {
        entry.place = CODE_HEAD;
        add_code_at(index, &index->codes, str_of(code.p, CODE_HEAD_BYTES), entry);
    }
}

static struct indexed_maker *maker_of(struct advisory_index *index, str key)
{
    struct indexed_maker *maker = map_pointer(&index->makers, key);
    if (!maker) {
        maker = ARENA_NEW(&index->arena, struct indexed_maker);
        map_put_pointer(&index->makers, key, maker);
        screen_add(index, key);
    }
    return maker;
}

static struct indexed_word *word_of(struct advisory_index *index, struct indexed_maker *maker,
                                    str word)
{
    struct indexed_word *indexed = map_pointer(&maker->words, word);
    if (!indexed) {
        indexed = ARENA_NEW(&index->arena, struct indexed_word);
        map_put_pointer(&maker->words, arena_dup(&index->arena, word), indexed);
        index->word_count++;
    }
    return indexed;
}

/* Two words side by side as one, and three, one of which has digits. */
static void add_joined(struct advisory_index *index, struct indexed_maker *maker,
                       const struct product_name *name, uint32_t number)
{
    struct buf word = {0};
    for (size_t i = 0; i + 1 < name->word_count; i++) {
        bool digit = name->digits >> i & 1;
        buf_reset(&word);
        buf_add(&word, name->words[i]);
        for (size_t k = i + 1; k < name->word_count && k < i + JOINED_WORDS; k++) {
            digit |= name->digits >> k & 1;
            buf_add(&word, name->words[k]);
            if ((digit || k == i + 1) && word.n >= JOINED_BYTES)
                add_number(index, &word_of(index, maker, buf_str(&word))->joined, number);
        }
    }
    buf_release(&word);
}

static bool has_no_room(const struct advisory_index *index)
{
    return index->word_count >= (index->words_max ? index->words_max : INDEX_WORDS_MAX);
}

/* "dcm" of Data Center Manager: the initials of words side by side. */
static void add_initials(struct advisory_index *index, struct indexed_maker *maker,
                         const struct product_name *name, uint32_t number)
{
    char initials[INITIALS_MAX];
    for (size_t i = 0; i + INITIALS_MIN <= name->word_count; i++)
        for (size_t n = 0; n < INITIALS_MAX && i + n < name->word_count; n++) {
            if (name->digits >> (i + n) & 1)
                break;
            initials[n] = name->words[i + n].p[0];
            if (n + 1 >= INITIALS_MIN)
                add_number(index, &word_of(index, maker, str_of(initials, n + 1))->joined, number);
        }
}

/* The number of a name of one maker. */
static uint32_t add_name(struct advisory_index *index, str maker, const struct product_name *name,
                         bool is_title)
{
    struct buf key = {0};
    buf_printf(&key, "%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%d\x1f%d\x1f%d", STR_ARG(maker),
               STR_ARG(name->base), STR_ARG(name->variant), STR_ARG(name->line), name->is_family,
               name->revision, is_title);
    uint64_t *known = map_find(&index->name_of, buf_str(&key));
    if (known) {
        buf_release(&key);
        return (uint32_t)*known;
    }
    bool added;
    uint32_t number = (uint32_t)index->name_count;
    *map_put(&index->name_of, arena_dup(&index->arena, buf_str(&key)), &added) = number;
    ARENA_GROW(&index->arena, index->names, index->name_count, index->name_room, 64);
    index->names[index->name_count++] = (struct indexed_name){
        .maker = maker,
        .name = name,
        .is_title = is_title,
        .digit_count = (uint8_t)(__builtin_popcount(name->digits & ~name->alternatives) -
                                 product_name_ends_with_digit(name)),
        .content_count = (uint8_t)__builtin_popcount(name->content & ~name->alternatives),
        .plain_count = (uint8_t)(name->word_count - (size_t)__builtin_popcount(name->kinds))};
    struct indexed_maker *indexed = maker_of(index, maker);
    bool is_full = has_no_room(index);
    for (size_t i = 0; i < name->word_count && !is_full; i++)
        add_number(index, &word_of(index, indexed, name->words[i])->names, number);
    if (!is_full) {
        add_joined(index, indexed, name, number);
        add_initials(index, indexed, name, number);
    }
    if (name->base.n)
        add_number(index, numbers_of(index, &index->bases, name->base), number);
    buf_release(&key);
    return number;
}

/* "Software Development Kit" is no name; initials are. */
static bool names_something(const struct product_name *name)
{
    size_t said = 0;
    for (size_t i = 0; i < name->word_count; i++)
        said += name->classes[i] == WORD_NAME || name->classes[i] == WORD_COMMON;
    return name->content && (name->word_count == 1 || name->distinct || said >= 2);
}

/* A former name in parentheses is a name too, and so are initials there. */
static void add_aside(struct advisory_index *index, struct raw_name *raw, str text)
{
    if (!text.n)
        return;
    struct product_name *name = ARENA_NEW(&index->arena, struct product_name);
    product_name_read(&index->arena, text, &raw->makers, name);
    product_name_inherit(name, &raw->name);
    if (str_equal(text, raw->name.initials)) /* "SCT" says which, short as it is */
        name->distinct = name->content;
    for (size_t i = 0; names_something(name) && i < raw->makers.count; i++)
        raw->names[raw->name_count++] = add_name(index, raw->makers.keys[i], name, false);
}

/* "formerly known as A and B": two names. */
static void add_formers(struct advisory_index *index, struct raw_name *raw, str text)
{
    static const char between[] = " and ";
    size_t at = str_find(text, STR(" and "));
    add_aside(index, raw, str_of(text.p, at));
    if (at < text.n)
        add_aside(index, raw, str_of(text.p + at + strlen(between), text.n - at - strlen(between)));
}

/* The words in front may be the brand that stands on the device as its maker: "Software Toolbox TOP
 * Server" in another maker's advisory. Only an asset of that maker is compared with it. */
static void add_brands(struct advisory_index *index, struct raw_name *raw, str name)
{
    for (size_t n = 0, words = 0; n < name.n && words < BRAND_WORDS; words++) {
        n += n > 0;
        while (n < name.n && name.p[n] != ' ')
            n++;
        struct makers found;
        makers_read(&index->arena, str_of(name.p, n), &found);
        if (n == name.n || found.count != 1 || found.keys[0].n < BRAND_BYTES ||
            word_has_digit(found.keys[0]) || word_class_of(found.keys[0]) != WORD_NAME ||
            makers_meet(&found, &raw->makers) || raw->makers.count == MAKERS_MAX)
            continue;
        struct product_name *rest = ARENA_NEW(&index->arena, struct product_name);
        product_name_read(&index->arena, name, &found, rest);
        if (!rest->content)
            continue;
        raw->makers.keys[raw->makers.count++] = found.keys[0];
        raw->names[raw->name_count++] = add_name(index, found.keys[0], rest, false);
    }
}

/* The words that its maker made up, so that other makers' assets are found by them. */
static void add_coined(struct advisory_index *index, uint32_t number)
{
    const struct product_name *name = index->names[number].name;
    for (size_t i = 0; i < name->word_count; i++) {
        if (!word_is_coined(name->words[i]))
            continue;
        add_number(index, numbers_of(index, &index->coined, name->words[i]), number);
    }
}

/* Names that stand within the name. */
static void add_asides(struct advisory_index *index, struct raw_name *raw, str name)
{
    add_formers(index, raw, product_part_former(name));
    add_aside(index, raw, product_part_aside(name));
    if (raw->name.initials.n) {
        size_t close = str_find_char(name, ')'), from = close < name.n ? close + 1 : name.n;
        str behind = str_trim(str_of(name.p + from, name.n - from));
        add_aside(index, raw, raw->name.initials);
        if (behind.n) /* "Voyage Data Recorder (VDR) G4e" */
            add_aside(index, raw,
                      arena_printf(&index->arena, "%.*s %.*s", STR_ARG(raw->name.initials),
                                   STR_ARG(behind)));
    }
    add_aside(index, raw, raw->name.written_out);
}

/* "5143D" of ZLAN5143D, "W610" of USR-W610, "PDA" of ibaPDA: the maker's first word is no part of
 * the type. */
static str without_maker(const struct makers *makers, str name)
{
    str maker = makers->whole;
    size_t n = 0;
    while (n < maker.n && n < name.n && (name.p[n] | 0x20) == maker.p[n])
        n++;
    if (n < MAKER_LETTERS || n == name.n)
        return (str){0};
    bool parts = ascii_is_lower(name.p[n - 1]) && ascii_is_upper(name.p[n]);
    n += name.p[n] == '-';
    str rest = str_of(name.p + n, name.n - n), word = str_of(rest.p, str_find_char(rest, ' '));
    bool is_type =
        word_is_telling(word) && (ascii_is_upper(word.p[0]) || ascii_is_digit(word.p[0]));
    return is_type || (parts && word.n >= MAKER_LETTERS) ? rest : (str){0};
}

static const struct raw_name *raw_of(struct advisory_index *index, str maker, str name)
{
    str key = arena_printf(&index->arena, "%.*s\x1f%.*s", STR_ARG(maker), STR_ARG(name));
    struct raw_name *raw = map_pointer(&index->raw, key);
    if (raw)
        return raw;
    raw = ARENA_NEW(&index->arena, struct raw_name);
    map_put_pointer(&index->raw, key, raw);
    makers_read(&index->arena, maker, &raw->makers);
    makers_add_short(&index->arena, &raw->makers, true);
    /* "Rockwell Automation KEPServer Enterprise" in PTC's advisory: sold under that name. */
    makers_add_in_front(&index->arena, name, MAKER_IN_FRONT_WORDS, MAKER_IN_FRONT_BYTES,
                        &raw->makers);
    models_read(&index->arena, name, &raw->models);
    product_name_read(&index->arena, name, &raw->makers, &raw->name);
    for (size_t i = 0; i < raw->makers.count && (i == 0 || !has_no_room(index)); i++)
        raw->names[raw->name_count++] = add_name(index, raw->makers.keys[i], &raw->name, false);
    if (raw->makers.count == 0)
        raw->names[raw->name_count++] = add_name(index, STR(""), &raw->name, false);
    str part = product_part_behind_dash(name);
    add_aside(index, raw, part);
    add_aside(index, raw, without_maker(&raw->makers, name));
    if (!part.n) /* else they are of the whole */
        add_asides(index, raw, name);
    for (size_t i = 0; i < raw->name_count; i++)
        if (!raw->makers.count || str_equal(index->names[raw->names[i]].maker, raw->makers.keys[0]))
            add_coined(index, raw->names[i]);
    add_brands(index, raw, name);
    for (size_t at = str_find(name, STR(" and ")); at < name.n;
         at += 1 + str_find(str_of(name.p + at + 1, name.n - at - 1), STR(" and ")))
        add_brands(index, raw, str_of(name.p + at + 5, name.n - at - 5));
    return raw;
}

static void note_code(struct advisory_index *index, const struct raw_name *raw, str code)
{
    for (size_t i = 0; i < raw->name_count; i++) {
        struct indexed_name *name = &index->names[raw->names[i]];
        if (!name->code.n)
            name->code = code;
        else
            name->many_codes |= !str_equal(name->code, code);
    }
}

/* "PanelView 800-2711R-T7T": the order code stands behind a block that is the product's name. */
static void add_codes_behind(struct advisory_index *index, str name, uint32_t number)
{
    for (size_t from = 0, n; from < name.n; from += n + 1) {
        str word = str_of(name.p + from, name.n - from);
        n = str_find_char(word, ' ');
        word.n = n;
        size_t dash = str_find_char(word, '-');
        str behind = dash < word.n ? str_of(word.p + dash + 1, word.n - dash - 1) : (str){0};
        str code =
            str_find_char(behind, '-') < behind.n ? code_normal(&index->arena, behind) : (str){0};
        if (code.n >= CODE_BEHIND_BYTES && !code_has_placeholder(code))
            add_code(index, code, number, CODE_WORD);
    }
}

/* What is behind the limit is not looked at: an advisory may have a name of any length. */
static str name_of(const struct advisory_product *product)
{
    str name = product->name;
    name.n = name.n < NAME_BYTES_MAX ? name.n : NAME_BYTES_MAX;
    return name;
}

/* "WS0GETH" of WS0GETH00200; empty: it has no such end. */
static str code_without_number(str code)
{
    size_t n = code.n;
    while (n && ascii_is_digit(code.p[n - 1]))
        n--;
    return n >= HEAD_OF_CODE_BYTES && code.n - n >= NUMBER_DIGITS ? str_of(code.p, n) : (str){0};
}

static void add_codes(struct advisory_index *index, struct indexed_product *indexed,
                      uint32_t number, const struct raw_name *raw)
{
    const struct advisory_product *product = indexed->product;
    str *codes = ARENA_ARRAY(&index->arena, str, product->id_count + raw->name.code_count);
    for (size_t i = 0; i < product->id_count; i++) {
        enum product_id_kind kind = product->ids[i].kind;
        enum code_place place = (enum code_place)kind;
        str code = code_key(&index->arena, place, product->ids[i].text);
        add_code(index, code, number, place);
        if (code.n && (kind == PRODUCT_MODEL_NUMBER || kind == PRODUCT_SKU))
            codes[indexed->code_count++] = code;
    }
    for (size_t i = 0; i < raw->name.code_count; i++) {
        add_code(index, raw->name.codes[i], number, CODE_IN_NAME);
        codes[indexed->code_count++] = raw->name.codes[i];
    }
    str rest = product->version;
    str in_version = code_of_version(&index->arena, product->version, &rest);
    add_code(index, in_version, number, CODE_VERSION);
    indexed->has_code = in_version.n > 0;
    if (product->version.p && (!indexed->has_code || rest.n)) /* else a code alone */
        indexed->range = version_range_kept(&index->arena, rest);
    if (indexed->range && !indexed->has_code && product->said.p)
        indexed->said = version_range_kept(&index->arena, product->said);
    for (size_t i = 0; i < indexed->code_count; i++)
        note_code(index, raw, codes[i]);
    for (size_t i = 0; i < raw->models.count; i++)
        add_code(index, raw->models.list[i], number, CODE_MODEL);
    for (size_t i = 0; i < raw->name.word_count; i++)
        if (word_is_telling(raw->name.words[i]) && !(raw->name.purpose >> i & 1)) {
            str code = code_normal(&index->arena, raw->name.words[i]);
            add_code(index, code, number, CODE_WORD);
            add_code(index, code_without_number(code), number, CODE_HEAD);
        }
    if (raw->name.variant.n >= TYPE_ASIDE_BYTES && word_has_digit(raw->name.variant) &&
        raw->name.variant.p[0] > '9')
        add_code(index, code_normal(&index->arena, raw->name.variant), number,
                 CODE_WORD); /* "Web Server (NWS-3)" */
    add_codes_behind(index, name_of(product), number);
    indexed->codes = codes;
}

/* CX-Position is of CX-One, and named by itself. */
static bool begins_alike(const struct product_name *title, str word)
{
    for (size_t i = 0; i < title->word_count; i++)
        if (title->classes[i] == WORD_NAME && word.n >= 2 && title->words[i].n >= 2 &&
            memcmp(title->words[i].p, word.p, 2) == 0)
            return true;
    return false;
}

/* The product's name has a word of the advisory's title, or a type: it names a product. */
static bool names_itself(const struct product_name *name, const struct product_name *title)
{
    bool shares = false, has_type = false;
    for (size_t i = 0; i < name->word_count; i++) {
        shares |= product_name_has(title, name->words[i]) || begins_alike(title, name->words[i]);
        has_type |= word_is_telling(name->words[i]);
    }
    return name->code_count || has_type || (name->content && shares);
}

/* The title as another name of a product, and the types in it as codes. */
static void add_title(struct advisory_index *index, uint32_t number)
{
    const struct indexed_product *indexed = &index->products[number];
    const struct makers *makers = indexed->makers;
    struct product_name *title = ARENA_NEW(&index->arena, struct product_name);
    product_name_read(&index->arena, indexed->advisory->title, makers, title);
    title->variant = (str){0}; /* "(Update A)" */
    title->revision = 0;
    for (size_t i = 0; i < makers->count; i++) {
        uint32_t name = add_name(index, makers->keys[i], title, true);
        add_number(index, &index->names[name].products, number);
    }
    for (size_t i = 0; i < title->word_count; i++)
        if (word_is_telling(title->words[i]) && !(title->purpose >> i & 1))
            add_code(index, code_normal(&index->arena, title->words[i]), number, CODE_TITLE);
}

/* "Series B", "Firmware", "Web server vulnerabilities" name no product, the advisory's title does.
 * Where most names of an advisory have something of the title, the others are products too. */
static void add_titles(struct advisory_index *index, size_t from)
{
    size_t count = index->product_count - from, named = 0;
    for (size_t i = from; i < index->product_count; i++)
        named += names_itself(index->names[index->products[i].name].name, index->products[i].title);
    for (size_t i = from; named < count && i < index->product_count; i++) {
        const struct product_name *name = index->names[index->products[i].name].name;
        bool is_nothing = !name->content || named * 2 < count;
        if (is_nothing && !names_itself(name, index->products[i].title))
            add_title(index, (uint32_t)i);
    }
}

void advisory_index_add(struct advisory_index *index, const struct advisory *advisory)
{
    static const struct makers none;
    struct product_name *title = ARENA_NEW(&index->arena, struct product_name);
    product_name_read(&index->arena, advisory->title, &none, title);
    size_t from = index->product_count;
    index->advisory_count++;
    for (size_t i = 0; i < advisory->product_count; i++) {
        const struct advisory_product *product = &advisory->products[i];
        uint32_t number = (uint32_t)index->product_count;
        const struct raw_name *raw = raw_of(index, product->maker, name_of(product));
        ARENA_GROW(&index->arena, index->products, index->product_count, index->product_room, 256);
        struct indexed_product *indexed = &index->products[index->product_count++];
        *indexed = (struct indexed_product){.advisory = advisory,
                                            .product = product,
                                            .makers = &raw->makers,
                                            .title = title,
                                            .models = &raw->models,
                                            .name = raw->names[0]};
        add_codes(index, indexed, number, raw);
        for (size_t k = 0; k < raw->name_count; k++)
            add_number(index, &index->names[raw->names[k]].products, number);
    }
    add_titles(index, from);
}

/* --- looking up --------------------------------------------------------------------------------
 */

const struct code_list *advisory_index_code(const struct advisory_index *index, str code,
                                            uint64_t hash)
{
    return map_pointer_hashed(&index->codes, code, hash);
}

const struct code_list *advisory_index_open_codes(const struct advisory_index *index, str code,
                                                  uint64_t hash)
{
    if (code.n < OPEN_HEAD_BYTES)
        return NULL;
    return map_pointer_hashed(&index->open_codes, str_of(code.p, OPEN_HEAD_BYTES), hash);
}

const struct indexed_maker *advisory_index_maker(const struct advisory_index *index, str maker,
                                                 uint64_t hash)
{
    return map_pointer_hashed(&index->makers, maker, hash);
}

const struct indexed_word *advisory_index_word(const struct indexed_maker *maker, str word,
                                               uint64_t hash)
{
    return map_pointer_hashed(&maker->words, word, hash);
}

const struct number_list *advisory_index_base(const struct advisory_index *index, str base,
                                              uint64_t hash)
{
    return map_pointer_hashed(&index->bases, base, hash);
}

const struct number_list *advisory_index_coined(const struct advisory_index *index, str word,
                                                uint64_t hash)
{
    return map_pointer_hashed(&index->coined, word, hash);
}

void advisory_index_release(struct advisory_index *index)
{
    map_release(&index->codes);
    map_release(&index->open_codes);
    for (size_t i = 0; i < index->makers.room; i++)
        if (index->makers.entries[i].hash)
            map_release(
                &((struct indexed_maker *)map_entry_pointer(&index->makers.entries[i]))->words);
    map_release(&index->makers);
    map_release(&index->bases);
    map_release(&index->coined);
    map_release(&index->name_of);
    map_release(&index->raw);
    arena_release(&index->arena);
    *index = (struct advisory_index){0};
}
