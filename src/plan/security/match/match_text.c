/* SPDX-License-Identifier: Apache-2.0 */
/* match_text.c - a match in words. */
#include "plan/security/match/advisory_match.h"

/* clang-format off */
#define EVIDENCE(id, en, de) [id] = {en, de},
static const char *const evidence_texts[MATCH_EVIDENCE_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/match/advisory_match.def"
};
#undef EVIDENCE
/* clang-format on */

str match_tier_name(enum match_tier tier)
{
    static const char *const names[] = {"certain", "family", "possible"};
    return str_from(names[tier]);
}

str match_verdict_name(enum match_verdict verdict)
{
    static const char *const names[] = {"affected", "unknown", "under_investigation", "fixed",
                                        "not_affected"};
    return str_from(names[verdict]);
}

static void write_one(const struct evidence *evidence, enum language language, struct buf *out)
{
    for (const char *p = evidence_texts[evidence->kind][language]; *p; p++) {
        if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
            buf_add(out, evidence->argument[p[1] - '0']);
            p += 2;
        } else
            buf_add_char(out, *p);
    }
}

void match_write_evidence(const struct advisory_match *match, enum language language,
                          struct buf *out)
{
    write_one(&match->tie, language, out);
    buf_add(out, STR("; "));
    write_one(&match->version, language, out);
}
