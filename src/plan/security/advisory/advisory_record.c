/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_record.c - writing and reading the submodel of an advisory. */
#include "plan/security/advisory/advisory_record.h"

#include "base/clock.h"
#include "codec/json.h"

enum { ID_DIGITS = 32, FILE_NAME_BYTES_MAX = 100 };

str advisory_record_id(struct arena *arena, const struct advisory *advisory)
{
    char hex[SHA256_HEX_BYTES];
    str publisher =
        advisory->publisher_namespace.n ? advisory->publisher_namespace : advisory->publisher;
    str pieces[] = {publisher, STR("\x1f"), advisory->id};
    struct sha256 digest = sha256_of(pieces, COUNT_OF(pieces));
    sha256_hex(&digest, hex);
    return arena_printf(arena, "urn:schale:advisory:%.*s", ID_DIGITS, hex);
}

str advisory_record_path(struct arena *arena, const struct advisory *advisory)
{
    char name[FILE_NAME_BYTES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < advisory->id.n && n < sizeof name; i++) {
        char c = advisory->id.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        name[n++] = (char)(plain || c == '-' ? c : '_');
    }
    return arena_printf(arena, "/aasx/files/%.*s.json", (int)n, name);
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_semantic_id(const char *element, struct buf *out)
{
    buf_printf(out,
               "\"semanticId\":{\"type\":\"ExternalReference\",\"keys\":[{\"type\":"
               "\"GlobalReference\",\"value\":\"%s%s%s\"}]}",
               ADVISORY_SEMANTIC_ID, *element ? ":" : "", element);
}

static void write_property(const char *name, const char *type, str value, struct buf *out)
{
    if (!value.n)
        return;
    buf_printf(out, "{\"modelType\":\"Property\",\"idShort\":\"%s\",", name);
    write_semantic_id(name, out);
    buf_printf(out, ",\"valueType\":\"%s\",\"value\":", type);
    json_write_string(out, value);
    buf_add(out, STR("},"));
}

static void write_date(const char *name, str value, struct buf *out)
{
    int64_t ms;
    if (clock_parse(value, &ms))
        write_property(name, "xs:dateTime", value, out);
}

static void write_vulnerabilities(const struct advisory *advisory, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < advisory->vulnerability_count && count < ADVISORY_LISTED_MAX; i++) {
        if (!advisory->vulnerabilities[i].cve.n)
            continue;
        if (count++ == 0) {
            buf_add(out, STR("{\"modelType\":\"SubmodelElementList\",\"idShort\":"
                             "\"Vulnerabilities\","));
            write_semantic_id("Vulnerabilities", out);
            buf_add(out, STR(",\"typeValueListElement\":\"Property\",\"valueTypeListElement\":"
                             "\"xs:string\",\"value\":["));
        } else
            buf_add_char(out, ',');
        buf_add(out, STR("{\"modelType\":\"Property\","));
        write_semantic_id("Vulnerability", out);
        buf_add(out, STR(",\"valueType\":\"xs:string\",\"value\":"));
        json_write_string(out, advisory->vulnerabilities[i].cve);
        buf_add_char(out, '}');
    }
    if (count)
        buf_add(out, STR("]},"));
}

void advisory_record_write(const struct advisory *advisory, struct arena *arena, struct buf *out)
{
    buf_add(out, STR("{\"modelType\":\"Submodel\",\"id\":"));
    json_write_string(out, advisory_record_id(arena, advisory));
    buf_add(out, STR(",\"idShort\":\"SecurityAdvisory\",\"administration\":{\"templateId\":"
                     "\"urn:schale:template:SecurityAdvisory\"},\"kind\":\"Instance\","));
    write_semantic_id("", out);
    buf_add(out, STR(",\"submodelElements\":["));
    write_property("Publisher", "xs:string", advisory->publisher, out);
    write_property("PublisherNamespace", "xs:anyURI", advisory->publisher_namespace, out);
    write_property("TrackingId", "xs:string", advisory->id, out);
    write_property("Version", "xs:string", advisory->version, out);
    write_property("Status", "xs:string", advisory->status, out);
    write_property("Title", "xs:string", advisory->title, out);
    write_property("Severity", "xs:string", advisory->severity, out);
    write_property("Score", "xs:decimal",
                   advisory->score
                       ? arena_printf(arena, "%d.%d", advisory->score / 10, advisory->score % 10)
                       : (str){0},
                   out);
    write_date("InitialReleaseDate", advisory->initially_released, out);
    write_date("CurrentReleaseDate", advisory->released, out);
    write_property("ProductCount", "xs:unsignedInt",
                   arena_printf(arena, "%zu", advisory->product_count), out);
    write_property("Digest", "xs:string", str_of(advisory->digest, SHA256_HEX_BYTES), out);
    write_vulnerabilities(advisory, out);
    buf_add(out, STR("{\"modelType\":\"File\",\"idShort\":\"Document\","));
    write_semantic_id("Document", out);
    buf_add(out, STR(",\"contentType\":\"application/json\",\"value\":"));
    json_write_string(out, advisory_record_path(arena, advisory));
    buf_add(out, STR("}]}"));
}

/* --- reading -----------------------------------------------------------------------------------
 */

bool advisory_record_read(struct arena *arena, str body, struct advisory_facts *ret_facts)
{
    struct json json;
    struct fail why;
    *ret_facts = (struct advisory_facts){0};
    const struct {
        const char *id_short;
        str *to;
    } wanted[] = {{"Version", &ret_facts->version},
                  {"CurrentReleaseDate", &ret_facts->released},
                  {"Digest", &ret_facts->digest},
                  {"Document", &ret_facts->path}};
    if (json_read(body, &json, &why) != ERR_OK)
        return false;
    uint32_t list = json_member(&json, 0, STR("submodelElements"));
    uint32_t end = list && json_type(&json, list) == JSON_ARRAY ? json_next(&json, list) : 0;
    for (uint32_t item = list + 1; item < end; item = json_next(&json, item)) {
        uint32_t name = json_member(&json, item, STR("idShort")),
                 value = json_member(&json, item, STR("value"));
        if (!name || !value || json_type(&json, name) != JSON_STRING ||
            json_type(&json, value) != JSON_STRING)
            continue;
        for (size_t i = 0; i < COUNT_OF(wanted); i++)
            if (str_equal(json_string_raw(&json, name), str_from(wanted[i].id_short)))
                *wanted[i].to = json_string(&json, value, arena);
    }
    json_release(&json);
    return true;
}
