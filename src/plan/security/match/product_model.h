/* SPDX-License-Identifier: Apache-2.0 */
/* product_model.h - the models that a product's name stands for where it names several at once:
 * "R04/08/16CPU", "R04(EN)CPU", "AFF660/665", "SEL-787-2/-3", "BMXP34*", "ILC 1x0", "AFS67X",
 * "DS-K1T671XXX", "HMIGTO series", "(1756 - L8z)", "FX5U-xMy/z x=32,64 y=T,R". There is no standard
 * for that; the forms are those of published advisories. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_MODEL_H
#define SCHALE_PLAN_SECURITY_PRODUCT_MODEL_H

#include "base/arena.h"

enum {
    MODELS_MAX = 48,         /* of one name; those behind are not looked at */
    MODEL_BYTES_MAX = 80,    /* of a model; words are shorter */
    MODEL_PIECES_MAX = 12,   /* between the slashes of a word; with more it is one model */
    MODEL_CLOSED_BYTES = 4,  /* letters and digits that a model needs; one more without a letter
                                in front, or "System 800xA" were one */
    MODEL_HEAD_BYTES = 3,    /* of these, before the first placeholder */
    MODEL_RUNS_MAX = 3,      /* '*' and '#' in one model: more say too little */
    MODEL_LETTERS_BYTES = 5, /* a series without a digit needs so many letters: "HMIGTO series" */
};

/* The models in a name as patterns of model_fits. */
struct models {
    str list[MODELS_MAX];
    size_t count;
    bool is_series[MODELS_MAX]; /* all that begin so */
    bool in_parentheses; /* one of them stands there: it says which of the products are meant */
};

/* Only words that name several models count, not "M340" or "750-884". Texts live in the arena. */
void models_read(struct arena *arena, str name, struct models *ret_models);

/* Whether a code (letters and digits in upper case) fits a pattern: '?' is one character, '#' some
 * digits, '*' anything. A pattern is one of struct models. */
bool model_fits(str pattern, str code);

#endif
