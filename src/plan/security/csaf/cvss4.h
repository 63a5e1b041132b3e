/* SPDX-License-Identifier: Apache-2.0 */
/* cvss4.h - the part of cvss.h that is CVSS 4.0: metrics, MacroVectors, scores. */
#ifndef SCHALE_PLAN_SECURITY_CVSS4_H
#define SCHALE_PLAN_SECURITY_CVSS4_H

#include "plan/security/csaf/cvss.h"

extern const struct cvss_metric cvss4_metrics[];

/* By EQ1 to EQ6, in tenths; 0: no such MacroVector. */
extern const uint8_t cvss4_macro_scores[3][2][3][3][3][2];

/* The values of a vector, in the order of cvss4_metrics. */
struct cvss_scores cvss4_scores(const uint8_t *values);

#endif
