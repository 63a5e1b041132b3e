/* SPDX-License-Identifier: Apache-2.0 */
/* page_upload.h - what came of an upload, as a page for people. */
#ifndef SCHALE_WEB_PAGE_UPLOAD_H
#define SCHALE_WEB_PAGE_UPLOAD_H

#include "web/answer.h"

struct upload_outcome {
    err_t error; /* ERR_OK: stored */
    const struct fail *why;
    size_t files, created, replaced, attachments;
    const struct findings *findings;
};

void page_upload_answer(struct call *call, const struct upload_outcome *outcome);

#endif
