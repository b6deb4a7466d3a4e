import Testing

/// Words that must not appear, and why.
///
/// Patterns of words looked for in every file are put together from halves, so that this file does
/// not hold what it forbids.
@Suite struct ForbiddenWordsTests {
    /// One rule for the code of Swift files: comments and strings do not count.
    struct CodeRule: Sendable {
        let name: String
        let folders: [String]
        /// Folders and files that may.
        var except: [String] = []
        let pattern: @Sendable (Substring) -> Bool
    }

    static let codeRules = [
        CodeRule(name: "try! stops the program", folders: ["Sources", "Tests"]) {
            $0.contains("try!")
        },
        CodeRule(name: "as! stops the program", folders: ["Sources", "Tests"]) {
            $0.contains("as!")
        },
        CodeRule(name: "fatalError stops the program", folders: ["Sources", "Tests"]) {
            $0.contains("fatalError(")
        },
        CodeRule(
            name: "a task without an owner outlives whoever started it", folders: ["Sources"],
            // The one bridge from an event loop's callback, which cannot wait, to asynchronous
            // work: the connection holds its place for the answer, and `finish` always comes.
            except: ["Sources/Server/LoopRunner.swift"]
        ) { $0.contains(/\bTask\s*(\.detached\s*)?(\([^)]*\)\s*)?\{/) },
        CodeRule(
            name: "the compiler checks what crosses threads", folders: ["Sources"],
            except: ["Sources/PostgresStore/"]
        ) { $0.contains("@unchecked") },
        CodeRule(
            name: "logs go to the logger, not to print", folders: ["Sources"],
            except: ["Sources/garagectl/", "Sources/garaged/", "Sources/Benchmarks/"]
        ) { $0.contains(/\bprint\(/) },
    ]

    @Test("in code", arguments: codeRules.map(\.name))
    func code(name: String) throws {
        let rule = try #require(Self.codeRules.first { $0.name == name })
        for file in rule.folders.flatMap(Repository.swiftFiles(under:))
        where !rule.except.contains(where: file.path.hasPrefix) {
            let lines = file.code.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where rule.pattern(line) {
                Issue.record("\(file.path):\(index + 1): \(rule.name)")
            }
        }
    }

    /// Each pair is one word: what is meant, and why it is forbidden in every file.
    static let words: [(word: String, reason: String)] = [
        ("TO" + "DO", "do it, or write it down where it is planned"),
        ("FIX" + "ME", "do it, or write it down where it is planned"),
        ("/wo" + "rk/", "a path of somebody's machine"),
        ("../sha" + "red", "a path outside the repository"),
        ("/opt/sw" + "ift", "a path of somebody's machine"),
        ("/ro" + "ot/.py" + "env", "a path of somebody's machine"),
        ("deb.deb" + "ian.org", "the machine's own mirror serves as well"),
        ("py" + "pi.org", "a registry"),
        ("pythonho" + "sted", "a registry"),
        ("registry.np" + "mjs", "a registry"),
        ("crat" + "es.io", "a registry"),
        ("proxy.gol" + "ang", "a registry"),
        ("BEGIN PRIV" + "ATE KEY", "a secret"),
        ("BEGIN EC PRIV" + "ATE KEY", "a secret"),
        ("BEGIN RSA PRIV" + "ATE KEY", "a secret"),
    ]

    @Test("in any file", arguments: words.map(\.word))
    func word(word: String) {
        let reason = Self.words.first { $0.word == word }?.reason ?? ""
        for file in Repository.files where file.text.contains(word) {
            for (index, line) in file.lines.enumerated() where line.contains(word) {
                Issue.record("\(file.path):\(index + 1): \(word): \(reason)")
            }
        }
    }

    @Test("the rules see what they forbid")
    func rulesSee() {
        let bad = [
            "let x = try! f()", "x as! Int", "fatalError(\"\")", "Task { }",
            "final class C: @unchecked Sendable", "print(x)",
        ]
        for (rule, line) in zip(Self.codeRules, bad) {
            #expect(rule.pattern(Substring(line)), "\(rule.name)")
            #expect(!rule.pattern(" let fine = TaskGroup<Int>.self "), "\(rule.name)")
        }
        let task = Self.codeRules[3].pattern
        #expect(task("Task.detached {") && task("Task(priority: .low) {") && task("Task{"))
    }
}
