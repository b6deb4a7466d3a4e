import Testing

/// Everything short enough to be read in one sitting.
@Suite struct SizeTests {
    static let fileLinesMax = 400
    static let functionLinesMax = 70
    static let lineCharactersMax = 100

    static let swiftFiles =
        Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests")
        + Repository.swiftFiles(under: "SQL")

    @Test("files")
    func files() {
        for file in Self.swiftFiles {
            #expect(
                file.lines.count <= Self.fileLinesMax, "\(file.path): \(file.lines.count) lines")
        }
    }

    @Test("functions")
    func functions() {
        for file in Self.swiftFiles {
            for function in SwiftCode.functions(in: file.code) {
                #expect(
                    function.lineCount <= Self.functionLinesMax,
                    "\(file.path):\(function.line): a function of \(function.lineCount) lines")
            }
        }
    }

    /// A regular expression between slashes cannot be broken over lines, so it may be longer.
    @Test("lines")
    func lines() {
        for file in Self.swiftFiles {
            for (index, line) in file.lines.enumerated()
            where line.count > Self.lineCharactersMax && line.wholeMatch(of: /\s*\/.*\/,?/) == nil {
                Issue.record("\(file.path):\(index + 1): \(line.count) characters")
            }
        }
    }

    /// A ratchet: at least as much test code as source is the aim.
    ///
    /// Raise the figure when the ratio
    /// has grown, and never lower it.
    @Test("tests are not much shorter than what they test")
    func testsAreLong() {
        let source = codeLines(Repository.swiftFiles(under: "Sources"))
        let tests = codeLines(Repository.swiftFiles(under: "Tests"))
        let ratio = Double(tests) / Double(max(1, source))
        print("lines of code: \(source) in Sources, \(tests) in Tests; ratio \(ratio)")
        #expect(ratio >= 0.8)
    }

    /// Lines that hold anything but comments and blanks.
    private func codeLines(_ files: [Repository.File]) -> Int {
        files.map { file in
            file.lines.count { !$0.allSatisfy(\.isWhitespace) && !$0.contains(/^\s*\/\//) }
        }.reduce(0, +)
    }
}
