/* SPDX-License-Identifier: Apache-2.0 */
/* own_advisory.c - any JSON as the form of an own advisory: no crash; what is kept says the same
 * when it is read back; a form without an error becomes a document that csaf_check passes. */
#include <stdlib.h>

#include "plan/security/csaf/csaf_check.h"
#include "plan/security/publish/csaf_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static str json_of(const struct own_advisory *advisory, struct arena *arena)
{
    struct buf out = {0};
    form_write_json(&own_advisory_form, advisory, false, &out);
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static void read_back(const struct own_advisory *advisory, struct arena *arena)
{
    struct own_advisory again;
    struct buf out = {0};
    struct fail why;
    own_advisory_write_record(advisory, &out);
    if (own_advisory_read_record(arena, advisory->id, buf_str(&out), &again, &why) != ERR_OK ||
        !str_equal(json_of(advisory, arena), json_of(&again, arena)))
        abort();
    buf_release(&out);
}

static void publish(struct own_advisory *advisory, struct arena *arena, bool must_pass)
{
    const struct own_provider provider = {.name = STR("n"),
                                          .namespace = STR("https://n.example"),
                                          .category = STR("vendor"),
                                          .contact_details = STR("c"),
                                          .public_url = STR("https://n.example")};
    struct own_revision revision = {
        .number = STR("1.0.0"), .date = STR("2026-01-01T00:00:00.000Z"), .summary = STR("s")};
    struct findings findings = {.arena = arena};
    struct buf out = {0};
    advisory->revisions = (struct form_list){.items = &revision, .count = 1};
    csaf_write(advisory, &provider, arena, &out);
    csaf_check(buf_str(&out), &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (must_pass || findings.items[i].texts->name.p[0] == 'j') /* json-syntax */
            abort();
        else
            (void)csaf_form_path(arena, findings.items[i].path);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct own_advisory advisory = {.id = STR("urn:x"), .language = STR("en"), .tlp = STR("WHITE")};
    struct json json;
    struct fail why;
    if (json_read(str_of((const char *)data, size), &json, &why) == ERR_OK) {
        form_read_json(&own_advisory_form, &json, 0, STR("$"), &advisory, &findings);
        json_release(&json);
        if (!findings.error_count) {
            read_back(&advisory, &arena);
            own_advisory_check(&advisory, &findings);
            publish(&advisory, &arena, findings.error_count == 0);
        }
    }
    arena_release(&arena);
    return 0;
}
