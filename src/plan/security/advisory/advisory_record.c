/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_record.c - writing and reading the submodel of an advisory. */
#include "plan/security/advisory/advisory_record.h"

#include "base/ascii.h"
#include "plan/security/record.h"

enum { ID_DIGITS = 32, NAME_PART_BYTES_MAX = 100 };

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

/* A part of a file's name: what is no letter, digit, '-' or '.' becomes '_'. */
static str name_part(struct arena *arena, str text)
{
    str part = arena_dup(
        arena, str_of(text.p, text.n < NAME_PART_BYTES_MAX ? text.n : NAME_PART_BYTES_MAX));
    char *p = (char *)(uintptr_t)part.p; /* ours: a fresh copy */
    for (size_t i = 0; i < part.n; i++) {
        bool plain = ascii_is_alnum(p[i]);
        if (!plain && p[i] != '-' && p[i] != '.')
            p[i] = '_';
    }
    return part;
}

str advisory_record_path(struct arena *arena, const struct advisory *advisory)
{
    str id = name_part(arena, advisory->id), version = name_part(arena, advisory->version);
    return arena_printf(arena, "/aasx/files/%.*s_v%.*s.json", STR_ARG(id), STR_ARG(version));
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_vulnerabilities(const struct advisory *advisory, struct arena *arena,
                                  struct record_writer *writer)
{
    str *cves = ARENA_ARRAY(arena, str, advisory->vulnerability_count);
    size_t count = 0;
    for (size_t i = 0; i < advisory->vulnerability_count; i++)
        if (advisory->vulnerabilities[i].cve.n)
            cves[count++] = advisory->vulnerabilities[i].cve;
    record_texts(writer, "Vulnerabilities", "Vulnerability", cves, count);
}

void advisory_record_write(const struct advisory *advisory, struct arena *arena, struct buf *out)
{
    struct record_writer writer;
    record_begin(&writer, "SecurityAdvisory", advisory_record_id(arena, advisory), out);
    record_property(&writer, "Publisher", "xs:string", advisory->publisher);
    record_property(&writer, "PublisherNamespace", "xs:anyURI", advisory->publisher_namespace);
    record_property(&writer, "TrackingId", "xs:string", advisory->id);
    record_property(&writer, "Version", "xs:string", advisory->version);
    record_property(&writer, "Status", "xs:string", advisory->status);
    record_property(&writer, "Title", "xs:string", advisory->title);
    record_property(&writer, "Severity", "xs:string", advisory->severity);
    record_property(&writer, "Score", "xs:decimal",
                    advisory->score
                        ? arena_printf(arena, "%d.%d", advisory->score / 10, advisory->score % 10)
                        : (str){0});
    record_date(&writer, "InitialReleaseDate", advisory->initially_released);
    record_date(&writer, "CurrentReleaseDate", advisory->released);
    record_number(&writer, "ProductCount", "xs:unsignedInt", (int64_t)advisory->product_count);
    record_property(&writer, "Digest", "xs:string", str_of(advisory->digest, SHA256_HEX_BYTES));
    write_vulnerabilities(advisory, arena, &writer);
    record_file(&writer, "Document", STR("application/json"),
                advisory_record_path(arena, advisory));
    record_end(&writer);
}

/* --- reading -----------------------------------------------------------------------------------
 */

bool advisory_record_read(struct arena *arena, str body, struct advisory_facts *ret_facts)
{
    struct json json;
    struct fail why;
    *ret_facts = (struct advisory_facts){0};
    if (json_read(body, &json, &why) != ERR_OK)
        return false;
    uint32_t elements = record_elements(&json, 0);
    ret_facts->version = record_text(&json, elements, "Version", arena);
    ret_facts->released = record_text(&json, elements, "CurrentReleaseDate", arena);
    ret_facts->digest = record_text(&json, elements, "Digest", arena);
    ret_facts->path = record_text(&json, elements, "Document", arena);
    json_release(&json);
    return true;
}
