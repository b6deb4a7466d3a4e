import LineProtocol
import Testing

@Suite struct RequestErrorTests {
    @Test("names and codes are those of the protocol")
    func names() {
        let table = RequestError.Name.allCases.map { "\($0.code) \($0.rawValue)" }.sorted()
        #expect(
            table == [
                "400 MISSING-KEY", "400 NUMBER", "400 REPEATED-KEY", "400 SYNTAX",
                "400 UNKNOWN-KEY", "401 AUTH", "403 DENIED", "404 NO-GARAGE", "404 NO-SUCH",
                "404 UNKNOWN-VERB", "409 CONFLICT", "409 FULL", "409 KEY-REUSED",
                "409 OPEN-REFERRAL", "413 TOO-LONG", "422 RANGE", "429 BUSY", "499 TRUNCATED",
                "500 INTERNAL", "503 NOT-READY", "503 STORE-DOWN", "504 TIMEOUT", "509 SLOW",
            ])
    }

    @Test("429 and 5xx may be retried, other 4xx not", arguments: RequestError.Name.allCases)
    func retry(name: RequestError.Name) {
        #expect(name.isWorthRetrying == (name.code == 429 || name.code >= 500))
    }
}
