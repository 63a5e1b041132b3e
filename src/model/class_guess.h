/* SPDX-License-Identifier: Apache-2.0 */
/* class_guess.h - the class of a JSON object whose modelType is missing, where its members leave
 * one possibility. */
#ifndef SCHALE_MODEL_CLASS_GUESS_H
#define SCHALE_MODEL_CLASS_GUESS_H

#include "codec/json.h"
#include "model/meta.h"

/* Members looked at for one object, and for all of one document. */
enum { CLASS_GUESS_STEPS_MAX = 20000, CLASS_GUESS_STEPS_ALL_MAX = 20000000 };

/* The one class below `expected` (abstract) that has all members of the object, with values of
 * their kinds, and requires no other; CLASS_NONE when none or several fit, or when it takes too
 * long to tell. */
enum class_id class_guess(const struct json *json, uint32_t object, enum class_id expected,
                          enum metamodel version, uint32_t *steps);

#endif
