import Testing

/// A setting without effect is a lie: somebody changes it and nothing happens.
@Suite struct SettingsUseTests {
    static let folder = "Sources/garaged/Configuration/"

    /// `Listen.tcp` and so on, as the declarations have them.
    static let declared: [String] = Repository.swiftFiles(under: "Sources/garaged").flatMap {
        file in
        guard file.path.hasPrefix(folder + "Settings+") else { return [String]() }
        var group = ""
        return file.lines.compactMap { line in
            if let match = line.firstMatch(of: /^\s+enum (\w+) \{/) { group = String(match.1) }
            let setting = line.firstMatch(of: /^\s+static let (\w+) = (?:Setting\(|likelihood\()/)
            return setting.map { "\(group).\($0.1)" }
        }
    }

    @Test("every setting is read by something else than its checks", arguments: declared)
    func settingIsUsed(name: String) {
        let users = Repository.swiftFiles(under: "Sources/garaged").filter {
            !$0.path.hasPrefix(Self.folder + "Settings+")
                && !$0.path.hasSuffix("/ConfigurationRules.swift")
        }
        let isUsed = users.contains { file in
            file.code.ranges(of: "Settings.\(name)").contains { range in
                range.upperBound == file.code.endIndex
                    || !isWordCharacter(file.code[range.upperBound])
            }
        }
        #expect(isUsed, "Settings.\(name) changes nothing")
    }

    @Test("the declarations are found")
    func declarationsAreFound() {
        #expect(Self.declared.count > 30)
        #expect(Self.declared.contains("Listen.tcp") && Self.declared.contains("Alerts.act"))
    }

    private func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}
