/* SPDX-License-Identifier: Apache-2.0 */
/* banned.h - calls that have a safer form here; using one does not compile. */
#ifndef SCHALE_BASE_BANNED_H
#define SCHALE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok gets atoi atol atoll
#pragma GCC poison gmtime localtime ctime asctime rand srand mktemp tmpnam

#endif
