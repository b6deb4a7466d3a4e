import Mobility

/// Takes the values of a file out of it, and collects what is wrong with them.
///
/// A value that is missing or of the wrong kind is told once; what stands in for it has no fault
/// of its own.
struct FileReading {
    private(set) var faults: [QuestionnaireFault] = []
    /// Where the parts begin that a fault of the whole names, such as `question E1`.
    private(set) var lines: [String: Int] = [:]

    mutating func add(_ line: Int, _ place: String, _ rule: String) {
        let full = place.isEmpty ? "line \(line)" : "line \(line): \(place)"
        faults.append(QuestionnaireFault(place: full, rule: rule))
    }

    mutating func begins(_ place: String, at line: Int) {
        if lines[place] == nil { lines[place] = line }
    }

    /// The members of an object by name; nothing that is missing is told here.
    mutating func object(
        _ node: JSONNode, _ place: String, knows: Set<String>
    ) -> [String: JSONNode] {
        guard case .object(let members) = node.content else {
            add(node.line, place, "must be an object, is \(node.kind)")
            return [:]
        }
        var found: [String: JSONNode] = [:]
        for member in members {
            if !knows.contains(member.name) {
                let known = knows.sorted().joined(separator: ", ")
                add(member.line, place, "has an unknown key '\(member.name)'; known are \(known)")
            } else if found.updateValue(member.value, forKey: member.name) != nil {
                add(member.line, place, "has the key '\(member.name)' twice")
            }
        }
        return found
    }

    /// The elements of a list that must be there.
    mutating func list(
        _ members: [String: JSONNode], _ name: String, _ place: String, line: Int
    ) -> [JSONNode] {
        guard let node = required(members, name, place, line: line) else { return [] }
        guard case .list(let nodes) = node.content else {
            add(node.line, joined(place, name), "must be a list, is \(node.kind)")
            return []
        }
        return nodes
    }

    mutating func text(
        _ members: [String: JSONNode], _ name: String, _ place: String, line: Int,
        else standIn: String = "?"
    ) -> String {
        guard let node = required(members, name, place, line: line) else { return standIn }
        guard case .text(let text) = node.content else {
            add(node.line, joined(place, name), "must be a text, is \(node.kind)")
            return standIn
        }
        return text
    }

    mutating func whole(
        _ members: [String: JSONNode], _ name: String, _ place: String, line: Int,
        else standIn: Int = 1
    ) -> Int {
        guard let node = required(members, name, place, line: line) else { return standIn }
        if case .number(let digits) = node.content, let number = Int(digits) { return number }
        let found = if case .number(let digits) = node.content { digits } else { node.kind }
        add(node.line, joined(place, name), "must be a whole number, is \(found)")
        return standIn
    }

    mutating func truth(
        _ members: [String: JSONNode], _ name: String, _ place: String, line: Int
    ) -> Bool {
        guard let node = required(members, name, place, line: line) else { return true }
        guard case .truth(let truth) = node.content else {
            add(node.line, joined(place, name), "must be true or false, is \(node.kind)")
            return true
        }
        return truth
    }

    mutating func wording(
        _ members: [String: JSONNode], _ place: String, line: Int
    ) -> Wording {
        Wording(
            french: text(members, "fr", place, line: line),
            english: text(members, "en", place, line: line))
    }

    mutating func required(
        _ members: [String: JSONNode], _ name: String, _ place: String, line: Int
    ) -> JSONNode? {
        if let node = members[name] { return node }
        add(line, joined(place, name), "is missing")
        return nil
    }

    private func joined(_ place: String, _ name: String) -> String {
        place.isEmpty ? name : "\(place): \(name)"
    }
}
