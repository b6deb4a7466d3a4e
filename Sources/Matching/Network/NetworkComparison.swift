package import GarageNetwork

/// How what is in memory differs from a load of the database.
///
/// A row is known by its revision. The same revision with another content is a defect at once; a
/// row of a lower revision may be on its way, and is one only if it never arrives.
package struct NetworkComparison: Equatable, Sendable {
    /// What is compared, in the words of a finding.
    package enum Kind: String, CaseIterable, Sendable {
        case garages, counts, days
    }

    /// How many rows of a kind, and the number of the first one's garage.
    package struct Rows: Equatable, Sendable {
        package var count = 0
        package var first: Int64?

        mutating func add(_ garage: Int64) {
            count += 1
            first = min(first ?? garage, garage)
        }
    }

    /// Rows of one revision and two contents, and rows that the database does not have.
    package private(set) var different: [Kind: Rows] = [:]
    /// Rows that the database has in a later revision, or that memory lacks.
    package private(set) var behind: [Kind: Rows] = [:]

    package var isEqual: Bool { different.isEmpty && behind.isEmpty }

    /// Compares the rows of a load with those of the same months and days in memory.
    init(_ network: NetworkModel, with image: NetworkImage) {
        let snapshot = network.snapshot
        compare(snapshot.garages, in: snapshot, with: image.garages)
        for count in image.counts {
            guard let index = snapshot.index(ofNumber: count.garage) else { continue }
            let known = snapshot.load(at: index, in: count.month)
            note(
                .counts, count.garage, known: known.revision, loaded: count.revision,
                isSame: (known.committed, known.received) == (count.committed, count.received))
        }
        for day in image.days where snapshot.index(ofNumber: day.garage) != nil {
            let known = network.entry(of: day.garage, on: day.day)
            note(
                .days, day.garage, known: known?.revision ?? .min, loaded: day.revision,
                isSame: known?.committed == day.committed)
        }
    }

    private mutating func compare(
        _ known: Garages, in snapshot: NetworkSnapshot, with loaded: Garages
    ) {
        for (place, number) in loaded.numbers.enumerated() {
            let mine = snapshot.index(ofNumber: number)
            let revision = mine.map(known.revision(at:)) ?? .min
            let isOther =
                revision == loaded.revision(at: place)
                && mine.map { known[$0] != loaded[place] } ?? true
            note(
                .garages, number, known: revision, loaded: loaded.revision(at: place),
                isSame: !isOther)
        }
        let numbers = Set(loaded.numbers)
        for number in known.numbers where !numbers.contains(number) {
            different[.garages, default: Rows()].add(number)
        }
    }

    private mutating func note(
        _ kind: Kind, _ garage: Int64, known: Int64, loaded: Int64, isSame: Bool
    ) {
        if known < loaded {
            behind[kind, default: Rows()].add(garage)
        } else if known == loaded, !isSame {
            different[kind, default: Rows()].add(garage)
        }
    }
}

extension LiveNetwork {
    /// How what is in memory differs from a load of the database; O(rows), outside the lock.
    package func compared(with image: NetworkImage) -> NetworkComparison {
        NetworkComparison(currentModel, with: image)
    }
}
