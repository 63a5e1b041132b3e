/* SPDX-License-Identifier: Apache-2.0 */
/* ending_type.c - the table of endings. */
#include "base/ending_type.h"

static const struct {
    const char *ending, *type;
} ending_types[] = {
    {".png", "image/png"},         {".jpg", "image/jpeg"},      {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},         {".webp", "image/webp"},     {".svg", "image/svg+xml"},
    {".pdf", "application/pdf"},   {".txt", "text/plain"},      {".csv", "text/csv"},
    {".json", "application/json"}, {".xml", "application/xml"}, {".zip", "application/zip"},
    {".html", "text/html"},        {".step", "model/step"},     {".stp", "model/step"},
};

str ending_type_of(str name)
{
    for (size_t i = 0; i < COUNT_OF(ending_types); i++) {
        str ending = str_from(ending_types[i].ending);
        if (name.n > ending.n &&
            str_equal_nocase(str_of(name.p + name.n - ending.n, ending.n), ending))
            return str_from(ending_types[i].type);
    }
    return (str){0};
}
