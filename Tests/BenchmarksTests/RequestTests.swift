import Foundation
import Geometry
import Testing

@testable import Benchmarks

/// What is sent to servers, and what is read from their answers.
struct RequestTests {
    @Test(arguments: [
        (0, "0.0000000"), (48.85, "48.8500000"), (-1, "-1.0000000"), (-0.000_000_1, "-0.0000001"),
        (0.000_000_04, "0.0000000"), (179.999_999_96, "180.0000000"), (7.05, "7.0500000"),
    ])
    func degreesHaveSevenPlaces(_ degrees: Double, _ text: String) {
        #expect(Degrees.text(degrees) == Array(text.utf8))
        #expect(Double(text) == Degrees.rounded(degrees))
    }

    @Test func requestsOfRedisSayHowLongTheyAre() {
        #expect(Resp.request(["PING"]) == Array("*1\r\n$4\r\nPING\r\n".utf8))
        #expect(Resp.request(["A", "été"]) == Array("*2\r\n$1\r\nA\r\n$5\r\nété\r\n".utf8))
    }

    @Test func identifiersOfRedisAreBeforeTheirDistances() {
        let reply = "*2\r\n*2\r\n$2\r\n17\r\n$6\r\n1.2500\r\n*2\r\n$1\r\n4\r\n$1\r\n9\r\n"
        #expect(Resp.ids(Array(reply.utf8), elements: 2) == [17, 4])
        #expect(Resp.ids(Array("*0\r\n".utf8), elements: 2) == [])
    }

    @Test func identifiersOfTile38AreBeforePointAndDistance() {
        let reply =
            "*2\r\n:0\r\n*1\r\n*3\r\n$2\r\n17\r\n*2\r\n$4\r\n48.1\r\n$3\r\n2.5\r\n$3\r\n9.5\r\n"
        #expect(Resp.ids(Array(reply.utf8), elements: 3) == [17])
    }

    @Test func messagesOfPostgresSayHowLongTheyAre() {
        let startUp = PostgresMessages.startUp(user: "u", database: "d")
        #expect(Array(startUp[0..<8]) == [0, 0, 0, UInt8(startUp.count), 0, 3, 0, 0])
        #expect(startUp.suffix(2) == [0, 0])
        let execute = PostgresMessages.execute([Array("1.5".utf8), Array("-2".utf8)])
        let bind: [UInt8] =
            [0x42, 0, 0, 0, 26, 0, 0x71, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0x31, 0x2e, 0x35]
            + [0, 0, 0, 2, 0x2d, 0x32, 0, 0]
        #expect(Array(execute.prefix(bind.count)) == bind)
        #expect(
            Array(execute.dropFirst(bind.count))
                == [0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4])
    }

    @Test func identifiersOfPostgresAreTheFirstColumn() {
        func row(_ cells: [String]) -> [UInt8] {
            var body: [UInt8] = []
            for cell in cells { body += [0, 0, 0, UInt8(cell.utf8.count)] + Array(cell.utf8) }
            return [0x44, 0, 0, 0, UInt8(body.count + 6), 0, UInt8(cells.count)] + body
        }
        let reply =
            [0x32, 0, 0, 0, 4] + row(["12", "0.5"]) + row(["7", "99"])
            + [0x43, 0, 0, 0, 5, 0, 0x5a, 0, 0, 0, 5, 0x49]
        #expect(PostgresMessages.ids(reply) == [12, 7])
        #expect(PostgresMessages.ids([]) == [])
    }

    @Test func garagesOfMatchAreInItsOrder() {
        let reply = """
            = {"rank":1,"garage":"G17","km":1.00}
            = {"rank":2,"garage":"G4","name":"\\"garage\\":\\"G9\\""}
            + OK rows=2
            """
        #expect(Questions.numbers(inMatch: Array(reply.utf8)) == [17, 4])
    }

    @Test func requestsFollowTheirLengths() {
        let framed = RequestFile.framed([Array("ab".utf8), [], [7]])
        #expect(Array(framed) == [2, 0, 0, 0, 0x61, 0x62, 0, 0, 0, 0, 1, 0, 0, 0, 7])
    }

    @Test func everybodyWhoIsAskedForHasAGarageInReach() {
        let questions = Questions(300, .clustered)
        let scan = LinearScan(questions.places)
        #expect(questions.people.count > 1000)
        for person in questions.people {
            #expect(!scan.nearest(to: person, within: .kilometres(20), limit: 1).isEmpty)
        }
        #expect(questions.match(" fields=garage").allSatisfy { $0.last == 10 })
    }

    @Test(arguments: [(5.0, 300, 50), (5, 3000, 17), (5, 300_000, 2), (5, 100_000_000, 1)])
    func reachHoldsAsManyAtEverySize(_ wanted: Double, _ count: Int, _ radius: Int) {
        #expect(ServiceLevel.radiusKm(holding: wanted, of: count) == radius)
    }
}

/// What follows from the figures of servers.
struct ServiceRowsTests {
    private static func figures(_ perSecond: Int, cpuSeconds: Double) throws -> LoadFigures {
        var figures = try #require(
            LoadFigures("\(perSecond)\t0\t1.0\t0\t100\t1000\t2000\t150\t3000\t0.1"))
        figures.serverSeconds = cpuSeconds
        return figures
    }

    @Test func theWorstCellIsHeldToTheGoals() throws {
        var rows = ServiceRows(quick: true)
        for shape in ServiceLevel.shapes {
            let isWorst = shape == .init(connections: 16, depth: 1)
            rows.add(
                ServiceRows.short, shape,
                try Self.figures(isWorst ? 500 : 2000, cpuSeconds: isWorst ? 0.2 : 0.1), 1)
            rows.add(
                ServiceRows.shortEcho, shape, try Self.figures(4000, cpuSeconds: 0.1), nil)
            rows.add("slow", shape, try Self.figures(10, cpuSeconds: 1), 0.99)
            rows.add("Redis", shape, try Self.figures(1000, cpuSeconds: 0.1), 0.99)
        }
        let goals = rows.goals(points: 300)
        #expect(goals.map(\.measured) == [0.5, 16, 0.5, 1])
        #expect(goals.map(\.isReached) == [false, false, true, true])
    }

    @Test func aCellThatWasNotMeasuredIsNotJudged() throws {
        var rows = ServiceRows(quick: true)
        rows.add(
            ServiceRows.full, .init(connections: 1, depth: 1),
            try Self.figures(10, cpuSeconds: 1), 1)
        rows.leaveOut(ServiceRows.full, .init(connections: 64, depth: 64))
        #expect(rows.goals(points: 300).isEmpty)
        var table = Table(ServiceRows.columns)
        rows.write(to: &table)
        #expect(table.rows.count == 2)
        #expect(table.rows[1][0] == "garaged, full, 1 left out")
    }
}
