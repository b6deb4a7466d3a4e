import Commands
import GarageNetwork
import LineProtocol
import SwiftCSV

/// Loads the fictional network and its rules into an empty database, by the verbs that anybody has.
struct DemoNetwork {
    let shipped: ShippedData

    /// What could not be loaded, and why.
    struct Failure: Error, CustomStringConvertible {
        let file: String
        let reason: String
        var description: String { "the demonstration network: \(file): \(reason)" }
    }

    /// - Returns: how many garages and prescribers were added.
    func load(into environment: Environment) async throws -> (garages: Int, prescribers: Int) {
        let prescribers = try await load(
            "demo-prescribers.csv", kind: "prescribers", Self.prescriberKeys, environment)
        let garages = try await load(
            "demo-garages.csv", kind: "garages", Self.garageKeys, environment)
        let talk = Talk(environment: environment)
        for rule in Self.rules {
            try await talk.say("RULE-SET", [("valid_from", "2020-01-01")] + rule)
        }
        return (garages, prescribers)
    }

    /// Rules of eligibility that no network has: their names say so.
    private static let rules = [
        [
            ("rule", "demo-qf"), ("criterion", "qf"), ("ceiling", "800"),
            ("proofs", "caf-attestation,msa-attestation"), ("proof_max_months", "3"),
        ],
        [
            ("rule", "demo-rsa"), ("criterion", "rsa"),
            ("proofs", "rsa-attestation,caf-attestation"), ("proof_max_months", "3"),
        ],
        [
            ("rule", "demo-sheet"), ("criterion", "prescription"),
            ("proofs", "prescription-sheet"), ("proof_max_months", "1"),
        ],
    ]

    /// Column of the file, key of IMPORT-ROW.
    private static let garageKeys = [
        ("garage_id", "garage"), ("name", "name"), ("postal_code", "postcode"),
        ("commune", "town"), ("lat", "lat"), ("lon", "lon"), ("work", "work"),
        ("brands", "brands"), ("heavy_brands", "heavy_brands"),
        ("age_years_max", "age_years_max"), ("odometer_km_max", "odometer_km_max"),
        ("fiscal_power_max", "fiscal_cv_max"), ("monthly_cap", "cap"), ("phone", "phone"),
    ]
    private static let prescriberKeys = [
        ("prescriber_id", "prescriber"), ("name", "name"), ("kind", "kind"),
        ("postal_code", "postcode"), ("commune", "town"), ("lat", "lat"), ("lon", "lon"),
    ]

    private func load(
        _ file: String, kind: String, _ keys: [(column: String, key: String)],
        _ environment: Environment
    ) async throws -> Int {
        let talk = Talk(environment: environment)
        try await talk.say("IMPORT", [("kind", kind), ("trust", "yes")])
        let table = try CSV<Named>(string: try shipped.text(of: file))
        for row in table.rows {
            let arguments = keys.compactMap { column, key in
                row[column].flatMap { $0.isEmpty ? nil : (key, $0) }
            }
            do {
                try await talk.say("IMPORT-ROW", arguments)
            } catch let error as RequestError {
                throw Failure(file: file, reason: error.message)
            }
        }
        try await talk.say("IMPORT-COMMIT", [])
        return table.rows.count
    }
}

/// A conversation that the daemon has with itself, as its own administrator.
private struct Talk {
    private let conversation: Conversation

    init(environment: Environment) {
        conversation = Conversation(
            environment: environment, peer: .unix(uid: 0), caller: Caller(role: .admin))
    }

    @discardableResult
    func say(_ verb: String, _ arguments: [(String, String)]) async throws -> Reply {
        let request = Request(
            verb: verb,
            arguments: arguments.map { Request.Argument(name: $0, value: $1, column: 1) })
        switch conversation.respond(to: request) {
        case .now(let answer): return try answer.outcome.get()
        case .later(let work): return try await work().outcome.get()
        case .exclusively: return Reply()
        }
    }
}
