import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Testing

@testable import Commands

/// The way of bytes against the way of requests: whatever is asked, they say the same.
@Suite struct ExpressTests {
    /// Garages of every kind about Lens, some of which a sentence has something to say of.
    private static func garages() -> [Garage] {
        let today = Rehearsal.start.paris.day
        return (1...60).compactMap { number in
            guard let id = GarageID("G\(number)") else { return nil }
            let place = Rehearsal.point(
                50.43 + Double(number % 9 - 4) * 0.041, 2.83 + Double(number % 7 - 3) * 0.055)
            return Garage(
                number: Int64(number), id: id,
                name: number % 5 == 0
                    ? "Atelier « Le \"Bon\" \\ Garage »\u{202E}" : "Garage \(number)",
                position: place,
                takes: AcceptedWork(
                    heavy: number % 4 != 0, ageYearsMax: number % 6 == 0 ? 12 : nil),
                monthlyCap: number % 8 == 0 ? 3 : Garage.monthlyCapMax,
                status: number % 11 == 0
                    ? .paused(until: nil, reason: "") : number % 13 == 0 ? .left : .active,
                muteSince: number % 10 == 3 ? today + -4 : nil)
        }
    }

    private func rehearsal() -> Rehearsal {
        let garages = Self.garages()
        return Rehearsal(
            garages: garages,
            counts: Rehearsal.november(garages.map { Int($0.number) % 12 }, received: 2))
    }

    /// A request as somebody might send it, with a mistake in every third or so.
    private func line(_ random: inout SeededGenerator) -> String {
        func one(_ words: [String]) -> String {
            words[Int.random(in: 0..<words.count, using: &random)]
        }
        func maybe(
            _ key: String, _ good: [String], _ bad: [String] = [], one among: Int
        ) -> String {
            guard Int.random(in: 0..<among, using: &random) == 0 else { return "" }
            let isBad = !bad.isEmpty && Int.random(in: 0..<20, using: &random) == 0
            return " \(key)=\(one(isBad ? bad : good))"
        }
        let tags = ["", "@7 ", "@a.b:c-d_e "]
        var line = one(Int.random(in: 0..<40, using: &random) > 0 ? tags : Self.badTags)
        guard Int.random(in: 0..<12, using: &random) > 0 else {
            return line + one(["PING", "ping", "PiNg", "PING ", "PING lang=fr", "PINGS", "P", ""])
        }
        line += one(Int.random(in: 0..<20, using: &random) > 0 ? ["MATCH"] : ["match", "MATCHES"])
        let north = Double.random(in: 49.9...50.9, using: &random)
        let east = Double.random(in: 2.2...3.5, using: &random)
        line += maybe("within", ["30km", "5km"], one: 20)
        line += " at="
        line +=
            Int.random(in: 0..<8, using: &random) == 0
            ? one(Self.oddPlaces)
            : one([
                "\(north),\(east)",
                "\((north * 1e4).rounded() / 1e4),\((east * 1e4).rounded() / 1e4)",
                "50.43,2.83", "50.4300000,2.8300000",
            ])
        line += maybe("within", ["30km", "800m", "45min", "12.5km", "0km"], ["60km", "5"], one: 2)
        line += maybe("limit", ["1", "2", "3", "33", "1000"], ["0", "x"], one: 2)
        line += maybe(
            "fields",
            [
                "garage,km", "km|garage", "why", "rank,why,p_below", "name,lat,lon,minutes,by",
                "price_km,min,max,committed,received",
            ], ["secret", ""], one: 2)
        line += maybe("policy", MatchingPolicy.all.map(\.name), ["none"], one: 3)
        line += maybe("work", ["light", "heavy"], one: 3)
        line += maybe("year", ["2001", "2020"], one: 5)
        line += maybe("brand", ["Renault", "\"Citroën\"", "\"a at=1,2\""], one: 6)
        line += maybe("mode", ["car", "walk", "transit"], ["boat"], one: 5)
        line += maybe("lang", ["fr", "en"], ["de"], one: 3)
        line += maybe("fmt", ["json", "json", "text", "tsv"], one: 8)
        line += maybe("place", ["lens"], one: 40) + maybe("beneficiary", ["B1"], one: 40)
        return line + maybe("colour", ["red"], one: 40)
    }

    private static let badTags = ["@ ", "@\(String(repeating: "x", count: 33)) ", "@é "]
    private static let oddPlaces = [
        "\"50.43,2.83\"", "50.43,2.83 ", "91,2", "50,2", "-50,2", "1,1", "50.43,-0", "+50.43,2.83",
        "50.,2.83", ".5,2", "050.43,2.83", "50.43", "50.430000000000001,2.830000000000001",
        "50.43,2.83,1", "5e1,2", "", "-,2", "--1,2",
    ]

    /// What a connection is sent for a line, by the two ways.
    private func answers(
        to line: String, of express: Conversation, and general: Conversation, room: Int = 65_536
    ) -> (express: [UInt8]?, general: [UInt8]?) {
        var direct: [UInt8]?
        withUnsafeTemporaryAllocation(byteCount: room, alignment: 8) { space in
            var writer = LineWriter(space)
            let bytes = Array(line.utf8)
            let answer = bytes.withUnsafeBytes { express.answer($0, into: &writer) }
            if answer != .no { direct = Array(space[..<writer.count]) }
            if case .refused(let name) = answer {
                #expect(direct?.contains(Array(name.rawValue.utf8)) == true)
            }
        }
        guard let request = try? Request(parsing: line),
            case .now(let answer) = general.respond(to: request)
        else { return (direct, nil) }
        var bytes: [UInt8] = []
        ReplyEncoder(tag: request.tag, format: answer.format).append(answer.outcome, to: &bytes)
        return (direct, bytes)
    }

    @Test(
        "thousands of requests, good and bad, get the same bytes", arguments: [1, 2, 3] as [UInt64])
    func agreement(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rehearsal = rehearsal()
        let (express, general) = (rehearsal.connection(), rehearsal.connection())
        var answered = 0
        for _ in 0..<4_000 {
            let line = line(&random)
            let (direct, written) = answers(to: line, of: express, and: general)
            guard let direct else { continue }
            answered += 1
            #expect(direct == written, "\(line)")
        }
        // Most of those that can be answered are: a way that is never taken agrees with all.
        #expect(answered > 1_000)
    }

    @Test("a day that ends, a change of settings, a caller shut out are noticed at once")
    func changes() throws {
        let rehearsal = rehearsal()
        let line = "MATCH at=50.43,2.83 limit=3"
        let (express, general) = (rehearsal.connection(), rehearsal.connection())
        for change in [
            {}, { rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: 86_400)) },
            {
                var settings = CommandSettings()
                settings.language = .english
                settings.defaultPolicy = .nearest
                rehearsal.environment.currentSettings.replace(with: settings)
            },
            { rehearsal.network.storeIs(down: "away") }, { rehearsal.network.storeIs(down: nil) },
            {
                rehearsal.environment.watch.replace(
                    calibration: OddsCalibration(below: .identity, above: .identity))
            },
        ] {
            change()
            let (direct, written) = answers(to: line, of: express, and: general)
            #expect(direct ?? written == written)
            #expect(answers(to: line, of: express, and: general).express ?? written == written)
        }
    }

    @Test("what does not fit is answered the other way", arguments: [0, 1, 40, 300, 900])
    func room(_ bytes: Int) throws {
        let rehearsal = rehearsal()
        let (express, general) = (rehearsal.connection(), rehearsal.connection())
        let lines = ["MATCH at=50.43,2.83", "PING", "MATCH at=50.43,2.83 within=0km"]
        for line in lines {
            let (direct, written) = answers(to: line, of: express, and: general, room: bytes)
            let needed = try #require(written).count
            #expect((direct == nil) == (bytes < needed), "\(line) takes \(needed) bytes")
            if let direct { #expect(direct == written) }
        }
    }

    @Test("nobody without the right to ask is answered")
    func rights() {
        for (caller, isAnswered) in [
            (nil, false), (Caller(role: .monitor), false),
            (Caller(role: .garage, garage: 1), false),
            (Caller(role: .manager), true), (Caller(role: .admin), true),
        ] as [(Caller?, Bool)] {
            let rehearsal = rehearsal()
            let connection = rehearsal.connection(caller)
            let (direct, _) = answers(to: "MATCH at=50.43,2.83", of: connection, and: connection)
            #expect((direct != nil) == isAnswered)
        }
    }

    @Test("a revoked token is heard of before the next answer")
    func revocation() {
        let rehearsal = rehearsal()
        let caller = Caller(
            role: .prescriber, organisation: OrganisationID(1), keyID: "k1")
        let (express, general) = (rehearsal.connection(caller), rehearsal.connection(caller))
        let line = "MATCH at=50.43,2.83"
        #expect(answers(to: line, of: express, and: general).express != nil)
        rehearsal.environment.access.set(OrganisationID(1), isRefused: true)
        #expect(answers(to: line, of: express, and: general).express == nil)
    }
}

extension Rehearsal {
    fileprivate func connection(
        _ caller: Caller? = Caller(role: .manager)
    ) -> Conversation {
        Conversation(environment: environment, peer: .unix(uid: 0), caller: caller)
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}

/// A small generator that gives the same numbers for the same seed (Steele, Lea and Flood, 2014).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
