import ArgumentParser

/// `garagectl completion SHELL`.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Prints a completion script for a shell.",
        discussion: """
            Completes subcommands, options, verbs, keys, and the values of keys that have few.

              garagectl completion bash > /etc/bash_completion.d/garagectl
              garagectl completion zsh > /usr/local/share/zsh/site-functions/_garagectl
              garagectl completion fish > ~/.config/fish/completions/garagectl.fish
            """)

    @Argument(help: "One of bash, zsh, fish.")
    var shell: Shell

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish
    }

    func run() throws { Terminal.print(Self.script(for: shell, .known)) }

    /// The parser's own script for subcommands and options, and what it cannot know: the verbs.
    static func script(for shell: Shell, _ vocabulary: Vocabulary) -> String {
        switch shell {
        case .bash:
            Garagectl.completionScript(for: .bash) + VerbCompletion(vocabulary).bash
        case .zsh:
            Garagectl.completionScript(for: .zsh)
                .replacingLast("compdef _garagectl garagectl", with: ":")
                .replacingLast("    _garagectl \"${@}\"", with: "    :")
                + VerbCompletion(vocabulary).zsh
        case .fish:
            Garagectl.completionScript(for: .fish) + VerbCompletion(vocabulary).fish
        }
    }
}

extension String {
    fileprivate func replacingLast(_ old: String, with new: String) -> String {
        guard let range = ranges(of: old).last else { return self }
        return replacingCharacters(range, with: new)
    }

    private func replacingCharacters(_ range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
