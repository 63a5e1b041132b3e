/* SPDX-License-Identifier: Apache-2.0 */
/* security_record.c - any bytes as a submodel that somebody else wrote, where one of ours is
 * expected: decision, source, advisory, own advisory, ports of an asset, and the file of what was
 * seen. No crash; what is read of a decision or source can be written and read
 * again, and stays the same then. */
#include <stdint.h>
#include <stdlib.h>

#include "codec/json.h"
#include "plan/security/advisory/advisory_record.h"
#include "plan/security/feed/feed_seen.h"
#include "plan/security/feed/source.h"
#include "plan/security/inventory/asset_port.h"
#include "plan/security/publish/own_advisory.h"
#include "plan/security/todo/decision.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads `body` and writes what was read; false when it cannot be read. */
typedef bool rewrite_fn(struct arena *arena, str body, struct buf *out);

static bool rewrite_decision(struct arena *arena, str body, struct buf *out)
{
    struct decision decision;
    if (!decision_read(arena, body, &decision))
        return false;
    decision_write(&decision, out);
    return true;
}

static bool rewrite_source(struct arena *arena, str body, struct buf *out)
{
    struct source source;
    if (!source_read(arena, body, &source))
        return false;
    source_write(&source, out);
    return true;
}

/* What has no meaning, as a date that is none, is lost at the first writing and at no other. */
static void check_rewriting(rewrite_fn *rewrite, struct arena *arena, str body)
{
    str before = {0};
    for (int round = 0; round < 3; round++) {
        struct buf text = {0};
        bool is_read = rewrite(arena, body, &text);
        body = arena_dup(arena, buf_str(&text));
        buf_release(&text);
        if (!is_read && !round)
            return;
        if (!is_read || (round == 2 && !str_equal(before, body)))
            abort();
        before = body;
    }
}

static void check_ports(str body)
{
    struct asset_ports ports = {0};
    struct json json;
    struct fail why;
    if (json_read(body, &json, &why) != ERR_OK)
        return;
    asset_ports_add_interfaces(&json, &ports);
    asset_ports_add_datasheet(&json, &ports);
    if (ports.count > ASSET_PORTS_MAX)
        abort();
    for (size_t i = 0; i < ports.count; i++)
        if (!ports.items[i].port)
            abort();
    json_release(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct advisory_facts facts;
    struct own_advisory advisory;
    struct feed_seen seen = {0};
    struct fail why;
    str body = str_of((const char *)data, size);
    check_rewriting(rewrite_decision, &arena, body);
    check_rewriting(rewrite_source, &arena, body);
    check_ports(body);
    (void)advisory_record_read(&arena, body, &facts);
    (void)!own_advisory_read_record(&arena, STR("urn:x"), body, &advisory, &why);
    feed_seen_read(&seen, body);
    feed_seen_release(&seen);
    arena_release(&arena);
    return 0;
}
