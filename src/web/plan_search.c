/* SPDX-License-Identifier: Apache-2.0 */
/* plan_search.c - GET /plan/search and /plan/overview: what is here, found by words and facets. Our
 * own operations (docs/search.md). */
#include "search/search.h"

#include "search/card.h"
#include "search/fold.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/plan_changes.h"

struct word {
    const char *name;
    unsigned value;
};

static const struct word kinds[] = {{"shell", DOCUMENT_SHELL},
                                    {"submodel", DOCUMENT_SUBMODEL},
                                    {"concept_description", DOCUMENT_CONCEPT_DESCRIPTION},
                                    {0}};
static const struct word sorts[] = {{"relevance", SEARCH_BY_RELEVANCE},
                                    {"name", SEARCH_BY_NAME},
                                    {"changed", SEARCH_BY_CHANGE},
                                    {0}};
static const struct word lacks[] = {
    {"nameplate", LACKS_NAMEPLATE}, {"serial_number", LACKS_SERIAL_NUMBER},
    {"documents", LACKS_DOCUMENTS}, {"submodel", LACKS_SUBMODEL},
    {"shell", LACKS_SHELL},         {"maker", LACKS_MAKER},
    {"soundness", LACKS_SOUNDNESS}, {0}};

/* The number of the word that a parameter holds; leaves *value as it is when the parameter is not
 * given. */
static err_t read_word(struct call *call, const char *name, const struct word *words,
                       unsigned *value)
{
    str text;
    if (!call_query(call, name, &text))
        return ERR_OK;
    for (; words->name; words++)
        if (str_equal(text, str_from(words->name))) {
            *value = words->value;
            return ERR_OK;
        }
    return refuse(call, REFUSAL_BAD_SEARCH, text);
}

/* The values of a facet, each given by the parameter once more. */
static err_t read_choice(struct call *call, const char *name, struct search_choice *choice)
{
    for (size_t i = 0; i < call->query_count; i++) {
        str value = call->query[i].value;
        if (!str_equal(call->query[i].name, str_from(name)))
            continue;
        if (value.n > SEARCH_VALUE_BYTES_MAX || choice->count == SEARCH_CHOSEN_MAX)
            return refuse(call, REFUSAL_LONG_SEARCH, STR(""));
        choice->values[choice->count++] = value;
    }
    return ERR_OK;
}

static err_t read_texts(struct call *call, struct search_query *query)
{
    str text;
    if (call_query(call, "q", &text)) {
        if (text.n > SEARCH_QUERY_BYTES_MAX)
            return refuse(call, REFUSAL_LONG_SEARCH, STR(""));
        query->text = text;
    }
    for (size_t i = 0; i < SEARCH_FACET_COUNT; i++) {
        err_t err = read_choice(call, search_facet_names[i], &query->facets[i]);
        if (err)
            return err;
    }
    if (call_query(call, "cursor", &text))
        query->cursor = text;
    return ERR_OK;
}

static err_t read_query(struct call *call, struct search_query *query)
{
    unsigned kind = DOCUMENT_SHELL, sort = SEARCH_BY_RELEVANCE, missing = 0;
    err_t err = read_texts(call, query);
    err = err ? err : plan_read_limit(call, SEARCH_LIMIT_MAX, &query->limit);
    err = err ? err : read_word(call, "kind", kinds, &kind);
    err = err ? err : read_word(call, "sort", sorts, &sort);
    err = err ? err : read_word(call, "missing", lacks, &missing);
    err = err ? err : call_query_flag(call, "facets", &query->with_facets);
    query->kind = (enum document_kind)kind;
    query->sort = (enum search_sort)sort;
    query->lacks = missing;
    return err;
}

err_t plan_search_read(struct call *call, struct fail *why)
{
    struct search_query query = {.limit = SEARCH_LIMIT_DEFAULT};
    struct buf out = {0};
    err_t err = read_query(call, &query);
    if (err)
        return err;
    err = search_find(web_search(call->web), call->arena, &query, &out, why);
    if (err) {
        buf_release(&out);
        return err == ERR_SYNTAX ? refuse(call, REFUSAL_BAD_CURSOR, query.cursor) : err;
    }
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

enum { OVERVIEW_CHANGES = 40 };

err_t plan_overview_read(struct call *call, struct fail *why)
{
    struct buf out = {0};
    buf_add_char(&out, '{');
    err_t err = search_overview(web_search(call->web), &out, why);
    /* Definitions come in hundreds with an import, and tell nobody what happened. */
    struct plan_changes changes = {.limit = OVERVIEW_CHANGES,
                                   .before = UINT64_MAX,
                                   .kinds = 1u << DOCUMENT_SHELL | 1u << DOCUMENT_SUBMODEL};
    buf_add(&out, STR(",\"recent\":["));
    if (!err)
        err = plan_changes_write(call, &changes, &out, why);
    if (err) {
        buf_release(&out);
        return err;
    }
    buf_add(&out, STR("]}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}
