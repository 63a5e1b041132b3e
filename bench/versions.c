/* SPDX-License-Identifier: Apache-2.0 */
/* versions.c - what the program says of the rows of tests/data/security/versions.tsv: one line
 * "no", "yes" or "unknown" for each line of standard input, which holds a range, a tab, a version,
 * and perhaps a tab and more. */
#include <stdio.h>
#include <string.h>

#include "plan/security/match/version_range.h"

enum { LINE_BYTES_MAX = 4096 };

int main(void)
{
    static const char *const truths[] = {"no", "yes", "unknown"};
    static char line[LINE_BYTES_MAX];
    while (fgets(line, sizeof line, stdin)) {
        char *range_end = strchr(line, '\t');
        if (!range_end)
            return 1;
        str range = str_of(line, (size_t)(range_end - line));
        str version = str_of(range_end + 1, strcspn(range_end + 1, "\t\n"));
        puts(truths[version_in_range(version, range)]);
    }
    return 0;
}
