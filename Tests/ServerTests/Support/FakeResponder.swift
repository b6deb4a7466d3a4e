import LineProtocol
import Server
import Synchronization

/// Answers a few verbs that show how the server treats each kind of answer.
final class FakeResponder: Responder {
    let greeting = "garaged 1.0 proto=1 auth=required max-line=8192"
    private(set) var isAuthenticated: Bool
    private let shared: FakeService
    private var failures = 0
    private var word = "none"

    init(shared: FakeService, isAuthenticated: Bool) {
        self.shared = shared
        self.isAuthenticated = isAuthenticated
    }

    func respond(to request: Request) -> Response {
        shared.count(request.verb)
        let number = request.argument("n").flatMap { Int($0.value) } ?? 0
        let reply = Reply(summary: [Field("n", .whole(Int64(number)))])
        switch request.verb {
        case "PING": return .now(Answer(.success(Reply())))
        case "NOW": return .now(Answer(.success(reply)))
        case "AT-ONCE": return .now(Answer(.success(Self.wide(number))))
        case "LATER":
            // The higher the number the sooner the answer: out of order unless something orders it.
            return .later {
                for _ in 0..<(7 - number % 8) { await Task.yield() }
                return Answer(.success(reply))
            }
        case "GATED":
            let shared = shared
            return .later {
                await shared.gate.wait()
                return Answer(.success(reply))
            }
        case "SET":
            let value = request.argument("word")?.value ?? ""
            return .exclusively {
                for _ in 0..<20 { await Task.yield() }
                return value
            }
        case "GET": return .now(Answer(.success(Reply(summary: [Field("word", .text(word))]))))
        case "SLOWLY": return .now(Answer(.success(reply), delayMilliseconds: number))
        case "BIG":
            let text = String(repeating: "x", count: number)
            return .now(Answer(.success(Reply(rows: [[Field("text", .text(text))]]))))
        case "AUTH": return .now(authenticate(request))
        case "QUIT": return .now(Answer(.success(Reply()), closes: true))
        default: return .now(Answer(.failure(RequestError(.unknownVerb, "no such verb"))))
        }
    }

    /// Answers `AT-ONCE n=…` from its bytes, as ``respond(to:)`` would; one of more than 9,000
    /// bytes is left to it, when some of it is written.
    func answer(
        _ line: UnsafeRawBufferPointer, into writer: inout LineWriter
    ) -> ExpressAnswer {
        let words = String(decoding: line, as: UTF8.self).split(separator: "=")
        guard words.count == 2, words[0] == "AT-ONCE n", let number = Int(words[1]) else {
            return .no
        }
        shared.count("express")
        writer.append("+ OK x=" as StaticString)
        writer.append([UInt8](repeating: UInt8(ascii: "x"), count: min(number, 9_000)))
        writer.append("\n" as StaticString)
        return writer.isFull || number > 9_000 ? .no : .worked
    }

    private static func wide(_ number: Int) -> Reply {
        Reply(summary: [Field("x", .text(String(repeating: "x", count: number)))])
    }

    func finish(_ result: any Sendable) -> Answer {
        word = result as? String ?? "?"
        return Answer(.success(Reply(summary: [Field("set", .text(word))])))
    }

    func noteUnreadable(_ error: RequestError) { shared.count(error.name.rawValue) }

    private func authenticate(_ request: Request) -> Answer {
        if request.argument("token")?.value == "right" {
            isAuthenticated = true
            return Answer(.success(Reply()))
        }
        failures += 1
        return Answer(
            .failure(RequestError(.auth, "wrong token")), closes: failures == 3,
            delayMilliseconds: 1)
    }
}

/// What the responders of one server share with their test.
final class FakeService: Sendable {
    let gate = Gate()
    private let counts = Mutex<[String: Int]>([:])
    private let outlets = Mutex<[Outlet]>([])
    private let peers = Mutex<[Peer]>([])

    func count(_ word: String) { counts.withLock { $0[word, default: 0] += 1 } }

    /// How often a verb was asked, or an error told.
    func number(of word: String) -> Int { counts.withLock { $0[word] ?? 0 } }

    func remember(_ peer: Peer, _ outlet: Outlet) {
        peers.withLock { $0.append(peer) }
        outlets.withLock { $0.append(outlet) }
    }

    var lastOutlet: Outlet? { outlets.withLock { $0.last } }
    var lastPeer: Peer? { peers.withLock { $0.last } }
}

/// Holds whoever waits until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
