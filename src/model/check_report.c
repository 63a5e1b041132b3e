/* SPDX-License-Identifier: Apache-2.0 */
/* check_report.c - findings, counts and fixes of one file as JSON. */
#include "model/check_report.h"

#include "base/utf8.h"
#include "codec/json.h"

/* JSON is UTF-8. */
void check_report_write_name(str name, struct buf *out)
{
    struct buf text = {0};
    for (size_t bad; (bad = utf8_find_invalid(name)) < name.n;) {
        buf_add(&text, str_of(name.p, bad));
        buf_add(&text, STR("\xef\xbf\xbd"));
        name = str_of(name.p + bad + 1, name.n - bad - 1);
    }
    buf_add(&text, name);
    json_write_string(out, buf_str(&text));
    buf_release(&text);
}

static size_t count_elements(const struct node *node)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    size_t count = class_has((enum class_id)node->class, CLASS_FLAG_SUBMODEL_ELEMENT);
    for (uint8_t i = 0; i < info->slot_count; i++) {
        if (!(node->present & 1u << i))
            continue;
        if (info->slots[i].kind == SLOT_NODE)
            count += count_elements(value->node);
        for (uint32_t k = 0; info->slots[i].kind == SLOT_LIST && k < value->n; k++)
            count += count_elements(value->items[k]);
        value++;
    }
    return count;
}

void check_report_write_counts(const struct loaded *loaded, struct buf *out)
{
    const struct node *root = loaded->root;
    bool all = root->class == CLASS_ENVIRONMENT;
    size_t shells = all ? node_list(root, PROP_ASSET_ADMINISTRATION_SHELLS).count
                        : root->class == CLASS_ASSET_ADMINISTRATION_SHELL;
    size_t submodels = all ? node_list(root, PROP_SUBMODELS).count : root->class == CLASS_SUBMODEL;
    size_t concepts = all ? node_list(root, PROP_CONCEPT_DESCRIPTIONS).count
                          : root->class == CLASS_CONCEPT_DESCRIPTION;
    buf_printf(out,
               "{\"shells\":%zu,\"submodels\":%zu,\"concept_descriptions\":%zu,\"elements\":%zu,"
               "\"files\":%zu}",
               shells, submodels, concepts, count_elements(root), loaded->file_count);
}

str check_report_version(const struct loaded *loaded, const struct findings *findings)
{
    for (size_t i = 0; loaded->converted && i < findings->count; i++)
        if (findings->items[i].rule == RULE_CONVERTED)
            return findings->items[i].argument[0];
    return metamodel_name(loaded->version);
}

static void write_fix(struct buf *out, enum fix fix, enum language language)
{
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, fix_id(fix));
    buf_add(out, STR(",\"title\":"));
    json_write_string(out, fix_title(fix, language));
}

void check_report_write_findings(const struct findings *findings, const struct mended *mended,
                                 enum language language, struct buf *out)
{
    buf_add(out, STR("\"findings\":["));
    for (size_t i = 0; i < findings->count; i++) {
        const struct mend_change *change =
            mended ? mend_of_finding(mended, &findings->items[i]) : NULL;
        buf_add(out, i ? STR(",{") : STR("{"));
        finding_write_members(&findings->items[i], language, out);
        if (change) {
            buf_add(out, STR(",\"fix\":"));
            write_fix(out, change->fix, language);
            buf_add_char(out, '}');
        }
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    size_t all = findings->error_count + findings->warning_count;
    if (all > findings->count)
        buf_printf(out, ",\"not_listed\":%zu", all - findings->count);
}

static void write_fixes(const struct mended *mended, enum language language, struct buf *out)
{
    size_t counts[FIX_COUNT] = {0};
    bool first = true;
    for (size_t i = 0; i < mended->count; i++)
        counts[mended->changes[i].fix]++;
    buf_add(out, STR(",\"fixes\":["));
    for (unsigned fix = 0; fix < FIX_COUNT; fix++) {
        if (!counts[fix])
            continue;
        if (!first)
            buf_add_char(out, ',');
        first = false;
        write_fix(out, (enum fix)fix, language);
        buf_printf(out, ",\"always\":%s,\"count\":%zu}",
                   fix_is_always((enum fix)fix) ? "true" : "false", counts[fix]);
    }
    buf_add_char(out, ']');
}

void check_report_write(const struct check_report *report, struct buf *out)
{
    enum load_format format;
    buf_add(out, STR("{\"file\":"));
    check_report_write_name(report->file, out);
    if (load_format_of(report->bytes, &format)) {
        buf_add(out, STR(",\"format\":"));
        json_write_string(out, load_format_name(format));
    }
    if (report->loaded) {
        buf_add(out, STR(",\"version\":"));
        json_write_string(out, check_report_version(report->loaded, report->findings));
    }
    buf_printf(out, ",\"valid\":%s", report->findings->error_count ? "false" : "true");
    if (report->loaded) {
        buf_add(out, STR(",\"counts\":"));
        check_report_write_counts(report->loaded, out);
    }
    buf_add_char(out, ',');
    check_report_write_findings(report->findings, report->mended, report->language, out);
    if (report->mended)
        write_fixes(report->mended, report->language, out);
    buf_add_char(out, '}');
}
