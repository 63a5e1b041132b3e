/* SPDX-License-Identifier: Apache-2.0 */
/* xsd.c - lexical forms: no reading past the end, and types that lie inside others do so. */
#include "codec/xsd.h"
#include "base/base64.h"
#include "base/utf8.h"
#include "codec/lexical.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each value of the first type is one of the second. */
static const enum xsd_type inside[][2] = {
    {XSD_BYTE, XSD_SHORT},
    {XSD_SHORT, XSD_INT},
    {XSD_INT, XSD_LONG},
    {XSD_LONG, XSD_INTEGER},
    {XSD_UNSIGNED_BYTE, XSD_UNSIGNED_SHORT},
    {XSD_UNSIGNED_SHORT, XSD_UNSIGNED_INT},
    {XSD_UNSIGNED_INT, XSD_UNSIGNED_LONG},
    {XSD_UNSIGNED_LONG, XSD_NON_NEGATIVE_INTEGER},
    {XSD_POSITIVE_INTEGER, XSD_NON_NEGATIVE_INTEGER},
    {XSD_NON_NEGATIVE_INTEGER, XSD_INTEGER},
    {XSD_NEGATIVE_INTEGER, XSD_NON_POSITIVE_INTEGER},
    {XSD_NON_POSITIVE_INTEGER, XSD_INTEGER},
    {XSD_INTEGER, XSD_DECIMAL},
    {XSD_FLOAT, XSD_DOUBLE},
    {XSD_DATE_TIME, XSD_STRING},
};

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    if (utf8_find_invalid(text) < size)
        return 0;
    for (enum xsd_type type = 0; type < XSD_COUNT; type++)
        (void)xsd_is_valid(type, text);
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        check(!xsd_is_valid(inside[i][0], text) || xsd_is_valid(inside[i][1], text));
    check(!xsd_is_date_time_utc(text) || xsd_is_valid(XSD_DATE_TIME, text));
    check(!xsd_is_valid(XSD_BASE64_BINARY, text) || base64_is_valid(text));
    check(!lexical_is_path(text) || lexical_is_any_uri(text));
    check(!lexical_is_version(text) || xsd_is_valid(XSD_UNSIGNED_SHORT, text));
    check(size < 2 || !lexical_is_id_short(text, false) || lexical_is_id_short(text, true));
    (void)lexical_is_language_tag(text);
    (void)lexical_is_content_type(text);
    return 0;
}
