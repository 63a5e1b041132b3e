/* SPDX-License-Identifier: Apache-2.0 */
/* page_style.c - the style sheet and the icon of the server's own pages. */
#include "web/answer.h"
#include "web/handlers.h"

static const char style[] =
    ":root{--ground:#f6f7f8;--sheet:#fff;--ink:#16202a;--soft:#5a6773;--line:#dde2e7;"
    "--accent:#0b6b76;--on-accent:#fff;--tint:#e4f1f2;--error:#b3261e;--warning:#8a5a00}\n"
    "@media(prefers-color-scheme:dark){:root{--ground:#11161b;--sheet:#1a2128;--ink:#e6ebef;"
    "--soft:#9aa7b2;--line:#2d3741;--accent:#5cc4cf;--on-accent:#08262a;--tint:#17333a;"
    "--error:#ff8f86;--warning:#f0bd62}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--ground);color:var(--ink);"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}\n"
    "a{color:var(--accent);text-underline-offset:.18em}\n"
    "a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);"
    "outline-offset:2px;border-radius:4px}\n"
    "header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}\n"
    "header{display:flex;align-items:center;justify-content:space-between;padding-top:1.1rem;"
    "padding-bottom:1.1rem}\n"
    ".mark{display:flex;align-items:center;gap:.6rem;font-weight:650;font-size:1.15rem;"
    "color:var(--ink);text-decoration:none}\n"
    "nav{display:flex;gap:1.2rem;font-size:.93rem}\n"
    "h1{font-size:clamp(1.6rem,4vw,2.3rem);line-height:1.2;letter-spacing:-.01em;"
    "margin:1.2rem 0 .5rem;max-width:24em;text-wrap:balance}\n"
    ".lead{margin:0 0 1.6rem;max-width:62ch;color:var(--soft)}\n"
    ".counts{display:flex;flex-wrap:wrap;gap:.6rem 2.4rem;margin:0 0 2rem;padding:0;"
    "list-style:none}\n"
    ".counts b{display:block;font-size:1.7rem;line-height:1.15;font-weight:650;"
    "font-variant-numeric:tabular-nums}\n"
    ".counts a{color:var(--soft);font-size:.95rem;text-decoration:none}\n"
    ".counts a:hover{text-decoration:underline}\n"
    "h2{font-size:1.15rem;margin:2.2rem 0 .9rem}\n"
    ".shells{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),"
    "1fr));padding:0;margin:0;list-style:none}\n"
    ".shell{background:var(--sheet);border:1px solid var(--line);border-radius:12px;"
    "padding:1.1rem;display:flex;flex-direction:column;gap:.8rem;min-width:0}\n"
    ".top{display:flex;gap:1rem;min-width:0}\n"
    ".picture{flex:none;width:108px;height:78px;border-radius:8px;background:var(--tint);"
    "object-fit:cover;display:grid;place-items:center;font-size:1.6rem;font-weight:600;"
    "color:var(--accent)}\n"
    "img.picture{background:none}\n"
    "@media(max-width:28rem){.picture{width:88px;height:64px}.counts{gap:.6rem 1.6rem}}\n"
    ".who{min-width:0}\n"
    "h3{margin:0;font-size:1.05rem;line-height:1.3;overflow-wrap:break-word;hyphens:auto}\n"
    "h3 a{color:inherit;text-decoration:none}h3 a:hover{text-decoration:underline}\n"
    ".kind{color:var(--soft);font-size:.88rem;margin:.15rem 0 0}\n"
    "dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.15rem .8rem;font-size:.86rem}\n"
    "dt{color:var(--soft)}\n"
    "dd{margin:0;overflow-wrap:anywhere;min-width:0}\n"
    ".parts{margin:0;padding:.75rem 0 0;list-style:none;border-top:1px solid var(--line);"
    "font-size:.93rem}\n"
    ".parts li{display:flex;justify-content:space-between;gap:1rem;padding:.16rem 0;min-width:0}\n"
    ".parts li>a:first-child,.parts li>span:first-child{overflow-wrap:anywhere;min-width:0}\n"
    ".parts .more{flex:none;font-size:.86rem}\n"
    ".parts a,.take a,nav a,footer a{text-decoration:none}\n"
    ".parts a:hover,.take a:hover,nav a:hover,footer a:hover{text-decoration:underline}\n"
    ".missing{color:var(--soft)}\n"
    ".take{margin:auto 0 0;font-size:.9rem;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}\n"
    ".pages{display:flex;gap:1.4rem;margin:1.4rem 0 0}\n"
    ".empty,.upload,.outcome{background:var(--sheet);border:1px solid var(--line);"
    "border-radius:12px;padding:1.3rem}\n"
    ".upload p,.empty p{margin:.2rem 0 .9rem;color:var(--soft);max-width:70ch}\n"
    ".upload h2{margin:0}\n"
    ".upload form{display:flex;flex-wrap:wrap;gap:.8rem 1.2rem;align-items:center}\n"
    "input[type=file]{max-width:100%;color:var(--ink);font:inherit;font-size:.93rem}\n"
    "input[type=file]::file-selector-button{font:inherit;margin-right:.8rem;padding:.45rem .9rem;"
    "border:1px solid var(--line);border-radius:8px;background:var(--ground);color:var(--ink);"
    "cursor:pointer}\n"
    "button{font:inherit;font-weight:600;padding:.5rem 1.2rem;border:0;border-radius:8px;"
    "background:var(--accent);color:var(--on-accent);cursor:pointer}\n"
    "button:hover{filter:brightness(1.08)}\n"
    "label.check{display:flex;gap:.5rem;align-items:center;font-size:.93rem}\n"
    "section{margin:2.4rem 0 0}\n"
    ".findings{padding:0;margin:1rem 0 0;list-style:none}\n"
    ".findings li{border-top:1px solid var(--line);padding:.8rem 0;overflow-wrap:anywhere}\n"
    ".findings p{margin:.2rem 0 0}\n"
    ".findings .where{color:var(--soft);font-size:.88rem}\n"
    ".error{color:var(--error);font-weight:600}.warning{color:var(--warning);font-weight:600}\n"
    ".info{color:var(--soft);font-weight:600}\n"
    ".groups{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:0 0 1.4rem;padding:0;"
    "list-style:none;font-size:.95rem}\n"
    ".operation{background:var(--sheet);border:1px solid var(--line);border-radius:8px;"
    "margin:.4rem 0;min-width:0}\n"
    ".operation summary{display:grid;grid-template-columns:4.6rem 1fr;gap:.1rem .6rem;"
    "padding:.55rem .9rem;cursor:pointer;align-items:baseline}\n"
    ".operation summary::-webkit-details-marker{display:none}\n"
    ".operation summary .what{grid-column:2;color:var(--soft);font-size:.9rem}\n"
    "@media(min-width:62rem){.operation summary{grid-template-columns:4.6rem minmax(0,3fr) "
    "minmax(0,2fr)}.operation summary .what{grid-column:3}}\n"
    ".operation code,.how code,.how pre,.operation pre{font:.86rem/1.5 ui-monospace,'DejaVu Sans "
    "Mono',Consolas,monospace}\n"
    ".operation code{overflow-wrap:anywhere}\n"
    ".operation[open] summary{border-bottom:1px solid var(--line)}\n"
    ".operation summary:hover code{text-decoration:underline;text-underline-offset:.18em}\n"
    ".operation .inside{padding:.8rem .9rem 1rem}\n"
    ".operation dl{grid-template-columns:minmax(6rem,auto) 1fr;gap:.3rem .9rem}\n"
    ".operation dt code{color:var(--ink)}\n"
    ".operation pre,.how pre{margin:.7rem 0 0;padding:.7rem .8rem;background:var(--ground);"
    "border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    ".method{font-weight:700;font-size:.8rem;letter-spacing:.03em;color:var(--accent)}\n"
    ".method.delete{color:var(--error)}.method.put,.method.patch,.method.post{"
    "color:var(--warning)}\n"
    ".how pre{background:var(--sheet);border:1px solid var(--line)}\n"
    ".how p{max-width:70ch;color:var(--soft);margin:.2rem 0 .6rem}\n"
    "@media(max-width:36rem){.operation dl{grid-template-columns:1fr;gap:0}.operation dd{margin:0 "
    "0 .4rem}.operation summary{grid-template-columns:1fr;padding:.5rem .8rem}"
    ".operation summary .what{grid-column:1}}\n"
    "footer{padding-top:2.6rem;padding-bottom:2.4rem;color:var(--soft);font-size:.9rem}\n"
    "footer p{margin:.2rem 0}footer a{margin-right:.9rem}\n";

/* A shell around a core. */
static const char icon[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
    "<rect width=\"32\" height=\"32\" rx=\"7\" fill=\"#0b6b76\"/>"
    "<path d=\"M25 9.5A11 11 0 1 0 25 22.500\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3.4\" "
    "stroke-linecap=\"round\"/><circle cx=\"17\" cy=\"16\" r=\"4.200\" fill=\"#7fd6df\"/></svg>";

static err_t answer_constant(struct call *call, str bytes, str type)
{
    struct http_answer answer = {.status = 200, .body = bytes};
    http_answer_header(&answer, STR("Cache-Control"), STR("max-age=600"));
    answer_bytes(call, &answer, NULL, type);
    return ERR_OK;
}

err_t home_style_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_constant(call, STR(style), STR("text/css; charset=utf-8"));
}

err_t home_icon_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_constant(call, STR(icon), STR("image/svg+xml"));
}
