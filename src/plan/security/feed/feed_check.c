/* SPDX-License-Identifier: Apache-2.0 */
/* feed_check.c - a document against what lies beside it, and against who publishes it. */
#include "plan/security/feed/feed_check.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "codec/json.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"

static const struct rule_texts rules[] = {
#define RULE RULE_ROW
#include "plan/security/feed/feed_rule.def"
#undef RULE
};

void feed_report(struct findings *findings, enum feed_rule rule, str argument0, str argument1)
{
    finding_add_other(findings, SEVERITY_ERROR, &rules[rule], STR("$"), 0, argument0, argument1);
}

/* One document that is checked. */
struct checking {
    const struct feed_fetch *fetch;
    const struct feed_trust *trust;
    struct findings *findings;
    struct arena *arena;
    str url, document;
    struct buf beside;
};

/* Gets URL + ending into `beside`. ERR_NOT_FOUND: it is not there; what else goes wrong was told.
 */
static err_t get_beside(struct checking *checking, const char *ending, size_t bytes_max,
                        str *ret_name)
{
    struct fail why = {0};
    str url = arena_printf(checking->arena, "%.*s%s", STR_ARG(checking->url), ending);
    *ret_name = feed_url_file(url);
    err_t err = feed_get(checking->fetch, url, bytes_max, &checking->beside, &why);
    if (err && err != ERR_NOT_FOUND)
        feed_reason_report(checking->findings, &why);
    return err;
}

/* --- hashes ------------------------------------------------------------------------------------
 */

/* The digits that a file begins with, as sha256sum writes it. */
static bool hash_is(str file, const char *hex, size_t digits)
{
    return file.n >= digits && str_equal_nocase(str_of(file.p, digits), str_of(hex, digits)) &&
           (file.n == digits || strchr(" \t\r\n*", file.p[digits]));
}

static void check_hash(struct checking *checking)
{
    char sha512[SHA512_HEX_BYTES], sha256[SHA256_HEX_BYTES];
    const char *hex = sha512;
    size_t digits = SHA512_HEX_BYTES;
    str name;
    err_t err = get_beside(checking, ".sha512", FEED_HASH_FILE_BYTES_MAX, &name);
    if (!err)
        sha512_hex_of(checking->document, sha512);
    if (err == ERR_NOT_FOUND) {
        err = get_beside(checking, ".sha256", FEED_HASH_FILE_BYTES_MAX, &name);
        struct sha256 digest = sha256_of(&checking->document, 1);
        sha256_hex(&digest, sha256);
        hex = sha256;
        digits = SHA256_HEX_BYTES;
    }
    if (!err && !hash_is(buf_str(&checking->beside), hex, digits))
        feed_report(checking->findings, FEED_HASH, name, STR(""));
    if (err == ERR_NOT_FOUND && checking->trust->needs_hash)
        feed_report(checking->findings, FEED_UNSIGNED, name, STR(""));
}

/* --- signatures --------------------------------------------------------------------------------
 */

static bool is_accepted(const struct feed_trust *trust, str fingerprint)
{
    for (size_t i = 0; i < trust->fingerprint_count; i++)
        if (str_equal_nocase(trust->fingerprints[i], fingerprint))
            return true;
    return false;
}

static void check_signature(struct checking *checking)
{
    const struct feed_trust *trust = checking->trust;
    struct fail why = {0};
    str name, fingerprint;
    if (!trust->fingerprint_count && !trust->needs_signature)
        return;
    err_t err = get_beside(checking, ".asc", OPENPGP_SIGNATURE_BYTES_MAX, &name);
    if (err == ERR_NOT_FOUND && trust->needs_signature)
        feed_report(checking->findings, FEED_UNSIGNED, name, STR(""));
    if (err)
        return;
    err = openpgp_verify(trust->keys, checking->document, buf_str(&checking->beside),
                         checking->arena, &fingerprint, &why);
    if (!err && !is_accepted(trust, fingerprint))
        err = fail_set(&why, ERR_NOT_FOUND, 0, fingerprint,
                       "signed by the key %.*s, which was not accepted", STR_ARG(fingerprint));
    if (err)
        feed_report(checking->findings, FEED_SIGNATURE, str_from(why.text), STR(""));
}

/* --- name and publisher ------------------------------------------------------------------------
 */

str feed_file_name(struct arena *arena, str tracking_id)
{
    struct buf name = {0};
    bool replaced = false;
    for (size_t i = 0; i < tracking_id.n; i++) {
        char c = tracking_id.p[i];
        if (ascii_is_upper(c))
            c = (char)(c - 'A' + 'a');
        bool stays = ascii_is_lower(c) || ascii_is_digit(c) || c == '+' || c == '-';
        if (stays)
            buf_add_char(&name, c);
        else if (!replaced)
            buf_add_char(&name, '_');
        replaced = !stays;
    }
    buf_add(&name, STR(".json"));
    str kept = arena_dup(arena, buf_str(&name));
    buf_release(&name);
    return kept;
}

/* "https://www.cisa.gov/" and "https://www.cisa.gov" are one namespace. */
static bool is_same_namespace(str a, str b)
{
    a.n -= str_ends_with(a, STR("/"));
    b.n -= str_ends_with(b, STR("/"));
    return str_equal_nocase(a, b);
}

/* A text that is no JSON says nothing; the check of its form tells. */
static void check_content(struct checking *checking)
{
    const struct feed_trust *trust = checking->trust;
    struct json json;
    struct fail why;
    if (json_read(checking->document, &json, &why) != ERR_OK)
        return;
    uint32_t document = json_member(&json, 0, STR("document")),
             tracking = document ? json_member(&json, document, STR("tracking")) : 0,
             publisher = document ? json_member(&json, document, STR("publisher")) : 0;
    str id = tracking ? json_member_text(&json, tracking, STR("id"), checking->arena) : (str){0};
    str space = publisher ? json_member_text(&json, publisher, STR("namespace"), checking->arena)
                          : (str){0};
    str wanted = feed_file_name(checking->arena, id), name = feed_url_file(checking->url);
    if (id.n && !trust->any_name && !str_equal(name, wanted))
        feed_report(checking->findings, FEED_FILE_NAME, name, wanted);
    if (space.n && trust->publisher_namespace.n &&
        !is_same_namespace(space, trust->publisher_namespace))
        feed_report(checking->findings, FEED_PUBLISHER, space, trust->publisher_namespace);
    json_release(&json);
}

void feed_check(const struct feed_fetch *fetch, str url, str document,
                const struct feed_trust *trust, struct findings *findings)
{
    struct arena arena = {0};
    struct checking checking = {.fetch = fetch,
                                .trust = trust,
                                .findings = findings,
                                .arena = &arena,
                                .url = url,
                                .document = document};
    check_hash(&checking);
    check_signature(&checking);
    check_content(&checking);
    buf_release(&checking.beside);
    arena_release(&arena);
}
