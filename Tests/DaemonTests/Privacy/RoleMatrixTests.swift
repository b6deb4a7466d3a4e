import Foundation
import Support
import Testing

/// Four roles, every verb, other people's ids: no foreign byte, and the same answer as for an id
/// that does not exist.
@Suite(.serialized) struct RoleMatrixTests {
    private static let secrets = ["Aldebarane", "Pimprenelle", "0655443322"]

    /// Ids of one organisation's people and of a garage's referrals, and as many that nobody has.
    private struct Ids {
        var person: String
        var referral: String
    }

    @Test("no verb tells one role of another's people", .timeLimit(.minutes(5)))
    func matrix() async throws {
        let daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let admin = try TestClient(socket: daemon.socketPath)
        let offices = try admin.ask("PRESCRIBERS").rows
            .compactMap { $0["prescriber"] as? String }
        try #require(offices.count > 1)
        let (own, garage) = try Self.someone(of: offices[0], admin)
        let nobody = Ids(person: "B0000000000000", referral: Self.freeCode)
        let book = try VerbBook(admin)
        let strangers = [
            ("prescriber", " organisation=\(offices[1])"),
            ("garage", " garage=\(garage == "G001" ? "G002" : "G001")"), ("monitor", ""),
        ]
        for (role, whose) in strangers {
            let client = try Self.client(of: daemon, role: role, whose: whose, admin)
            for verb in book.verbs where verb.name != "QUIT" && verb.name != "AUTH" {
                let foreign = try Self.ask(client, verb, own)
                let missing = try Self.ask(client, verb, nobody)
                guard let foreign, let missing else { continue }
                #expect(foreign == missing, "\(role): \(verb.name)")
                for secret in Self.secrets + [own.person] {
                    #expect(
                        !foreign.contains(secret), "\(role): \(verb.name) tells of \(secret)")
                }
            }
        }
    }

    /// Every list that a role can ask for names nobody else's people.
    @Test("no list of one role holds another's people", .timeLimit(.minutes(5)))
    func lists() async throws {
        let daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let admin = try TestClient(socket: daemon.socketPath)
        let offices = try admin.ask("PRESCRIBERS").rows
            .compactMap { $0["prescriber"] as? String }
        try #require(offices.count > 1)
        let (own, garage) = try Self.someone(of: offices[0], admin)
        let book = try VerbBook(admin)
        let strangers = [
            ("prescriber", " organisation=\(offices[1])"),
            ("garage", " garage=\(garage == "G001" ? "G002" : "G001")"), ("monitor", ""),
        ]
        for (role, whose) in strangers {
            let client = try Self.client(of: daemon, role: role, whose: whose, admin)
            for verb in book.verbs
            where verb.name != "QUIT" && verb.name != "AUTH" && verb.name != "SUBSCRIBE" {
                let reply = try client.ask(verb.example).joined(separator: "\n")
                for secret in Self.secrets + [own.person, own.referral] {
                    #expect(!reply.contains(secret), "\(role): \(verb.name) tells of \(secret)")
                }
            }
        }
    }

    /// A person with everything that can be said of one, and their referral.
    private static func someone(
        of office: String, _ admin: TestClient
    ) throws -> (Ids, garage: String) {
        let enrolled = try admin.ask(
            "BENEFICIARY-ADD key=m1 prescriber=\(office) place=Lens name=\(secrets[0])"
                + " first_name=\(secrets[1]) birth_date=1990-05-06 phone=\(secrets[2])")
        let person = try #require(enrolled.rows.first?["beneficiary"] as? String, "\(enrolled)")
        let placed = try admin.ask(
            "REFER beneficiary=\(person) key=m2 prescriber=\(office) within=50km")
        let row = try #require(placed.rows.first, "\(placed)")
        let referral = try #require(row["referral"] as? String)
        return (Ids(person: person, referral: referral), try #require(row["garage"] as? String))
    }

    private static func client(
        of daemon: Daemon, role: String, whose: String, _ admin: TestClient
    ) throws -> TestClient {
        let shown = try admin.ask("TOKEN-ADD role=\(role)\(whose)")
        let token = try #require(shown.rows.first?["token"] as? String, "\(shown)")
        let client = try TestClient(socket: daemon.socketPath)
        _ = try client.ask("AUTH token=\(token)")
        return client
    }

    /// A code whose check character is right and that no referral has.
    private static let freeCode = "2345678W"

    /// The example of a verb with these ids in it; nil for a verb that takes none.
    private static func ask(
        _ client: TestClient, _ verb: VerbBook.Verb, _ ids: Ids
    ) throws -> String? {
        var changes: [(key: String, value: String)] = []
        for key in verb.keys {
            switch key {
            case "beneficiary", "into": changes.append((key, ids.person))
            case "referral": changes.append((key, ids.referral))
            default: break
            }
        }
        guard !changes.isEmpty else { return nil }
        return try client.ask(verb.request(changes)).joined(separator: "\n")
    }
}
