# SPDX-License-Identifier: Apache-2.0
# A small PDF writer: A4 pages, the standard Helvetica fonts in WinAnsi encoding, headings,
# paragraphs, lists and two-column tables. Streams are not compressed, so the bytes depend on
# nothing but the text.

WIDTH, HEIGHT, MARGIN = 595, 842, 56
BOTTOM = 64
ASCII_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 "
    "833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 "
    "556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 "
    "334 260 334 584"
)
WIDTHS = {chr(32 + index): int(width) for index, width in enumerate(ASCII_WIDTHS.split())}
WIDTHS.update({"Ä": 667, "Ö": 778, "Ü": 722, "ß": 611, "°": 400, "²": 333, "³": 333, "·": 278})
BOLD_FACTOR = 1.07  # Helvetica-Bold is about this much wider; good enough for breaking lines


def text_width(text, size, bold=False):
    width = sum(WIDTHS.get(letter, 556) for letter in text) * size / 1000
    return width * BOLD_FACTOR if bold else width


def wrap(text, size, room, bold=False):
    lines, line = [], ""
    for word in text.split():
        trial = f"{line} {word}" if line else word
        if line and text_width(trial, size, bold) > room:
            lines.append(line)
            line = word
        else:
            line = trial
    return lines + [line]


def _escape(text):
    text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return text.encode("cp1252")


class Document:
    """Blocks are added from top to bottom; a block that does not fit begins a new page."""

    def __init__(self, title, author, subject, footer, language="de"):
        self.title, self.author, self.subject, self.footer = title, author, subject, footer
        self.language = language
        self.pages = []
        self.new_page()

    def new_page(self):
        self.pages.append([])
        self.y = HEIGHT - MARGIN

    def _room(self, height):
        if self.y - height < BOTTOM:
            self.new_page()

    def _text(self, x, y, text, size, bold=False, grey=0.0):
        font = b"/F2" if bold else b"/F1"
        self.pages[-1].append(
            b"BT %s %g Tf %g g %g %g Td (%s) Tj ET"
            % (font, size, grey, x, round(y, 2), _escape(text))
        )

    def _rule(self, y, grey, thickness=0.6):
        self.pages[-1].append(
            b"%g G %g w %d %g m %d %g l S"
            % (grey, thickness, MARGIN, round(y, 2), WIDTH - MARGIN, round(y, 2))
        )

    def masthead(self, maker, title, line):
        self._text(MARGIN, self.y - 8, maker, 9, grey=0.35)
        self.y -= 34
        for part in wrap(title, 18, WIDTH - 2 * MARGIN, True):
            self._text(MARGIN, self.y, part, 18, True)
            self.y -= 22
        self._text(MARGIN, self.y + 4, line, 10.5, grey=0.25)
        self._rule(self.y - 6, 0.1, 1.2)
        self.y -= 24

    def heading(self, text):
        self._room(52)
        self.y -= 10
        self._text(MARGIN, self.y, text, 12.5, True)
        self.y -= 18

    def paragraph(self, text, size=10):
        for line in wrap(text, size, WIDTH - 2 * MARGIN):
            self._room(14)
            self._text(MARGIN, self.y, line, size)
            self.y -= 14
        self.y -= 3

    def bullets(self, items):
        for item in items:
            for index, line in enumerate(wrap(item, 10, WIDTH - 2 * MARGIN - 14)):
                self._room(14)
                if index == 0:
                    self._text(MARGIN + 2, self.y, "\x95".encode("latin-1").decode("cp1252"), 10)
                self._text(MARGIN + 14, self.y, line, 10)
                self.y -= 14
        self.y -= 4

    def table(self, rows):
        """Rows of two cells; the right cell wraps."""
        split = MARGIN + 205
        self._rule(self.y + 11, 0.6)
        for left, right in rows:
            lines = wrap(right, 9.5, WIDTH - MARGIN - split - 4)
            height = 13 * len(lines) + 4
            self._room(height)
            # One text object for the row: left cell, then the lines of the right cell.
            parts = [
                b"BT /F1 9.5 Tf .2 g %d %g Td(%s)Tj %d 0 Td(%s)Tj"
                % (
                    MARGIN + 2,
                    round(self.y, 2),
                    _escape(left),
                    split - MARGIN - 2,
                    _escape(lines[0]),
                )
            ]
            parts += [b"0 -13 Td(%s)Tj" % _escape(line) for line in lines[1:]]
            self.pages[-1].append(b" ".join(parts) + b" ET")
            self.y -= height
            self._rule(self.y + 11.5, 0.8, 0.4)
        self.y -= 8

    def _content(self, index):
        parts = list(self.pages[index])
        note = f"{self.footer}   {index + 1}/{len(self.pages)}"
        parts.append(b"BT /F1 8 Tf 0.4 g %d 36 Td (%s) Tj ET" % (MARGIN, _escape(note)))
        return b"\n".join(parts)

    def to_bytes(self):
        count = len(self.pages)
        first_page = 6
        kids = b" ".join(b"%d 0 R" % (first_page + 2 * index) for index in range(count))
        font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
        info = b"<</Title(%s)/Author(%s)/Subject(%s)>>" % tuple(
            _escape(text) for text in (self.title, self.author, self.subject)
        )
        objects = [
            b"<</Type/Catalog/Pages 2 0 R/Lang(%s)>>" % self.language.encode("ascii"),
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
            font % b"Helvetica",
            font % b"Helvetica-Bold",
            info,
        ]
        for index in range(count):
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
                b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
                % (WIDTH, HEIGHT, first_page + 2 * index + 1)
            )
            content = self._content(index)
            objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        return _assemble(objects)


def _assemble(objects):
    """File header, numbered objects, cross-reference table, trailer (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
