/* SPDX-License-Identifier: Apache-2.0 */
/* product_kind.h - what a thing is by the words of its name: a device, a program, a service, a
 * part. Two names that share a word are two products when they are of different ones: a router is
 * not the program for it. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_KIND_H
#define SCHALE_PLAN_SECURITY_PRODUCT_KIND_H

#include "base/base.h"

enum thing { THING_DEVICE = 1, THING_SOFTWARE = 2, THING_SERVICE = 4, THING_PART = 8 };

/* The things that a word of product_name_read says, as bits of enum thing; 0: none. German words
 * are taken apart, and the last part says it. */
unsigned things_of(str word);

/* Whether both say what they are, and nothing in common. */
bool things_exclude(unsigned a, unsigned b);

#endif
