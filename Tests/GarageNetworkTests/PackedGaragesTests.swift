import Geometry
import Testing

@testable import GarageNetwork

/// Garages come out of their packed form as they went in.
@Suite struct PackedGaragesTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func everyFieldComesBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let garages = try (0..<Int.random(in: 0...60, using: &random)).map {
            try Garage.random($0, using: &random)
        }
        let packed = Garages(garages)
        #expect(Array(packed) == garages)
        for (index, garage) in garages.enumerated() { try packed.expect(garage, at: index) }
    }

    @Test func theLengthsOfTextsAreKeptAboutTheirBounds() throws {
        let garages = try [0, 1, 254, 255, 256, 70_000].enumerated().map { place, length in
            var garage = try Garage.plain(place)
            garage.name = String(repeating: "é", count: length / 2) + (length % 2 == 0 ? "" : "x")
            garage.town = String(repeating: "t", count: length)
            garage.phone = "+33\(place)"
            return garage
        }
        #expect(Array(Garages(garages)) == garages)
    }

    @Test func changesLeaveEarlierCopiesAsTheyWere() throws {
        var random = SeededRandom(seed: 7)
        let garages = try (0..<40).map { try Garage.random($0, using: &random) }
        let before = Garages(garages)
        var after = before
        var expected = garages
        for index in [0, 3, 39, 3] {
            let old = expected[index]
            expected[index] = try Garage.random(
                index, number: old.number, id: old.id.text, using: &random)
            after[index] = expected[index]
            try after.expect(expected[index], at: index)
        }
        #expect(Array(after) == expected && Array(before) == garages)
        #expect(after == Garages(expected) && after != before)
        #expect(after.positions == expected.map(\.position))
        // One of another number cannot lie beside the others.
        expected[5] = try Garage.random(99, using: &random)
        after[5] = expected[5]
        #expect(Array(after) == expected && after.numbers == expected.map(\.number))
    }

    @Test func moreChangesThanLieLooseArePackedAnew() throws {
        let count = Garages.looseMax + 10
        var expected = try (0..<count).map { try Garage.plain($0) }
        var garages = Garages(expected)
        for index in 0..<count {
            expected[index].name = "autre \(index)"
            garages[index] = expected[index]
        }
        #expect(Array(garages) == expected)
    }

    @Test func garagesAreAddedTakenAwayAndPutInOrder() throws {
        var random = SeededRandom(seed: 11)
        var expected = try (0..<30).map { try Garage.random($0, using: &random) }
        var garages = Garages(expected)
        garages[4] = expected[4]
        let more = try (30..<33).map { try Garage.random($0, using: &random) }
        garages.append(contentsOf: more)
        expected += more
        garages.removeSubrange(2..<5)
        expected.removeSubrange(2..<5)
        #expect(Array(garages) == expected)
        let order = expected.indices.shuffled(using: &random)
        #expect(Array(garages.reordered(order.map(Int32.init))) == order.map { expected[$0] })
        #expect(Array(Garages()) == [] && Garages([]) == [])
    }
}

extension Garages {
    /// What is read without making a garage is what the garage says.
    fileprivate func expect(_ garage: Garage, at index: Int) throws {
        #expect(number(at: index) == garage.number && revision(at: index) == garage.revision)
        #expect(position(at: index) == garage.position && terms(at: index) == garage.terms)
        #expect(target(at: index) == garage.target && joinedOn(at: index) == garage.joinedOn)
        #expect(status(at: index) == garage.status)
        #expect(isOrdinary(at: index) == (garage.rarities == .none))
        #expect(withID(at: index) { $0.elementsEqual(garage.id.text.utf8) })
        #expect(withName(at: index) { $0.elementsEqual(garage.name.utf8) })
    }
}

extension Garage {
    fileprivate static func plain(_ place: Int) throws -> Garage {
        Garage(
            number: Int64(place) + 1, id: try #require(GarageID("G\(place)")), name: "Garage",
            position: try Coordinate(latitude: 45, longitude: 2))
    }

    /// A garage with every field at random, among few values and many.
    fileprivate static func random(
        _ place: Int, number: Int64? = nil, id: String? = nil, using random: inout SeededRandom
    ) throws -> Garage {
        let low = random.upTo(20)
        let statuses: [Status] = [
            .active, .active, .left, .paused(until: nil, reason: "été"),
            .paused(until: random.day(), reason: ""),
        ]
        return Garage(
            number: number ?? Int64(bitPattern: random.next()),
            id: try #require(GarageID(id ?? "G\(place)-\(random.upTo(9_999))")),
            name: random.text(), position: try random.position(), town: random.text(),
            postcode: random.text(), phone: random.text(), takes: random.work(),
            target: try #require(TargetBand(min: low, max: low + random.upTo(20))),
            monthlyCap: random.upTo(3) * 500 - random.upTo(1), status: statuses[random.upTo(4)],
            closures: random.periods(), checkedOn: random.perhaps { $0.day() },
            joinedOn: random.perhaps { $0.day() }, awaySince: random.perhaps { $0.day() },
            absences: random.periods(), muteSince: random.perhaps { $0.day() },
            lessons: random.lessons(), revision: Int64(bitPattern: random.next()))
    }
}

extension SeededRandom {
    fileprivate mutating func upTo(_ most: Int) -> Int { Int.random(in: 0...most, using: &self) }

    fileprivate mutating func day() -> Day {
        Day(ordinal: .random(in: -700_000...2_900_000, using: &self))
    }

    /// Something three times in ten, so that many garages have nothing rare.
    fileprivate mutating func perhaps<Value>(_ make: (inout Self) -> Value) -> Value? {
        upTo(9) < 3 ? make(&self) : nil
    }

    fileprivate mutating func text() -> String {
        let letters = ["", "a", "é", "G", " ", "ß", "漢", "🚗", "\u{0}"]
        return (0..<upTo(40)).map { _ in letters[upTo(letters.count - 1)] }.joined()
    }

    fileprivate mutating func position() throws -> Coordinate {
        try Coordinate(
            latitude: .random(in: -90...90, using: &self),
            longitude: .random(in: -180...180, using: &self))
    }

    fileprivate mutating func work() -> AcceptedWork {
        let brands = Set(["Renault", "Dacia", "Nissan"].compactMap(Brand.init).prefix(upTo(3)))
        return AcceptedWork(
            light: upTo(1) == 0, heavy: upTo(1) == 0, lightBrands: brands,
            heavyBrands: upTo(1) == 0 ? [] : brands, ageYearsMax: perhaps { $0.upTo(20) },
            odometerKmMax: perhaps { $0.upTo(300_000) }, fiscalPowerMax: perhaps { $0.upTo(9) })
    }

    fileprivate mutating func periods() -> [ClosedPeriod] {
        (0..<(perhaps { $0.upTo(3) } ?? 0)).compactMap { _ in
            let first = day()
            return ClosedPeriod(first: first, last: first + upTo(30))
        }
    }

    fileprivate mutating func lessons() -> [Lesson] {
        (0..<(perhaps { $0.upTo(2) } ?? 0)).map { _ in
            Lesson(
                kind: Lesson.Kind.allCases[upTo(2)],
                brand: perhaps { _ in Brand("Renault") } ?? nil,
                learntOn: day(), until: day(), declines: upTo(9))
        }
    }
}
