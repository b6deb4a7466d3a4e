import Foundation
import GarageNetwork
import Geometry
import Logging
import Testing

@testable import PostgresStore

/// Distinctive names through every field of a person, then a search of everything that PostgreSQL
/// has written.
@Suite struct CanaryTests {
    private static let family = "Zorblaxcanary"
    private static let given = "Quuxandre"
    /// In the form that was given, and folded.
    private static let canaries = [
        family, given, "0698989871", "canaryst", "zx.example", "knocked-camshaft", "moodycanary",
        "keycanary", "50.123456", "2.987654", "1977-07-17",
    ].flatMap { [$0, $0.folded] }

    private static let identity = Identity(
        familyName: family, givenName: given, birthDate: Day("1977-07-17"), phone: "0698989871",
        email: "who@zx.example", contact: .phone, address: "17 canaryst", need: "knocked-camshaft")

    private static func order(
        _ id: BeneficiaryID, key: String, organisation: Int64 = 7
    ) throws -> EnrolmentOrder {
        EnrolmentOrder(
            organisation: OrganisationID(organisation), key: key,
            canonicalRequest: "\(family) \(given)",
            person: Beneficiary(
                id: id, organisation: OrganisationID(organisation),
                position: try Coordinate(latitude: 50.123456, longitude: 2.987654)),
            identity: identity, at: nil)
    }

    /// Enrols, refers and fails in each way there is.
    private func live(on store: TestStore, _ server: TestServer) async throws {
        let garages = try await store.addGarages(1)
        let id = try #require(BeneficiaryID("BCANARIES"))
        _ = try await store.ledger.enrol(Self.order(id, key: "keycanary"))
        // The pseudonym is taken.
        await #expect(throws: LedgerError.self) {
            _ = try await store.ledger.enrol(all: [Self.order(id, key: "keycanary 2")])
        }
        var referral = ReferralOrder.example(id, at: garages, key: "keycanary refer")
        referral.overrideReason = "moodycanary"
        _ = try await store.ledger.refer(referral)
        _ = try await store.store.persons.change(id, visibleTo: .everything(.admin)) {
            file throws(PersonRefusal) in
            file.identity.address = "18 canaryst"
        }
        // A CHECK is violated by a row that has everything of a person in it.
        let sql = try PostgresConnection(conninfo: store.conninfo, options: .person)
        let sealed = SealedEnrolment(try Self.order(id, key: "keycanary 3"), with: TestStore.vault)
        let refused = SealedEnrolment(
            try Self.order(
                try #require(BeneficiaryID("BOTHER")), key: String(repeating: "keycanary", count: 9)
            ), with: TestStore.vault)
        #expect(throws: StoreError.self) {
            try sql.sql("ALTER TABLE person.file ADD CHECK (number < 2)")
            _ = try EnrolmentBatch.run([sealed, refused], on: sql)
        }
        // The connection dies under what was asked.
        server.signal(SIGKILL)
        do throws(LedgerError) {
            let late = try? Self.order(
                BeneficiaryID("BLATE") ?? id, key: "keycanary 4")
            if let late { _ = try await store.ledger.enrol(late) }
        } catch {
            #expect(!Self.canaries.contains { "\(error)".contains($0) })
        }
    }

    private func files(under folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .map { "\(folder)/\($0)" }
    }

    private func hits(in paths: [String]) -> [String] {
        paths.flatMap { path in
            guard let data = FileManager.default.contents(atPath: path) else { return [String]() }
            return Self.canaries.filter { data.firstRange(of: Data($0.utf8)) != nil }
                .map { "\(path): \($0)" }
        }
    }

    @Test func noFileOfTheClusterHoldsWhatAnybodySaid() async throws {
        try await TestServer.with { server in
            try await TestStore.with(server.conninfo) { store in
                try await live(on: store, server)
                var sql: PostgresConnection?
                _ = await eventually {
                    sql = try? store.connect()
                    return sql != nil
                }
                try #require(sql).sql("CHECKPOINT")
                let kept = try #require(sql).number("SELECT count(*) FROM person.file")
                #expect(kept > 0, "somebody was enrolled")
                let paths = files(under: server.folder)
                #expect(paths.contains { $0.contains("pg_wal") })
                #expect(paths.contains { $0.hasSuffix(".log") })
                #expect(hits(in: paths) == [])
                try #require(sql).sql("CREATE TABLE public.proof (t text)")
                try #require(sql).sql("INSERT INTO public.proof VALUES ('\(Self.family)')")
                try #require(sql).sql("CHECKPOINT")
                #expect(!hits(in: files(under: server.folder)).isEmpty, "the search finds")
            }
        }
    }

    @Test func aDumpHoldsNothingOfItEither() async throws {
        try await TestServer.with { server in
            try await TestStore.with(server.conninfo) { store in
                try await live(on: store, server)
                _ = await eventually { (try? store.connect()) != nil }
                let binaries = try ClusterBinaries.find()
                let program = URL(filePath: binaries.postgres).deletingLastPathComponent()
                    .appending(path: "pg_dump").path
                guard FileManager.default.isExecutableFile(atPath: program) else { return }
                let path = "\(server.folder)/canary.dump"
                let child = try #require(
                    ChildProcess([program, "-d", store.conninfo, "-f", path], log: "/dev/null"))
                #expect(child.succeeds())
                let dump = try #require(textOfFile(path))
                #expect(dump.contains("person.file"))
                #expect(hits(in: [path]) == [])
            }
        }
    }
}
