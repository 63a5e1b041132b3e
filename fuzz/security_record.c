/* SPDX-License-Identifier: Apache-2.0 */
/* security_record.c - any bytes as a submodel that somebody else wrote, where one of ours is
 * expected: decision, source, advisory, own advisory, ports of an asset, and the file of what was
 * seen. No crash; what is read of a decision or source comes back the same. */
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

static void check_decision(struct arena *arena, str body)
{
    struct decision decision, again;
    struct buf first = {0}, second = {0};
    if (!decision_read(arena, body, &decision))
        return;
    decision_write(&decision, &first);
    if (!decision_read(arena, buf_str(&first), &again))
        abort();
    decision_write(&again, &second);
    if (!str_equal(buf_str(&first), buf_str(&second)))
        abort();
    buf_release(&first);
    buf_release(&second);
}

static void check_source(struct arena *arena, str body)
{
    struct source source, again;
    struct buf first = {0}, second = {0};
    if (!source_read(arena, body, &source))
        return;
    source_write(&source, &first);
    if (!source_read(arena, buf_str(&first), &again))
        abort();
    source_write(&again, &second);
    if (!str_equal(buf_str(&first), buf_str(&second)))
        abort();
    buf_release(&first);
    buf_release(&second);
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
    check_decision(&arena, body);
    check_source(&arena, body);
    check_ports(body);
    (void)advisory_record_read(&arena, body, &facts);
    (void)!own_advisory_read_record(&arena, STR("urn:x"), body, &advisory, &why);
    feed_seen_read(&seen, body);
    feed_seen_release(&seen);
    arena_release(&arena);
    return 0;
}
