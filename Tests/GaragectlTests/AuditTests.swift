import Testing

@testable import garagectl

/// The sentence and the number that an operator and cron read of a walk along the audit.
@Suite struct AuditTests {
    private static func row(_ intact: String, said: String = "the audit is intact") -> String {
        #"{"intact":\#(intact),"links":7,"fault":null,"head":"7:0f","said":"\#(said)"}"#
    }

    private static func outcome(
        head: String? = nil, rows: [String], final: FinalLine = .worked([])
    ) -> AuditOutcome {
        AuditOutcome(head: head, language: nil) { _ throws(Failure) in
            WireReply(rows: rows, final: final)
        }
    }

    @Test(arguments: [("true", ProgramStatus.worked), ("false", .critical)])
    func theNumberSaysWhetherItIsIntact(intact: String, status: ProgramStatus) {
        let outcome = Self.outcome(rows: [Self.row(intact)])
        #expect(outcome.status == status)
        #expect(outcome.line == "the audit is intact (head 7:0f)")
        #expect(outcome.row == Self.row(intact))
    }

    @Test(arguments: [
        [], ["x"], ["{}"], [row("null")], [row("\"true\"")], [#"{"intact":true,"head":"7:0f"}"#],
    ])
    func whatIsNoVerdictIsNoneAtAll(rows: [String]) {
        let outcome = Self.outcome(rows: rows)
        #expect(outcome.status == .unknown && outcome.row.isEmpty)
    }

    @Test(arguments: [
        (401, "AUTH"), (403, "DENIED"), (404, "UNKNOWN-VERB"), (429, "BUSY"), (503, "STORE-DOWN"),
        (400, "SYNTAX"),
    ])
    func whoCouldNotAskSaysSo(code: Int, name: String) {
        let refused = FinalLine.refused(Refusal(code: code, name: name, sentence: "why"))
        let outcome = Self.outcome(rows: [], final: refused)
        #expect(outcome.status == .unknown && outcome.line.contains("why"))
    }

    @Test(arguments: [
        (nil as String?, nil as Language?, "AUDIT-VERIFY"),
        ("7:0f", .fr, "AUDIT-VERIFY head=7:0f lang=fr"),
    ])
    func theHeadIsGivenOn(head: String?, language: Language?, line: String) {
        var asked = ""
        _ = AuditOutcome(head: head, language: language) { request throws(Failure) in
            asked = request.line
            return WireReply(rows: [], final: .worked([]))
        }
        #expect(asked == line)
    }

    @Test(arguments: [
        ["audit", "--head", "7:0f"], ["audit", "limit=5", "--head", "7:0f"],
        ["audit", "verify", "limit=5"],
    ])
    func theHeadIsOfVerify(arguments: [String]) {
        #expect(Program.run(arguments) == .usage)
    }
}
