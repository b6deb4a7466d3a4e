import GarageNetwork
import LineProtocol

extension Command {
    /// The reference page of all verbs, in Markdown.
    package static var reference: String {
        """
        # The verbs

        Made from the declarations by `make docs`; do not edit. Every verb also takes
        `fmt=json|text|tsv` and `lang=fr|en`.

        \(all.map(\.referenceEntry).joined(separator: "\n\n"))

        """
    }

    /// The verb's own entry.
    package var referenceEntry: String {
        let usage = keys.map { $0.isRequired ? "\($0.name)=…" : "[\($0.name)=…]" }
        let who =
            switch access {
            case .everyone: "everyone, before AUTH too"
            case .anyRole: "everyone after AUTH"
            case .roles: roles.map(\.rawValue).joined(separator: ", ")
            }
        var entry = """
            ## `\(([verb] + usage).joined(separator: " "))`

            \(summary) For: \(who).\(effect == .writes ? " Writes." : "")
            """
        if !keys.isEmpty {
            entry += "\n\n| key | written as | default | meaning |\n| --- | --- | --- | --- |\n"
            entry += keys.map(\.referenceRow).joined(separator: "\n")
        }
        if !errors.isEmpty {
            let names = errors.map { "\($0.code) \($0.rawValue)" }.joined(separator: ", ")
            entry += "\n\nMay refuse with \(names)."
        }
        return entry + "\n\nExample: `\(example)`"
    }
}

extension KeySummary {
    fileprivate var referenceRow: String {
        let standard = isRequired ? "required" : fallback ?? ""
        let written = notation.split(separator: "|").joined(separator: "\\|")
        return "| `\(name)` | \(written) | \(standard) | \(meaning) |"
    }
}
