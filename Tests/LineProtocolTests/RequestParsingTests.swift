import LineProtocol
import Testing

@Suite struct RequestParsingTests {
    @Test(
        "reads what the grammar allows",
        arguments: [
            ("PING", nil, "PING", []),
            ("ping", nil, "PING", []),
            ("@7 Ping", "7", "PING", []),
            ("@a-Z_0.9: BENEFICIARY-ADD", "a-Z_0.9:", "BENEFICIARY-ADD", []),
            ("MATCH at=48.85,2.35 within=20km", nil, "MATCH", ["at:48.85,2.35", "within:20km"]),
            ("V a=b=c", nil, "V", ["a:b=c"]),
            ("V a==", nil, "V", ["a:="]),
            (#"V a=\n"#, nil, "V", [#"a:\n"#]),
            (#"V a="""#, nil, "V", ["a:"]),
            (#"V a="x y" b=z"#, nil, "V", ["a:x y", "b:z"]),
            (#"V a="\"\\\n\t""#, nil, "V", ["a:\"\\\n\t"]),
            (#"V a="\u00e9\u00C9\u20ac""#, nil, "V", ["a:éÉ€"]),
            (#"V a="\u000a\u0009""#, nil, "V", ["a:\n\t"]),
            ("V a=Créteil b=\"Noisy-le-Grand 🚗\"", nil, "V", ["a:Créteil", "b:Noisy-le-Grand 🚗"]),
            ("V a_b-c9=1", nil, "V", ["a_b-c9:1"]),
            ("V a=\u{A0}", nil, "V", ["a:\u{A0}"]),
        ] as [(String, String?, String, [String])])
    func reads(line: String, tag: String?, verb: String, arguments: [String]) throws {
        let request = try Request(parsing: line)
        #expect(request.tag == tag)
        #expect(request.verb == verb)
        #expect(request.arguments.map { "\($0.name):\($0.value)" } == arguments)
    }

    @Test(
        "refuses everything else, and says where",
        arguments: [
            ("", 1, "the line is empty"),
            (" PING", 1, "starts with a verb"),
            ("1PING", 1, "starts with a verb"),
            ("-PING", 1, "starts with a verb"),
            ("# PING", 1, "starts with a verb"),
            ("PI_NG", 3, "made of letters"),
            ("PING ", 6, "remove the space at the end"),
            ("PING  a=1", 6, "exactly one space"),
            ("V a=1 ", 7, "remove the space at the end"),
            ("V a=1  b=2", 7, "exactly one space"),
            ("@", 2, "a tag is missing"),
            ("@ PING", 2, "a tag is missing"),
            ("@7", 3, "a verb is missing"),
            ("@7 ", 4, "starts with a verb"),
            ("@7/8 PING", 3, "a tag is made of"),
            ("V at", 5, "write key=value"),
            ("V =1", 3, "a key is missing"),
            ("V At=1", 3, "keys are in lower case"),
            ("V aT=1", 4, "keys are in lower case"),
            ("V a.b=1", 4, "written key=value"),
            ("V a=", 5, "the value of 'a' is missing"),
            ("V a= b=1", 5, "the value of 'a' is missing"),
            (#"V a=b"c"#, 6, "a quote may only open"),
            (#"V a="b"#, 5, "never closed"),
            (#"V a="b\"#, 7, "after '\\'"),
            (#"V a="b\""#, 5, "never closed"),
            (#"V a="b"c"#, 8, "a space must follow"),
            (#"V a="b""c""#, 8, "a space must follow"),
            (#"V a="\x""#, 6, "after '\\'"),
            (#"V a="\u12""#, 6, "four hexadecimal digits"),
            (#"V a="\u12g4""#, 6, "four hexadecimal digits"),
            (#"V a="\ud83d\ude00""#, 6, "surrogate"),
            (#"V a="\u0000""#, 6, "NUL"),
            (#"V a="\u001b""#, 6, "control character"),
            (#"V a="\u202e""#, 6, "reading direction"),
            (#"V é="1""#, 3, "written key=value"),
            ("V a=éé\u{7}", 7, "control character"),
            ("V a=é b=é \u{7}", 11, "control character"),
            ("V a=1\tb=2", 6, "a tab is written"),
            ("V\ta=1", 2, "a tab is written"),
            ("V a=\"\t\"", 6, "a tab is written"),
            ("V a=x\0y", 6, "NUL"),
            ("\0", 1, "NUL"),
            ("PING\r", 5, "carriage return"),
            ("V a=\"x\ry\"", 7, "carriage return"),
            ("V a=\u{7F}", 5, "control character"),
            ("V a=\u{85}", 5, "control character"),
            ("V a=\u{2028}", 5, "line separator"),
            ("V a=\u{2029}", 5, "line separator"),
            ("\u{FEFF}PING", 1, "byte-order mark"),
            ("V a=\u{202E}x", 5, "reading direction"),
            ("V a=\u{2066}x", 5, "reading direction"),
            ("V a=\u{61C}x", 5, "reading direction"),
        ])
    func refuses(line: String, column: Int, sentence: String) throws {
        let error = try #require(throws: RequestError.self) { try Request(parsing: line) }
        #expect(error.name == .syntax)
        #expect(error.message.hasPrefix("column \(column): "), "\(error.message)")
        #expect(error.message.contains(sentence), "\(error.message)")
    }

    @Test(
        "refuses bytes that are not UTF-8",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func refusesInvalid(bytes: [UInt8]) throws {
        let line = Array("V a=é".utf8) + bytes
        let error = try #require(throws: RequestError.self) { try parse(line) }
        #expect(error.message == "column 6: the bytes here are not valid UTF-8")
    }

    @Test("agrees with the standard library on every pair and triple of odd bytes")
    func agreesOnUTF8() {
        let odd: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
            0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
        ]
        for a in odd {
            for b in odd {
                for c in odd {
                    for tail in [[], [0x80], [0xBF, 0x41]] as [[UInt8]] {
                        let bytes = [a, b, c] + tail
                        let told = (try? parse(Array("V a=".utf8) + bytes)) != nil
                        let text = String(validating: bytes, as: UTF8.self)
                        let allowed = text.map { text in
                            text.unicodeScalars.allSatisfy {
                                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                                    && !Self.refused.contains($0)
                            }
                        }
                        #expect(told == (allowed ?? false), "\(bytes)")
                    }
                }
            }
        }
    }

    static let refused: Set<Unicode.Scalar> = [
        "\u{61C}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202B}",
        "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
        "\u{FEFF}",
    ]

    @Test("columns count characters, and point at the value")
    func columns() throws {
        let request = try Request(parsing: "@7 V a=éé bb=\"x\" c=1")
        #expect(request.arguments.map(\.column) == [8, 14, 20])
    }

    @Test("a repeated key is told once the rest is known to be well formed")
    func repeatedKey() throws {
        let repeated = try #require(throws: RequestError.self) {
            try Request(parsing: "V e=é at=1 at=2 at=3")
        }
        #expect(repeated.name == .repeatedKey)
        #expect(repeated.message == "column 12: 'at' is given twice; keep one")
        let worse = try #require(throws: RequestError.self) {
            try Request(parsing: "V at=1 at=2 x")
        }
        #expect(worse.name == .syntax)
    }

    @Test("counts and lengths end where the protocol says")
    func limits() throws {
        let many = (1...64).map { " k\($0)=v" }.joined()
        #expect(try Request(parsing: "V" + many).arguments.count == 64)
        #expect(throws: RequestError.self) { try Request(parsing: "V" + many + " k65=v") }
        let tag = String(repeating: "t", count: 32)
        #expect(try Request(parsing: "@\(tag) V").tag == tag)
        #expect(throws: RequestError.self) { try Request(parsing: "@\(tag)t V") }
        let verb = String(repeating: "v", count: 32)
        #expect(try Request(parsing: verb).verb == verb.uppercased())
        #expect(throws: RequestError.self) { try Request(parsing: verb + "v") }
    }

    @Test(
        "finds the tag of a line, whatever follows",
        arguments: [
            ("@7 V", "7", "7"), ("@7 \0", "7", "7"), ("@7", "7", nil), ("@", nil, nil),
            ("@ V", nil, nil), ("V @7", nil, nil), ("@7\0 V", nil, nil), ("", nil, nil),
            ("@" + String(repeating: "t", count: 33) + " V", nil, nil),
        ] as [(String, String?, String?)])
    func tags(line: String, whole: String?, cut: String?) {
        Array(line.utf8).withUnsafeBytes { bytes in
            #expect(Request.tag(of: bytes) == whole)
            #expect(Request.tag(of: bytes, isWhole: false) == cut)
        }
    }
}

/// Reads a line of any bytes.
func parse(_ line: [UInt8]) throws(RequestError) -> Request {
    try line.withUnsafeBytes { bytes in
        Result { () throws(RequestError) in try Request(parsing: bytes) }
    }.get()
}
