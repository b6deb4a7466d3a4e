import Alerting
import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// What an operator sees of the messages.
@Suite struct OutboxVerbTests {
    private static func rehearsal(_ outbox: OutboxBook) -> Rehearsal {
        Rehearsal(book: LedgerBook(), desks: outbox.desks)
    }

    private static let three = OutboxBook { pages in
        pages.entries = [.example(1, .sent), .example(2, .dead), .example(3, .waiting)]
    }

    @Test(
        "messages are listed by their state",
        arguments: [
            ("OUTBOX", ["3", "2", "1"]), ("OUTBOX state=dead", ["2"]),
            ("OUTBOX state=waiting", ["3"]), ("OUTBOX state=sent", ["1"]),
            ("OUTBOX limit=1", ["3"]), ("OUTBOX before=3", ["2", "1"]),
        ])
    func listing(line: String, numbers: [String]) async throws {
        let reply = try await Self.rehearsal(Self.three).ask(line, as: .manager).get()
        let keys = reply.rows.map { row in "\(row.first.map { "\($0.value)" } ?? "")" }
        #expect(keys.count == numbers.count)
        for (key, number) in zip(keys, numbers) {
            #expect(key.contains("proposed:\(number)"))
        }
    }

    @Test func whatWasNotSentIsSentAgain() async throws {
        let outbox = Self.three
        let rehearsal = Self.rehearsal(outbox)
        for key in ["proposed:2", "proposed:3"] {
            _ = try await rehearsal.ask("OUTBOX-RETRY message=\(key)", as: .manager).get()
        }
        #expect(outbox.now.retried == ["proposed:2", "proposed:3"])
        for key in ["proposed:1", "proposed:9"] {
            let answer = await rehearsal.ask("OUTBOX-RETRY message=\(key)", as: .admin)
            #expect(answer.error?.name == .noSuch)
        }
    }

    @Test(
        "the outbox is the manager's",
        arguments: [Role.garage, .prescriber, .monitor],
        ["OUTBOX", "OUTBOX-RETRY message=proposed:2"])
    func rights(role: Role, line: String) async {
        #expect(await Self.rehearsal(Self.three).ask(line, as: role).error?.name == .denied)
    }

    @Test func dailyMessagesAreWrittenOnceAndRehearsedWithoutAnyTrace() async throws {
        let outbox = OutboxBook { $0.digests = 4 }
        let environment = Self.rehearsal(outbox).environment
        #expect(try await environment.dailyMessages(isRehearsal: true) == 4)
        #expect(outbox.now.digestsWritten == 0)
        #expect(try await environment.dailyMessages(isRehearsal: false) == 4)
        #expect(try await environment.dailyMessages(isRehearsal: false) == 0)
    }
}
