# SPDX-License-Identifier: Apache-2.0
# Line drawing in SVG: a few shapes in named colours, with a second palette for dark screens.
# Colours stand as attributes for the light palette; a style sheet replaces them on dark screens.

WIDTH, HEIGHT = 320, 200

# role: (light, dark)
PALETTE = {
    "ground": ("#eef2f6", "#1a232e"),
    "floor": ("#c6d1db", "#38465a"),
    "edge": ("#33475b", "#a8bacb"),
    "body": ("#ffffff", "#46566a"),
    "shade": ("#dbe3ea", "#364455"),
    "metal": ("#a9b7c4", "#75879a"),
    "dark": ("#4a5d70", "#202b38"),
    "accent": ("#1d7f93", "#3fa6b8"),
    "glass": ("#c9e6ec", "#2b5a68"),
    "warm": ("#d9812f", "#e8994d"),
    "cool": ("#3f7fbf", "#6ba3d9"),
    "good": ("#4f9d5d", "#6fbd7c"),
    "cable": ("#4a5d70", "#8696a9"),
    "part": ("#8fa3ad", "#5d7380"),
    "soft": ("#5a6b52", "#7f9474"),
}


def _number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _paint(role, edge=True, width=2):
    stroke = ""
    if edge:
        stroke = f' stroke="{PALETTE["edge"][0]}" stroke-width="{_number(width)}"'
    return f'class="{role}{" e" if edge else ""}" fill="{PALETTE[role][0]}"{stroke}'


def rect(x, y, width, height, role, radius=3, edge=True):
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
        f'height="{_number(height)}" rx="{_number(radius)}" {_paint(role, edge)}/>'
    )


def circle(x, y, radius, role, edge=True):
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" {_paint(role, edge)}/>'
    )


def ellipse(x, y, across, down, role, edge=True):
    return (
        f'<ellipse cx="{_number(x)}" cy="{_number(y)}" rx="{_number(across)}" '
        f'ry="{_number(down)}" {_paint(role, edge)}/>'
    )


def shape(points, role, edge=True):
    """A closed polygon of (x, y) points."""
    text = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return f'<polygon points="{text}" {_paint(role, edge)}/>'


def curve(path, role="edge", width=2):
    """An open path in SVG's path language."""
    return (
        f'<path d="{path}" class="s-{role}" fill="none" stroke="{PALETTE[role][0]}" '
        f'stroke-width="{_number(width)}"/>'
    )


def line(x1, y1, x2, y2, role="edge", width=2):
    return curve(f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}", role, width)


def limb(x1, y1, x2, y2, width, role="body"):
    """A thick rounded bar with an outline."""
    return line(x1, y1, x2, y2, "edge", width + 4) + line(x1, y1, x2, y2, role, width)


def label(x, y, text, size=12):
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" class="edge" fill="{PALETTE["edge"][0]}" '
        f'font-family="sans-serif" font-size="{size}" text-anchor="middle">{text}</text>'
    )


def moved(shapes, x, y, scale=1.0):
    return (
        f'<g transform="translate({_number(x)} {_number(y)}) scale({_number(scale)})">{shapes}</g>'
    )


def _style():
    rules = []
    for role, (_, dark) in PALETTE.items():
        rules.append(f".{role}{{fill:{dark}}}.s-{role}{{stroke:{dark}}}")
    rules.append(f".e{{stroke:{PALETTE['edge'][1]}}}")
    return "<style>@media (prefers-color-scheme:dark){" + "".join(rules) + "}</style>"


def sheet(title, shapes, floor=172):
    """A whole picture; floor: height of the floor line, or None."""
    ground = rect(0, 0, WIDTH, HEIGHT, "ground", 12, False)
    base = line(20, floor, 300, floor, "floor", 3) if floor else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" stroke-linejoin="round" stroke-linecap="round">\n'
        f"<title>{title}</title>\n{_style()}\n{ground}{base}\n" + "\n".join(shapes) + "\n</svg>\n"
    )
