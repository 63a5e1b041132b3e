/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - environments into files, findings for people. */
#include "cmd/output.h"

#include "base/file.h"
#include "model/package.h"
#include "model/read.h"

enum metamodel output_version(const struct loaded *loaded)
{
    return load_write_version(loaded, loaded->root);
}

err_t output_write(const char *path, const struct node *root, enum metamodel version,
                   const struct package_file *files, size_t file_count, struct fail *why)
{
    str name = str_from(path);
    struct buf out = {0};
    err_t rc = ERR_OK;
    if (str_ends_with(name, STR(".json")))
        node_write_json(root, &out);
    else if (class_has((enum class_id)root->class, CLASS_FLAG_DESCRIPTOR))
        rc = fail_set(why, ERR_USAGE, 0, name, "descriptors are written as .json only");
    else if (str_ends_with(name, STR(".xml")))
        node_write_xml(root, version, &out);
    else if (str_ends_with(name, STR(".aasx")))
        rc = package_write(root, version, LOAD_JSON, files, file_count, &out, why);
    else
        rc = fail_set(why, ERR_USAGE, 0, name, "the name must end in .json, .xml or .aasx");
    if (rc == ERR_OK)
        rc = file_replace(path, buf_str(&out), why);
    buf_release(&out);
    return rc;
}

void output_finding(struct buf *out, const char *path, const struct finding *finding,
                    enum language language)
{
    buf_printf(out, "%s:", path);
    if (finding->line)
        buf_printf(out, "%u:", finding->line);
    buf_printf(out, " %.*s %.*s: ", STR_ARG(severity_name(finding->severity)),
               STR_ARG(finding->texts->name));
    finding_message(finding, language, out);
    buf_printf(out, "\n    %.*s", STR_ARG(finding->path));
    if (finding->element.n)
        buf_printf(out, "  (%.*s)", STR_ARG(finding->element));
    buf_add(out, STR("\n    "));
    finding_hint(finding, language, out);
    buf_add_char(out, '\n');
}

void output_findings(const char *path, const struct findings *findings, enum language language)
{
    struct buf out = {0};
    for (size_t i = 0; i < findings->count; i++)
        output_finding(&out, path, &findings->items[i], language);
    if (out.n)
        fwrite(out.p, 1, out.n, stderr);
    buf_release(&out);
}
