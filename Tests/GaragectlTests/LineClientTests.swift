import Testing

@testable import garagectl

@Suite struct LineClientTests {
    private func client(
        greeting: String? = FakeDaemon.greeting, timeoutSeconds: Int = 10,
        script: @escaping @Sendable (String) -> [String]? = { _ in ["+ OK"] }
    ) throws -> (LineClient, FakeDaemon) {
        let daemon = try FakeDaemon(greeting: greeting, script: script)
        let client = try LineClient(
            connecting: .unix(path: daemon.path), timeoutSeconds: timeoutSeconds)
        return (client, daemon)
    }

    @Test func asksAndReadsRowsUpToTheFinalLine() throws {
        let (client, daemon) = try client { _ in
            [
                "# a comment", "= {\"garage\":\"G001\"}", "! load {\"garage\":\"G9\"}",
                "= {\"garage\":\"G002\"}", "+ OK rows=2 within=30km",
            ]
        }
        let reply = try client.ask(RequestText("LOAD", [("band", "below")]))
        #expect(reply.rows == ["{\"garage\":\"G001\"}", "{\"garage\":\"G002\"}"])
        #expect(reply.value("within") == "30km")
        #expect(daemon.requests == ["LOAD band=below"])
    }

    @Test func authenticatesBeforeAnythingElse() throws {
        let (client, daemon) = try client()
        try client.authenticate(token: "key.secret")
        #expect(daemon.requests == ["AUTH token=key.secret"])
    }

    @Test func aWrongTokenIsARefusalThatDoesNotRepeatIt() throws {
        let (client, _) = try client { _ in ["- 401 AUTH the token is not known"] }
        let failure = try #require(throws: Failure.self) {
            try client.authenticate(token: "key.secret")
        }
        #expect(failure.status == .refused)
        #expect(!failure.sentence.contains("secret"))
        #expect(failure.advice?.contains("GARAGED_TOKEN") == true)
    }

    @Test func repliesComeInTheOrderOfTheRequestsWithBoundedPending() throws {
        let (client, daemon) = try client { line in ["+ OK was=\(line.split(separator: "=")[1])"] }
        var answered: [String] = []
        var pendingMost = 0
        try client.pipeline((0..<1_000).map { RequestText("PING", [("n", String($0))]) }) {
            reply throws(Failure) in
            pendingMost = max(pendingMost, client.pendingCount + 1)
            answered.append(reply.value("was") ?? "")
        }
        #expect(answered == (0..<1_000).map(String.init))
        #expect(pendingMost == LineClient.pendingMax)
        #expect(daemon.requests.count == 1_000)
    }

    @Test func aRefusalKeepsTheConnection() throws {
        let (client, _) = try client { line in
            line == "PING" ? ["+ OK"] : ["- 404 NO-SUCH no such garage"]
        }
        let refused = try client.ask(RequestText("GARAGE", [("garage", "X")]))
        #expect(
            refused.final
                == .refused(Refusal(code: 404, name: "NO-SUCH", sentence: "no such garage")))
        #expect(try client.ask(RequestText("PING")).final == .worked([]))
    }

    @Test(arguments: [
        nil, "HTTP/1.1 400 Bad Request", "# another 1.0", "# garaged 2.0 proto=2 auth=required",
        "+ OK",
    ])
    func whatDoesNotGreetAsGaragedIsUnreachable(greeting: String?) throws {
        let failure = try #require(throws: Failure.self) { _ = try client(greeting: greeting) }
        #expect(failure.status == .unreachable)
    }

    @Test(arguments: [["hello"], ["+ 200"], ["- four NO-SUCH x"], ["- 404"], [""]])
    func aBadReplyIsUnreachable(lines: [String]) throws {
        let (client, _) = try client { _ in lines }
        let failure = try #require(throws: Failure.self) { try client.ask(RequestText("PING")) }
        #expect(failure.status == .unreachable)
        #expect(failure.sentence.contains("protocol"))
    }

    @Test func aDaemonThatGoesAwayIsUnreachable() throws {
        let (client, _) = try client { _ in nil }
        let failure = try #require(throws: Failure.self) { try client.ask(RequestText("PING")) }
        #expect(failure.status == .unreachable)
    }

    @Test func nobodyListeningIsUnreachableAndSaysWhatToDo() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try LineClient(connecting: .unix(path: "/nowhere/x.sock"), timeoutSeconds: 1)
        }
        #expect(failure.status == .unreachable)
        #expect(failure.sentence.contains("/nowhere/x.sock"))
        #expect(failure.advice?.contains("garaged serve") == true)
    }

    @Test func aPathTooLongForASocketIsSaidSo() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try LineClient(
                connecting: .unix(path: String(repeating: "x", count: 200)), timeoutSeconds: 1)
        }
        #expect(failure.status == .usage)
    }

    @Test func silenceEndsAtTheTimeout() throws {
        let (client, _) = try client(timeoutSeconds: 1) { _ in [] }
        let failure = try #require(throws: Failure.self) { try client.ask(RequestText("PING")) }
        #expect(failure.status == .unreachable)
        #expect(failure.sentence.contains("1 s"))
    }
}
