"""Makes the balancing scenario of the tests: 40 garages, a year of requests, closures.

    python3 Deploy/data/make_scenario.py Sources/garaged/Shipped/places.tsv OUT
    python3 REFERENCE OUT decided.csv              the reference of the balancing rule, in Python
    python3 Deploy/data/make_scenario.py --keep decided.csv OUT/decisions.csv

Standard library only; the same places and the same seed give the same bytes. All of it is
invented: real towns of the north of France, nobody's garage and nobody's request.
"""

import csv
import datetime
import math
import pathlib
import random
import sys

SEED = 2025
GARAGES, REQUESTS = 40, 2500
DEPARTMENTS = {"02", "59", "60", "62", "80"}
YEAR = 2025
HOLIDAYS = {(1, 1), (4, 21), (5, 1), (5, 8), (5, 29), (6, 9), (7, 14), (8, 15), (11, 1), (11, 11),
            (12, 25)}
WEEKDAYS = [1.15, 1.05, 0.90, 1.00, 0.90, 0.0, 0.0]
MONTHS = [1.05, 1.00, 1.05, 0.95, 0.85, 1.00, 0.85, 0.55, 1.20, 1.15, 1.05, 0.80]
# How far people go, by the people of their town: the first column up to 3,000, then up to 20,000.
RADII = [10, 20, 30, 50]
MIX = [(3_000, [10, 25, 35, 30]), (20_000, [20, 40, 30, 10]), (10**9, [40, 40, 15, 5])]


def draw(rng, weights):
    at, total = rng.random() * sum(weights), 0.0
    for index, weight in enumerate(weights):
        total += weight
        if at < total:
            return index
    return len(weights) - 1


def scatter(rng, town):
    """-> a position inside a town, at the six decimals of the files."""
    radius = min(6.0, max(0.3, math.sqrt(town["population"] / 3000 / math.pi)))
    reach, angle = radius * math.sqrt(rng.random()), rng.random() * 2 * math.pi
    lat = town["lat"] + reach * math.cos(angle) / 111.2
    lon = town["lon"] + reach * math.sin(angle) / (111.2 * math.cos(math.radians(town["lat"])))
    return f"{lat:.6f}", f"{lon:.6f}"


def read_towns(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{"name": r["name"], "lat": float(r["lat"]), "lon": float(r["lon"]),
                 "population": int(r["population"])}
                for r in rows if r["department"] in DEPARTMENTS and int(r["population"]) > 0]


def garages(rng, towns):
    """-> 40 rows; every eighth garage asks for another band than 5 to 10."""
    large = [t for t in towns if t["population"] >= 4000]
    weights, rows = [t["population"] ** 0.7 for t in large], []
    for _ in range(GARAGES):
        index = draw(rng, weights)
        weights[index] = 0.0
        rows.append(large[index])
    bands = [(3, 6) if n % 16 == 8 else (8, 12) if n % 16 == 15 else (5, 10)
             for n in range(GARAGES)]
    return [[n, t["name"], *scatter(rng, t), *bands[n]] for n, t in enumerate(rows)]


def closures(rng):
    """-> the days on which garages are shut: summer, Christmas, a week, before and after."""
    day, rows = datetime.date(YEAR, 1, 1), []
    span = lambda first, count: (day + datetime.timedelta(first),
                                 day + datetime.timedelta(min(364, first + count - 1)))
    for number in range(GARAGES):
        if rng.random() < 0.45:
            rows.append((number, *span(208 + int(rng.random() * 15), [14, 21][draw(rng, [1, 1])])))
        if rng.random() < 0.25:
            rows.append((number, *span(357, 8)))
        if rng.random() < 0.4:
            rows.append((number, *span(int(rng.random() * 180), 7)))
    rows.append((11, *span(250, 115)))  # Leaves the network in September.
    rows.append((23, *span(0, 100)))  # Joins it in April.
    rows.append((31, *span(119, 1)))  # Shut for one day, the last of April.
    return sorted(rows)


def requests(rng, towns):
    """-> a year of requests in the order of time, on working days from 8 to 18 h."""
    days = [datetime.date(YEAR, 1, 1) + datetime.timedelta(n) for n in range(365)]
    weights = [0.0 if (d.month, d.day) in HOLIDAYS else WEEKDAYS[d.weekday()] * MONTHS[d.month - 1]
               for d in days]
    moments = sorted((draw(rng, weights), int((8 + 10 * rng.random()) * 3600))
                     for _ in range(REQUESTS))
    people = [t["population"] for t in towns]
    rows = []
    for number, (day, second) in enumerate(moments):
        town = towns[draw(rng, people)]
        mix = next(mix for most, mix in MIX if town["population"] <= most)
        at = datetime.datetime.combine(days[day], datetime.time()) \
            + datetime.timedelta(seconds=second)
        rows.append([number, at.isoformat(), *scatter(rng, town), RADII[draw(rng, mix)]])
    return rows


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def keep(source, target):
    """Keeps of the reference's decisions what a test compares."""
    columns = ["request_id", "garage_id", "km", "price_km"]
    with open(source, newline="", encoding="utf-8") as file:
        write(target, columns, [[row[c] for c in columns] for row in csv.DictReader(file)])


def main():
    if sys.argv[1] == "--keep":
        keep(sys.argv[2], sys.argv[3])
        return
    rng, towns = random.Random(SEED), read_towns(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "garages.csv", ["garage_id", "name", "lat", "lon", "lo", "hi"],
          garages(rng, towns))
    write(folder / "closures.csv", ["garage_id", "from", "to_inclusive"], closures(rng))
    write(folder / "demand.csv", ["request_id", "ts", "lat", "lon", "radius_km"],
          requests(rng, towns))


if __name__ == "__main__":
    main()
