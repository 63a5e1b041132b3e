/* SPDX-License-Identifier: Apache-2.0 */
/* decision.c - decisions as submodels. */
#include "plan/security/todo/decision.h"

#include "base/clock.h"
#include "plan/security/record.h"

enum { ID_DIGITS = 32 };

static const char *const state_names[DECISION_STATE_COUNT] = {"open", "in_progress", "done",
                                                              "accepted"};
static const char *const measure_names[DECISION_MEASURE_COUNT] = {"",        "patch",   "configure",
                                                                  "segment", "replace", "accept"};

static bool find_name(const char *const *names, size_t count, str name, size_t *ret_at)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(name, str_from(names[i]))) {
            *ret_at = i;
            return true;
        }
    return false;
}

str decision_state_name(enum decision_state state)
{
    return str_from(state_names[state]);
}

bool decision_state_find(str name, enum decision_state *ret_state)
{
    size_t at;
    if (!find_name(state_names, COUNT_OF(state_names), name, &at))
        return false;
    *ret_state = (enum decision_state)at;
    return true;
}

str decision_measure_name(enum decision_measure measure)
{
    return str_from(measure_names[measure]);
}

bool decision_measure_find(str name, enum decision_measure *ret_measure)
{
    size_t at;
    if (!find_name(measure_names, COUNT_OF(measure_names), name, &at))
        return false;
    *ret_measure = (enum decision_measure)at;
    return true;
}

str decision_id(struct arena *arena, str asset, str advisory)
{
    char hex[SHA256_HEX_BYTES];
    str pieces[] = {asset, STR("\x1f"), advisory};
    struct sha256 digest = sha256_of(pieces, COUNT_OF(pieces));
    sha256_hex(&digest, hex);
    return arena_printf(arena, DECISION_ID_HEAD "%.*s", ID_DIGITS, hex);
}

bool decision_is_date(str text)
{
    char whole[32];
    int64_t ms;
    if (text.n != 10)
        return false;
    int n = snprintf(whole, sizeof whole, "%.*sT00:00:00Z", STR_ARG(text));
    return clock_parse(str_of(whole, (size_t)n), &ms);
}

enum decision_fault decision_fault_of(const struct decision *decision)
{
    if (decision->owner.n > DECISION_OWNER_BYTES_MAX)
        return DECISION_LONG_OWNER;
    if (decision->reason.n > DECISION_REASON_BYTES_MAX)
        return DECISION_LONG_REASON;
    if (decision->due.n && !decision_is_date(decision->due))
        return DECISION_BAD_DUE;
    if (decision->state != DECIDED_ACCEPTED)
        return DECISION_FINE;
    return !decision->reason.n ? DECISION_NO_REASON
           : !decision->due.n  ? DECISION_NO_DUE
                               : DECISION_FINE;
}

void decision_write(const struct decision *decision, struct buf *out)
{
    struct record_writer writer;
    record_begin(&writer, "AdvisoryStatus", decision->id, out);
    record_reference(&writer, "Asset", DOCUMENT_SHELL, decision->asset);
    record_reference(&writer, "Advisory", DOCUMENT_SUBMODEL, decision->advisory);
    record_property(&writer, "TrackingId", "xs:string", decision->tracking_id);
    record_property(&writer, "AdvisoryVersion", "xs:string", decision->version);
    record_property(&writer, "AdvisoryDigest", "xs:string", decision->digest);
    record_property(&writer, "Tier", "xs:string", decision->tier);
    record_property(&writer, "Verdict", "xs:string", decision->verdict);
    record_texts(&writer, "Vulnerabilities", "Vulnerability", decision->cves, decision->cve_count);
    record_property(&writer, "State", "xs:string", decision_state_name(decision->state));
    record_property(&writer, "Measure", "xs:string", decision_measure_name(decision->measure));
    record_property(&writer, "Owner", "xs:string", decision->owner);
    record_property(&writer, "Due", "xs:date", decision->due);
    record_property(&writer, "Reason", "xs:string", decision->reason);
    record_date(&writer, "DecidedAt", decision->decided_at);
    record_property(&writer, "DecidedBy", "xs:string", decision->decided_by);
    record_end(&writer);
}

void decision_write_members(const struct decision *decision, struct buf *out)
{
    json_write_filled_member(out, "measure", decision_measure_name(decision->measure));
    json_write_filled_member(out, "owner", decision->owner);
    json_write_filled_member(out, "due", decision->due);
    json_write_filled_member(out, "reason", decision->reason);
    json_write_filled_member(out, "decided_at", decision->decided_at);
    json_write_filled_member(out, "decided_by", decision->decided_by);
}

bool decision_read(struct arena *arena, str body, struct decision *ret_decision)
{
    struct json json;
    struct fail why;
    if (json_read(body, &json, &why) != ERR_OK)
        return false;
    uint32_t elements = record_elements(&json, 0);
    str id = json_member_text(&json, 0, STR("id"), arena);
    struct decision decision = {.id = arena_dup(arena, id)};
    decision.asset = record_referred(&json, elements, "Asset", arena);
    decision.advisory = record_referred(&json, elements, "Advisory", arena);
    decision.tracking_id = record_text(&json, elements, "TrackingId", arena);
    decision.version = record_text(&json, elements, "AdvisoryVersion", arena);
    decision.digest = record_text(&json, elements, "AdvisoryDigest", arena);
    decision.tier = record_text(&json, elements, "Tier", arena);
    decision.verdict = record_text(&json, elements, "Verdict", arena);
    record_read_texts(&json, elements, "Vulnerabilities", arena, &decision.cves,
                      &decision.cve_count);
    decision.owner = record_text(&json, elements, "Owner", arena);
    decision.due = record_text(&json, elements, "Due", arena);
    decision.reason = record_text(&json, elements, "Reason", arena);
    decision.decided_at = record_text(&json, elements, "DecidedAt", arena);
    decision.decided_by = record_text(&json, elements, "DecidedBy", arena);
    bool known = decision_state_find(record_text(&json, elements, "State", arena), &decision.state);
    (void)decision_measure_find(record_text(&json, elements, "Measure", arena), &decision.measure);
    json_release(&json);
    if (!known || !decision.asset.n || !decision.advisory.n)
        return false;
    *ret_decision = decision;
    return true;
}
