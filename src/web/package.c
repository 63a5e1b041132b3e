/* SPDX-License-Identifier: Apache-2.0 */
/* package.c - a package's form, its document, and what its import changes. */
#include "web/package.h"

#include "base/base64.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "model/load.h"
#include "web/import.h"
#include "web/media.h"

/* --- the body of the request ----------------------------------------------------------------- */

/* What follows the last slash, without control characters; its end when it is too long. */
static str plain_name(struct arena *arena, str name)
{
    while (name.n && (name.p[name.n - 1] == '/' || name.p[name.n - 1] == '\\'))
        name.n--;
    size_t begin = name.n;
    while (begin > 0 && name.p[begin - 1] != '/' && name.p[begin - 1] != '\\' &&
           name.n - begin < PACKAGE_FILE_NAME_BYTES_MAX)
        begin--;
    while (begin < name.n && ((unsigned char)name.p[begin] & 0xC0) == 0x80)
        begin++;
    name = str_of(name.p + begin, name.n - begin);
    char *to = arena_alloc(arena, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x20 && name.p[i] != 0x7F)
            to[n++] = name.p[i];
    bool usable = n && utf8_find_invalid(str_of(to, n)) == n;
    return usable ? str_of(to, n) : STR("package.aasx");
}

static err_t read_form(struct call *call, str type, struct package *package, struct fail *why)
{
    struct http_part *parts;
    size_t count;
    str name = {0}, file_name = {0};
    err_t err = http_multipart_parse(call->arena, type, call->request->body, &parts, &count, why);
    if (err)
        return err;
    str *aas_ids = ARENA_ARRAY(call->arena, str, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (str_equal(parts[i].name, STR("file"))) {
            package->bytes = parts[i].bytes;
            file_name = parts[i].file_name;
        } else if (str_equal(parts[i].name, STR("fileName"))) {
            name = parts[i].bytes;
        } else if (str_equal(parts[i].name, STR("aasIds")) && parts[i].bytes.n) {
            aas_ids[package->aas_id_count++] = parts[i].bytes;
        } else if (str_equal(parts[i].name, STR("strict"))) {
            package->strict = package->strict || str_equal(parts[i].bytes, STR("true"));
        }
    }
    package->aas_ids = aas_ids;
    package->file_name = plain_name(call->arena, name.n ? name : file_name);
    return package->bytes.n ? ERR_OK : refuse(call, REFUSAL_NO_FILE_PART, STR(""));
}

/* The package alone as the body; its name may stand in the header that GET answers with. */
static err_t read_alone(struct call *call, struct package *package)
{
    package->bytes = call->request->body;
    package->file_name = plain_name(call->arena, http_header(call->request, "X-FileName"));
    return package->bytes.n ? ERR_OK : refuse(call, REFUSAL_NO_BODY, STR(""));
}

static bool is_zip(str bytes)
{
    return str_starts_with(bytes, STR("PK\x03\x04")) || str_starts_with(bytes, STR("PK\x05\x06"));
}

err_t package_read_body(struct call *call, struct package *ret_package, struct fail *why)
{
    str type = http_header(call->request, "Content-Type");
    struct package package = {0};
    err_t err = call_query_flag(call, "strict", &package.strict);
    if (err)
        return err;
    if (str_equal_nocase(media_type_of(type), STR("multipart/form-data")))
        err = read_form(call, type, &package, why);
    else if (media_package(media_type_of(type)).n)
        err = read_alone(call, &package);
    else
        err = refuse(call, REFUSAL_PACKAGE_TYPE, type);
    if (!err && !is_zip(package.bytes))
        err = refuse(call, REFUSAL_NOT_A_PACKAGE, STR(""));
    if (err)
        return err;
    struct sha256 digest = sha256_of(&package.bytes, 1);
    char *digits = arena_alloc(call->arena, SHA256_HEX_BYTES);
    sha256_hex(&digest, digits);
    package.id = str_of(digits, PACKAGE_MADE_ID_BYTES);
    *ret_package = package;
    return ERR_OK;
}

/* --- aasIds -------------------------------------------------------------------------------------
 */

static bool is_shell(struct nodes shells, str id)
{
    for (size_t i = 0; i < shells.count; i++)
        if (str_equal(node_text(shells.items[i], PROP_ID), id))
            return true;
    return false;
}

/* The form has ids as they are; those of the API are encoded everywhere else, so that is taken,
 * too. */
static bool names_shell(struct nodes shells, str text, struct arena *arena)
{
    str plain;
    return is_shell(shells, text) ||
           (base64url_decode(arena, text, &plain) && is_shell(shells, plain));
}

static bool names_array(struct nodes shells, str text, struct arena *arena)
{
    struct json json;
    struct fail why;
    if (json_read(text, &json, &why) != ERR_OK)
        return false;
    bool all = json_type(&json, 0) == JSON_ARRAY;
    uint32_t end = all ? json_next(&json, 0) : 0;
    for (uint32_t item = 1; all && item < end; item = json_next(&json, item))
        all = json_type(&json, item) == JSON_STRING &&
              names_shell(shells, json_string(&json, item, arena), arena);
    json_release(&json);
    return all;
}

/* One part of the form: an id, or, as generators of clients write arrays, several with commas or as
 * JSON. Ids may have commas themselves. */
static bool names_shells(struct nodes shells, str text, struct arena *arena)
{
    if (names_shell(shells, text, arena))
        return true;
    if (text.p[0] == '[')
        return names_array(shells, text, arena);
    bool all = true;
    while (all && text.n) {
        size_t bytes = str_find_char(text, ',');
        all = names_shell(shells, str_of(text.p, bytes), arena);
        bytes += bytes < text.n;
        text = str_of(text.p + bytes, text.n - bytes);
    }
    return all;
}

/* --- the document -------------------------------------------------------------------------------
 */

/* The shells as ModelReferences: so the store finds a package by the shells in it
 * (PROJECTION_REFERENCE). */
static str write_document(const struct package *package, struct nodes shells, struct arena *arena)
{
    struct buf out = {0};
    buf_add(&out, STR("{\"packageId\":"));
    json_write_string(&out, package->id);
    buf_add(&out, STR(",\"fileName\":"));
    json_write_string(&out, package->file_name);
    buf_add(&out, STR(",\"shells\":["));
    for (size_t i = 0; i < shells.count; i++) {
        buf_add(&out, i ? STR(",") : STR(""));
        buf_add(&out, STR("{\"type\":\"ModelReference\",\"keys\":[{\"type\":"
                          "\"AssetAdministrationShell\",\"value\":"));
        json_write_string(&out, node_text(shells.items[i], PROP_ID));
        buf_add(&out, STR("}]}"));
    }
    buf_add(&out, STR("]}"));
    str document = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return document;
}

err_t package_description_write(str body, struct arena *arena, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = json_read(body, &json, why);
    if (err)
        return err;
    buf_add(out, STR("{\"aasIds\":["));
    uint32_t list = json_member(&json, 0, STR("shells"));
    uint32_t end = list ? json_next(&json, list) : 0;
    for (uint32_t item = list + 1; item < end; item = json_next(&json, item)) {
        uint32_t key = json_member(&json, item, STR("keys")) + 1;
        buf_add(out, item > list + 1 ? STR(",") : STR(""));
        json_write_string(out, json_string(&json, json_member(&json, key, STR("value")), arena));
    }
    buf_add(out, STR("],\"packageId\":"));
    json_write_string(out, json_string(&json, json_member(&json, 0, STR("packageId")), arena));
    buf_add_char(out, '}');
    json_release(&json);
    return ERR_OK;
}

err_t package_file_name(str body, struct arena *arena, str *ret_name, struct fail *why)
{
    struct json json;
    err_t err = json_read(body, &json, why);
    if (err)
        return err;
    *ret_name = json_string(&json, json_member(&json, 0, STR("fileName")), arena);
    json_release(&json);
    return ERR_OK;
}

/* --- what changes -------------------------------------------------------------------------------
 */

static err_t load(const struct package *package, struct arena *arena, struct findings *findings,
                  struct loaded *ret_loaded)
{
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = !package->strict, .check = true};
    err_t err = load_document(package->bytes, &options, arena, findings, ret_loaded);
    if (err == ERR_TOO_LARGE)
        return err;
    return err || (package->strict && findings->error_count) ? ERR_INVALID : ERR_OK;
}

err_t package_changes(struct package *package, struct arena *arena, struct findings *findings,
                      struct fail *why)
{
    struct loaded loaded;
    err_t err = load(package, arena, findings, &loaded);
    if (err)
        return err == ERR_TOO_LARGE
                   ? fail_set(why, err, 0, package->file_name, "the package is too large")
                   : err;
    struct nodes shells = node_list(loaded.root, PROP_ASSET_ADMINISTRATION_SHELLS);
    for (size_t i = 0; i < package->aas_id_count; i++) {
        if (names_shells(shells, package->aas_ids[i], arena))
            continue;
        package->refusal = REFUSAL_NOT_IN_PACKAGE;
        package->refusal_argument = package->aas_ids[i];
        return refusal_error(REFUSAL_NOT_IN_PACKAGE);
    }
    struct import_list list = {0};
    ARENA_GROW(arena, list.changes, list.count, list.room, 64);
    list.changes[list.count++] =
        (struct store_change){.operation = STORE_PUT,
                              .kind = DOCUMENT_PACKAGE,
                              .id = package->id,
                              .body = write_document(package, shells, arena)};
    list.changes[list.count++] = (struct store_change){
        .operation = STORE_FILE_PUT,
        .kind = DOCUMENT_PACKAGE,
        .id = package->id,
        .path = PACKAGE_PATH,
        .file = {PACKAGE_PATH, STR("application/asset-administration-shell-package"),
                 package->bytes}};
    err = import_changes(&loaded, arena, &list, why);
    package->changes = list.changes;
    package->change_count = list.count;
    return err;
}
