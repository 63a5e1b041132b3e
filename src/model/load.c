/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - a file's format by its first bytes, then the reader that fits. */
#include "model/load.h"

#include "model/load_text.h"
#include "model/package.h"

err_t load_document(str bytes, const struct load_options *options, struct arena *arena,
                    struct findings *findings, struct loaded *ret_loaded)
{
    findings->tolerant = options->tolerant;
    /* PK 3 4 is a ZIP's first entry, PK 5 6 the end of an empty one (APPNOTE 4.3.7, 4.3.16). */
    if (str_starts_with(bytes, STR("PK\x03\x04")) || str_starts_with(bytes, STR("PK\x05\x06")))
        return package_read(bytes, options, arena, findings, ret_loaded);
    return load_text(bytes, options, arena, findings, ret_loaded);
}
