/* SPDX-License-Identifier: Apache-2.0 */
/* xsd_time.h - lexical forms of the XSD types of dates, times and durations; for xsd.c. */
#ifndef SCHALE_CODEC_XSD_TIME_H
#define SCHALE_CODEC_XSD_TIME_H

#include "base/base.h"

bool xsd_time_is_date(str value);
bool xsd_time_is_date_time(str value);
bool xsd_time_is_duration(str value);
bool xsd_time_is_g_day(str value);
bool xsd_time_is_g_month(str value);
bool xsd_time_is_g_month_day(str value);
bool xsd_time_is_g_year(str value);
bool xsd_time_is_g_year_month(str value);
bool xsd_time_is_time(str value);

#endif
