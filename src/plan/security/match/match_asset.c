/* SPDX-License-Identifier: Apache-2.0 */
/* match_asset.c - an asset made ready for matching. */
#include "base/ascii.h"
#include "plan/security/match/designation.h"
#include "plan/security/match/preparing.h"

enum {
    CODE_HEAD_MIN = 5,
    TYPE_BYTES = 4,
    LONG_TYPE_BYTES = 10, /* of a word of the name that is a type by its length */
    TYPE_WORD_BYTES = 8,  /* of one that is by its letters and digits */
    BLOCK_DIGITS = 3,
    FRONT_WORDS = 2, /* of a maker in front of a designation */
    FRONT_BYTES = 7,
    FRONT_MIN = 4, /* where no maker is given */
};

static struct asset_code code_of(str code, str text)
{
    str head = str_of(code.p, code.n < MODEL_HEAD_BYTES ? code.n : MODEL_HEAD_BYTES);
    return (struct asset_code){
        .code = code, .text = text, .hash = map_hash(code), .head_hash = map_hash(head)};
}

void preparing_add_code(struct preparing *preparing, str code, str text)
{
    struct match_asset *to = preparing->to;
    for (size_t i = 0; i < to->code_count; i++)
        if (str_equal(preparing->codes[i].code, code))
            return;
    if (code.n && to->code_count < ASSET_CODES_MAX)
        preparing->codes[to->code_count++] = code_of(code, text);
}

/* "0852-0303" is 852-303. */
static str without_zeros(struct arena *arena, str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool leads = text.p[i] == '0' && (i == 0 || !ascii_is_alnum(text.p[i - 1]));
        while (leads && i + 1 < text.n && text.p[i] == '0' && ascii_is_digit(text.p[i + 1]))
            i++;
        to[n++] = text.p[i];
    }
    return str_of(to, n);
}

/* "1734-AENTR/C" is 1734-AENTR of series C, "750-352/000-001" a variant of 750-352. */
static void add_order_code(struct preparing *preparing, str text)
{
    str code = code_normal(preparing->arena, text);
    if (code_has_placeholder(code))
        return;
    preparing_add_code(preparing, code, text);
    str shorter = without_zeros(preparing->arena, text);
    if (shorter.n < text.n)
        preparing_add_code(preparing, code_normal(preparing->arena, shorter), text);
    size_t slash = str_find_char(text, '/');
    if (slash + 1 >= text.n)
        return;
    char next = text.p[slash + 1];
    bool is_revision = slash + 2 == text.n && ascii_is_upper(next);
    str head = code_normal(preparing->arena, str_of(text.p, slash));
    if (is_revision)
        preparing->to->revision = next;
    if ((is_revision || ascii_is_digit(next)) && head.n >= CODE_HEAD_MIN)
        preparing_add_code(preparing, head, text);
}

static void add_type_code(struct preparing *preparing, str code, str type)
{
    size_t before = preparing->to->code_count;
    if (code.n < TYPE_BYTES)
        return;
    if (!code_has_placeholder(code))
        preparing_add_code(preparing, code, type);
    if (preparing->to->code_count > before)
        preparing->codes[before].is_word = true;
    for (size_t i = 0; i < preparing->to->code_count; i++)
        preparing->codes[i].is_type |= str_equal(preparing->codes[i].code, code);
}

/* "NAE8500" of MS-NAE8500: letters and a number behind the first dash. */
static str type_behind_dash(str type)
{
    size_t dash = str_find_char(type, '-');
    if (dash + 1 >= type.n)
        return (str){0};
    str behind = str_of(type.p + dash + 1, type.n - dash - 1);
    behind.n = str_find_char(behind, '-');
    size_t letters = str_run(behind, ascii_is_upper),
           digits = str_run(str_of(behind.p + letters, behind.n - letters), ascii_is_digit);
    return letters >= 2 && digits >= BLOCK_DIGITS ? behind : (str){0};
}

/* "cMT3072XH": letters and a number, as no word is written. */
static bool is_long_type(str word)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < word.n; i++) {
        letters += ascii_is_letter(word.p[i]);
        digits += ascii_is_digit(word.p[i]);
    }
    bool dashed = word.n >= LONG_TYPE_BYTES && digits && str_find_char(word, '-') < word.n;
    return dashed || (letters + digits == word.n && letters >= BLOCK_DIGITS &&
                      digits >= BLOCK_DIGITS && word.n >= TYPE_WORD_BYTES);
}

static void add_type(struct preparing *preparing, str type)
{
    str shorter = without_zeros(preparing->arena, type);
    add_type_code(preparing, code_normal(preparing->arena, type), type);
    if (shorter.n < type.n)
        add_type_code(preparing, code_normal(preparing->arena, shorter), type);
}

/* The type, and a designation that is one: "RAX701-GC-WP-01" in "Abschlussgerät RAX701-GC-WP-01".
 */
static void add_types(struct preparing *preparing, str name)
{
    add_type(preparing, preparing->to->asset.type);
    str behind = type_behind_dash(preparing->to->asset.type);
    add_type_code(preparing, code_normal(preparing->arena, behind), behind);
    if (str_find_char(name, ' ') == name.n)
        add_type(preparing, name);
    for (str rest = name; rest.n;) {
        str word = str_cut(&rest, ' ');
        if (is_long_type(word))
            add_type(preparing, word);
    }
}

static const void *copy_of(struct arena *arena, const void *from, size_t bytes)
{
    return bytes ? memcpy(arena_alloc(arena, bytes), from, bytes) : NULL;
}

/* Models are looked for only among the products of the asset's maker. */
static void read_keys(struct preparing *preparing)
{
    struct match_asset *to = preparing->to;
    uint64_t keys[MAKERS_MAX + 2 * ASSET_CODES_MAX + ASSET_NAMES + ASSET_WORDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < to->makers.count; i++)
        keys[count++] = map_hash(to->makers.keys[i]);
    for (size_t i = 0; i < to->code_count; i++) {
        if (preparing->codes[i].is_word && !preparing->codes[i].is_type)
            continue;
        keys[count++] = preparing->codes[i].hash;
        keys[count++] = preparing->codes[i].head_hash;
    }
    for (size_t i = 0; i < to->name_count; i++)
        keys[count++] = preparing->names[i].base_hash;
    for (size_t i = 0; i < to->word_count; i++)
        if (preparing->words[i].is_coined)
            keys[count++] = preparing->words[i].hash;
    to->keys = copy_of(preparing->arena, keys, count * sizeof *keys);
    to->key_count = count;
}

/* "Block Load (Carrier)", "DINGTIAN Netzwerk-Relais": where no maker is given, each word may be it.
 */
static void add_makers_within(struct arena *arena, str product, struct makers *makers)
{
    static const struct makers none;
    struct product_name name;
    char *plain = arena_alloc(arena, product.n + 1);
    for (size_t i = 0; i < product.n; i++) /* no parentheses, so that their words count */
        plain[i] = strchr("()", product.p[i]) ? ' ' : product.p[i];
    product_name_read(arena, str_of(plain, product.n), &none, &name);
    for (size_t i = 0; i < name.word_count && makers->count < MAKERS_MAX; i++) {
        struct makers found;
        if ((name.digits >> i & 1) || name.words[i].n < FRONT_MIN)
            continue;
        makers_read(arena, name.words[i], &found);
        if (found.count && !makers_meet(&found, makers) &&
            (name.classes[i] == WORD_NAME || maker_is_known(found.keys[0])))
            makers_add(makers, found.keys[0]);
    }
}

/* What the asset has in common with all that are written alike. */
static void read_kind(struct arena *arena, const struct asset *asset, struct match_asset *ret_asset)
{
    *ret_asset = (struct match_asset){.asset = *asset};
    struct preparing preparing = {.arena = arena, .to = ret_asset};
    makers_read(arena, asset->maker, &ret_asset->makers);
    /* "Siemens LOGO! 8" of nobody, or of who built it in. */
    makers_add_in_front(arena, asset->product, FRONT_WORDS, FRONT_BYTES, &ret_asset->makers);
    makers_add_short(arena, &ret_asset->makers, false);
    add_order_code(&preparing, asset->order_code);
    add_order_code(&preparing, asset->article_number);
    str name = designation_name(arena, asset->product, &ret_asset->makers);
    preparing_read_names(&preparing, name);
    add_types(&preparing, name);
    preparing_read_words(&preparing, name);
    ret_asset->is_maker_guessed = !ret_asset->makers.count;
    if (ret_asset->is_maker_guessed) /* now that no word was left out of the names as the maker */
        add_makers_within(arena, asset->product, &ret_asset->makers);
    read_keys(&preparing);
    ret_asset->codes =
        copy_of(arena, preparing.codes, ret_asset->code_count * sizeof *preparing.codes);
    ret_asset->names =
        copy_of(arena, preparing.names, ret_asset->name_count * sizeof *preparing.names);
    ret_asset->words =
        copy_of(arena, preparing.words, ret_asset->word_count * sizeof *preparing.words);
}

static void read_own(struct arena *arena, struct match_asset *to)
{
    const struct asset *asset = &to->asset;
    const struct {
        str code, text;
        bool is_serial;
    } own[OWN_CODES_MAX] = {
        {code_normal(arena, asset->serial_number), asset->serial_number, true},
        {code_key(arena, CODE_CPE, asset->cpe), asset->cpe, false},
        {code_key(arena, CODE_PURL, asset->purl), asset->purl, false},
        {code_key(arena, CODE_URI, asset->uri), asset->uri, false},
        {code_key(arena, CODE_HASH, asset->checksum), asset->checksum, false},
    };
    struct asset_code codes[OWN_CODES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < OWN_CODES_MAX; i++) {
        if (!own[i].code.n)
            continue;
        codes[count] = code_of(own[i].code, own[i].text);
        codes[count].is_serial = own[i].is_serial;
        codes[count++].is_key = !own[i].is_serial;
    }
    to->own = copy_of(arena, codes, count * sizeof *codes);
    to->own_count = count;
}

void match_asset_read(struct arena *arena, const struct asset *asset, struct match_asset *ret_asset)
{
    read_kind(arena, asset, ret_asset);
    read_own(arena, ret_asset);
}

void match_asset_read_kind(struct arena *arena, struct match_kinds *kinds,
                           const struct asset *asset, struct match_asset *ret_asset)
{
    const str texts[] = {asset->maker, asset->product,    asset->family,
                         asset->type,  asset->order_code, asset->article_number};
    buf_reset(&kinds->key);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        buf_printf(&kinds->key, "%zu:%.*s", texts[i].n, STR_ARG(texts[i]));
    const struct match_asset *known = map_pointer(&kinds->known, buf_str(&kinds->key));
    if (!known) {
        struct match_asset *first = ARENA_NEW(arena, struct match_asset);
        read_kind(arena, asset, first);
        map_put_pointer(&kinds->known, arena_dup(arena, buf_str(&kinds->key)), first);
        known = first;
    }
    *ret_asset = *known;
    ret_asset->asset = *asset;
    read_own(arena, ret_asset);
}

void match_kinds_release(struct match_kinds *kinds)
{
    map_release(&kinds->known);
    buf_release(&kinds->key);
}
