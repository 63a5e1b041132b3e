/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - scales and compares values; numbers keep their digits where nothing is calculated. */
#include "link/value.h"

#include <errno.h>
#include <math.h>

#include "model/term.h"

enum {
    NUMBER_BYTES_MAX = 400, /* longer texts are no numbers of a machine */
    SCALED_DIGITS = 15,     /* what a double holds for sure: 215 * 0.1 is 21.5 */
    WHOLE_DIGITS_MAX = 32
};

struct link_scale link_scale_none(void)
{
    return (struct link_scale){.factor = 1};
}

bool link_number_read(str text, double *ret_number)
{
    char copy[NUMBER_BYTES_MAX + 1], *end;
    bool infinite =
        str_equal(text, STR("INF")) || str_equal(text, STR("-INF")) || str_equal(text, STR("+INF"));
    if (text.n == 0 || text.n > NUMBER_BYTES_MAX)
        return false;
    if (infinite || str_equal(text, STR("NaN"))) {
        *ret_number = !infinite ? (double)NAN : text.p[0] == '-' ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    for (size_t i = 0; i < text.n; i++) /* strtod takes more: hexadecimal, "infinity", spaces */
        if (!strchr("0123456789+-.eE", text.p[i]) || text.p[i] == '\0')
            return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    *ret_number = strtod(copy, &end);
    return end == copy + text.n;
}

/* INF and NaN as XSD writes them. */
static const char *special_text(double number)
{
    return isnan(number) ? "NaN" : number > 0 ? "INF" : "-INF";
}

static str write_digits(double number, int digits, struct arena *arena)
{
    if (!isfinite(number))
        return arena_dup(arena, str_from(special_text(number)));
    return arena_printf(arena, "%.*g", digits, number == 0 ? 0 : number); /* no -0 */
}

str link_number_write(double number, bool single, struct arena *arena)
{
    str text = write_digits(number, single ? 9 : 17, arena);
    if (!isfinite(number))
        return text;
    for (int digits = single ? 6 : 15; digits < (single ? 9 : 17); digits++) {
        str shorter = write_digits(number, digits, arena);
        bool same =
            single ? strtof(shorter.p, NULL) == (float)number : strtod(shorter.p, NULL) == number;
        if (same)
            return shorter;
    }
    return text;
}

/* --- qualifiers ------------------------------------------------------------------------------ */

static err_t read_qualifier(str type, str value, struct link_scale *scale, struct fail *why)
{
    double number;
    struct {
        str name;
        double *to;
    } known[] = {{STR("scale"), &scale->factor},
                 {STR("offset"), &scale->offset},
                 {STR("deadband"), &scale->deadband}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (!str_equal(type, known[i].name))
            continue;
        bool sound = link_number_read(value, &number) && isfinite(number) &&
                     !(known[i].to == &scale->factor && number == 0) &&
                     !(known[i].to == &scale->deadband && number < 0);
        if (!sound)
            return fail_set(why, ERR_INVALID, 0, type,
                            "the qualifier %.*s is a finite number%s, not \"%.*s\"", STR_ARG(type),
                            known[i].to == &scale->factor     ? " other than 0"
                            : known[i].to == &scale->deadband ? " of at least 0"
                                                              : "",
                            STR_ARG(value));
        *known[i].to = number;
        scale->scaled = scale->factor != 1 || scale->offset != 0;
    }
    return ERR_OK;
}

err_t link_scale_read(const struct json *json, uint32_t element, struct link_scale *scale,
                      struct fail *why)
{
    uint32_t list = json_member(json, element, STR("qualifiers"));
    struct arena arena = {0};
    err_t err = ERR_OK;
    if (!list || json_type(json, list) != JSON_ARRAY)
        return ERR_OK;
    for (uint32_t at = list + 1; !err && at < json_next(json, list); at = json_next(json, at))
        err = read_qualifier(json_member_text(json, at, STR("type"), &arena),
                             json_member_text(json, at, STR("value"), &arena), scale, why);
    arena_release(&arena);
    return err;
}

err_t link_range_read(const struct json *json, uint32_t range, struct link_scale *scale,
                      struct fail *why)
{
    struct arena arena = {0};
    str min = json_member_text(json, range, STR("min"), &arena);
    str max = json_member_text(json, range, STR("max"), &arena);
    scale->has_min = min.n && link_number_read(min, &scale->min);
    scale->has_max = max.n && link_number_read(max, &scale->max);
    bool sound = scale->has_min == (min.n > 0) && scale->has_max == (max.n > 0);
    arena_release(&arena);
    return sound ? ERR_OK
                 : fail_set(why, ERR_INVALID, 0, STR("min_max"),
                            "min and max of min_max are numbers");
}

/* --- values ---------------------------------------------------------------------------------- */

static bool is_whole(enum xsd_type type)
{
    return xsd_is_numeric(type) && type != XSD_DECIMAL && type != XSD_DOUBLE && type != XSD_FLOAT;
}

static bool is_whole_text(str text)
{
    size_t sign = text.n && text.p[0] == '-';
    for (size_t i = sign; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.n > sign;
}

static err_t check_range(double number, const struct link_scale *scale, struct fail *why)
{
    bool below = scale->has_min && !(number >= scale->min);
    bool above = scale->has_max && !(number <= scale->max);
    if (!below && !above)
        return ERR_OK;
    return fail_set(why, ERR_INVALID, 0, (str){0}, "%g is %s min_max, which is %g", number,
                    below ? "below the minimum of" : "above the maximum of",
                    below ? scale->min : scale->max);
}

/* Text of a number for a numeric type; texts that are fine already stay as they are. */
static str number_text(double number, str text, bool scaled, enum xsd_type type,
                       struct arena *arena)
{
    if (is_whole(type)) {
        if (!scaled && is_whole_text(text))
            return text;
        return isfinite(number) && fabs(number) < 1e18
                   ? arena_printf(arena, "%.0f", nearbyint(number) + 0.0) /* no -0 */
                   : text;
    }
    if (scaled)
        text = write_digits(number, SCALED_DIGITS, arena);
    if (type == XSD_DECIMAL && isfinite(number) && !xsd_is_valid(type, text)) /* no exponent */
        text = arena_printf(arena, "%.*f", fabs(number) < 1 ? WHOLE_DIGITS_MAX : 0, number);
    return text;
}

static err_t refuse(str text, enum xsd_type type, struct fail *why)
{
    str shown = str_of(text.p, text.n < 60 ? text.n : 60);
    return fail_set(why, ERR_INVALID, 0, (str){0}, "\"%.*s\" is no %.*s", STR_ARG(shown),
                    STR_ARG(xsd_type_name(type)));
}

err_t link_value_of_raw(const struct link_raw *raw, const struct link_scale *scale,
                        enum xsd_type type, struct arena *arena, str *ret_text, struct fail *why)
{
    double number;
    str text = raw->text;
    bool is_number = raw->kind != RAW_BOOLEAN && link_number_read(text, &number);
    if (text.n > LINK_TEXT_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "the value has more than %d bytes",
                        LINK_TEXT_BYTES_MAX);
    bool wants_number = scale->scaled || scale->has_min || scale->has_max;
    if (raw->kind == RAW_BOOLEAN && xsd_is_numeric(type))
        text = str_equal(text, STR("true")) ? STR("1") : STR("0");
    else if (wants_number && !is_number && raw->kind != RAW_BOOLEAN)
        return fail_set(why, ERR_INVALID, 0, (str){0},
                        "the value is no number, and scale, offset or min_max ask for one");
    if (is_number && check_range(number, scale, why) != ERR_OK)
        return ERR_INVALID;
    if (is_number && scale->scaled)
        number = number * scale->factor + scale->offset;
    if (is_number && xsd_is_numeric(type))
        text = number_text(number, text, scale->scaled, type, arena);
    else if (is_number && type == XSD_BOOLEAN && (number == 0 || number == 1))
        text = number == 1 ? STR("true") : STR("false");
    else if (is_number && scale->scaled)
        text = write_digits(number, SCALED_DIGITS, arena);
    /* XSD sets no limit to the digits of a number; here they have one (NUMBER_BYTES_MAX). */
    bool too_long = xsd_is_numeric(type) && !is_number && raw->kind != RAW_BOOLEAN;
    if (too_long || !xsd_is_valid(type, text))
        return refuse(text, type, why);
    *ret_text = arena_dup(arena, text);
    return ERR_OK;
}

err_t link_raw_of_value(str text, enum xsd_type type, const struct link_scale *scale,
                        struct arena *arena, struct link_raw *ret_raw, struct fail *why)
{
    double number = 0;
    struct link_raw raw = {RAW_TEXT, text};
    if (!xsd_is_valid(type, text))
        return refuse(text, type, why);
    if (type == XSD_BOOLEAN) {
        bool yes = str_equal(text, STR("true")) || str_equal(text, STR("1"));
        raw = (struct link_raw){RAW_BOOLEAN, yes ? STR("true") : STR("false")};
    } else if (xsd_is_numeric(type)) {
        if (!link_number_read(text, &number))
            return refuse(text, type, why);
        raw.kind = RAW_NUMBER;
        if (scale->scaled) {
            number = (number - scale->offset) / scale->factor;
            raw.text = write_digits(number, SCALED_DIGITS, arena);
        }
        if (check_range(number, scale, why) != ERR_OK)
            return ERR_INVALID;
    } else if (scale->scaled) {
        return fail_set(why, ERR_INVALID, 0, (str){0},
                        "scale and offset are for numbers, and the Property is an %.*s",
                        STR_ARG(xsd_type_name(type)));
    }
    raw.text = arena_dup(arena, raw.text);
    *ret_raw = raw;
    return ERR_OK;
}

bool link_value_differs(str old, str next, enum xsd_type type, double deadband)
{
    double a, b;
    if (!old.p || str_equal(old, next))
        return !old.p;
    bool numbers = xsd_is_numeric(type) && link_number_read(old, &a) && link_number_read(next, &b);
    if (!numbers || !isfinite(a) || !isfinite(b) || (is_whole(type) && deadband == 0))
        return true;
    return fabs(a - b) > deadband;
}
