import GarageNetwork

@testable import PostgresStore

/// A referral and what was told of it, made up; for figures that are counted twice.
struct PastLife {
    var number: Int64
    var organisation: Int64
    var garage: Int64
    var createdAt: Instant
    var state = ReferralState.proposed
    var quote = QuoteStanding.none
    var outcome: ReferralEvent?
    var receivedOn: Day?
    var told: [Told] = []

    struct Told {
        var event: ReferralEvent
        var state: ReferralState
        var on: Day
        var at: Instant
        var reason = ""
        var amountCents: Int64?
    }

    var createdOn: Day { createdAt.paris.day }

    /// The first day that one of these was told to have happened.
    func first(_ events: ReferralEvent...) -> Day? {
        told.filter { events.contains($0.event) }.map(\.on).min()
    }

    /// Tells something, where the state allows it.
    mutating func tell(
        _ event: ReferralEvent, on day: Day, at instant: Instant? = nil, reason: String = "",
        amountCents: Int64? = nil
    ) {
        guard let next = state.after(event) else { return }
        state = next
        told.append(
            Told(
                event: event, state: next, on: day,
                at: instant ?? Instant(paris: day, secondsOfDay: 50_000), reason: reason,
                amountCents: amountCents))
        switch event {
        case .quote: quote = max(quote, .open)
        case .waitForFunds: quote = max(quote, .waiting)
        case .quoteRefused: quote = max(quote, .refused)
        case .quoteAccepted: quote = .accepted
        case .repair: outcome = .repair
        case .giveUp: outcome = outcome ?? .giveUp
        default: break
        }
        let needsPresence = event.isFact && event != .noShow
        if let reception = first(.receive) {
            receivedOn = reception
        } else if needsPresence {
            receivedOn = min(receivedOn ?? day, day)
        }
    }
}

extension PastLife {
    /// A life by chance: steps left out, told late, before their time, for a reason or none.
    static func random(
        _ number: Int64, from first: Day, days: Int, using random: inout some RandomNumberGenerator
    ) -> PastLife {
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        let made = first + Int.random(in: 0..<days, using: &random)
        var life = PastLife(
            number: number, organisation: Int64.random(in: 0...6, using: &random),
            garage: Int64.random(in: 1...8, using: &random),
            createdAt: Instant(
                paris: made, secondsOfDay: Int.random(in: 0..<86_400, using: &random)))
        let reasons: [ReasonCode] = [.full, .full, .brand, .tooFar, .other, .gaveUp]
        func reason() -> String { (reasons.randomElement(using: &random) ?? .other).rawValue }
        if chance(80) {
            let answer = life.createdAt.advanced(
                bySeconds: Int64.random(in: 60...400_000, using: &random))
            let isNo = chance(20)
            life.tell(
                isNo ? .decline : .accept, on: answer.paris.day, at: answer,
                reason: isNo ? reason() : "")
        } else if chance(40) {
            life.tell(.expire, on: made + 3)
        }
        if chance(8) { life.tell(.cancel, on: made + 2, reason: reason()) }
        if chance(12) {
            life.tell(.noShow, on: made + 4)
            if chance(50) { life.tell(.rebook, on: made + 5) }
        }
        var day = made
        let way: [(ReferralEvent, Int)] = [
            (.receive, 75), (.completeFile, 70), (.quote, 70), (.waitForFunds, 20),
            (.quoteRefused, 10), (.quoteAccepted, 60), (.giveUp, 15), (.repair, 55),
            (.answerSatisfaction, 40),
        ]
        guard chance(85) else { return life }
        for (event, percent) in way {
            if chance(4) { break }
            // Some are told of a day before the step that led to them.
            day = day + Int.random(in: -1...9, using: &random)
            guard chance(percent) else { continue }
            let isEnd = event == .giveUp || event == .quoteRefused
            life.tell(
                event, on: day, reason: isEnd && chance(80) ? reason() : "",
                amountCents: event == .quote && chance(80)
                    ? Int64.random(in: 5_000...90_000, using: &random) : nil)
        }
        return life
    }
}

extension PostgresConnection {
    /// Writes garages, prescribers and lives as they are, without the triggers.
    func write(_ lives: [PastLife], garages: Int = 8) throws(StoreError) {
        try sql("SET session_replication_role = replica")
        for garage in 1...garages {
            // Two départements on the mainland and one overseas.
            let postcode = ["62300", "59000", "97400"][garage % 3]
            try sql(
                """
                INSERT INTO network.garage (id, name, latitude, longitude, postcode)
                VALUES ('G\(garage)', 'Garage \(garage)', 50, 3, '\(postcode)')
                """)
        }
        for (index, kind) in ["mission locale", "SPIP", "CCAS", "spip ", "FT"].enumerated() {
            try sql(
                """
                INSERT INTO network.prescriber (id, name, kind)
                VALUES ('P\(index + 1)', 'Prescriber', '\(kind)')
                """)
        }
        for life in lives { try write(life) }
        try sql("SET session_replication_role = origin; ANALYZE")
    }

    private func write(_ life: PastLife) throws(StoreError) {
        let day = life.createdOn
        let received = life.receivedOn.map { "'\($0)'" } ?? "NULL"
        let outcome = life.outcome.map { "'\($0.rawValue)'" } ?? "NULL"
        var text = """
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, state, steps, month, created_on,
                 created_at, answer_by, received_on, committed_then, rank, km, extra_km, price_km,
                 request_key, request_hash, quote, outcome)
            VALUES ('\(Self.code(life.number))', \(life.organisation), \(life.number),
                    \(life.garage), '\(life.state.rawValue)', \(life.told.count),
                    '\(day.month.first)', '\(day)', '\(life.createdAt.iso8601)',
                    '\(life.createdAt.iso8601)', \(received), 1, 1, 9.25, 0.5, 0,
                    'k\(life.number)', '\\x00', '\(life.quote.rawValue)', \(outcome));
            INSERT INTO ledger.referral_event
                (referral, seq, event, state, on_day, recorded_at, by_role, reason, amount_cents)
            VALUES (\(life.number), 0, 'propose', 'proposed', '\(day)',
                    '\(life.createdAt.iso8601)', 'prescriber', '', NULL)
            """
        for (seq, told) in life.told.enumerated() {
            let amount = told.amountCents.map { "\($0)" } ?? "NULL"
            text += """
                , (\(life.number), \(seq + 1), '\(told.event.rawValue)', '\(told.state.rawValue)',
                   '\(told.on)', '\(told.at.iso8601)', 'garage', '\(told.reason)', \(amount))
                """
        }
        try sql(text)
    }

    static func code(_ number: Int64) -> String {
        String(repeating: "0", count: 8 - "\(number)".count) + "\(number)"
    }
}
