"""SciPy's and pykdtree's k-d trees over unit vectors, asked like the peers in C++: see Peer.hpp.

    python3 kdtree.py scipy|pykdtree POINTS QUERIES COUNT

Queries go to the library in one call, which is how these libraries are meant to be used.
"""

import os
import sys
import time

import numpy

EARTH_RADIUS_METRES = 6371008.8


def vectors(path, count=-1):
    degrees = numpy.fromfile(path, dtype="<f8", count=2 * count if count >= 0 else -1).reshape(-1, 2)
    latitude, longitude = numpy.radians(degrees).T
    across = numpy.cos(latitude)
    return numpy.stack([across * numpy.cos(longitude), across * numpy.sin(longitude), numpy.sin(latitude)], axis=1)


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")


class SciPy:
    can_count = True

    def __init__(self, points):
        from scipy.spatial import cKDTree

        self.tree = cKDTree(points)

    def nearest(self, places, chord, limit):
        return self.tree.query(places, k=limit, distance_upper_bound=chord)[1]

    def within(self, places, chord):
        return self.tree.query_ball_point(places, chord, return_length=True)


class PyKDTree:
    can_count = False

    def __init__(self, points):
        from pykdtree.kdtree import KDTree

        self.tree = KDTree(points)

    def nearest(self, places, chord, limit):
        return self.tree.query(places, k=limit, distance_upper_bound=chord)[1]


def timed(ask, count, milliseconds):
    """The best pass over as many queries as the time is enough for, in nanoseconds a query."""
    clock = time.thread_time_ns
    asked, spent, best = min(16, count), 0, float("inf")
    while True:
        start = clock()
        ask(asked)
        took = clock() - start
        spent += took
        if asked < count and took < milliseconds * 1e6 / 8:
            asked = min(count, asked * 8)
            continue
        best = min(best, took / asked)
        if spent >= milliseconds * 1e6:
            return best, asked


def main():
    library, points_path, queries_path, count = sys.argv[1:5]
    peer = {"scipy": SciPy, "pykdtree": PyKDTree}[library]
    peer(numpy.zeros((1, 3)))  # What is loaded at the first use is not the index.
    before, start = resident(), time.thread_time_ns()
    points = vectors(points_path, int(count))
    tree = peer(points)
    took = time.thread_time_ns() - start
    print(f"built {took} {(resident() - before) / len(points):.2f}", flush=True)
    raw = numpy.fromfile(queries_path, dtype="<f8").reshape(-1, 2)
    for line in sys.stdin:
        what, kind, metres, limit, amount = line.split()
        chord = numpy.nextafter(2 * numpy.sin(float(metres) / EARTH_RADIUS_METRES / 2), 9)

        def ask(count):
            latitude, longitude = numpy.radians(raw[:count]).T
            across = numpy.cos(latitude)
            places = numpy.stack(
                [across * numpy.cos(longitude), across * numpy.sin(longitude), numpy.sin(latitude)], axis=1)
            return tree.nearest(places, chord, int(limit)) if kind == "nearest" else tree.within(places, chord)

        if kind == "within" and not tree.can_count:
            print("cannot", flush=True)
        elif what == "time":
            print("timed {} {}".format(*timed(ask, len(raw), float(amount))), flush=True)
        else:
            for row in ask(min(int(amount), len(raw))):
                ids = [row] if kind == "within" else [id for id in numpy.atleast_1d(row) if id < len(points)]
                print(*ids)
            sys.stdout.flush()


main()
