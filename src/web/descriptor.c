/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.c - descriptors from stored documents. Parts are copied as they stand; of a submodel
 * only what comes before its elements is read. */
#include "web/descriptor.h"

#include "base/base64.h"
#include "web/reference.h"

struct describer describer_of(struct call *call)
{
    str base = web_public_url(call->web), host = http_header(call->request, "Host");
    if (!base.n && host.n)
        base = arena_printf(call->arena, "http://%.*s", STR_ARG(host));
    if (!base.n)
        base = web_own_url(call->web, call->arena);
    base = arena_printf(call->arena, "%.*s%.*s", STR_ARG(base), STR_ARG(call->prefix));
    return (struct describer){.store = call->store, .arena = call->arena, .base = base};
}

/* Stored text that is no JSON is damage, not a mistake of the client's. */
static err_t read_stored(const struct document *document, str text, struct json *ret_json,
                         struct fail *why)
{
    if (json_read(text, ret_json, NULL) == ERR_OK)
        return ERR_OK;
    return fail_set(why, ERR_CORRUPT, 0, document->id, "the stored document cannot be read");
}

/* --- members ------------------------------------------------------------------------------------
 */

static void add_name(struct buf *out, const char *name)
{
    if (out->n && out->p[out->n - 1] != '{')
        buf_add_char(out, ',');
    buf_add_char(out, '"');
    buf_add(out, str_from(name));
    buf_add(out, STR("\":"));
}

enum { NO_TOKEN = UINT32_MAX };

/* The member as it stands in `token`, when both are there. */
static void copy_member(struct buf *out, const struct json *json, uint32_t token, const char *name)
{
    uint32_t value = token == NO_TOKEN ? 0 : json_member(json, token, str_from(name));
    if (!value)
        return;
    add_name(out, name);
    buf_add(out, json_slice(json, value));
}

/* The interfaces that answer at one address: 3.1 is served as 3.0 clients expect it. */
struct interfaces {
    const char *path; /* behind the base, before the encoded id */
    const char *names[2];
};
static const struct interfaces shell_interfaces = {"/shells/", {"AAS-3.1", "AAS-3.0"}};
static const struct interfaces submodel_interfaces = {"/submodels/",
                                                      {"SUBMODEL-3.1", "SUBMODEL-3.0"}};

static void add_endpoints(const struct describer *by, const struct interfaces *interfaces, str id,
                          struct buf *out)
{
    struct buf href = {0};
    buf_add(&href, by->base);
    buf_add(&href, str_from(interfaces->path));
    base64url_encode(&href, id);
    bool secure = str_starts_with(by->base, STR("https:"));
    add_name(out, "endpoints");
    for (size_t i = 0; i < COUNT_OF(interfaces->names); i++) {
        buf_printf(out, "%s{\"interface\":\"%s\",\"protocolInformation\":{\"href\":", i ? "," : "[",
                   interfaces->names[i]);
        json_write_string(out, buf_str(&href));
        buf_printf(out, ",\"endpointProtocol\":\"%s\",\"endpointProtocolVersion\":[\"1.1\"]}}",
                   secure ? "HTTPS" : "HTTP");
    }
    buf_add_char(out, ']');
    buf_release(&href);
}

/* --- submodels ----------------------------------------------------------------------------------
 */

err_t describe_submodel(const struct describer *by, const struct document *submodel,
                        struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = read_stored(
        submodel, document_head(submodel->kind, document_body(submodel), by->arena), &json, why);
    if (err)
        return err;
    buf_add_char(out, '{');
    copy_member(out, &json, 0, "description");
    copy_member(out, &json, 0, "displayName");
    copy_member(out, &json, 0, "administration");
    add_endpoints(by, &submodel_interfaces, submodel->id, out);
    copy_member(out, &json, 0, "idShort");
    copy_member(out, &json, 0, "id");
    copy_member(out, &json, 0, "semanticId");
    copy_member(out, &json, 0, "supplementalSemanticIds");
    buf_add_char(out, '}');
    json_release(&json);
    return ERR_OK;
}

err_t describe_referred(const struct describer *by, str id, struct buf *out, struct fail *why)
{
    struct document *document;
    err_t err = store_get(by->store, DOCUMENT_SUBMODEL, id, &document, why);
    if (err == ERR_NOT_FOUND) {
        err = store_get(by->store, DOCUMENT_SUBMODEL_DESCRIPTOR, id, &document, why);
        if (err)
            return err;
        buf_add(out, document_body(document));
    } else if (!err) {
        err = describe_submodel(by, document, out, why);
    } else {
        return err;
    }
    document_unref(document);
    return err;
}

/* --- shells -------------------------------------------------------------------------------------
 */

struct nested {
    const struct describer *by;
    struct buf *out;
    size_t begin; /* of the shell's descriptor in `out` */
    size_t references, count;
    err_t err;
    struct fail *why;
};

static void add_referred(void *context, str id)
{
    struct nested *nested = context;
    size_t before = nested->out->n;
    if (nested->err || nested->references == DESCRIBED_REFERENCES_MAX ||
        before - nested->begin > DESCRIBED_BYTES_MAX)
        return;
    nested->references++;
    if (nested->count == 0)
        add_name(nested->out, "submodelDescriptors");
    buf_add_char(nested->out, nested->count ? ',' : '[');
    nested->err = describe_referred(nested->by, id, nested->out, nested->why);
    if (!nested->err)
        nested->count++;
    else
        nested->out->n = before;
    if (nested->err == ERR_NOT_FOUND) /* neither here nor registered: nothing is known of it */
        nested->err = ERR_OK;
}

err_t describe_shell(const struct describer *by, const struct document *shell, struct buf *out,
                     struct fail *why)
{
    struct json json;
    err_t err = read_stored(shell, document_body(shell), &json, why);
    if (err)
        return err;
    uint32_t found = json_member(&json, 0, STR("assetInformation"));
    uint32_t asset = found ? found : NO_TOKEN;
    struct nested nested = {.by = by, .out = out, .begin = out->n, .why = why};
    buf_add_char(out, '{');
    copy_member(out, &json, 0, "description");
    copy_member(out, &json, 0, "displayName");
    copy_member(out, &json, 0, "administration");
    copy_member(out, &json, asset, "assetKind");
    copy_member(out, &json, asset, "assetType");
    add_endpoints(by, &shell_interfaces, shell->id, out);
    copy_member(out, &json, asset, "globalAssetId");
    copy_member(out, &json, 0, "idShort");
    copy_member(out, &json, 0, "id");
    copy_member(out, &json, asset, "specificAssetIds");
    references_of_list(&json, json_member(&json, 0, STR("submodels")), by->arena, add_referred,
                       &nested);
    if (nested.count)
        buf_add_char(out, ']');
    buf_add_char(out, '}');
    json_release(&json);
    return nested.err;
}

err_t describe_document(struct call *call, const struct document *document, struct buf *out,
                        struct fail *why)
{
    struct describer by = describer_of(call);
    if (document->kind == DOCUMENT_SHELL)
        return describe_shell(&by, document, out, why);
    if (document->kind == DOCUMENT_SUBMODEL)
        return describe_submodel(&by, document, out, why);
    buf_add(out, document_body(document));
    return ERR_OK;
}

err_t describe_shown(struct call *call, const struct document *document, struct buf *out,
                     struct fail *why)
{
    bool hidden;
    err_t err = document_is_derived(call->store, document->kind, document->id, &hidden, why);
    return err || hidden ? err : describe_document(call, document, out, why);
}

err_t describe_asset_links(const struct document *document, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = read_stored(document, document_body(document), &json, why);
    if (err)
        return err;
    bool is_shell = document->kind == DOCUMENT_SHELL;
    uint32_t asset = is_shell ? json_member(&json, 0, STR("assetInformation")) : 0;
    uint32_t global = 0, list = 0;
    if (asset || !is_shell) {
        global = json_member(&json, asset, STR("globalAssetId"));
        list = json_member(&json, asset, STR("specificAssetIds"));
    }
    buf_add_char(out, '[');
    if (global) {
        buf_add(out, STR("{\"name\":\"globalAssetId\",\"value\":"));
        buf_add(out, json_slice(&json, global));
        buf_add_char(out, '}');
    }
    str items = list ? json_slice(&json, list) : STR("[]");
    if (items.n > 2 && global)
        buf_add_char(out, ',');
    buf_add(out, str_of(items.p + 1, items.n - 2));
    buf_add_char(out, ']');
    json_release(&json);
    return ERR_OK;
}
