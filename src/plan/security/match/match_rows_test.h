/* SPDX-License-Identifier: Apache-2.0 */
/* match_rows_test.h - for tests: assets against one advisory, in rows. */
#ifndef SCHALE_PLAN_SECURITY_MATCH_ROWS_TEST_H
#define SCHALE_PLAN_SECURITY_MATCH_ROWS_TEST_H

#include "plan/security/match/advisory_match.h"

/* One advisory: its title, its maker, names of products with a semicolon between them. */
struct written {
    const char *title, *maker, *names;
};

struct row {
    const char *maker, *product, *family, *type, *order_code, *told, *reason;
};

/* As the advisory is published: each product in all versions. */
static str document_of(struct arena *arena, const struct written *written)
{
    struct buf text = {0}, ids = {0};
    buf_printf(&text,
               "{\"document\":{\"title\":\"%s\",\"publisher\":{\"name\":\"P\",\"namespace\":"
               "\"https://p.example\"},\"tracking\":{\"id\":\"EX-1\",\"version\":\"1\","
               "\"current_release_date\":\"2026-01-01T00:00:00Z\"}},\"product_tree\":{"
               "\"branches\":[{\"category\":\"vendor\",\"name\":\"%s\",\"branches\":[",
               written->title, written->maker);
    size_t number = 0;
    for (str rest = str_from(written->names); rest.n; number++) {
        size_t n = str_find_char(rest, ';');
        buf_printf(&text,
                   "%s{\"category\":\"product_name\",\"name\":\"%.*s\",\"branches\":[{\"category\":"
                   "\"product_version_range\",\"name\":\"vers:all/*\",\"product\":{\"product_id\":"
                   "\"p%zu\",\"name\":\"x\"}}]}",
                   number ? "," : "", STR_ARG(str_of(rest.p, n)), number + 1);
        buf_printf(&ids, "%s\"p%zu\"", number ? "," : "", number + 1);
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
    buf_printf(&text,
               "]}]},\"vulnerabilities\":[{\"cve\":\"CVE-2026-1\",\"product_status\":{"
               "\"known_affected\":[%.*s]}}]}",
               STR_ARG(buf_str(&ids)));
    str kept = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    buf_release(&ids);
    return kept;
}

static void found(void *context, const struct advisory_match *match)
{
    struct buf *told = context;
    str tier = match_tier_name(match->tier);
    buf_printf(told, "%s%.*s %.*s", told->n ? "; " : "", STR_ARG(tier),
               STR_ARG(match->product->id));
}

static void check_rows(const struct written *written, const struct row *rows, size_t count)
{
    struct arena arena = {0};
    struct advisory advisory;
    struct advisory_index index = {0};
    struct fail why;
    bool failed = false;
    assert_int_equal(advisory_read(&arena, document_of(&arena, written), &advisory, &why), ERR_OK);
    advisory_index_add(&index, &advisory);
    for (size_t i = 0; i < count; i++) {
        struct asset asset = {.maker = str_from(rows[i].maker),
                              .product = str_from(rows[i].product),
                              .family = str_from(rows[i].family),
                              .type = str_from(rows[i].type),
                              .order_code = str_from(rows[i].order_code)};
        struct match_asset ready;
        struct buf told = {0};
        match_asset_read(&arena, &asset, &ready);
        advisory_match_asset(&index, &ready, found, &told);
        bool same = str_equal(buf_str(&told), str_from(rows[i].told));
        if (!same)
            print_error("%s: %.*s, not %s\n", rows[i].reason, STR_ARG(buf_str(&told)),
                        rows[i].told);
        failed |= !same;
        buf_release(&told);
    }
    advisory_index_release(&index);
    arena_release(&arena);
    assert_false(failed);
}

#endif
