/* SPDX-License-Identifier: Apache-2.0 */
/* check_report.h - the outcome of checking one file, as JSON: what `schale check --json` prints and
 * POST /plan/check answers. */
#ifndef SCHALE_MODEL_CHECK_REPORT_H
#define SCHALE_MODEL_CHECK_REPORT_H

#include "model/mend.h"

struct check_report {
    str file;                        /* its name: any bytes */
    str bytes;                       /* the file */
    const struct loaded *loaded;     /* NULL: there is no tree */
    const struct findings *findings; /* all of the file */
    const struct mended *mended;     /* what could be mended, or NULL: not told */
    enum language language;
};

/* Adds
 * {"file":…,"format":"json","version":"3.1","valid":…,"counts":{…},"findings":[…],"fixes":[…]}. A
 * finding that mending would end has "fix":{"id","title"}; `fixes` counts the changes of each.
 * "not_listed" counts findings past FINDINGS_MAX. What is not known (format and version of a file
 * that is no AAS) is left out. Names that are not UTF-8 have U+FFFD for each bad byte. */
void check_report_write(const struct check_report *report, struct buf *out);

/* Adds the name of a file, which may be any bytes, as a JSON string: what is not UTF-8 becomes
 * U+FFFD. */
void check_report_write_name(str name, struct buf *out);

/* Adds {"shells":n,"submodels":n,"concept_descriptions":n,"elements":n,"files":n}. */
void check_report_write_counts(const struct loaded *loaded, struct buf *out);

/* Adds "findings":[…] and, when some are not kept, "not_listed". `mended` may be NULL. */
void check_report_write_findings(const struct findings *findings, const struct mended *mended,
                                 enum language language, struct buf *out);

/* The version of the metamodel that the file itself is of: "3.1", for old files "1.0" or "2.0". */
str check_report_version(const struct loaded *loaded, const struct findings *findings);

#endif
