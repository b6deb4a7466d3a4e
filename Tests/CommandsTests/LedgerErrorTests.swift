import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// What a caller is told when the ledger could not answer.
@Suite struct LedgerErrorTests {
    @Test(
        "each failure has its name, its code, and whether to send it again",
        arguments: [
            (LedgerError.storeDown, RequestError.Name.storeDown, 503),
            (.busy(retryMilliseconds: 100), .busy, 429),
            (.internalFault(reference: "7K2Q9XWD"), .internal, 500),
        ])
    func names(failure: LedgerError, name: RequestError.Name, code: Int) async {
        do throws(RequestError) {
            try await ledger { () async throws(LedgerError) in throw failure }
            Issue.record("\(failure) was swallowed")
        } catch {
            #expect(error.name == name)
            #expect(error.name.code == code)
            #expect(error.name.isWorthRetrying)
        }
    }

    @Test("who should wait is told for how long, and a defect has a number to tell")
    func details() {
        let busy = RequestError(LedgerError.busy(retryMilliseconds: 250))
        #expect(busy.details == [RequestError.Detail("retry-ms", "250")])
        let defect = RequestError(LedgerError.internalFault(reference: "7K2Q9XWD"))
        #expect(defect.message.contains("7K2Q9XWD"))
        #expect(RequestError(LedgerError.storeDown).message.contains("nothing was written"))
    }

    @Test(
        "every verb that writes says so when the database is away",
        arguments: [
            "REFER beneficiary=B1 key=k at=50.43,2.83", "BENEFICIARY-ADD key=k at=50.43,2.83",
            "REFERRAL referral=2345678W", "REFERRALS", "ACCEPT referral=2345678W",
            "DECLINE referral=2345678W reason=full", "CANCEL referral=2345678W reason=mistake",
            "STEP referral=2345678W step=received key=k", "PAUSE garage=G001 reason=leave",
            "GARAGE-SET garage=G001 cap=12", "TOKEN-ADD role=monitor", "TOKEN-REVOKE id=abc",
        ])
    func away(line: String) async {
        #expect(await Rehearsal().ask(line).refusal == .storeDown)
    }

    @Test(
        "and those that read memory answer all the same",
        arguments: [
            "MATCH at=50.43,2.83", "PLACE query=lens", "GARAGE garage=G001", "GARAGES", "LOAD",
            "ALERTS", "CHECK name=capacity", "STATUS", "READY", "LIMITS", "HELP", "PING",
        ])
    func present(line: String) async throws {
        _ = try await Rehearsal().ask(line).get()
    }
}
