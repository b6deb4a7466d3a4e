import Commands
import GarageNetwork
import LineProtocol
import Testing

/// Rights, keys and limits are read from the declarations, for every verb there is.
@Suite struct RightsTests {
    @Test("only the roles of the declaration may call a verb", arguments: Command.all)
    func roles(command: Command) async {
        for role in Role.allCases {
            let refusal = await Rehearsal().ask(command.verb, as: role).refusal
            if command.roles.contains(role) {
                #expect(refusal != .denied && refusal != .auth, "\(command.verb) \(role)")
            } else {
                #expect(refusal == .denied, "\(command.verb) \(role)")
            }
        }
    }

    @Test("before AUTH there are five verbs, and every other answer is the same")
    func strangers() async {
        let rehearsal = Rehearsal()
        var open: [String] = []
        var refusals: Set<String> = []
        for verb in Command.all.map(\.verb) + ["NONSENSE", "DROP"] {
            switch await rehearsal.ask(verb, as: nil) {
            case .failure(let error) where error.name == .auth: refusals.insert(error.message)
            default: open.append(verb)
            }
        }
        #expect(open.sorted() == ["AUTH", "HELLO", "HELP", "PING", "QUIT"])
        #expect(refusals.count == 1)
    }

    @Test("every key is read: a wrong value never passes unseen", arguments: Command.all)
    func everyKeyIsRead(command: Command) async {
        for key in command.keys {
            let conversation = Talk(Rehearsal(), as: Caller(role: .admin))
            if command.verb == "IMPORT-ROW" { continue }
            if command.verb == "IMPORT-COMMIT" { _ = await conversation.say("IMPORT kind=places") }
            var line = command.verb
            for other in command.keys where other.isRequired && other.name != key.name {
                line += " \(other.name)=\(Self.sample(other.name, in: command))"
            }
            if !command.keys.contains(where: {
                ["at", "beneficiary"].contains($0.name) && $0.isRequired
            }),
                command.keys.contains(where: { $0.name == "at" }),
                !["at", "place", "postcode"].contains(key.name)
            {
                line += " at=50.43,2.83"
            }
            // Nothing else of the line is wrong, or the wrong value might pass behind it.
            let plain = await conversation.say(line).refusal
            #expect(
                ![.syntax, .number, .range].contains(plain),
                "\(line): \(String(describing: plain))")
            // Control characters are wrong in every type of value.
            line += " \(key.name)=\"\\u0001\""
            let refusal = await conversation.say(line).refusal
            #expect(
                [.syntax, .number, .range].contains(refusal),
                "\(line): \(String(describing: refusal))")
        }
    }

    private static func sample(_ key: String, in command: Command) -> String {
        switch key {
        case "garage": command.verb == "GARAGE-ADD" ? "G900" : "G001"
        case "referral": "2345678W"
        case "beneficiary": "B1"
        case "role": "monitor"
        case "reason": command.verb == "PAUSE" ? "leave" : "other"
        case "step": "received"
        case "answer": "accepted"
        case "state": "asked"
        case "amount_cents": "1"
        case "kind":
            switch command.verb {
            case "ASSESS": "entry"
            case "REQUEST-ADD": "access"
            default: "garages"
            }
        case "answers": "\"E1=4,E2=3\""
        case "result": "training"
        case "months": "3"
        case "source": "person"
        case "into": "B2"
        case "number": "1"
        case "outcome": "done"
        case "rule": "qf"
        case "at": command.verb == "CLOCK" ? "2026-11-21T10:00:00+01:00" : "50.43,2.83"
        case "name":
            switch command.verb {
            case "CHECK": "capacity"
            case "JOB": "hourly"
            default: "Nom"
            }
        case "what": "steps"
        default: "x1"
        }
    }

    @Test("a key that a verb does not have is refused by every verb", arguments: Command.all)
    func unknownKeys(command: Command) async {
        #expect(await Rehearsal().ask("\(command.verb) colour=red").refusal == .unknownKey)
    }

    @Test("names of keys are snake_case, sentences end with a full stop", arguments: Command.all)
    func declarations(command: Command) {
        #expect(command.verb == command.verb.uppercased())
        #expect(command.summary.hasSuffix("."))
        #expect(command.example.hasPrefix(command.verb))
        for key in command.keys {
            #expect(key.meaning.hasSuffix("."), "\(command.verb) \(key.name)")
            #expect(key.name == key.name.lowercased())
        }
        #expect(Set(command.keys.map(\.name)).count == command.keys.count)
    }

    @Test("a connection ends with the third wrong token, and each is answered more slowly")
    func wrongTokens() async {
        let talk = Talk(Rehearsal(), as: nil)
        let token = "AUTH token=0123456789ab." + String(repeating: "0", count: 52)
        // The registry is away and the token was never seen: nobody can say that it is wrong.
        #expect(await talk.say(token).refusal == .storeDown)
        let answers = [
            await talk.answer("AUTH token=a"), await talk.answer("AUTH token=b.c"),
            await talk.answer("AUTH token=d"),
        ]
        #expect(answers.map(\.outcome.refusal) == [.auth, .auth, .auth])
        #expect(answers.map(\.closes) == [false, false, true])
        #expect(answers[0].delayMilliseconds < answers[1].delayMilliseconds)
    }
}
