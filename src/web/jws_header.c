/* SPDX-License-Identifier: Apache-2.0 */
/* jws_header.c - RFC 7515, 4.1. */
#include "web/jws_header.h"

#include "base/base64.h"
#include "codec/json.h"

static err_t fail_jws(struct fail *why)
{
    return fail_set(why, ERR_SYNTAX, 0, STR("body"), "not a JWS that is understood here");
}

static bool is_public_algorithm(str name)
{
    static const char *const names[] = {"RS256", "RS384", "RS512", "PS256", "PS384",
                                        "PS512", "ES256", "ES384", "ES512", "EdDSA"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(name, str_from(names[i])))
            return true;
    return false;
}

err_t jws_header_read(str jws, struct arena *arena, str *ret_kid, struct fail *why)
{
    str encoded = str_of(jws.p, str_find_char(jws, '.')), header;
    struct json json;
    *ret_kid = (str){0};
    if (encoded.n == jws.n || encoded.n > JWS_HEADER_BYTES_MAX ||
        !base64url_decode(arena, encoded, &header) || json_read(header, &json, NULL) != ERR_OK)
        return fail_jws(why);
    bool fits = json_type(&json, 0) == JSON_OBJECT && !json_member(&json, 0, STR("crit")) &&
                !json_member(&json, 0, STR("zip")) && !json_member(&json, 0, STR("b64"));
    uint32_t alg = fits ? json_member(&json, 0, STR("alg")) : 0;
    uint32_t kid = fits ? json_member(&json, 0, STR("kid")) : 0;
    fits = alg && json_type(&json, alg) == JSON_STRING &&
           is_public_algorithm(json_string(&json, alg, arena)) &&
           (!kid || json_type(&json, kid) == JSON_STRING);
    if (fits && kid)
        *ret_kid = json_string(&json, kid, arena);
    json_release(&json);
    return fits ? ERR_OK : fail_jws(why);
}
