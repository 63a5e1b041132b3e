# SPDX-License-Identifier: Apache-2.0
"""Which assets of a small plant an attack can reach, by visiting everything: each choice of what is not known is a world, and in each
world every set of zones that attackers can hold is visited, each packet walked from zone to zone. Knows nothing of the program's way;
the model is that of docs/security-zones.md.

A plant: {"zones":[…],"conduits":[…]} as in the API, "assets":{id: {"ports":["tcp 502", …] or null,"taken":bool}}."""
import itertools

OTHER = 9  # a port that no flow names
PACKETS = ("tcp", "udp")


def flow_ports(flow):
    """Ranges, or None for all."""
    text = flow.get("ports") or "any"
    if text == "any":
        return None
    return [tuple(map(int, (part.split("-") * 2)[:2])) for part in text.split(",")]


def passes(flow, transport, port):
    if flow.get("transport", "any") not in ("any", transport):
        return False
    ranges = flow_ports(flow)
    return ranges is None or any(first <= port <= last for first, last in ranges)


class Plant:
    def __init__(self, plant):
        self.zones = [zone["id"] for zone in plant["zones"]]
        self.untrusted = frozenset(zone["id"] for zone in plant["zones"] if zone.get("untrusted"))
        self.conduits = plant.get("conduits", [])
        self.assets = plant["assets"]
        self.zone_of = {asset: zone["id"] for zone in plant["zones"] for asset in zone.get("assets", [])}
        self.hiding = [zone["id"] for zone in plant["zones"]
                       if not zone.get("assets") or any(asset not in self.assets for asset in zone["assets"])]
        self.doubtful = [conduit["id"] for conduit in self.conduits if any(
            flow.get("transport", "any") == "any" and flow_ports(flow) is None for flow in conduit["flows"])]
        named = {int(port.split()[1]) for asset in self.assets.values() for port in asset["ports"] or []}
        bounds = {bound for conduit in self.conduits for flow in conduit["flows"] for pair in flow_ports(flow) or [] for bound in pair}
        self.ports = sorted(named | bounds | {OTHER})

    def choices(self):
        """(what is not known, its possible values): a world is one value of each."""
        for zone in self.zones:
            into = any(zone in (conduit["from"], conduit["to"]) for conduit in self.conduits)
            if into and sum(zone in (conduit["from"], conduit["to"]) for conduit in self.conduits) > 1:
                yield ("forwards", zone), (False, True)
        for zone in self.hiding:
            yield ("hides", zone), (False, True)
        for conduit in self.doubtful:
            yield ("open", conduit), (False, True)
        for name, asset in self.assets.items():
            yield ("asks", name), (False, True)
            if name not in self.zone_of:
                yield ("place", name), tuple(self.zones)
            if asset["ports"] is None or name not in self.zone_of:
                yield ("listens", name), tuple((port,) for port in self.ports) + (tuple(self.ports),)


class World:
    def __init__(self, plant, facts):
        self.plant, self.facts, self.walked = plant, facts, {}

    def place(self, asset):
        return self.plant.zone_of.get(asset) or self.facts["place", asset]

    def listens(self, asset, packet):
        ports = self.facts.get(("listens", asset))
        return packet[1] in ports if ports is not None else f"{packet[0]} {packet[1]}" in self.plant.assets[asset]["ports"]

    def goes(self, conduit, here, packet):
        """The zone behind the conduit, when the packet gets through it."""
        if here not in (conduit["from"], conduit["to"]):
            return None
        forth = here == conduit["from"]
        there = conduit["to"] if forth else conduit["from"]
        if self.facts.get(("open", conduit["id"])):
            return there
        if packet == "frame":
            return None
        for flow in conduit["flows"]:
            if flow.get("direction", "forth") in ("both", "forth" if forth else "back") and passes(flow, *packet):
                return there
        return None

    def walk(self, start, packet):
        """All zones that a packet sent in `start` gets to."""
        if (start, packet) not in self.walked:
            seen, waiting = {start}, [start]
            while waiting:
                here = waiting.pop()
                if here != start and packet != "frame" and not self.facts.get(("forwards", here)):
                    continue
                for conduit in self.plant.conduits:
                    there = self.goes(conduit, here, packet)
                    if there and there not in seen:
                        seen.add(there)
                        waiting.append(there)
            self.walked[start, packet] = seen
        return self.walked[start, packet]

    def packets(self):
        return itertools.product(PACKETS, self.plant.ports)

    def hit(self, asset, held):
        zone = self.place(asset)
        if zone in held:
            return True
        for packet in self.packets():
            if self.listens(asset, packet) and any(zone in self.walk(source, packet) for source in held):
                return True
            if self.facts["asks", asset] and self.walk(zone, packet) & held:
                return True
        return False

    def touched(self, zone, held):
        return any(self.walk(zone, packet) & held or any(zone in self.walk(source, packet) for source in held)
                   for packet in self.packets())

    def search(self):
        """Assets hit over the network, and from next to them."""
        network, adjacent, visited, waiting = set(), set(), set(), [self.plant.untrusted]
        while waiting:
            held = waiting.pop()
            if held in visited:
                continue
            visited.add(held)
            for asset in self.plant.assets:
                if any(self.place(asset) in self.walk(source, "frame") for source in held):
                    adjacent.add(asset)
                if self.hit(asset, held):
                    network.add(asset)
                    if self.plant.assets[asset]["taken"]:
                        waiting.append(held | {self.place(asset)})
            for zone in self.plant.hiding:
                if self.facts["hides", zone] and self.touched(zone, held):
                    waiting.append(held | {zone})
        return network, adjacent


def truth(description):
    """{asset: {"N": verdict, "A": verdict}} by all worlds."""
    plant = Plant(description)
    names, values = zip(*plant.choices())
    ever, always = (set(), set()), (set(plant.assets), set(plant.assets))
    count = 0
    for facts in itertools.product(*values):
        found = World(plant, dict(zip(names, facts))).search()
        for i in range(2):
            ever[i].update(found[i])
            always[i].intersection_update(found[i])
        count += 1
    assert count <= 20000, "too many worlds to visit in a test"

    def verdict(asset, i):
        if asset not in plant.zone_of or not plant.untrusted:
            return "unknown"
        return "reachable" if asset in always[i] else "unknown" if asset in ever[i] else "not_reachable"
    return {asset: {"N": verdict(asset, 0), "A": verdict(asset, 1)} for asset in plant.assets}
