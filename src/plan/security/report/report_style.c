/* SPDX-License-Identifier: Apache-2.0 */
/* report_style.c - the style sheet of the report as HTML: for a desk, a phone and A4. */
#include "plan/security/report/report.h"

const char report_style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;padding:"
    "1.5rem;max-width:75rem}"
    "h1{font-size:1.7rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;break-after:avoid}"
    "p{margin:.4rem 0}code{font:.85em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    "dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.2rem "
    "1.2rem;margin:.8rem "
    "0}dt{color:#4a4a4a}dd{margin:0;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid "
    "#b5b5b5;overflow-wrap:anywhere}"
    "th{border-bottom:2px solid #1a1a1a;font-weight:600}.n{width:4.5rem}.m{width:9rem}"
    ".soft{color:#4a4a4a}.small{font-size:.88em}.bad{font-weight:600;color:#9b1c1c}"
    "ul{margin:.3rem 0;padding-left:1.2rem}"
    "@media screen and (max-width:45rem){body{padding:1rem}table,tbody,tr,td{display:block}"
    "thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    "tr{border-bottom:2px solid #1a1a1a;padding:.4rem 0}td{border:0;padding:.15rem 0}"
    "td::before{content:attr(data-label) \": "
    "\";color:#4a4a4a;font-size:.88em}td:empty{display:none}"
    "dl{display:block}dd{margin-bottom:.4rem}}"
    "@page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) \" / \" "
    "counter(pages);font:8pt sans-serif}}"
    "@media print{body{font-size:8.5pt;padding:0;max-width:none}thead{display:table-header-group}"
    "tr,dl,.keep{break-inside:avoid}h2{margin-top:1.2rem}}";
