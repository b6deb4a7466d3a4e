import GarageNetwork
import Testing

@testable import PostgresStore

/// Random lives, told one by one and by the file, to two daemons, beside a model in memory.
@Suite struct LifeModelTests {
    @Test func theDatabaseDoesWhatTheModelDoes() async throws {
        var words: Set<String> = []
        for seed: UInt64 in 1...3 {
            let conninfo = try await TestCluster.database()
            try await TestStore.with(conninfo) { one in
                try await TestStore.with(conninfo) { two in
                    var life = try await Life(stores: [one, two], seed: seed)
                    for _ in 0..<300 { try await life.go() }
                    try await life.compare()
                    words.formUnion(life.words)
                }
            }
        }
        // Enough happened: every answer was met, by the line and by the file.
        let all: Set = ["placed", "open", "moved", "replayed", "conflict", "full", "elsewhere"]
        #expect(words.isSuperset(of: all.union(["file taken", "file refused"])))
    }

    /// Says it again to whoever is busy with the same row.
    private static func insist(_ body: () async throws -> Void) async {
        for _ in 0..<100 where (try? await body()) != nil { return }
    }

    /// Two daemons tell the facts of one person at the same time, each twice.
    @Test func twoDaemonsTellOfTheSamePersonAtOnce() async throws {
        let conninfo = try await TestCluster.database()
        try await TestStore.with(conninfo) { one in
            try await TestStore.with(conninfo) { two in
                let garage = try await one.addGarages(1, cap: 1_000)[0]
                let told = try [
                    ToldFact.on(.receive, "2026-11-09"), .on(.quote, "2026-11-12"),
                    .on(.quoteRefused, "2026-11-13"), .on(.giveUp, "2026-11-14"),
                    .on(.repair, "2026-12-08"), .on(.noShow, "2026-11-08"),
                ]
                for person in try await one.addPeople(10) {
                    let code = try await one.place(person, at: garage, on: .inNovember)
                    await withTaskGroup(of: Void.self) { group in
                        for (index, fact) in (told + told).shuffled().enumerated() {
                            let store = index % 2 == 0 ? one : two
                            group.addTask {
                                await Self.insist { _ = try await store.tell(fact, of: code) }
                            }
                        }
                        group.addTask {
                            let orders = told.map {
                                StepOrder(
                                    code: code, step: $0.event, scope: .everything(.manager),
                                    channel: .dealer, on: $0.on)
                            }
                            await Self.insist { _ = try await two.record(orders) }
                        }
                    }
                    let history = try await one.history(of: code)
                    #expect(history.referral.state == .repaired)
                    #expect(history.referral.course == ReferralCourse(telling: told))
                    #expect(history.events.count == 1 + told.count, "each was written once")
                }
                #expect(try one.connect().violations() == [])
            }
        }
    }
}

/// A random life of a small network.
private struct Life {
    let stores: [TestStore]
    let garages: [Int64]
    let people: [BeneficiaryID]
    var model = LifeModel(cap: 6)
    var random: SplitMix
    var words: Set<String> = []

    private static let facts = ReferralEvent.allCases.filter(\.isFact)
    private static let today = Instant.inNovember?.advanced(bySeconds: 20 * 86_400)

    init(stores: [TestStore], seed: UInt64) async throws {
        self.stores = stores
        garages = try await stores[0].addGarages(3, cap: model.cap)
        people = try await stores[0].addPeople(6)
        random = SplitMix(seed: seed)
    }

    private mutating func pick<Element>(_ all: [Element]) throws -> Element {
        try #require(all.randomElement(using: &random))
    }

    private mutating func someDay() throws -> Day {
        Day(
            ordinal: try #require(Day("2026-11-05")).ordinal
                + Int32.random(in: 0...3, using: &random))
    }

    mutating func go() async throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: try await refer()
        case 3: try await tellFile()
        default: try await tellOne()
        }
    }

    private mutating func refer() async throws {
        let (person, garage) = (try pick(people), try pick(garages))
        let order = ReferralOrder.example(
            person, at: [garage], key: "k\(UInt64.random(in: 0 ... .max, using: &random))",
            on: .inNovember)
        let outcome = try await pick(stores).ledger.refer(order)
        if model.open(of: person) != nil {
            #expect(outcome == .openReferral)
        } else if model.committed(garage) >= model.cap {
            #expect(outcome == .full)
        } else {
            model.place(try #require(outcome.referral?.code), person, garage)
        }
        words.insert(outcome.word)
    }

    private mutating func tellOne() async throws {
        // The latest ones are still alive, and silence and absence make places come and go.
        guard let index = model.entries.indices.suffix(12).randomElement(using: &random) else {
            return
        }
        let often: [ReferralEvent] = [.expire, .noShow, .cancel, .accept, .receive]
        let rare = Int.random(in: 0..<3, using: &random) == 0
        let event = try pick(rare ? ReferralEvent.allCases : often + [.expire, .expire, .expire])
        let day = try someDay()
        var step = StepOrder(
            code: model.entries[index].code, step: event, scope: .everything(.manager),
            at: Self.today)
        if event.isFact { step.on = day }
        let outcome = try await pick(stores).ledger.advance(step)
        let word = model.tell(event, on: day, of: index)
        #expect(outcome.word == word, "\(event) of \(index)")
        if let state = outcome.state { #expect(state == model.entries[index].state) }
        words.insert(word)
    }

    /// A file of facts of some referrals, with repetitions; what was rehearsed is what happens.
    private mutating func tellFile() async throws {
        guard !model.entries.isEmpty else { return }
        let some = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            try pick(Array(model.entries.indices))
        }
        var rows: [(index: Int, fact: ToldFact)] = []
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            rows.append((try pick(some), ToldFact(try pick(Self.facts), on: try someDay())))
        }
        let codes = model.entries.map(\.code)
        let orders = rows.map {
            StepOrder(
                code: codes[$0.index], step: $0.fact.event, scope: .everything(.manager),
                channel: .dealer, on: $0.fact.on, at: Self.today)
        }
        let store = try pick(stores)
        let rehearsed = try await store.record(orders, isRehearsal: true)
        #expect(try await pick(stores).record(orders) == rehearsed)
        let refused = model.tell(all: rows)
        let found = zip(rows, rehearsed).filter { $0.1 != .moved && $0.1 != .replayed }
        #expect(Set(found.map(\.0.index)) == refused)
        words.insert(refused.isEmpty ? "file taken" : "file refused")
    }

    /// Every referral, and every counter in the database and in both daemons.
    mutating func compare() async throws {
        for entry in model.entries {
            let found = try await stores[0].history(of: entry.code).referral
            #expect(found.state == entry.state)
            let course = ReferralCourse(telling: entry.told)
            #expect(found.course == course)
        }
        let sql = try stores[0].connect()
        #expect(try sql.violations() == [])
        for garage in garages {
            let committed = model.committed(garage)
            #expect(
                try sql.number(
                    "SELECT coalesce(sum(committed), 0) FROM ledger.garage_month"
                        + " WHERE garage = \(garage)") == committed)
            for store in stores {
                let knows = await eventually { store.observer.seen.committed(garage) == committed }
                #expect(knows)
            }
        }
    }
}
