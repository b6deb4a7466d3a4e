import Testing

/// The reader that the other rules rely on, against sources that try to mislead it.
@Suite struct SwiftCodeTests {
    @Test(
        "what is code and what is not",
        arguments: [
            ("let a = 1 // b {", "let a = 1"),
            ("/* { /* } */ { */ a", "a"),
            (#"f("{ // \" {") { }"#, "f(  ) { }"),
            (##"f(#"{ " {"#) }"##, "f(  ) }"),
            (#"f("\(g("{") + "}") {")"#, "f( (g( ) +  )  )"),
            ("let t = \"\"\"\n  { \"quoted\" {\n  \"\"\"\n}", "let t =\n\n\n}"),
            ("a\n// fine\nb", "a\n\nb"),
        ])
    func blanking(source: String, code: String) {
        #expect(squeezed(SwiftCode(source).text) == squeezed(code))
        #expect(lineCount(SwiftCode(source).text) == lineCount(source))
    }

    @Test("functions and their lengths")
    func functions() {
        let source = """
            struct S {
                init(a: Int) { self.a = a }
                func one() -> Int {
                    let text = "}"
                    return text.map { _ in 1 }.count  // }
                }
                func two(
                    a: Int
                ) {
                    func inner() {
                        S(a: 1)
                    }
                }
                subscript(i: Int) -> Int { i }
                let made = S.init(a: 1)
            }
            protocol P {
                func without(body: Int)
                var x: Int { get }
            }
            """
        let found = SwiftCode.functions(in: SwiftCode(source).text).map { [$0.line, $0.lineCount] }
        #expect(found == [[2, 1], [3, 4], [7, 7], [10, 3], [14, 1]])
    }

    private func squeezed(_ text: String) -> [[Substring]] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: " ")
        }
    }

    private func lineCount(_ text: String) -> Int { text.count { $0 == "\n" } }
}
