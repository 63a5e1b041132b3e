/* SPDX-License-Identifier: Apache-2.0 */
/* projection.c - one walk over the tape for each thing to look for; rows are sorted at the end. */
#include "store/projection.h"

#include "base/map.h"

enum { SPECIFIC_ASSET_ID_SEPARATOR = 0x1F };

struct collector {
    const struct json *json;
    struct arena *arena;
    struct projection_row *rows;
    size_t count, room;
};

static void collect(struct collector *to, enum projection projection, str value)
{
    if (to->count == to->room) {
        size_t room = to->room ? to->room * 2 : 16;
        struct projection_row *rows = arena_alloc(to->arena, room * sizeof *rows);
        if (to->count)
            memcpy(rows, to->rows, to->count * sizeof *rows);
        to->rows = rows;
        to->room = room;
    }
    to->rows[to->count++] = (struct projection_row){projection, value};
}

/* The text of a string member, absent when it is not there or no string. */
static str text_of(const struct collector *from, uint32_t token, str key)
{
    uint32_t value = json_member(from->json, token, key);
    if (!value || json_type(from->json, value) != JSON_STRING)
        return (str){0};
    return json_string(from->json, value, from->arena);
}

static void collect_text(struct collector *to, enum projection projection, uint32_t token, str key)
{
    str text = text_of(to, token, key);
    if (text.p)
        collect(to, projection, text);
}

/* The array `key` of `token` as first item and end; an empty range when it is not there. */
static uint32_t items_of(const struct json *json, uint32_t token, str key, uint32_t *ret_end)
{
    uint32_t array = json_member(json, token, key);
    if (!array || json_type(json, array) != JSON_ARRAY)
        return *ret_end = 0;
    *ret_end = json_next(json, array);
    return array + 1;
}

/* The value of the first or last key of a Reference. */
static void collect_key(struct collector *to, enum projection projection, uint32_t reference,
                        bool last)
{
    uint32_t end, found = 0;
    for (uint32_t key = items_of(to->json, reference, STR("keys"), &end); key < end;
         key = json_next(to->json, key)) {
        found = key;
        if (!last)
            break;
    }
    if (found)
        collect_text(to, projection, found, STR("value"));
}

/* The last key of each Reference in the array `key`. */
static void collect_each(struct collector *to, enum projection projection, uint32_t token, str key)
{
    uint32_t end;
    for (uint32_t item = items_of(to->json, token, key, &end); item < end;
         item = json_next(to->json, item))
        collect_key(to, projection, item, true);
}

/* Every ModelReference in the text, at any depth. Inside a string the quotes would be escaped, so
 * what is found is one. */
static err_t collect_references(struct collector *to, str text, struct fail *why)
{
    const str mark = STR("{\"type\":\"ModelReference\",");
    for (size_t at = str_find(text, mark); at < text.n;) {
        str rest = str_of(text.p + at, text.n - at);
        struct json reference;
        err_t rc = json_read_first(rest, &reference, why);
        if (rc != ERR_OK)
            return rc;
        to->json = &reference;
        collect_key(to, PROJECTION_REFERENCE, 0, false);
        json_release(&reference);
        /* A reference may hold another one: go on behind the mark. */
        rest = str_of(rest.p + mark.n, rest.n - mark.n);
        at += mark.n + str_find(rest, mark);
    }
    return ERR_OK;
}

/* One SpecificAssetId; the name globalAssetId stands for the global one (IDTA-01002 3.1.2,
 * GetAllAssetLinksById). */
static void collect_asset_id(struct collector *to, uint32_t item)
{
    str name = text_of(to, item, STR("name")), value = text_of(to, item, STR("value"));
    if (!name.p || !value.p)
        return;
    if (str_equal(name, STR("globalAssetId"))) {
        collect(to, PROJECTION_GLOBAL_ASSET_ID, value);
        return;
    }
    char *joined = arena_alloc(to->arena, name.n + 1 + value.n);
    memcpy(joined, name.p, name.n);
    joined[name.n] = SPECIFIC_ASSET_ID_SEPARATOR;
    memcpy(joined + name.n + 1, value.p, value.n);
    collect(to, PROJECTION_SPECIFIC_ASSET_ID, str_of(joined, name.n + 1 + value.n));
}

/* What names the asset in `token`: a shell's assetInformation, a shell descriptor, asset links. */
static void collect_asset(struct collector *to, uint32_t token)
{
    uint32_t end;
    collect_text(to, PROJECTION_GLOBAL_ASSET_ID, token, STR("globalAssetId"));
    collect_text(to, PROJECTION_ASSET_KIND, token, STR("assetKind"));
    collect_text(to, PROJECTION_ASSET_TYPE, token, STR("assetType"));
    for (uint32_t item = items_of(to->json, token, STR("specificAssetIds"), &end); item < end;
         item = json_next(to->json, item))
        collect_asset_id(to, item);
}

static void collect_shell(struct collector *to)
{
    uint32_t asset = json_member(to->json, 0, STR("assetInformation"));
    if (asset)
        collect_asset(to, asset);
}

static void collect_submodel(struct collector *to)
{
    uint32_t semantic_id = json_member(to->json, 0, STR("semanticId"));
    if (semantic_id)
        collect_key(to, PROJECTION_SEMANTIC_ID, semantic_id, true);
    collect_each(to, PROJECTION_SEMANTIC_ID, 0, STR("supplementalSemanticIds"));
}

str document_head(enum document_kind kind, str body, struct arena *arena)
{
    size_t end =
        kind == DOCUMENT_SUBMODEL ? str_find(body, STR(",\"submodelElements\":[")) : body.n;
    if (end == body.n)
        return body;
    char *head = arena_alloc(arena, end + 1);
    memcpy(head, body.p, end);
    head[end] = '}';
    return str_of(head, end + 1);
}

static void collect_concept_description(struct collector *to)
{
    uint32_t end;
    collect_each(to, PROJECTION_IS_CASE_OF, 0, STR("isCaseOf"));
    for (uint32_t item = items_of(to->json, 0, STR("embeddedDataSpecifications"), &end); item < end;
         item = json_next(to->json, item)) {
        uint32_t specification = json_member(to->json, item, STR("dataSpecification"));
        if (specification)
            collect_key(to, PROJECTION_DATA_SPECIFICATION, specification, true);
    }
}

int projection_row_compare(const struct projection_row *a, const struct projection_row *b)
{
    if (a->projection != b->projection)
        return a->projection < b->projection ? -1 : 1;
    return str_compare(a->value, b->value);
}

static int compare_for_sort(const void *a, const void *b)
{
    return projection_row_compare(a, b);
}

static void finish(struct collector *from, struct projection_rows *ret_rows)
{
    if (from->count > 1)
        qsort(from->rows, from->count, sizeof *from->rows, compare_for_sort);
    size_t kept = 0;
    for (size_t i = 0; i < from->count; i++)
        if (i == 0 || projection_row_compare(&from->rows[i], &from->rows[kept - 1]) != 0)
            from->rows[kept++] = from->rows[i];
    *ret_rows = (struct projection_rows){from->rows, kept};
}

err_t projection_of_document(enum document_kind kind, str body, struct arena *arena,
                             struct projection_rows *ret_rows, struct fail *why)
{
    struct json json;
    err_t rc = json_read(document_head(kind, body, arena), &json, why);
    if (rc != ERR_OK)
        return rc;
    struct collector to = {.json = &json, .arena = arena};
    collect_text(&to, PROJECTION_ID_SHORT, 0, STR("idShort"));
    switch (kind) {
    case DOCUMENT_SHELL:
        collect_shell(&to);
        break;
    case DOCUMENT_SUBMODEL:
    case DOCUMENT_SUBMODEL_DESCRIPTOR:
        collect_submodel(&to);
        break;
    case DOCUMENT_SHELL_DESCRIPTOR:
    case DOCUMENT_ASSET_LINKS:
        collect_asset(&to, 0);
        break;
    case DOCUMENT_CONCEPT_DESCRIPTION:
    default:
        collect_concept_description(&to);
    }
    rc = collect_references(&to, body, why);
    json_release(&json);
    if (rc == ERR_OK)
        finish(&to, ret_rows);
    return rc;
}

err_t projection_of_element(str element, struct arena *arena, struct projection_rows *ret_rows,
                            struct fail *why)
{
    struct collector to = {.arena = arena};
    err_t rc = collect_references(&to, element, why);
    if (rc == ERR_OK)
        finish(&to, ret_rows);
    return rc;
}

void projection_rows_mark(const struct projection_rows *rows, struct buf *scratch,
                          uint64_t ret_mark[2])
{
    buf_reset(scratch);
    buf_add_char(scratch, 'r');
    for (size_t i = 0; i < rows->count; i++) {
        uint64_t head[2] = {rows->rows[i].projection, rows->rows[i].value.n};
        buf_add(scratch, str_of((const char *)head, sizeof head));
        buf_add(scratch, rows->rows[i].value);
    }
    /* One byte more in front moves every word the hash reads: a second, independent value. */
    str all = buf_str(scratch);
    ret_mark[0] = map_hash(all);
    ret_mark[1] = map_hash(str_of(all.p + 1, all.n - 1));
}

bool projection_rows_equal(const struct projection_rows *a, const struct projection_rows *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (projection_row_compare(&a->rows[i], &b->rows[i]) != 0)
            return false;
    return true;
}
