# SPDX-License-Identifier: Apache-2.0
"""The web UI as it is served: the page, its files, what a browser may do with them, how large they are."""
import gzip
import json
import os
import re
from pathlib import Path

import pytest

UI = Path(__file__).parent.parent / "ui"
FOLDERS = ("lib", "part", "page", "style", "text", "picture")
ALL_BYTES_MAX = 360_000  # script and style of the whole UI, compressed
FIRST_BYTES_MAX = 120_000  # what the first page loads of them
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
         ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def base(schale):
    """The folder that the page names, "/ui/0123456789ab/"."""
    return "/" + re.search(r'src="(ui/[0-9a-f]{12}/)lib/start\.js"', schale.get("/").body.decode())[1]


def test_page(schale):
    answer = schale.get("/")
    assert answer.status == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'" and policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)
    page = answer.body.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|https?://", page)
    assert schale.get("/", If_None_Match=answer.headers["etag"]).status == 304
    assert schale.get("/api/v3/").body == answer.body


def test_every_file_is_served_as_it_is(schale, base):
    for folder in FOLDERS:
        for file in (UI / folder).iterdir():
            answer = schale.get(f"{base}{folder}/{file.name}")
            assert answer.status == 200 and answer.body == file.read_bytes(), file
            assert answer.headers["content-type"] == TYPES[file.suffix]
            assert "immutable" in answer.headers["cache-control"] and "content-encoding" not in answer.headers
            packed = schale.get(f"{base}{folder}/{file.name}", Accept_Encoding="gzip, deflate")
            assert packed.headers["content-encoding"] == "gzip" and packed.headers["vary"] == "Accept-Encoding"
            assert gzip.decompress(packed.body) == answer.body


@pytest.mark.parametrize("path", ["lib/no.js", "lib/start.js.gz", "no/start.js", "lib/..%2Findex.html", "lib/%00"])
def test_what_is_no_file_is_told(schale, base, path):
    answer = schale.get(base + path)
    assert answer.status in (400, 404) and answer.codes


def test_the_icon(schale):
    answer = schale.get("/favicon.ico")
    assert answer.status == 200 and answer.headers["content-type"] == "image/svg+xml" and answer.body.startswith(b"<svg")


def test_another_version_is_not_there(schale, base):
    assert schale.get("/ui/000000000000/lib/start.js").status == 404


def loaded_at_first(schale, base):
    """The modules that start.js reaches without a user's doing, the first page, its styles and words."""
    todo = ["lib/start.js", "lib/app.js", "page/overview.js", "text/de.json"]
    todo += re.findall(r'href="ui/[0-9a-f]{12}/([^"]+\.css)"', schale.get("/").body.decode())
    seen = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        text = schale.get(base + name).body.decode()
        for found in re.findall(r"^(?:import|export)[^;]*?from ?['\"](\.[^'\"]+)['\"]", text, re.M) if name.endswith(".js") else []:
            todo.append(os.path.normpath(os.path.join(os.path.dirname(name), found)))
        if name.startswith("page/"):
            todo += [f"style/{style}.css" for style in
                     re.findall(r"'(\w+)'", (re.findall(r"export const styles = \[(.*)\]", text) or [""])[0])]
    return seen


def test_sizes(schale, base):
    def size(name):
        return len(schale.get(base + name, Accept_Encoding="gzip").body)
    names = {f"{folder}/{file.name}" for folder in FOLDERS for file in (UI / folder).iterdir()
             if file.suffix in (".js", ".css")}
    vendor = {"vendor/" + name for name in ("preact.js", "hooks.js", "htm.js", "uqr.js", "uplot.js", "uplot.css")}
    first = loaded_at_first(schale, base)
    assert {"vendor/preact.js", "lib/html.js", "style/base.css"} <= first
    assert sum(map(size, first)) <= FIRST_BYTES_MAX
    assert sum(map(size, names | vendor)) <= ALL_BYTES_MAX


def test_languages_have_the_same_words():
    words = {file.stem: json.loads(file.read_text()) for file in (UI / "text").iterdir()}
    assert {"de", "en"} <= set(words)
    for language, own in words.items():
        assert own.keys() == words["en"].keys(), language
