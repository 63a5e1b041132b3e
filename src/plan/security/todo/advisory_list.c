/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_list.c - finding advisories, and writing them. */
#include "plan/security/todo/advisory_list.h"

#include "codec/json.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/todo/item_list.h"
#include "search/fold.h"

/* --- finding -----------------------------------------------------------------------------------
 */

static bool has_word(const struct advisory *advisory, str word)
{
    const str texts[] = {advisory->id, advisory->title, advisory->publisher};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (fold_find(texts[i], word) < texts[i].n)
            return true;
    for (size_t i = 0; i < advisory->vulnerability_count; i++) {
        str cve = advisory->vulnerabilities[i].cve;
        if (fold_find(cve, word) < cve.n)
            return true;
    }
    return false;
}

const struct watched_advisory **advisories_find(const struct watch_view *view, str text,
                                                struct arena *arena, size_t *ret_count)
{
    const struct watched_advisory **found =
        ARENA_ARRAY(arena, const struct watched_advisory *, view->advisory_count);
    str words[SEARCH_WORDS_MAX];
    size_t count = 0, word_count = fold_words(arena, text, words);
    for (size_t i = 0; i < view->advisory_count; i++) {
        bool fits = true;
        for (size_t k = 0; fits && k < word_count; k++)
            fits = has_word(&view->advisories[i]->advisory, words[k]);
        if (fits)
            found[count++] = view->advisories[i];
    }
    *ret_count = count;
    return found;
}

/* --- one advisory ------------------------------------------------------------------------------
 */

static size_t count_items(const struct watch_view *view, const struct watched_advisory *advisory,
                          enum match_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < view->item_count; i++)
        count += view->items[i].advisory == advisory && view->items[i].match->verdict == verdict;
    return count;
}

void advisory_write(const struct watch_view *view, const struct watched_advisory *watched,
                    struct buf *out)
{
    advisory_write_head(watched, out);
    json_write_filled_member(out, "status", watched->advisory.status);
    buf_printf(out, ",\"affected\":%zu,\"unknown\":%zu,\"under_investigation\":%zu",
               count_items(view, watched, VERDICT_AFFECTED),
               count_items(view, watched, VERDICT_UNKNOWN),
               count_items(view, watched, VERDICT_UNDER_INVESTIGATION));
}

/* What the maker says of a product: the gravest over all vulnerabilities. */
static const char *state_of(const struct advisory *advisory, const struct advisory_product *product)
{
    static const struct {
        enum product_state state;
        const char *name;
    } names[] = {{STATE_AFFECTED, "known_affected"},
                 {STATE_INVESTIGATED, "under_investigation"},
                 {STATE_FIXED, "fixed"},
                 {STATE_NOT_AFFECTED, "known_not_affected"}};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        for (size_t k = 0; k < advisory->vulnerability_count; k++)
            if (product->states[k] == names[i].state)
                return names[i].name;
    return "";
}

void advisory_write_parts(const struct watch_view *view, const struct watched_advisory *watched,
                          struct buf *out)
{
    const struct advisory *advisory = &watched->advisory;
    buf_add(out, STR(",\"vulnerabilities\":["));
    for (size_t i = 0; i < advisory->vulnerability_count; i++) {
        const struct advisory_vulnerability *vulnerability = &advisory->vulnerabilities[i];
        buf_add(out, i ? STR(",{\"cve\":") : STR("{\"cve\":"));
        json_write_string(out, vulnerability->cve);
        json_write_filled_member(out, "title", vulnerability->title);
        score_write_member(out, "score", vulnerability->score);
        json_write_filled_member(out, "vector", vulnerability->vector);
        buf_printf(out, ",\"exploited\":%s}",
                   map_find(&view->exploited, vulnerability->cve) ? "true" : "false");
    }
    buf_add(out, STR("],\"products\":["));
    for (size_t i = 0; i < advisory->product_count; i++) {
        const struct advisory_product *product = &advisory->products[i];
        buf_add(out, i ? STR(",{\"name\":") : STR("{\"name\":"));
        json_write_string(out, product->name);
        json_write_filled_member(out, "maker", product->maker);
        json_write_filled_member(out, "version", product->version);
        json_write_filled_member(out, "state", str_from(state_of(advisory, product)));
        buf_add_char(out, '}');
    }
    buf_add(out, STR("],\"remedies\":["));
    for (size_t i = 0; i < advisory->remedy_count; i++)
        remedy_write(&advisory->remedies[i], i, out);
    buf_add_char(out, ']');
}

/* --- its words ---------------------------------------------------------------------------------
 */

static void write_texts(const struct json *json, struct arena *arena, uint32_t list,
                        const char *first, const char *second, struct buf *out)
{
    size_t written = 0;
    for (CSAF_EACH(json, list, item, index)) {
        str one = json_member_text(json, item, str_from(first), arena),
            other = json_member_text(json, item, str_from(second), arena);
        (void)index;
        if (!other.n)
            continue;
        buf_printf(out, "%s{\"%s\":", written++ ? "," : "", first);
        json_write_string(out, one);
        json_write_member(out, second, other);
        buf_add_char(out, '}');
    }
}

void advisory_write_texts(str document, struct buf *out)
{
    struct json json;
    struct arena arena = {0};
    struct fail why;
    if (json_read(document, &json, &why) != ERR_OK)
        return;
    buf_add(out, STR(",\"notes\":["));
    write_texts(&json, &arena, csaf_at(&json, 0, "document.notes"), "category", "text", out);
    buf_add(out, STR("],\"references\":["));
    write_texts(&json, &arena, csaf_at(&json, 0, "document.references"), "summary", "url", out);
    buf_add_char(out, ']');
    json_release(&json);
    arena_release(&arena);
}
