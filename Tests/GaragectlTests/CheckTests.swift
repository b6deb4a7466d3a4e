import Testing

@testable import garagectl

@Suite struct CheckTests {
    private func outcome(
        _ words: [String] = ["capacity"], rows: [String] = ["OK capacity: fine | below=0"],
        final: FinalLine
    ) -> CheckOutcome {
        CheckOutcome(words) { _ throws(Failure) in WireReply(rows: rows, final: final) }
    }

    @Test(arguments: [("0", ProgramStatus.worked), ("1", .warning), ("2", .critical)])
    func theStatusIsTheDaemons(status: String, expected: ProgramStatus) {
        let outcome = outcome(final: .worked([NamedText(name: "status", text: status)]))
        #expect(outcome.line == "OK capacity: fine | below=0")
        #expect(outcome.status == expected)
    }

    @Test(arguments: ["3", "-1", "4", "", "x", "00x"])
    func aStatusThatIsNoneIsUnknown(status: String) {
        let outcome = outcome(final: .worked([NamedText(name: "status", text: status)]))
        #expect(outcome.status == .unknown)
        #expect(outcome.line.hasPrefix("UNKNOWN capacity: "))
    }

    @Test func aReplyWithoutALineOrAStatusIsUnknown() {
        #expect(outcome(final: .worked([])).status == .unknown)
        #expect(
            outcome(rows: [], final: .worked([NamedText(name: "status", text: "0")])).status
                == .unknown)
    }

    @Test(arguments: [401, 403, 404, 422, 429, 500, 503, 504])
    func everyRefusalIsUnknownInOneLineWithoutFigures(code: Int) {
        let outcome = outcome(
            final: .refused(Refusal(code: code, name: "NAME", sentence: "why | x=1")))
        #expect(outcome.status == .unknown)
        #expect(outcome.line == "UNKNOWN capacity: \(code) NAME why / x=1")
    }

    @Test func theNameAndLimitsAreSent() {
        var sent = ""
        _ = CheckOutcome(["capacity", "warn=20"]) { request throws(Failure) in
            sent = request.line
            return WireReply(rows: [], final: .worked([]))
        }
        #expect(sent == "CHECK name=capacity warn=20")
    }

    @Test func aMistypedLimitIsUnknown() {
        #expect(outcome(["capacity", "warn"], final: .worked([])).status == .unknown)
        #expect(outcome([], final: .worked([])).status == .unknown)
    }
}
