import Foundation
import Support
import Testing

/// Counts everything again from the events alone, with rules written down a second time.
struct LifeAudit {
    struct Event {
        let name: String
        let state: String
        let on: String
        let reason: String
    }

    struct Row {
        let code: String
        let garage: String
        let state: String
        let month: String
        let receivedOn: String
        let quote: String
        let outcome: String
        let attempt: Int
        let answerBy: String
        var events: [Event] = []
    }

    private(set) var rows: [String: Row] = [:]
    private let sql: SQLQuery

    init(_ daemon: Daemon) async throws {
        sql = SQLQuery(daemon)
        let referrals = try await sql.run(
            """
            select r.number, r.code, g.id, r.state, to_char(r.month, 'YYYY-MM'),
                   coalesce(r.received_on::text, ''), r.quote, coalesce(r.outcome, ''), r.attempt,
                   r.answer_by at time zone 'Europe/Paris'
              from ledger.referral r join network.garage g on g.number = r.garage
            """)
        for line in referrals.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map(String.init)
            rows[cells[0]] = Row(
                code: cells[1], garage: cells[2], state: cells[3], month: cells[4],
                receivedOn: cells[5], quote: cells[6], outcome: cells[7],
                attempt: Int(cells[8]) ?? -1, answerBy: cells[9])
        }
        let events = try await sql.run(
            "select referral, event, state, on_day, reason from ledger.referral_event"
                + " order by referral, seq")
        for line in events.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map(String.init)
            rows[cells[0]]?.events.append(
                Event(name: cells[1], state: cells[2], on: cells[3], reason: cells[4]))
        }
    }

    /// How far each state is on the way, and which one each fact proves.
    private static let way = [
        "proposed", "expired", "accepted", "no-show", "received", "file", "quoted", "not-repaired",
        "repaired", "closed",
    ]
    private static let proves = [
        "received": "received", "file": "file", "quoted": "quoted", "quote-accepted": "quoted",
        "quote-refused": "quoted", "funding-wait": "quoted", "unrepairable": "quoted",
        "not-repaired": "not-repaired", "repaired": "repaired", "satisfaction": "closed",
    ]
    private static let ends = [
        "decline": "declined", "expire": "expired", "cancel": "cancelled",
        "redirect": "redirected", "rebook": "accepted",
    ]

    private static func state(after events: [Event]) -> String {
        var state = "proposed"
        for event in events.dropFirst() {
            if let end = ends[event.name] {
                state = end
            } else if event.name != "remind" {
                let target = proves[event.name] ?? (event.name == "accept" ? "accepted" : "no-show")
                let (own, other) = (way.firstIndex(of: state), way.firstIndex(of: target))
                if let own, let other, own < other { state = target }
            }
        }
        return state
    }

    /// State, day of reception, outcome: each from the events, against what the row says.
    func courses() {
        for row in rows.values {
            #expect(Self.state(after: row.events) == row.state, "\(row.code)")
            #expect(row.events.last?.state == row.state, "\(row.code)")
            let presence = row.events.filter { Self.proves[$0.name] != nil }
            let received = presence.filter { $0.name == "received" }
            let came = (received.isEmpty ? presence : received).map(\.on).min() ?? ""
            #expect(came == row.receivedOn, "\(row.code)")
            let names = Set(row.events.map(\.name))
            let outcome =
                names.contains("repaired")
                ? "repaired" : names.contains("not-repaired") ? "not-repaired" : ""
            #expect(outcome == row.outcome, "\(row.code)")
        }
    }

    /// Committed and received of each garage and month, as `garage month committed received`.
    func counters() async throws -> [String] {
        let gone: Set<String> = ["declined", "expired", "cancelled", "redirected", "no-show"]
        var counts: [String: (committed: Int, received: Int)] = [:]
        for row in rows.values where !gone.contains(row.state) {
            counts["\(row.garage) \(row.month)", default: (0, 0)].committed += 1
            if !row.receivedOn.isEmpty {
                counts["\(row.garage) \(row.receivedOn.prefix(7))", default: (0, 0)].received += 1
            }
        }
        let recounted = counts.map { "\($0) \($1.committed) \($1.received)" }.sorted()
        let kept = try await sql.run(
            """
            select g.id || ' ' || to_char(m.month, 'YYYY-MM') || ' ' || m.committed || ' '
                   || m.received
              from ledger.garage_month m join network.garage g on g.number = m.garage
             where m.committed > 0 or m.received > 0
            """)
        #expect(recounted == kept.split(separator: "\n").map(String.init).sorted())
        return recounted
    }

    /// Whoever was declined or not answered was sent on, is placed, or waits on the list.
    func nobodyIsForgotten(attemptsMax: Int) async throws {
        let forgotten = try await sql.run(
            """
            select r.code from ledger.referral r
             where r.state in ('declined', 'expired')
               and not exists (select from ledger.referral n where n.previous = r.number)
               and not exists (select from ledger.referral n
                                where n.beneficiary = r.beneficiary and n.number > r.number)
               and not exists (select from ledger.unplaced u
                                where u.beneficiary = r.beneficiary)
            """)
        #expect(forgotten == "")
        #expect(rows.values.allSatisfy { (0...attemptsMax).contains($0.attempt) })
        let doubled = try await sql.run(
            "select beneficiary from ledger.referral where state in"
                + " ('proposed', 'accepted', 'received', 'file', 'quoted')"
                + " group by beneficiary having count(*) > 1")
        #expect(doubled == "")
        #expect(try await sql.run("select count(*) from ledger.invariant_violation") == "0")
    }

    /// What was acknowledged stands in the events once.
    func keeps(_ acknowledged: [(code: String, step: String, on: String)]) {
        let byCode = Dictionary(grouping: rows.values, by: \.code)
        var seen: Set<String> = []
        for told in acknowledged where seen.insert("\(told)").inserted {
            let found = byCode[told.code]?.first?.events.count {
                $0.name == told.step && $0.on == told.on
            }
            #expect(found == 1, "\(told)")
        }
    }

    func query(_ text: String) async throws -> String { try await sql.run(text) }
}
