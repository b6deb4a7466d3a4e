import Foundation
import Support

/// Every verb as a stranger learns it: from HELP, over the socket.
struct VerbBook {
    struct Verb {
        let name: String
        let roles: [String]
        let keys: [String]
        /// A whole request that the verb understands.
        let example: String

        /// The example with other values, in the order of the example; new keys at its end.
        func request(_ changes: [(key: String, value: String)]) -> String {
            var words = VerbBook.words(of: example)
            for (key, value) in changes {
                let argument = "\(key)=\"\(value)\""
                if let place = words.firstIndex(where: { $0.hasPrefix(key + "=") }) {
                    words[place] = argument
                } else {
                    words.append(argument)
                }
            }
            return words.joined(separator: " ")
        }
    }

    let verbs: [Verb]

    init(_ client: TestClient) throws {
        verbs = try client.ask("HELP").rows.compactMap { row in
            guard let name = row["verb"] as? String else { return nil }
            let reply = try client.ask("HELP verb=\(name)")
            let final = reply.last ?? ""
            return Verb(
                name: name, roles: row["for"] as? [String] ?? [],
                keys: reply.rows.compactMap { $0["key"] as? String },
                example: Self.example(in: final))
        }
    }

    /// What follows `example=`, which is quoted and escaped as every value.
    private static func example(in final: String) -> String {
        guard let start = final.range(of: " example=\"") else {
            guard let bare = final.range(of: " example=") else { return "" }
            return String(final[bare.upperBound...].prefix { $0 != " " })
        }
        var text = ""
        var isEscaped = false
        for character in final[start.upperBound...] {
            if isEscaped {
                text.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                break
            } else {
                text.append(character)
            }
        }
        return text
    }

    /// Words at spaces outside quotes.
    static func words(of request: String) -> [String] {
        var words: [String] = [""]
        var isQuoted = false
        for character in request {
            if character == "\"" { isQuoted.toggle() }
            if character == " ", !isQuoted {
                words.append("")
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }
}
