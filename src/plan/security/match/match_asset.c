/* SPDX-License-Identifier: Apache-2.0 */
/* match_asset.c - an asset made ready for matching, and a match in words. */
#include "plan/security/match/advisory_match.h"

/* --- the asset ---------------------------------------------------------------------------------
 */

struct preparing {
    struct arena *arena;
    struct match_asset *to;
    struct asset_code codes[ASSET_CODES_MAX];
    struct asset_name names[ASSET_NAMES_MAX];
};

static void add_code(struct preparing *preparing, str code, str text, bool is_serial, bool is_key)
{
    struct match_asset *to = preparing->to;
    for (size_t i = 0; i < to->code_count; i++)
        if (str_equal(preparing->codes[i].code, code) && preparing->codes[i].is_serial == is_serial)
            return;
    if (code.n && to->code_count < ASSET_CODES_MAX)
        preparing->codes[to->code_count++] = (struct asset_code){code, text, is_serial, is_key};
}

/* A name counts once, and only when it says something. */
static void add_name(struct preparing *preparing, str text)
{
    struct match_asset *to = preparing->to;
    struct asset_name name = {.text = text};
    if (!text.n || to->name_count == ASSET_NAMES_MAX)
        return;
    product_name_read(preparing->arena, text, &to->makers, &name.name);
    for (size_t i = 0; i < name.name.code_count; i++)
        add_code(preparing, name.name.codes[i], name.name.codes[i], false, false);
    for (size_t i = 0; i < to->name_count; i++)
        if (str_equal(preparing->names[i].name.base, name.name.base) &&
            str_equal(preparing->names[i].name.variant, name.name.variant))
            return;
    if (name.name.base.n)
        preparing->names[to->name_count++] = name;
}

static void add_pair(struct preparing *preparing, str first, str second)
{
    if (first.n && second.n && str_find(second, first) == second.n)
        add_name(preparing,
                 arena_printf(preparing->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(second)));
}

void match_asset_read(struct arena *arena, const struct asset *asset, struct match_asset *ret_asset)
{
    *ret_asset = (struct match_asset){.asset = *asset};
    struct preparing preparing = {.arena = arena, .to = ret_asset};
    makers_read(arena, asset->maker, &ret_asset->makers);
    const str codes[] = {asset->order_code, asset->article_number};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        str code = code_normal(arena, codes[i]);
        if (!code_has_placeholder(code))
            add_code(&preparing, code, codes[i], false, false);
    }
    add_code(&preparing, code_normal(arena, asset->serial_number), asset->serial_number, true,
             false);
    add_code(&preparing, code_key(arena, CODE_CPE, asset->cpe), asset->cpe, false, true);
    add_code(&preparing, code_key(arena, CODE_PURL, asset->purl), asset->purl, false, true);
    add_code(&preparing, code_key(arena, CODE_URI, asset->uri), asset->uri, false, true);
    add_name(&preparing, asset->product);
    add_name(&preparing, asset->type);
    add_pair(&preparing, asset->family, asset->type);
    add_pair(&preparing, asset->family, asset->product);
    add_pair(&preparing, asset->product, asset->type);
    struct asset_code *own_codes = ARENA_ARRAY(arena, struct asset_code, ret_asset->code_count);
    struct asset_name *own_names = ARENA_ARRAY(arena, struct asset_name, ret_asset->name_count);
    for (size_t i = 0; i < ret_asset->code_count; i++)
        own_codes[i] = preparing.codes[i];
    for (size_t i = 0; i < ret_asset->name_count; i++)
        own_names[i] = preparing.names[i];
    ret_asset->codes = own_codes;
    ret_asset->names = own_names;
}

/* --- words -------------------------------------------------------------------------------------
 */

/* clang-format off */
#define EVIDENCE(id, en, de) [id] = {en, de},
static const char *const evidence_texts[MATCH_EVIDENCE_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/match/advisory_match.def"
};
#undef EVIDENCE
/* clang-format on */

str match_tier_name(enum match_tier tier)
{
    static const char *const names[] = {"certain", "family", "possible"};
    return str_from(names[tier]);
}

str match_verdict_name(enum match_verdict verdict)
{
    static const char *const names[] = {"affected", "unknown", "under_investigation", "fixed",
                                        "not_affected"};
    return str_from(names[verdict]);
}

static void write_one(const struct evidence *evidence, enum language language, struct buf *out)
{
    for (const char *p = evidence_texts[evidence->kind][language]; *p; p++) {
        if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
            buf_add(out, evidence->argument[p[1] - '0']);
            p += 2;
        } else
            buf_add_char(out, *p);
    }
}

void match_write_evidence(const struct advisory_match *match, enum language language,
                          struct buf *out)
{
    write_one(&match->tie, language, out);
    buf_add(out, STR("; "));
    write_one(&match->version, language, out);
}
