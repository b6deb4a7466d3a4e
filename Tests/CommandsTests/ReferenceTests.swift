import Commands
import Foundation
import LineProtocol
import Testing

@Suite struct ReferenceTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Commands/Commands.docc/Verbs.md")

    @Test("the committed page of verbs is what the declarations say; `make docs` writes it anew")
    func page() throws {
        if ProcessInfo.processInfo.environment["UPDATE"] != nil {
            try Command.reference.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.page, encoding: .utf8) == Command.reference)
    }

    @Test("HELP lists every verb, and every key of each")
    func help() async throws {
        let rehearsal = Rehearsal()
        let overview = try await rehearsal.ask("HELP", as: nil).get()
        #expect(overview.rows.count == Command.all.count)
        for command in Command.all {
            let reply = try await rehearsal.ask("HELP verb=\(command.verb)", as: nil).get()
            #expect(reply.rows.count == command.keys.count + Command.universalKeys.count)
        }
        #expect(await rehearsal.ask("HELP verb=NOTHING", as: nil).refusal == .unknownVerb)
    }
}
