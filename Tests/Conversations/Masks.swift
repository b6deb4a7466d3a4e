import Foundation

/// What differs every time, and the name that a transcript has for it.
///
/// Codes, tokens and secrets are numbered, so that a transcript shows where the same one comes
/// again; instants and counters are not.
struct Masks {
    private var names: [String: String] = [:]
    private var values: [String: String] = [:]
    private var counts: [String: Int] = [:]

    /// Fields whose values are drawn at random, and what they are called.
    private static let varying = [
        ("referral", "referral"), ("beneficiary", "beneficiary"), ("token", "token"), ("id", "id"),
        ("revoked", "revoked"), ("secret", "secret"),
    ]
    /// Fields of a row that name another referral; on a final line `next` is a place in a list.
    private static let neighbours = ["previous", "next"]
    private static let instants = [
        "created_at", "recorded_at", "expires", "now", "created", "at", "due", "due_at", "ended_at",
        "last_run", "last_success", "last_answer", "level_since", "next_due",
    ]
    private static let counters = [
        "epoch", "revision", "uptime_s", "process", "connections", "errors", "ms", "uid",
    ]
    /// Fields that vary in some replies only: what is replaced, and by what.
    private static let others = [
        // Elsewhere it counts what people asked.
        ("\"requests\":\\d+", "\"requests\":$n"),
        // In a list of people it is a day.
        ("\"since\":\"[^\"]*T[^\"]*\"", "\"since\":\"$time\""),
        // Who ran a job; elsewhere it is a day.
        ("\"on\":\"[^\"]*/\\d+\"", "\"on\":\"$holder\""),
        // The keys of the test's daemon are drawn anew.
        ("\\b\\d+:[0-9a-f]{64}\\b", "$head"),
        // In the readable part of what is kept of somebody.
        ("told at: [^;]*", "told at: $time"),
        ("_age=\\d+s", "_age=$n"), ("oldest=\\d+s", "oldest=$n"),
    ]
    /// Figures of `METRICS` that are never twice the same.
    private static let figures = [
        "uptime_seconds", "connections", "requests_total", "errors_total", "view_age_seconds",
    ]

    /// The line as a transcript has it.
    mutating func masked(_ line: String, state: String) -> String {
        var line = line
        for (field, name) in Self.varying {
            for pattern in ["\"\(field)\":\"([^\"]+)\"", " \(field)=([^ ]+)"] {
                learn(Self.matches(of: pattern, in: line), name)
            }
        }
        for field in Self.neighbours {
            learn(Self.matches(of: "\"\(field)\":\"([^\"]+)\"", in: line), "referral")
        }
        for value in names.keys.sorted(by: { $0.count > $1.count }) {
            line = line.replacing(value, with: names[value] ?? "")
        }
        for field in Self.instants {
            line = Self.replace(
                "\"\(field)\":\"\\d[^\"]*\"", in: line, by: "\"\(field)\":\"$time\"")
        }
        for field in Self.counters {
            line = Self.replace("\"\(field)\":\\d+", in: line, by: "\"\(field)\":$n")
            line = Self.replace(" \(field)=\\d+", in: line, by: " \(field)=$n")
        }
        for (pattern, text) in Self.others { line = Self.replace(pattern, in: line, by: text) }
        for figure in Self.figures where line.contains("\"garaged_\(figure)\"") {
            line = Self.replace("\"value\":\\d+", in: line, by: "\"value\":$n")
        }
        return line.replacing(state, with: "$state")
    }

    /// The line as it is sent, with values for their names.
    func unmasked(_ line: String) -> String {
        var line = line
        for name in values.keys.sorted(by: { $0.count > $1.count }) {
            line = line.replacing(name, with: values[name] ?? "")
        }
        return line
    }

    /// Short ones are no secrets: the id of a garage, or of a prescriber.
    private mutating func learn(_ found: [String], _ field: String) {
        for value in found where value.count >= 8 && names[value] == nil {
            counts[field, default: 0] += 1
            let name = "$\(field)\(counts[field] ?? 0)"
            names[value] = name
            values[name] = value
        }
    }

    private static func matches(of pattern: String, in line: String) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(line.startIndex..., in: line)
        return expression.matches(in: line, range: whole).compactMap {
            Range($0.range(at: 1), in: line).map { String(line[$0]) }
        }
    }

    private static func replace(_ pattern: String, in line: String, by text: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return line }
        return expression.stringByReplacingMatches(
            in: line, range: NSRange(line.startIndex..., in: line),
            withTemplate: NSRegularExpression.escapedTemplate(for: text))
    }
}
