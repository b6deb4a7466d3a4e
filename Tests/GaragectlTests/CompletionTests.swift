import Foundation
import Testing

@testable import garagectl

@Suite struct CompletionTests {
    @Test(arguments: CompletionCommand.Shell.allCases)
    func everyShellKnowsVerbsKeysAndSubcommands(shell: CompletionCommand.Shell) {
        let script = CompletionCommand.script(for: shell, .known)
        for word in ["match", "within=", "simulate", "partial", "transit", "least-loaded", "svg"] {
            #expect(script.contains(word), "\(shell.rawValue) does not know \(word)")
        }
    }

    @Test(arguments: [
        ("car | transit | bike", ["car", "transit", "bike"]), ("yes | no", ["yes", "no"]),
        ("five digits, as 62300", []), ("1…100 CV", []), ("one", []), ("", []),
        ("A | B", []), ("a |  | b", []),
    ])
    func onlyListsOfWordsAreOffered(notation: String, expected: [String]) {
        #expect(VerbCompletion.choices(notation) == expected)
    }

    /// Runs the script in bash, as pressing the tabulator would.
    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")),
        arguments: [
            (["garagectl", "matc"], "match"), (["garagectl", "--json", "matc"], "match"),
            (["garagectl", "match", "withi"], "within="),
            (["garagectl", "MATCH", "mode", "=", "tr"], "transit"),
            (["garagectl", "help", "garage-a"], "garage-add"),
            (["garagectl", "load", "--ch"], "--chart"),
            (["garagectl", "load", "--svg", "/dev/nul"], "/dev/null"),
            (["garagectl", "--socket", "x", "match", "polic"], "policy="),
        ])
    func bashCompletes(words: [String], expected: String) throws {
        let list = words.map { "'\($0)'" }.joined(separator: " ")
        let script =
            CompletionCommand.script(for: .bash, .known)
                + """

                compopt() { :; }
                COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1); COMP_LINE="${COMP_WORDS[*]}"
                COMP_POINT=${#COMP_LINE}
                CURRENT="${COMP_WORDS[COMP_CWORD]}"; PREVIOUS="${COMP_WORDS[COMP_CWORD-1]}"
                __garagectl_verbs garagectl "$CURRENT" "$PREVIOUS"
                echo "${COMPREPLY[*]}"
                """
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        let (input, output) = (Pipe(), Pipe())
        bash.standardInput = input
        bash.standardOutput = output
        try bash.run()
        try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try input.fileHandleForWriting.close()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        bash.waitUntilExit()
        #expect(said == expected + "\n")
    }

    @Test func everyVerbIsExplained() {
        for entry in Vocabulary.known.verbs {
            let lines = Explanation.verb(entry, universal: Vocabulary.known.universalKeys)
            #expect(lines.last?.hasPrefix("  garagectl \(entry.verb.lowercased())") == true)
        }
        #expect(Vocabulary.known.verbs.count > 20)
    }

    @Test func noVerbIsTakenForASlip() {
        for entry in Vocabulary.known.verbs {
            #expect(Vocabulary.known.suggestion(forVerb: entry.verb) == nil)
            for key in entry.keys {
                #expect(Vocabulary.known.suggestion(forKey: key.name, of: entry.verb) == nil)
            }
        }
    }
}
