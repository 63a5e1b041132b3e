/* SPDX-License-Identifier: Apache-2.0 */
/* api_serialization.c - /serialization: an environment in JSON, XML or a package, as the header
 * Accept (or format=) asks. */
#include "model/check.h"
#include "model/package.h"
#include "model/read.h"
#include "web/answer.h"
#include "web/export.h"
#include "web/handlers.h"
#include "web/media.h"

enum { SERIALIZATION_BYTES_MAX = INT32_MAX };

struct media {
    const char *type;
    enum load_format format;
};

static const struct media medias[] = {
    {"application/json", LOAD_JSON}, {"application/xml", LOAD_XML}, {"text/xml", LOAD_XML}};

/* The name that 3.1.2's files have for a package here; also for format=aasx. */
static const struct media media_aasx = {"application/asset-administration-shell-package+xml",
                                        LOAD_AASX};

/* The first type of Accept that is known; JSON when none is. Browsers and simple clients send no
 * weights for these. */
static struct media choose_media(str accept)
{
    while (accept.n) {
        str range = media_take(&accept);
        for (size_t i = 0; i < COUNT_OF(medias); i++)
            if (str_equal_nocase(range, str_from(medias[i].type)))
                return medias[i];
        str package = media_package(range);
        if (package.n)
            return (struct media){package.p, LOAD_AASX};
    }
    return medias[0];
}

static err_t read_format(struct call *call, struct media *ret_media)
{
    static const struct {
        const char *name;
        const struct media *media;
    } formats[] = {{"json", &medias[0]}, {"xml", &medias[1]}, {"aasx", &media_aasx}};
    str format;
    *ret_media = choose_media(http_header(call->request, "Accept"));
    if (!call_query(call, "format", &format))
        return ERR_OK;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (str_equal(format, str_from(formats[i].name))) {
            *ret_media = *formats[i].media;
            return ERR_OK;
        }
    }
    return refuse(call, REFUSAL_BAD_FORMAT, format);
}

/* --- which documents ----------------------------------------------------------------------------
 */

struct id_list {
    str *items;
    size_t count, room;
};

/* Repeated parameters and lists with commas both count. */
static err_t read_ids(struct call *call, const char *name, struct id_list *list)
{
    for (size_t i = 0; i < call->query_count; i++) {
        if (!str_equal(call->query[i].name, str_from(name)))
            continue;
        str rest = call->query[i].value;
        do { /* an empty list is refused: it would mean everything */
            size_t bytes = str_find_char(rest, ',');
            ARENA_GROW(call->arena, list->items, list->count, list->room, 8);
            err_t err = call_decode(call, str_of(rest.p, bytes), REFUSAL_BAD_IDENTIFIER,
                                    &list->items[list->count++]);
            if (err)
                return err;
            bytes += bytes < rest.n;
            rest = str_of(rest.p + bytes, rest.n - bytes);
        } while (rest.n);
    }
    return ERR_OK;
}

static err_t read_options(struct call *call, struct export_options *options)
{
    struct id_list shells = {0}, submodels = {0}, any = {0};
    err_t err = read_ids(call, "aasIds", &shells);
    if (!err)
        err = read_ids(call, "submodelIds", &submodels);
    if (!err)
        err = read_ids(call, "ids", &any); /* our own parameter */
    if (err)
        return err;
    *options =
        (struct export_options){.shell_ids = shells.items,
                                .shell_count = shells.count,
                                .submodel_ids = submodels.items,
                                .submodel_count = submodels.count,
                                .ids = any.items,
                                .id_count = any.count,
                                /* Who names submodels as well means these and no others. */
                                .only_named_submodels = submodels.count > 0,
                                .everything = shells.count + submodels.count + any.count == 0,
                                .concept_descriptions = true};
    return call_query_flag(call, "includeConceptDescriptions", &options->concept_descriptions);
}

/* --- the answer ---------------------------------------------------------------------------------
 */

/* 3.1 unless the environment holds what only 3.2 knows. */
static enum metamodel version_for(const struct node *environment, struct arena *arena)
{
    struct findings findings = {.arena = arena};
    node_check(environment, METAMODEL_3_1, (str){0}, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (findings.items[i].rule == RULE_NOT_IN_VERSION || findings.items[i].rule == RULE_ENUM)
            return METAMODEL_3_2;
    return METAMODEL_3_1;
}

static err_t write_format(struct call *call, enum load_format format,
                          struct export_options *options, struct buf *out, struct fail *why)
{
    if (format == LOAD_JSON)
        return export_json(call->store, options, out, why);
    struct arena arena = {0}; /* of its own: the request's is kept for the next one */
    struct exported exported;
    options->files = format == LOAD_AASX;
    err_t err = export_environment(call->store, options, &arena, &exported, why);
    if (!err) {
        enum metamodel version = version_for(exported.environment, &arena);
        if (format == LOAD_XML)
            node_write_xml(exported.environment, version, out);
        else
            err = package_write(exported.environment, version, LOAD_XML, exported.files,
                                exported.file_count, out, why);
    }
    arena_release(&arena);
    return err;
}

err_t serialization_read(struct call *call, struct fail *why)
{
    struct media media;
    struct export_options options;
    err_t err = read_format(call, &media);
    if (!err)
        err = read_options(call, &options);
    if (err)
        return err;
    static const char *const suffixes[] = {
        [LOAD_JSON] = "json", [LOAD_XML] = "xml", [LOAD_AASX] = "aasx"};
    struct etag etag = etag_of_store(call, suffixes[media.format]);
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct buf out = {.bytes_max = SERIALIZATION_BYTES_MAX};
    err = write_format(call, media.format, &options, &out, why);
    if (!err && out.over)
        err =
            fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "the environment is too large for one file");
    if (err) {
        buf_release(&out);
        return err;
    }
    struct http_answer answer = {.status = 200};
    size_t bytes;
    answer.owner = buf_take(&out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    if (media.format == LOAD_AASX)
        http_answer_header(&answer, STR("Content-Disposition"),
                           STR("attachment; filename=\"environment.aasx\""));
    http_answer_header(&answer, STR("Vary"), STR("Accept"));
    answer_bytes(call, &answer, &etag, str_from(media.type));
    return ERR_OK;
}
