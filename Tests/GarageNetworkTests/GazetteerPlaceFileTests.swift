import GarageNetwork
import Geometry
import Testing

@Suite struct GazetteerPlaceFileTests {
    static let header = "name\tpostcodes\tdepartment\tlat\tlon\tpopulation"

    @Test func readsEveryField() throws {
        let rows = try PlaceRow.parse(
            tsv: "\(Self.header)\nLille\t59000|59800\t59\t50.63297\t3.05858\t228328\n")
        let lille = PlaceRow(
            name: "Lille", postcodes: ["59000", "59800"], department: "59",
            position: try at(50.63297, 3.05858), population: 228_328)
        #expect(rows == [lille])
    }

    @Test(arguments: [
        "", "\n", "\r\n", "\n\n",
    ])
    func aHeaderAloneIsNoPlaces(end: String) throws {
        #expect(try PlaceRow.parse(tsv: Self.header + end).isEmpty)
    }

    @Test func windowsLinesAndAByteOrderMarkAreReadAlike() throws {
        let plain = try PlaceRow.parse(tsv: SmallFrance.tsv)
        let windows = "\u{FEFF}" + SmallFrance.tsv.split(separator: "\n").joined(separator: "\r\n")
        #expect(plain.count == 34)
        #expect(try PlaceRow.parse(tsv: windows) == plain)
        #expect(try PlaceRow.parse(tsv: Array(windows.utf8)) == plain)
    }

    @Test(arguments: [
        "A\t\t\t0\t0\t0", "A\t\t\t-90\t180\t0", "A\t20000\t2A\t90\t-180\t99999999",
        "\(String(repeating: "a", count: 200))\t\t\t0\t0\t0",
    ])
    func takesTheEdges(line: String) throws {
        #expect(try PlaceRow.parse(tsv: "\(Self.header)\n\(line)").count == 1)
    }

    static let bad: [(line: String, problem: PlaceFileError.Problem)] = [
        ("A\t\t\t0\t0", .fields(5)), ("A\t\t\t0\t0\t0\t", .fields(7)), ("A,,,0,0,0", .fields(1)),
        ("\t\t\t0\t0\t0", .name), ("-\t\t\t0\t0\t0", .name),
        ("\(String(repeating: "a", count: 201))\t\t\t0\t0\t0", .name),
        ("A\t6230\t\t0\t0\t0", .postcode), ("A\t62300,62301\t\t0\t0\t0", .postcode),
        ("A\t62300|623000\t\t0\t0\t0", .postcode), ("A\t6230é\t\t0\t0\t0", .postcode),
        ("A\t\t9744\t0\t0\t0", .department), ("A\t\té\t0\t0\t0", .department),
        ("A\t\t\t90.1\t0\t0", .position), ("A\t\t\t0\t-180.1\t0", .position),
        ("A\t\t\tnan\t0\t0", .position), ("A\t\t\t0\tinf\t0", .position),
        ("A\t\t\t\t0\t0", .position), ("A\t\t\t50,4\t2,8\t0", .position),
        ("A\t\t\t0\t0\t-1", .population), ("A\t\t\t0\t0\t1.5", .population),
        ("A\t\t\t0\t0\t", .population), ("A\t\t\t0\t0\t99999999999999999999", .population),
    ]

    @Test(arguments: bad)
    func saysWhichLineIsWrongAndWhy(row: (line: String, problem: PlaceFileError.Problem)) {
        #expect(throws: PlaceFileError(line: 4, problem: row.problem)) {
            try PlaceRow.parse(tsv: "\(Self.header)\nOk\t\t\t0\t0\t0\n\n\(row.line)\n")
        }
    }

    @Test(arguments: ["", "name;postcodes", "Lens\t62300\t62\t50.4\t2.8\t38000", " \(header)"])
    func withoutItsHeaderAFileIsRefused(text: String) {
        #expect(throws: PlaceFileError(line: 1, problem: .header)) { try PlaceRow.parse(tsv: text) }
    }

    @Test func aNameThatIsNotTextIsRefused() {
        let bytes = Array("\(Self.header)\n".utf8) + [0xC3, 0x28] + Array("\t\t\t0\t0\t0".utf8)
        #expect(throws: PlaceFileError(line: 2, problem: .name)) { try PlaceRow.parse(tsv: bytes) }
    }

    @Test func everyErrorSaysWhereAndWhatToDo() {
        for (_, problem) in Self.bad + [("", .header)] {
            let text = PlaceFileError(line: 7, problem: problem).description
            #expect(text.hasPrefix("line 7: "))
            #expect(text.hasSuffix("."))
        }
        #expect(
            PlaceFileError(line: 2, problem: .fields(5)).description
                == "line 2: 5 fields where there must be 6, with a tab between each two.")
    }
}
