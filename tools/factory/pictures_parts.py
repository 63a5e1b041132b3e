# SPDX-License-Identifier: Apache-2.0
# Pictures of components and products, and the two marks on the nameplates.

from .drawing import PALETTE, circle, curve, ellipse, label, line, moved, rect, shape


def _rail(y):
    return [rect(24, y, 272, 12, "metal", 1), line(28, y + 6, 292, y + 6, "shade", 2)]


def controller(code):
    """Controller head with its input and output modules on a rail."""
    modules = 3 if code == "PLC-01" else 4
    out = _rail(94) + [
        rect(46, 44, 84, 112, "body", 5),
        rect(46, 44, 84, 12, "accent", 4),
        rect(56, 66, 44, 24, "dark", 2),
        rect(60, 70, 36, 10, "glass", 1, False),
        circle(112, 70, 3, "good", False),
        circle(112, 80, 3, "warm", False),
        rect(58, 104, 24, 20, "dark", 2),
        rect(90, 104, 24, 20, "dark", 2),
        rect(64, 110, 12, 14, "metal", 1),
        rect(96, 110, 12, 14, "metal", 1),
        curve("M58 136h56M58 144h56"),
    ]
    for index in range(modules):
        x = 136 + 36 * index
        out += [rect(x, 44, 32, 112, "body", 3), rect(x, 44, 32, 12, "shade", 3)]
        for row in range(4):
            out += [
                circle(x + 9, 66 + 9 * row, 2.5, "good" if (row + index) % 3 else "floor", False),
                circle(x + 22, 66 + 9 * row, 2.5, "good" if (row * index) % 2 else "floor", False),
                rect(x + 5, 106 + 11 * row, 9, 7, "soft", 1),
                rect(x + 18, 106 + 11 * row, 9, 7, "soft", 1),
            ]
    return out


def drive(code):
    motor = [
        rect(186, 100, 74, 56, "dark", 6),
        rect(260, 110, 10, 36, "metal", 1),
        rect(270, 122, 24, 12, "metal", 2),
        rect(176, 106, 12, 44, "shade", 3),
        rect(200, 86, 30, 16, "shade", 3),
    ]
    motor += [line(198 + 11 * index, 108, 198 + 11 * index, 148, "metal", 2) for index in range(6)]
    fins = [line(58, 48 + 8 * index, 70, 48 + 8 * index, "metal", 3) for index in range(15)]
    unit = [
        rect(66, 36, 74, 132, "body", 5),
        rect(66, 36, 74, 12, "accent" if code == "DRV-01" else "cool", 4),
        rect(78, 58, 50, 22, "dark", 2),
        rect(82, 62, 42, 10, "glass", 1, False),
        rect(80, 90, 14, 12, "dark", 1),
        rect(100, 90, 14, 12, "dark", 1),
        circle(124, 96, 3, "good", False),
        rect(78, 112, 50, 18, "shade", 2),
        curve("M86 116v10M96 116v10M106 116v10M116 116v10"),
        shape(
            [(104, 136), (95, 150), (102, 150), (98, 162), (111, 146), (104, 146)], "warm", False
        ),
    ]
    return (
        fins
        + unit
        + motor
        + [curve("M110 168q4 12 30 4q50-20 68-70", "warm", 4)]
        + [rect(176, 156, 94, 16, "shade", 2)]
    )


def switch(_):
    out = _rail(96) + [rect(84, 36, 152, 128, "body", 6), rect(84, 36, 152, 14, "accent", 5)]
    for index in range(8):
        x, y = 98 + 34 * (index % 4), 62 + 30 * (index // 4)
        out += [
            rect(x, y, 24, 22, "dark", 2),
            rect(x + 6, y + 10, 12, 12, "metal", 1),
            circle(x + 4, y - 4, 2, "good" if index not in (3, 6) else "floor", False),
        ]
    for index in range(2):
        out += [
            rect(98 + 48 * index, 130, 40, 18, "metal", 2),
            rect(104 + 48 * index, 135, 28, 8, "dark", 1),
        ]
    return out + [
        circle(206, 134, 3, "good", False),
        circle(218, 134, 3, "good", False),
        circle(206, 146, 3, "warm", False),
        curve("M110 88v0", "accent"),
        curve("M110 84q-4 40-40 40t-40 40", "cool", 4),
        curve("M212 114q6 30 40 30t38 24", "good", 4),
    ]


def pressure_sensor(_):
    return [
        curve("M196 100h34q30 0 30-26t-28-26t-28 26t28 38t48 40", "cable", 5),
        rect(52, 88, 22, 24, "metal", 2),
        rect(74, 82, 60, 36, "body", 3),
        rect(134, 76, 26, 48, "shade", 3),
        rect(160, 86, 36, 28, "metal", 4),
        rect(46, 90, 7, 20, "accent", 1),
        line(86, 84, 86, 116, "metal"),
        line(94, 84, 94, 116, "metal"),
        line(102, 84, 102, 116, "metal"),
        line(110, 84, 110, 116, "metal"),
        line(118, 84, 118, 116, "metal"),
        curve("M28 60v80", "accent", 2),
        curve(
            "M22 68h20m-6-4l6 4l-6 4M22 100h18m-6-4l6 4l-6 4M22 132h20m-6-4l6 4l-6 4", "accent", 2
        ),
        curve("M60 168h16q10-28 18-30t12 6q14 2 30 4t20 20h30", "warm", 3),
    ]


def energy_meter(_):
    ring = [
        circle(244, 120, 32, "dark"),
        circle(244, 120, 16, "ground"),
        line(244, 56, 244, 184, "warm", 9),
        curve("M228 92a32 32 0 0 1 32 0", "metal", 3),
    ]
    return (
        _rail(90)
        + [
            rect(62, 40, 116, 116, "body", 6),
            rect(62, 40, 116, 12, "accent", 5),
            rect(76, 62, 88, 44, "glass", 3),
        ]
        + [
            rect(84 + 12 * index, 98 - height, 8, height, "cool", 1, False)
            for index, height in enumerate((10, 16, 26, 24, 20, 14))
        ]
        + [
            circle(84, 118, 4, "good", False),
            circle(98, 118, 4, "floor", False),
            rect(120, 112, 44, 12, "shade", 3),
            curve("M76 138v10M92 138v10M108 138v10M124 138v10M140 138v10M156 138v10", "metal", 5),
        ]
        + ring
        + [curve("M178 140q20 0 34-10", "cable", 3)]
    )


def vision(_=None):
    return [
        rect(70, 24, 14, 148, "metal", 2),
        rect(70, 36, 74, 12, "metal", 2),
        rect(54, 160, 170, 12, "shade", 2),
        shape([(128, 110), (192, 110), (214, 160), (106, 160)], "glass", False),
        rect(134, 26, 52, 44, "body", 4),
        rect(134, 26, 52, 9, "accent", 3),
        rect(144, 70, 32, 22, "dark", 2),
        ellipse(160, 104, 40, 10, "body"),
        ellipse(160, 104, 24, 5, "dark"),
        circle(176, 44, 3, "good", False),
        curve("M186 46q40 4 40 60v66", "cable", 3),
        rect(146, 140, 28, 20, "part", 3),
        rect(152, 132, 16, 9, "soft", 2),
        rect(236, 60, 52, 40, "dark", 3),
        curve("M248 80l8 9l18-20", "good", 5),
    ]


def _gland(x, y, scale=1.0):
    """Cable gland seen from the side: thread, hexagon, body, dome with soft seal."""
    thread = [rect(0, 34, 44, 52, "part", 2)] + [
        line(6 + 8 * index, 34, 10 + 8 * index, 86, "edge", 1.5) for index in range(5)
    ]
    hexagon = [rect(44, 16, 34, 88, "part", 3), line(44, 46, 78, 46), line(44, 74, 78, 74)]
    dome = [
        rect(78, 28, 22, 64, "part", 2),
        curve("M86 30v60M94 30v60", "edge", 1.5),
        shape([(100, 26), (136, 32), (148, 44), (148, 76), (136, 88), (100, 94)], "part"),
        line(100, 46, 146, 50),
        line(100, 74, 146, 70),
        rect(148, 42, 12, 36, "soft", 4),
    ]
    return moved("".join(thread + hexagon + dome), x, y, scale)


def product_type(_):
    size = [
        curve("M78 152v14h160v-14", "accent", 1.5),
        curve("M44 74v52M38 74h12M38 126h12", "accent", 1.5),
    ]
    return [line(40, 100, 288, 100, "floor", 2), _gland(78, 40), *size]


def product_single(code):
    digits = code[-4:]
    tag = [
        curve("M222 84q26 26 30 40", "edge", 2),
        shape([(238, 124), (292, 124), (292, 162), (238, 162), (228, 143)], "body"),
        circle(238, 143, 3, "dark", False),
    ]
    return [
        line(30, 104, 232, 104, "floor", 2),
        _gland(52, 44),
        *tag,
        label(267, 148, digits, 15),
        curve("M44 44l10 12l22-28", "good", 6),
    ]


def product_lot(_):
    pieces = [
        _gland(66 + 46 * (index % 4) + 12 * (index // 4), 62 - 24 * (index // 4), 0.36)
        for index in (4, 5, 6, 7, 0, 1, 2, 3)
    ]
    box = [
        shape([(56, 96), (264, 96), (254, 172), (66, 172)], "body"),
        shape([(56, 96), (264, 96), (264, 108), (56, 108)], "accent"),
    ]
    label = [rect(118, 120, 84, 38, "shade", 2)] + [
        line(126 + 7 * index, 126, 126 + 7 * index, 144, "edge", 1 + (index * 5) % 3)
        for index in range(11)
    ]
    return pieces + box + label + [line(128, 151, 190, 151, "metal", 2)]


DRAWINGS = {
    "PLC-01": controller,
    "PLC-02": controller,
    "DRV-01": drive,
    "DRV-02": drive,
    "SWI-01": switch,
    "CPS-01": pressure_sensor,
    "EM-01": energy_meter,
    "VIS-01": vision,
    "AGV-M20": product_type,
    "LOT-260917": product_lot,
    "AGV-M20-0417": product_single,
    "AGV-M20-0418": product_single,
}


def mark(name):
    """The CE mark (two letters of circle arcs) or the firm's sign, on no ground of their own."""
    if name == "ce":
        title, size = "CE", (280, 200)
        body = (
            '<g fill="none" class="s-edge" stroke="#33475b" stroke-width="18">'
            '<path d="M120 31a70 70 0 1 0 0 138"/><path d="M250 31a70 70 0 1 0 0 138"/>'
            '<path d="M182 100h54"/></g>'
        )
    else:
        title, size = "Kunststofftechnik Ahrental", (240, 120)
        teal = PALETTE["accent"][0]
        body = (
            f'<path class="accent" fill="{teal}" d="M20 100L60 20h24l40 80h-26l-7-16H53l-8 16z'
            'M62 64h20L72 42z"/>'
            f'<path class="s-accent" fill="none" stroke="{teal}" stroke-width="10" '
            'd="M132 92q22-34 44-6t44-8"/>'
            '<circle class="warm" fill="#d9812f" cx="196" cy="44" r="12"/>'
        )
    dark = "".join(
        f".{role}{{fill:{pair[1]}}}.s-{role}{{stroke:{pair[1]}}}"
        for role, pair in PALETTE.items()
        if role in ("edge", "accent", "warm")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" role="img">\n'
        f"<title>{title}</title>\n<style>@media (prefers-color-scheme:dark){{{dark}}}</style>\n"
        f"{body}\n</svg>\n"
    )
