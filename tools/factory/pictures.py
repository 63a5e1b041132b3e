# SPDX-License-Identifier: Apache-2.0
# One picture for each shell: the machines here, components and products in pictures_parts.py.

from . import pictures_parts as parts
from .components import COMPONENTS
from .drawing import circle, curve, limb, line, moved, rect, shape, sheet
from .machines import MACHINES
from .products import PRODUCTS, SITE


def _hopper(x, y, role="glass"):
    return [
        shape([(x, y), (x + 34, y), (x + 22, y + 26), (x + 12, y + 26)], role),
        rect(x + 8, y + 26, 18, 8, "metal", 1),
        rect(x - 2, y - 5, 38, 6, "shade", 2),
    ]


def _barrel(x, y, length):
    bands = [
        rect(x + 8 + 17 * index, y - 3, 10, 18, "warm", 2)
        for index in range(int((length - 16) / 17))
    ]
    return [rect(x, y, length, 12, "metal", 1)] + bands


def _panel(x, y):
    return [
        rect(x, y, 24, 34, "dark", 3),
        rect(x + 3, y + 4, 18, 15, "glass", 1, False),
        circle(x + 8, y + 26, 2.5, "good", False),
        circle(x + 16, y + 26, 2.5, "warm", False),
    ]


def _clamp(x, y, width, height):
    """Guard with a window; behind it platens, tie bars and the two mould halves."""
    middle = x + width / 2
    inside = [
        rect(x + 12, y + 10, width - 24, height - 20, "glass", 3),
        line(x + 14, y + 20, x + width - 14, y + 20, "metal", 3),
        line(x + 14, y + height - 20, x + width - 14, y + height - 20, "metal", 3),
        rect(x + 20, y + 14, 9, height - 28, "metal", 1),
        rect(x + width - 29, y + 14, 9, height - 28, "metal", 1),
        rect(middle - 17, y + 20, 15, height - 40, "dark", 1),
        rect(middle + 2, y + 20, 15, height - 40, "accent", 1),
    ]
    return [rect(x, y, width, height, "body", 4)] + inside


def _feet(positions):
    return [rect(x, 166, 14, 6, "dark", 1) for x in positions]


def electric_machine(_=None):
    bolt = shape(
        [(262, 92), (252, 108), (259, 108), (255, 121), (267, 104), (260, 104)], "warm", False
    )
    return (
        _feet([44, 148, 262])
        + [rect(32, 132, 256, 34, "body", 4), rect(32, 156, 256, 10, "shade", 0)]
        + _clamp(36, 74, 118, 58)
        + _barrel(160, 104, 76)
        + _hopper(196, 66)
        + [rect(234, 84, 50, 48, "body", 4), bolt, rect(32, 140, 256, 5, "accent", 0, False)]
        + _panel(160, 60)
    )


def hydraulic_machine(_=None):
    return (
        _feet([30, 150, 274])
        + [
            rect(22, 128, 276, 38, "body", 4),
            rect(196, 136, 92, 26, "shade", 3),
            curve("M206 142h20M206 149h20M206 156h20"),
            circle(262, 149, 8, "metal"),
            curve("M262 141v-12q0-8 8-8h8", "cable", 4),
        ]
        + _clamp(26, 62, 132, 66)
        + _barrel(164, 98, 82)
        + _hopper(204, 60)
        + [
            rect(242, 78, 52, 50, "body", 4),
            rect(250, 88, 36, 14, "metal", 6),
            rect(22, 136, 168, 5, "accent", 0, False),
        ]
        + _panel(164, 54)
    )


def two_component_machine(_=None):
    turn = [
        curve("M76 70q13-8 26 0", "warm", 3),
        shape([(99, 65), (107, 73), (97, 74)], "warm", False),
    ]
    second = [rect(74, 20, 14, 44, "metal", 1)] + [
        rect(71, 26 + 13 * index, 20, 8, "warm", 2) for index in range(3)
    ]
    return (
        _feet([26, 150, 278])
        + [rect(16, 134, 288, 32, "body", 4), rect(16, 157, 288, 9, "shade", 0)]
        + second
        + [rect(64, 6, 34, 18, "body", 3)]
        + moved_hopper(104, 8)
        + _clamp(20, 62, 138, 72)
        + turn
        + _barrel(164, 104, 84)
        + _hopper(206, 66)
        + [
            rect(246, 84, 54, 50, "body", 4),
            rect(254, 94, 38, 14, "metal", 6),
            rect(16, 142, 288, 5, "accent", 0, False),
        ]
        + _panel(166, 58)
    )


def moved_hopper(x, y):
    """The small hopper of the second unit, with its feed pipe."""
    return [
        curve(f"M{x + 8} {y + 26}q0 12 -14 12h-4", "metal", 5),
        shape([(x, y), (x + 22, y), (x + 13, y + 24), (x + 5, y + 24)], "glass"),
    ]


def robot(_=None):
    return [
        rect(96, 152, 74, 20, "dark", 3),
        shape([(108, 152), (158, 152), (150, 120), (116, 120)], "shade"),
        limb(133, 118, 112, 62, 26),
        limb(112, 62, 190, 40, 20),
        limb(190, 40, 226, 74, 12),
        circle(133, 116, 17, "accent"),
        circle(133, 116, 6, "body"),
        circle(112, 62, 15, "accent"),
        circle(112, 62, 5, "body"),
        circle(190, 40, 11, "accent"),
        circle(190, 40, 4, "body"),
        curve("M104 56q-20 40 14 66", "cable", 3),
        circle(226, 76, 8, "metal"),
        rect(212, 86, 28, 7, "dark", 2),
        line(216, 93, 214, 106, "edge", 4),
        line(236, 93, 238, 106, "edge", 4),
        rect(216, 100, 20, 16, "part", 3),
        rect(196, 152, 66, 20, "body", 2),
        rect(206, 138, 14, 14, "part", 3),
        rect(226, 138, 14, 14, "part", 3),
    ]


def picker(_=None):
    beam = [
        rect(40, 34, 240, 20, "body", 4),
        line(48, 44, 272, 44, "accent", 3),
        rect(58, 54, 22, 76, "shade", 2),
    ]
    arm = [
        rect(188, 22, 44, 44, "body", 4),
        rect(203, 60, 14, 66, "metal", 2),
        rect(190, 126, 40, 7, "dark", 2),
        line(196, 133, 196, 142, "edge", 3),
        line(224, 133, 224, 142, "edge", 3),
        circle(196, 144, 4, "accent"),
        circle(224, 144, 4, "accent"),
        circle(210, 44, 9, "accent"),
    ]
    under = [
        rect(36, 130, 90, 42, "body", 4),
        rect(46, 140, 70, 20, "glass", 2),
        rect(160, 158, 116, 8, "dark", 4),
        circle(168, 164, 6, "metal"),
        circle(268, 164, 6, "metal"),
        rect(198, 146, 24, 12, "part", 2),
        rect(246, 146, 24, 12, "part", 2),
    ]
    return beam + under + arm + [curve("M232 30q34-20 36 4", "cable", 3)]


def dryer(_=None):
    hopper = [
        rect(176, 40, 76, 70, "body", 6),
        shape([(176, 106), (252, 106), (224, 146), (204, 146)], "body"),
        rect(204, 146, 20, 10, "metal", 1),
        rect(186, 52, 22, 44, "glass", 3),
        rect(176, 34, 76, 9, "shade", 3),
        line(184, 110, 180, 172, "edge", 4),
        line(244, 110, 248, 172, "edge", 4),
    ]
    granules = [
        circle(x, y, 2.4, "part", False)
        for x, y in ((192, 90), (198, 86), (203, 91), (191, 82), (200, 79), (196, 73), (204, 83))
    ]
    return (
        hopper
        + granules
        + [
            rect(70, 44, 86, 128, "body", 5),
            rect(82, 56, 40, 26, "dark", 3),
            rect(86, 60, 32, 12, "glass", 1, False),
            circle(140, 62, 4, "good", False),
            circle(140, 76, 4, "warm", False),
            curve("M84 130h58M84 138h58M84 146h58M84 154h58"),
            rect(70, 96, 86, 6, "accent", 0, False),
            curve("M156 62q34-4 34-30v-6q0-10 12-10h12v18", "warm", 6),
            curve("M156 148h44q10 0 10-2", "cool", 6),
        ]
    )


def conveyor(_=None):
    receiver = [
        rect(60, 28, 52, 44, "body", 6),
        shape([(60, 68), (112, 68), (94, 98), (78, 98)], "glass"),
        rect(78, 98, 16, 8, "metal", 1),
        rect(56, 22, 60, 8, "shade", 3),
    ]
    blower = [
        rect(206, 92, 66, 80, "body", 5),
        circle(239, 118, 19, "shade"),
        circle(239, 118, 6, "accent"),
        curve(
            "M239 99a19 19 0 0 1 16 10M258 118a19 19 0 0 1-10 16M239 137a19 19 0 0 1-16-10",
            "accent",
            3,
        ),
        curve("M218 150h42M218 157h42M218 164h42"),
    ]
    store = [shape([(44, 130), (130, 130), (124, 172), (50, 172)], "shade")]
    store += [
        circle(54 + 8 * index, 127 - 3 * (index % 3), 4, "part", False) for index in range(10)
    ]
    return (
        store
        + [
            curve("M86 106v24", "metal", 5),
            curve("M112 46h78q12 0 12-12v-4q0-10 12-10h14q12 0 12 12v60", "metal", 7),
            curve("M60 50h-16q-12 0-12 12v58q0 22 28 22", "accent", 6),
        ]
        + receiver
        + blower
        + [
            rect(146, 60, 34, 28, "dark", 3),
            rect(150, 64, 26, 13, "glass", 1, False),
            circle(156, 83, 2, "good", False),
        ]
    )


def temperature_unit(_=None):
    return [
        circle(106, 166, 7, "dark"),
        circle(206, 166, 7, "dark"),
        rect(86, 36, 140, 124, "body", 6),
        rect(86, 36, 140, 12, "accent", 4),
        rect(100, 58, 60, 34, "dark", 3),
        rect(105, 63, 50, 16, "glass", 1, False),
        circle(112, 86, 2.5, "good", False),
        circle(122, 86, 2.5, "warm", False),
        curve("M176 62h36M176 70h36M176 78h36M176 86h36"),
        circle(118, 126, 15, "shade"),
        line(118, 126, 126, 117, "warm", 3),
        circle(118, 126, 2.5, "dark"),
        rect(150, 108, 66, 40, "shade", 3),
        curve("M226 118h30q12 0 12-12v-44", "warm", 7),
        curve("M226 138h46q16 0 16-16v-60", "cool", 7),
        rect(220, 112, 10, 12, "metal", 1),
        rect(220, 132, 10, 12, "metal", 1),
        shape([(268, 50), (260, 62), (276, 62)], "warm", False),
        shape([(288, 62), (280, 50), (296, 50)], "cool", False),
    ]


def mould(_=None):
    left = [
        rect(52, 44, 18, 112, "metal", 2),
        rect(70, 52, 62, 96, "body", 2),
        rect(132, 60, 12, 80, "dark", 1),
    ]
    right = [
        rect(250, 44, 18, 112, "metal", 2),
        rect(188, 52, 62, 96, "body", 2),
        rect(176, 60, 12, 80, "accent", 1),
        rect(268, 90, 18, 20, "shade", 2),
    ]
    pins = [rect(188 - 38, y, 40, 7, "metal", 2) for y in (64, 129)]
    cavities = [rect(144, y, 7, 12, "part", 2) for y in (76, 94, 112)]
    water = [
        curve(f"M{x} 148v14", role, 5)
        for x, role in ((86, "warm"), (112, "cool"), (206, "warm"), (232, "cool"))
    ]
    eyes = [circle(101, 42, 8, "ground"), circle(219, 42, 8, "ground")]
    return (
        water
        + eyes
        + left
        + right
        + pins
        + cavities
        + [
            rect(80, 66, 42, 16, "shade", 2),
            curve("M84 74h34"),
            rect(200, 66, 40, 16, "shade", 2),
            curve("M204 74h32"),
        ]
    )


def plant(_=None):
    roof = [
        shape([(44 + 52 * index, 92), (44 + 52 * index, 58), (96 + 52 * index, 92)], "shade")
        for index in range(4)
    ]
    panels = [line(54 + 52 * index, 66, 84 + 52 * index, 86, "cool", 5) for index in range(4)]
    windows = [rect(112 + 38 * index, 108, 24, 18, "glass", 2) for index in range(4)]
    trees = [
        line(28, 172, 28, 150, "soft", 4),
        circle(28, 142, 13, "good"),
        line(296, 172, 296, 154, "soft", 4),
        circle(296, 146, 11, "good"),
    ]
    return (
        roof
        + panels
        + [
            rect(44, 92, 224, 80, "body", 2),
            rect(44, 92, 224, 8, "accent", 0, False),
            rect(58, 116, 38, 56, "dark", 2),
            curve("M58 128h38M58 140h38M58 152h38M58 164h38", "metal", 2),
        ]
        + windows
        + [
            rect(150, 138, 54, 34, "shade", 2),
            rect(158, 146, 16, 26, "glass", 1),
            rect(180, 146, 16, 14, "glass", 1),
        ]
        + trees
    )


def line_one(_=None):
    belt = [rect(214, 163, 96, 7, "dark", 3)] + [
        circle(222 + 20 * index, 171, 4, "metal") for index in range(5)
    ]
    goods = [rect(x, 153, 10, 10, "part", 2) for x in (226, 246, 290)]
    return [
        moved("".join(two_component_machine()), 2, 69, 0.6),
        *belt,
        *goods,
        moved("".join(robot()[:-3]), 136, 86, 0.5),
        moved("".join(parts.vision()[:-1]), 206, 77, 0.5),
    ]


def line_two(_=None):
    arm = [
        rect(150, 62, 152, 10, "body", 3),
        line(156, 67, 296, 67, "accent", 2),
        rect(286, 72, 8, 51, "metal", 1),
        rect(180, 54, 22, 24, "body", 3),
        rect(187, 78, 8, 50, "metal", 1),
        rect(180, 128, 22, 4, "dark", 1),
    ]
    return [
        moved("".join(electric_machine()), 0, 86, 0.5),
        *arm[2:3],
        moved("".join(hydraulic_machine()), 150, 83, 0.52),
        *arm[:2],
        *arm[3:],
    ]


DRAWINGS = {
    "IMM-01": electric_machine,
    "IMM-02": hydraulic_machine,
    "IMM-03": two_component_machine,
    "ROB-01": robot,
    "PIC-01": picker,
    "DRY-01": dryer,
    "CON-01": conveyor,
    "TCU-01": temperature_unit,
    "MLD-01": mould,
    "PLANT-01": plant,
    "LINE-01": line_one,
    "LINE-02": line_two,
    **parts.DRAWINGS,
}
NO_FLOOR = {
    "MLD-01",
    "CPS-01",
    "SWI-01",
    "PLC-01",
    "PLC-02",
    "EM-01",
    "AGV-M20",
    "AGV-M20-0417",
    "AGV-M20-0418",
}
TITLES = {asset["code"]: asset["name"][0] for asset in SITE + MACHINES + COMPONENTS + PRODUCTS}


def picture(code):
    return sheet(TITLES[code], DRAWINGS[code](code), None if code in NO_FLOOR else 172)


mark = parts.mark
