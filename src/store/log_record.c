/* SPDX-License-Identifier: Apache-2.0 */
/* log_record.c - the names of a line's members, written and read by one table. */
#include "store/log_record.h"

#include "base/ascii.h"
#include "codec/json.h"

static const char *const operation_names[] = {
    [STORE_PUT] = "put",
    [STORE_DELETE] = "delete",
    [STORE_ELEMENT_PUT] = "element_put",
    [STORE_ELEMENT_ADD] = "element_add",
    [STORE_ELEMENT_DELETE] = "element_delete",
    [STORE_FILE_PUT] = "file_put",
    [STORE_FILE_DELETE] = "file_delete",
};
static const char *const kind_names[] = {
    [DOCUMENT_SHELL] = "shell",
    [DOCUMENT_SUBMODEL] = "submodel",
    [DOCUMENT_CONCEPT_DESCRIPTION] = "concept_description",
    [DOCUMENT_SHELL_DESCRIPTOR] = "shell_descriptor",
    [DOCUMENT_SUBMODEL_DESCRIPTOR] = "submodel_descriptor",
    [DOCUMENT_ASSET_LINKS] = "asset_links",
    [DOCUMENT_PACKAGE] = "package",
};
static_assert(COUNT_OF(kind_names) == DOCUMENT_KIND_COUNT, "a name for each kind");

static unsigned name_at(const char *const *names, size_t count, str name)
{
    for (unsigned i = 1; i < count; i++)
        if (names[i] && str_equal(name, str_from(names[i])))
            return i;
    return 0;
}

const char *document_kind_name(enum document_kind kind)
{
    return kind_names[kind];
}

bool document_kind_find(str name, enum document_kind *ret_kind)
{
    *ret_kind = (enum document_kind)name_at(kind_names, COUNT_OF(kind_names), name);
    return *ret_kind != 0;
}

enum member {
    MEMBER_BEFORE,
    MEMBER_SEQ,
    MEMBER_TIME_MS,
    MEMBER_OPERATION,
    MEMBER_KIND,
    MEMBER_NUMBER,
    MEMBER_PREVIOUS,
    MEMBER_ACTOR,
    MEMBER_ID,
    MEMBER_PATH,
    MEMBER_CHANGE,
    MEMBER_BODY,
    MEMBER_COUNT
};

enum shape { SHAPE_HASH, SHAPE_NUMBER, SHAPE_NAME, SHAPE_TEXT, SHAPE_JSON };

static const struct {
    str name;
    enum shape shape;
    bool optional;
} members[MEMBER_COUNT] = {
    [MEMBER_BEFORE] = {STR("before"), SHAPE_HASH, false},
    [MEMBER_SEQ] = {STR("seq"), SHAPE_NUMBER, false},
    [MEMBER_TIME_MS] = {STR("time_ms"), SHAPE_NUMBER, false},
    [MEMBER_OPERATION] = {STR("operation"), SHAPE_NAME, false},
    [MEMBER_KIND] = {STR("kind"), SHAPE_NAME, false},
    [MEMBER_NUMBER] = {STR("number"), SHAPE_NUMBER, false},
    [MEMBER_PREVIOUS] = {STR("previous"), SHAPE_NUMBER, false},
    [MEMBER_ACTOR] = {STR("actor"), SHAPE_TEXT, false},
    [MEMBER_ID] = {STR("id"), SHAPE_TEXT, false},
    [MEMBER_PATH] = {STR("path"), SHAPE_TEXT, true},
    [MEMBER_CHANGE] = {STR("change"), SHAPE_JSON, true},
    [MEMBER_BODY] = {STR("body"), SHAPE_JSON, true},
};

static bool is_of_file(enum store_operation operation)
{
    return operation == STORE_FILE_PUT || operation == STORE_FILE_DELETE;
}

static void add_hash(struct buf *out, const struct sha256 *hash)
{
    char *hex = buf_reserve(out, SHA256_HEX_BYTES);
    sha256_hex(hash, hex);
    out->n += SHA256_HEX_BYTES;
}

void log_record_write(const struct record *record, struct buf *out)
{
    buf_add(out, STR("{\"before\":\""));
    add_hash(out, &record->before);
    buf_add(out, STR("\",\"seq\":"));
    buf_add_u64(out, record->seq);
    buf_add(out, STR(",\"time_ms\":"));
    buf_add_u64(out, (uint64_t)record->time_ms);
    buf_add(out, STR(",\"operation\":\""));
    buf_add(out, str_from(operation_names[record->operation]));
    buf_add(out, STR("\",\"kind\":\""));
    buf_add(out, str_from(document_kind_name(record->kind)));
    buf_add(out, STR("\",\"number\":"));
    buf_add_u64(out, record->number);
    buf_add(out, STR(",\"previous\":"));
    buf_add_u64(out, record->previous);
    buf_add(out, STR(",\"actor\":"));
    json_write_string(out, record->actor);
    buf_add(out, STR(",\"id\":"));
    json_write_string(out, record->id);
    if (record->path.p) {
        buf_add(out, STR(",\"path\":"));
        json_write_string(out, record->path);
    }
    if (record->change.p) {
        buf_add(out, STR(",\"change\":"));
        if (is_of_file(record->operation))
            json_write_string(out, record->change);
        else
            buf_add(out, record->change);
    }
    if (record->body.p) {
        buf_add(out, STR(",\"body\":"));
        buf_add(out, record->body);
    }
    buf_add_char(out, '}');
}

/* --- reading -------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hash(str hex, struct sha256 *ret_hash)
{
    if (hex.n != SHA256_HEX_BYTES)
        return false;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        int high = hex_digit(hex.p[2 * i]), low = hex_digit(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        ret_hash->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

/* The place of a name in a list of names whose first is 1; 0: it is not there. */
static bool has_shape(const struct json *json, uint32_t token, enum shape shape)
{
    switch (shape) {
    case SHAPE_NUMBER:
        return json_type(json, token) == JSON_NUMBER;
    case SHAPE_JSON:
        return true;
    default:
        return json_type(json, token) == JSON_STRING;
    }
}

/* Finds the value of each member, in order; 0 for one that is left out. */
static bool find_members(const struct json *json, uint32_t values[MEMBER_COUNT])
{
    memset(values, 0, MEMBER_COUNT * sizeof *values);
    if (json_type(json, 0) != JSON_OBJECT)
        return false;
    uint32_t key = 1, end = json_next(json, 0);
    for (enum member member = 0; member < MEMBER_COUNT; member++) {
        if (key < end && str_equal(json_string_raw(json, key), members[member].name)) {
            values[member] = key + 1;
            key = json_next(json, key + 1);
            if (!has_shape(json, values[member], members[member].shape))
                return false;
        } else if (!members[member].optional) {
            return false;
        }
    }
    return key == end;
}

static bool read_number(const struct json *json, uint32_t token, uint64_t *ret_number)
{
    return str_to_u64(json_slice(json, token), INT64_MAX, ret_number);
}

static bool read_members(const struct json *json, struct arena *arena, struct record *record)
{
    uint32_t at[MEMBER_COUNT];
    uint64_t time_ms;
    if (!find_members(json, at) ||
        !read_hash(json_string_raw(json, at[MEMBER_BEFORE]), &record->before) ||
        !read_number(json, at[MEMBER_SEQ], &record->seq) ||
        !read_number(json, at[MEMBER_TIME_MS], &time_ms) ||
        !read_number(json, at[MEMBER_NUMBER], &record->number) ||
        !read_number(json, at[MEMBER_PREVIOUS], &record->previous))
        return false;
    record->time_ms = (int64_t)time_ms;
    record->operation = (enum store_operation)name_at(operation_names, COUNT_OF(operation_names),
                                                      json_string_raw(json, at[MEMBER_OPERATION]));
    (void)document_kind_find(json_string_raw(json, at[MEMBER_KIND]), &record->kind);
    record->actor = json_string(json, at[MEMBER_ACTOR], arena);
    record->id = json_string(json, at[MEMBER_ID], arena);
    if (at[MEMBER_PATH])
        record->path = json_string(json, at[MEMBER_PATH], arena);
    if (at[MEMBER_CHANGE] && is_of_file(record->operation)) {
        if (!has_shape(json, at[MEMBER_CHANGE], SHAPE_TEXT))
            return false;
        record->change = json_string(json, at[MEMBER_CHANGE], arena);
    } else if (at[MEMBER_CHANGE]) {
        record->change = json_slice(json, at[MEMBER_CHANGE]);
    }
    if (at[MEMBER_BODY])
        record->body = json_slice(json, at[MEMBER_BODY]);
    return record->operation && record->kind;
}

err_t log_record_read(str line, struct arena *arena, struct record *ret_record, struct fail *why)
{
    struct record record = {.seq = 0};
    struct json json;
    bool sound = json_read(line, &json, NULL) == ERR_OK;
    if (sound) {
        sound = read_members(&json, arena, &record);
        json_release(&json);
    }
    if (!sound)
        return fail_set(why, ERR_CORRUPT, 0, (str){0},
                        "a line of the log is damaged; restore the last backup with schale "
                        "restore FILE DIR");
    *ret_record = record;
    return ERR_OK;
}

/* --- commits -------------------------------------------------------------------------------- */

void log_commit_write(const struct log_commit *commit, struct buf *out)
{
    buf_add(out, STR("{\"commit\":"));
    buf_add_u64(out, commit->seq);
    buf_add(out, STR(",\"after\":"));
    buf_add_u64(out, commit->after);
    buf_add(out, STR(",\"hash\":\""));
    add_hash(out, &commit->hash);
    buf_add(out, STR("\"}\n"));
}

/* Takes `head` and the digits behind it off the line. */
static bool take_number(str *line, str head, uint64_t *ret_number)
{
    if (!str_starts_with(*line, head))
        return false;
    size_t end = head.n;
    while (end < line->n && ascii_is_digit(line->p[end]))
        end++;
    str digits = str_of(line->p + head.n, end - head.n);
    *line = str_of(line->p + end, line->n - end);
    return str_to_u64(digits, INT64_MAX, ret_number);
}

bool log_commit_read(str line, struct log_commit *ret_commit)
{
    const str head = STR(",\"hash\":\"");
    return take_number(&line, STR("{\"commit\":"), &ret_commit->seq) &&
           take_number(&line, STR(",\"after\":"), &ret_commit->after) &&
           line.n == head.n + SHA256_HEX_BYTES + 2 && str_starts_with(line, head) &&
           str_ends_with(line, STR("\"}")) &&
           read_hash(str_of(line.p + head.n, SHA256_HEX_BYTES), &ret_commit->hash);
}
