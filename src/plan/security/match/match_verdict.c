/* SPDX-License-Identifier: Apache-2.0 */
/* match_verdict.c - what the states of a product's rows and the version of an asset say together.
 */
#include "plan/security/match/advisory_match.h"
#include "plan/security/match/version_range.h"

/* What one row says of the asset's version. */
struct row {
    const struct advisory_product *product;
    enum truth holds;
    bool all, by_file, is_gainsaid;
    bool is_past; /* the version is behind all that the row means */
    str held;     /* what of the asset was held against it; empty: it is not known */
};

struct versions {
    struct version list[2];
    size_t count;
    str text;
};

struct versions_of_asset {
    struct versions versions, serial; /* some ranges are of serial numbers */
};

struct decision {
    enum match_verdict verdict;
    enum match_evidence kind;
    const struct row *row;
    bool said; /* the advisory says something */
    bool weak; /* only that the version is none of those that are fixed or not affected */
};

static void versions_read(const str texts[2], struct versions *ret_versions)
{
    ret_versions->count = 0;
    ret_versions->text = (str){0};
    for (size_t i = 0; i < 2; i++) {
        if (!texts[i].n)
            continue;
        if (!ret_versions->text.n)
            ret_versions->text = texts[i];
        if (version_read(texts[i], &ret_versions->list[ret_versions->count]))
            ret_versions->count++;
    }
}

/* Behind an upper end of the range: what the maker's fix brought. */
static bool is_past(const struct version_range *range, const struct version *version)
{
    bool past = false;
    for (size_t i = 0; i < range->count; i++) {
        enum comparator comparator = range->constraints[i].comparator;
        enum version_order order = version_compare(version, &range->constraints[i].version);
        if (comparator == COMPARE_LESS)
            past |= order == VERSION_EQUAL || order == VERSION_GREATER;
        else if (comparator == COMPARE_LESS_EQUAL)
            past |= order == VERSION_GREATER;
    }
    return past;
}

/* The product's full name says the opposite: "Collector: < 3.2.5" where the version is "3.2.5". */
static bool is_gainsaid(const struct indexed_product *indexed, const struct versions *versions,
                        enum truth holds)
{
    if (!indexed->said || !indexed->said->is_understood || !versions->count)
        return false;
    enum truth said = version_range_holds(indexed->said, &versions->list[0]);
    return said != TRUTH_UNKNOWN && holds != TRUTH_UNKNOWN && said != holds;
}

/* Makers that write the second number with two digits: their "6.4" is 6.40, and behind 6.31. */
static const char *const two_digit_makers[] = {"rockwellautomation"};

static bool writes_two_digits(const struct makers *makers)
{
    for (size_t i = 0; i < COUNT_OF(two_digit_makers); i++)
        if (makers_have(makers, str_from(two_digit_makers[i])))
            return true;
    return false;
}

/* An end of the range is "6.4", and the version's second number 40, or for these makers one between
 * 4 and 40: whether a digit was left out, nobody can tell. */
static bool is_digit_open(const struct version_range *range, const struct version *version,
                          bool two_digits)
{
    for (size_t i = 0; i < range->count; i++) {
        const struct version *end = &range->constraints[i].version;
        if (end->count != 2 || version->count < 2 || end->parts[1].tag || version->parts[1].tag ||
            end->parts[0].number != version->parts[0].number)
            continue;
        uint64_t own = version->parts[1].number, its = end->parts[1].number;
        if (its > 0 && its < 10 && own >= 10 && (two_digits ? own < its * 10 : own == its * 10))
            return true;
    }
    return false;
}

/* Firmware and software are versions of different things: where they disagree, nobody knows. */
static void row_read(const struct indexed_product *indexed, const struct versions_of_asset *asset,
                     bool by_file, struct row *ret_row)
{
    const struct version_range *range = indexed->range;
    *ret_row = (struct row){.product = indexed->product};
    if (!range || by_file) {
        ret_row->holds = TRUTH_YES;
        ret_row->all = !range;
        ret_row->by_file = by_file;
        return;
    }
    const struct versions *versions = range->serial_digits ? &asset->serial : &asset->versions;
    ret_row->held = versions->count ? versions->text : (str){0};
    ret_row->all = range->all && !range->condition.n;
    ret_row->holds = version_range_holds(range, versions->count ? &versions->list[0] : NULL);
    if (versions->count == 2 && version_range_holds(range, &versions->list[1]) != ret_row->holds)
        ret_row->holds = TRUTH_UNKNOWN;
    ret_row->is_gainsaid = is_gainsaid(indexed, versions, ret_row->holds);
    if (ret_row->is_gainsaid)
        ret_row->holds = TRUTH_UNKNOWN;
    if (versions->count &&
        is_digit_open(range, &versions->list[0], writes_two_digits(indexed->makers)))
        ret_row->holds = TRUTH_UNKNOWN;
    if (indexed->has_code &&
        ret_row->holds == TRUTH_NO) /* what follows speaks of the hardware too */
        ret_row->holds = TRUTH_UNKNOWN;
    ret_row->is_past = versions->count && ret_row->holds == TRUTH_NO && indexed->product->has_fix &&
                       is_past(range, &versions->list[0]);
}

/* --- one vulnerability -------------------------------------------------------------------------
 */

struct tally {
    const struct row *yes[STATE_INVESTIGATED + 1], *no[STATE_INVESTIGATED + 1], *open;
    bool fixed;
};

static void tally_rows(const struct row *rows, size_t count, size_t vulnerability,
                       struct tally *ret_tally)
{
    *ret_tally = (struct tally){0};
    for (size_t i = 0; i < count; i++) {
        enum product_state state = (enum product_state)rows[i].product->states[vulnerability];
        if (state == STATE_NONE)
            continue;
        if (rows[i].holds == TRUTH_YES)
            ret_tally->yes[state] = &rows[i];
        else if (rows[i].holds == TRUTH_NO)
            ret_tally->no[state] = &rows[i];
        else if (!ret_tally->open ||
                 state == STATE_AFFECTED) /* the one that there are remedies for */
            ret_tally->open = &rows[i];
        ret_tally->fixed |= state == STATE_AFFECTED && rows[i].is_past;
    }
}

static struct decision decide(const struct tally *tally)
{
    static const struct {
        enum product_state state;
        enum match_verdict verdict;
    } by_state[] = {{STATE_AFFECTED, VERDICT_AFFECTED},
                    {STATE_FIXED, VERDICT_FIXED},
                    {STATE_NOT_AFFECTED, VERDICT_NOT_AFFECTED},
                    {STATE_INVESTIGATED, VERDICT_UNDER_INVESTIGATION}};
    const struct row *affected = tally->yes[STATE_AFFECTED];
    if (affected && (tally->yes[STATE_FIXED] || tally->yes[STATE_NOT_AFFECTED]))
        return (struct decision){VERDICT_UNKNOWN, MATCH_VERSION_CONTRADICTS, affected, true, false};
    for (size_t i = 0; i < COUNT_OF(by_state); i++) {
        const struct row *row = tally->yes[by_state[i].state];
        if (row)
            return (struct decision){by_state[i].verdict,
                                     row->all       ? MATCH_VERSION_ALL
                                     : row->by_file ? MATCH_VERSION_OF_FILE
                                                    : MATCH_VERSION_IN,
                                     row, true, false};
    }
    if (tally->open)
        return (struct decision){VERDICT_UNKNOWN,
                                 tally->open->is_gainsaid ? MATCH_VERSION_CONTRADICTS
                                 : tally->open->held.n    ? MATCH_VERSION_UNCLEAR
                                                          : MATCH_VERSION_MISSING,
                                 tally->open, true, false};
    if (tally->no[STATE_AFFECTED])
        return (struct decision){tally->fixed ? VERDICT_FIXED : VERDICT_NOT_AFFECTED,
                                 MATCH_VERSION_OUT, tally->no[STATE_AFFECTED], true, false};
    /* The version is none of those that are fixed or free of it: that makes it nothing else. */
    for (size_t i = 0; i < COUNT_OF(by_state); i++)
        if (tally->no[by_state[i].state])
            return (struct decision){.verdict = VERDICT_UNKNOWN,
                                     .kind = MATCH_VERSION_OUT,
                                     .row = tally->no[by_state[i].state],
                                     .said = true,
                                     .weak = true};
    return (struct decision){VERDICT_UNKNOWN, MATCH_VERSION_NOT_SAID, NULL, false, false};
}

/* --- all of them -------------------------------------------------------------------------------
 */

/* "vers:generic/<1.7.0" is for machines. */
static str without_scheme(str range)
{
    size_t slash = str_find_char(range, '/');
    return str_starts_with(range, STR("vers:")) && slash + 1 < range.n
               ? str_of(range.p + slash + 1, range.n - slash - 1)
               : range;
}

static void keep(struct advisory_match *match, str *cves,
                 const struct advisory_vulnerability *vulnerability)
{
    match->score = vulnerability->score > match->score ? vulnerability->score : match->score;
    if (vulnerability->cve.n)
        cves[match->cve_count++] = vulnerability->cve;
}

/* One pass over the vulnerabilities; those that say next to nothing only where no other says more.
 */
static bool decide_all(const struct row *rows, size_t count, bool weak,
                       struct advisory_match *match, str *cves)
{
    const struct advisory *advisory = match->advisory;
    bool said = false;
    for (size_t i = 0; i < advisory->vulnerability_count; i++) {
        struct tally tally;
        tally_rows(rows, count, i, &tally);
        struct decision decision = decide(&tally);
        if (!decision.said || decision.weak != weak || (said && decision.verdict > match->verdict))
            continue;
        if (!said || decision.verdict < match->verdict) {
            match->cve_count = 0;
            match->score = 0;
            match->verdict = decision.verdict;
            match->product = decision.row->product;
            match->version = (struct evidence){
                decision.kind,
                {decision.row->held, without_scheme(decision.row->product->version)}};
        }
        said = true;
        keep(match, cves, &advisory->vulnerabilities[i]);
    }
    return said;
}

bool match_verdict_of(const struct advisory_index *index, const struct tied_row *tied, size_t count,
                      struct arena *arena, struct advisory_match *match)
{
    const struct advisory *advisory = index->products[tied[0].product].advisory;
    struct versions_of_asset *asset = ARENA_NEW(arena, struct versions_of_asset);
    struct row *rows = ARENA_ARRAY(arena, struct row, count);
    str *cves = ARENA_ARRAY(arena, str, advisory->vulnerability_count + 1);
    bool said = false;
    versions_read((str[]){match->asset->firmware, match->asset->software}, &asset->versions);
    versions_read((str[]){match->asset->serial_number, STR("")}, &asset->serial);
    for (size_t i = 0; i < count; i++)
        row_read(&index->products[tied[i].product], asset, tied[i].by_file, &rows[i]);
    match->advisory = advisory;
    match->product = rows[0].product;
    match->verdict = VERDICT_UNKNOWN;
    match->version = (struct evidence){.kind = MATCH_VERSION_NOT_SAID};
    match->cves = cves;
    match->cve_count = 0;
    match->score = 0;
    for (int weak = 0; weak < 2 && !said; weak++)
        said = decide_all(rows, count, weak, match, cves);
    if (match->tier == TIER_POSSIBLE && match->verdict == VERDICT_AFFECTED)
        match->verdict = VERDICT_UNKNOWN;
    return said || advisory->vulnerability_count == 0;
}
