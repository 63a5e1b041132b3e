/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - a file's format by its first bytes, then the reader that fits. */
#include "model/load.h"

#include "model/load_text.h"
#include "model/package.h"

err_t load_document(str bytes, const struct load_options *options, struct arena *arena,
                    struct findings *findings, struct loaded *ret_loaded)
{
    size_t lost_before = findings->error_count - findings->rule_error_count;
    findings->tolerant = options->tolerant;
    /* PK 3 4 is a ZIP's first entry, PK 5 6 the end of an empty one (APPNOTE 4.3.7, 4.3.16). */
    bool zip =
        str_starts_with(bytes, STR("PK\x03\x04")) || str_starts_with(bytes, STR("PK\x05\x06"));
    err_t rc = zip ? package_read(bytes, options, arena, findings, ret_loaded)
                   : load_text(bytes, options, arena, findings, ret_loaded);
    /* Tolerance ends where something of the file could not be taken into the tree. */
    bool lost = findings->error_count - findings->rule_error_count > lost_before;
    return rc == ERR_OK && options->tolerant && lost ? ERR_INVALID : rc;
}
