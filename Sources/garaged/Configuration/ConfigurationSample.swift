/// The shipped configuration file, written from the declarations.
enum ConfigurationSample {
    /// The whole of `Config/garaged.toml`.
    static var text: String {
        let sections = Settings.sections.map(text(of:)).joined(separator: "\n")
        return heading + "\n" + sections
    }

    private static let heading = """
        # The configuration of garaged: every setting, its unit, its default and what it is for.
        #
        # A setting is a line like "#idle = ..." that shows the default: take the # away to change
        # it. A flag of the command line goes before this file. All faults are reported at once, at
        # start and at a reload (SIGHUP or RELOAD); a reload with a fault changes nothing. "restart"
        # marks what is only used once the daemon has started again.

        """

    private static func text(of section: Settings.Section) -> String {
        let settings = section.settings.map(text(of:)).joined(separator: "\n")
        return "# \(section.sentence)\n[\(section.name)]\n\n\(settings)"
    }

    private static func text(of setting: any AnySetting) -> String {
        var facts = [setting.kindName]
        if !setting.allowed.isEmpty { facts.append(setting.allowed) }
        if setting.takesEffect == .atRestart { facts.append("restart") }
        return """
            \(wrapped(setting.sentence))
            \(wrapped("(\(facts.joined(separator: "; ")))"))
            #\(setting.name) = \(setting.defaultText)

            """
    }

    /// A sentence as comment lines of at most 100 characters.
    private static func wrapped(_ sentence: String) -> String {
        var lines = ["#"]
        for word in sentence.split(separator: " ") {
            let last = lines.count - 1
            if lines[last].count + 1 + word.count > 100 {
                lines.append("# \(word)")
            } else {
                lines[last] += " \(word)"
            }
        }
        return lines.joined(separator: "\n")
    }
}
