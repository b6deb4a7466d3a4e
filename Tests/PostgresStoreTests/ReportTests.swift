import GarageNetwork
import Testing

@testable import PostgresStore

/// Every figure of a report is counted a second time here, from the lives themselves.
@Suite struct ReportTests {
    /// 2,500 lives of 120 days, the same in every run.
    private static let first = Day(ordinal: 20_700)
    private static let lives: [PastLife] = {
        var random = SplitMix(seed: 4)
        return (1...2_500).map {
            PastLife.random($0, from: first, days: 120, using: &random)
        }
    }()

    /// A question and which lives it is about.
    struct Part: Sendable, CustomTestStringConvertible {
        var grouping = ReportGrouping.network
        var days = 0...119
        var territory: String?
        var garage: Int64?
        var organisation: Int64?
        var testDescription: String {
            "\(grouping) \(days) \(territory ?? "") \(garage ?? 0) \(organisation ?? -1)"
        }

        var question: ReportQuestion {
            ReportQuestion(
                first: ReportTests.first + days.lowerBound,
                last: ReportTests.first + days.upperBound, territory: territory, garage: garage,
                organisation: organisation.map { OrganisationID($0) }, grouping: grouping)
        }

        func holds(_ life: PastLife) -> Bool {
            (territory.map { ReportTests.postcode(life.garage).hasPrefix($0) } ?? true)
                && (garage.map { $0 == life.garage } ?? true)
                && (organisation.map { $0 == life.organisation } ?? true)
        }

        func isInTime(_ day: Day) -> Bool { (question.first...question.last).contains(day) }

        func group(_ life: PastLife) -> String {
            switch grouping {
            case .network: ""
            case .garage: "G\(life.garage)"
            case .territory:
                life.garage % 3 == 2 ? "974" : String(ReportTests.postcode(life.garage).prefix(2))
            case .prescriber: ReportTests.sender(life.organisation)
            }
        }
    }

    static let parts = [
        Part(), Part(grouping: .garage), Part(grouping: .territory), Part(grouping: .prescriber),
        Part(grouping: .garage, days: 30...59), Part(days: 119...119), Part(days: 0...0),
        Part(territory: "62"), Part(grouping: .garage, territory: "974"), Part(garage: 5),
        Part(grouping: .prescriber, organisation: 3), Part(territory: "75"),
    ]

    fileprivate static func postcode(_ garage: Int64) -> String {
        ["62300", "59000", "97400"][Int(garage) % 3]
    }

    /// Organisation 6 is not among the prescribers any more.
    fileprivate static func sender(_ organisation: Int64) -> String {
        switch organisation {
        case 0: "(network)"
        case 6: "(6)"
        default: "P\(organisation)"
        }
    }

    @Test func everyFigureIsThatOfTheLives() async throws {
        try await TestStore.with { store in
            try store.connect().write(Self.lives)
            for part in Self.parts {
                let reports = store.store.reports
                let delays = try await reports.delays(part.question)
                let expected = Self.delays(part)
                #expect(delays.map(\.group) == expected.map(\.group), "\(part.testDescription)")
                for (found, wanted) in zip(delays, expected) {
                    #expect(Self.agree(found, wanted), "\(found) is not \(wanted)")
                }
                for event in [ReferralEvent.decline, .giveUp, .cancel, .expire, .quoteRefused] {
                    let found = try await reports.reasons(of: event, part.question)
                    #expect(found == Self.reasons(event, part), "\(event) \(part.testDescription)")
                }
                #expect(try await reports.noShows(part.question) == Self.noShows(part))
                #expect(try await reports.senders(part.question) == Self.senders(part))
            }
        }
    }

    @Test("the lives have every kind of case that the figures tell apart")
    func livesAreVaried() {
        #expect(Self.delays(Part()).map(\.step) == CourseStep.allCases)
        #expect(Self.delays(Part()).allSatisfy { $0.count > 50 && $0.waiting > 0 })
        #expect(Self.lives.contains { $0.first(.repair) != nil && $0.first(.receive) == nil })
        #expect(Self.lives.contains { $0.outcome == .repair && $0.first(.giveUp) != nil })
        #expect(Self.noShows(Part()).allSatisfy { $0.cameAfter > 0 && $0.rebooked > 0 })
    }

    // The same figures, counted in another way.

    private static func agree(_ a: StepDelay, _ b: StepDelay) -> Bool {
        func near(_ x: Double?, _ y: Double?) -> Bool {
            guard let x, let y else { return x == nil && y == nil }
            return abs(x - y) < 1e-6
        }
        return a.group == b.group && a.step == b.step && a.count == b.count
            && a.waiting == b.waiting && a.oldest == b.oldest && near(a.median, b.median)
            && near(a.ninetieth, b.ninetieth)
    }

    private static func delays(_ part: Part) -> [StepDelay] {
        var lengths: [String: [Int: [Double]]] = [:]
        var waits: [String: [Int: [Day]]] = [:]
        for life in lives where part.holds(life) {
            for step in CourseStep.allCases {
                if part.isInTime(life.createdOn), let length = length(of: step, in: life) {
                    lengths[part.group(life), default: [:]][step.rawValue, default: []]
                        .append(length)
                }
                if let since = wait(in: step, life) {
                    waits[part.group(life), default: [:]][step.rawValue, default: []].append(since)
                }
            }
        }
        var found: [StepDelay] = []
        for group in Set(lengths.keys).union(waits.keys).sorted(by: { $0.utf8Order < $1.utf8Order })
        {
            for step in CourseStep.allCases {
                let sorted = (lengths[group]?[step.rawValue] ?? []).sorted()
                let waiting = waits[group]?[step.rawValue] ?? []
                if sorted.isEmpty, waiting.isEmpty { continue }
                found.append(
                    StepDelay(
                        group: group, step: step, count: sorted.count,
                        median: quantile(0.5, sorted), ninetieth: quantile(0.9, sorted),
                        waiting: waiting.count, oldest: waiting.min()))
            }
        }
        return found
    }

    /// At place (n − 1) p, between two values in proportion.
    private static func quantile(_ p: Double, _ sorted: [Double]) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let place = Double(last) * p
        let below = Int(place)
        let above = min(below + 1, last)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    private static func length(of step: CourseStep, in life: PastLife) -> Double? {
        func days(_ start: Day?, _ end: Day?) -> Double? {
            guard let start, let end else { return nil }
            return Double(max(0, end - start))
        }
        switch step {
        case .answer:
            let answers = life.told.filter { $0.event == .accept || $0.event == .decline }
            return answers.map { $0.at.microseconds }.min().map {
                Double($0 - life.createdAt.microseconds) / 3.6e9
            }
        case .reception: return days(life.first(.accept), life.first(.receive))
        case .file: return days(life.first(.receive), life.first(.completeFile))
        case .quote: return days(life.first(.completeFile), life.first(.quote))
        case .quoteAnswer:
            return days(life.first(.quote), life.first(.quoteAccepted, .quoteRefused))
        case .repair: return days(life.first(.quoteAccepted), life.first(.repair))
        case .satisfaction: return days(life.first(.repair), life.first(.answerSatisfaction))
        }
    }

    private static func wait(in step: CourseStep, _ life: PastLife) -> Day? {
        switch (step, life.state, life.quote) {
        case (.answer, .proposed, _): life.createdOn
        case (.reception, .accepted, _):
            life.told.last { $0.event == .accept || $0.event == .rebook }?.on ?? life.createdOn
        case (.file, .received, _): life.receivedOn
        case (.quote, .fileComplete, _): life.first(.completeFile)
        case (.quoteAnswer, .quoted, .open), (.quoteAnswer, .quoted, .waiting):
            life.first(.quote) ?? life.first(.waitForFunds)
        case (.repair, .quoted, .accepted): life.first(.quoteAccepted)
        case (.satisfaction, .repaired, _): life.first(.repair)
        default: nil
        }
    }

    private static func reasons(_ event: ReferralEvent, _ part: Part) -> [ReasonCount] {
        var counts: [String: [String: Int]] = [:]
        for life in lives where part.holds(life) {
            if event == .giveUp, life.outcome == .repair { continue }
            guard let told = life.told.last(where: { $0.event == event }), part.isInTime(told.on)
            else { continue }
            let fallback = event == .expire ? "no-answer" : "other"
            let reason = told.reason.isEmpty ? fallback : told.reason
            counts[part.group(life), default: [:]][reason, default: 0] += 1
        }
        return counts.sorted { $0.key.utf8Order < $1.key.utf8Order }.flatMap { group, reasons in
            reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                ReasonCount(group: group, reason: $0.key, count: $0.value)
            }
        }
    }

    private static func noShows(_ part: Part) -> [NoShowCount] {
        var found: [String: NoShowCount] = [:]
        for life in lives where part.holds(life) && part.isInTime(life.createdOn) {
            let stayedAway = life.first(.noShow) != nil
            guard stayedAway || life.first(.accept) != nil || life.receivedOn != nil else {
                continue
            }
            let group = part.group(life)
            var count =
                found[group]
                ?? NoShowCount(group: group, expected: 0, noShows: 0, rebooked: 0, cameAfter: 0)
            count.expected += 1
            if stayedAway {
                count.noShows += 1
                count.rebooked += life.first(.rebook) == nil ? 0 : 1
                count.cameAfter += life.receivedOn == nil ? 0 : 1
            }
            found[group] = count
        }
        return found.values.sorted { $0.group.utf8Order < $1.group.utf8Order }
    }

    private static func senders(_ part: Part) -> [SenderCount] {
        var counts: [String: [String: Int]] = [:]
        let away: [ReferralState] = [.declined, .expired, .cancelled, .redirected, .noShow]
        for life in lives where part.holds(life) && part.isInTime(life.createdOn) {
            guard !away.contains(life.state) else { continue }
            counts["G\(life.garage)", default: [:]][sender(life.organisation), default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.flatMap { garage, senders in
            senders.sorted {
                ($1.value, $0.key.utf8Order) < ($0.value, $1.key.utf8Order)
            }.map { SenderCount(garage: garage, prescriber: $0.key, committed: $0.value) }
        }
    }
}

extension String {
    /// A key that sorts as the bytes of a text of up to 16 do.
    fileprivate var utf8Order: [UInt8].Ordered { Array(utf8).ordered }
}

extension [UInt8] {
    fileprivate struct Ordered: Comparable {
        let bytes: [UInt8]
        static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
    }
    fileprivate var ordered: Ordered { Ordered(bytes: self) }
}
