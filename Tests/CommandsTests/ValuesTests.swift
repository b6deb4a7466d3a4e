import Commands
import GarageNetwork
import Geometry
import Testing

@Suite struct ValuesTests {
    @Test(
        "distances and durations carry their unit",
        arguments: [
            ("30km", .kilometres(30)), ("800m", .kilometres(0.8)), ("45min", .minutes(45)),
            ("0.5km", .kilometres(0.5)), ("0km", .kilometres(0)), ("0min", .minutes(0)),
        ] as [(String, Extent)])
    func extents(text: String, extent: Extent) throws {
        #expect(try Extent(argument: text) == extent)
    }

    @Test(
        "what is no distance is refused, with the kind of the fault",
        arguments: [
            ("30", .notANumber), ("km", .notANumber), ("3,5km", .notANumber),
            ("-1km", .outOfRange), ("nankm", .notANumber), ("infkm", .notANumber),
            ("1e3km", .notANumber), ("0x10km", .notANumber), ("30 km", .notANumber),
            ("20039km", .outOfRange), ("601min", .outOfRange),
        ] as [(String, Misreading.Kind)])
    func misreadExtents(text: String, kind: Misreading.Kind) {
        #expect(throws: Misreading.self) { try Extent(argument: text) }
        do throws(Misreading) {
            _ = try Extent(argument: text)
        } catch {
            #expect(error.kind == kind)
        }
    }

    @Test("a French comma gets its own sentence")
    func decimalComma() {
        do throws(Misreading) {
            _ = try Extent(argument: "3,5km")
        } catch {
            #expect(error.reason.contains("use '.' not ','"))
        }
    }

    @Test(
        "coordinates",
        arguments: [("48.85,2.35", 48.85, 2.35), ("-90,180", -90, 180), ("0,-0.5", 0, -0.5)])
    func coordinates(text: String, latitude: Double, longitude: Double) throws {
        let point = try Coordinate(argument: text)
        #expect(point.latitude == latitude)
        #expect(point.longitude == longitude)
    }

    @Test(
        "what is no coordinate",
        arguments: ["", ",", "48.85", "48.85,", "48.85,2.35,1", "91,2", "2,181", "nan,2", "a,b"])
    func notCoordinates(text: String) {
        #expect(throws: Misreading.self) { try Coordinate(argument: text) }
    }

    @Test(
        "text for people holds no control characters",
        arguments: ["", "a\u{0}b", "a\nb", "a\u{85}b", "a\u{202E}b", "\u{FEFF}a"])
    func lines(text: String) {
        #expect(throws: Misreading.self) { try Line(argument: text) }
    }

    @Test("text is counted in characters, up to its limit")
    func lineLength() throws {
        #expect(throws: Never.self) {
            try Line(argument: String(repeating: "é", count: Line.lengthMax))
        }
        #expect(throws: Misreading.self) {
            try Line(argument: String(repeating: "é", count: Line.lengthMax + 1))
        }
    }

    @Test(
        "bands",
        arguments: [
            ("5-10", true), ("10-5", false), ("5", false), ("0-0", true), ("5-1001", false),
            ("-1-5", false),
        ])
    func bands(text: String, isBand: Bool) {
        #expect(((try? TargetBand(argument: text)) != nil) == isBand)
    }

    @Test("keys", arguments: [("a", true), ("", false), ("with space", false), ("é", false)])
    func keys(text: String, isKey: Bool) {
        #expect(((try? RequestKey(argument: text)) != nil) == isKey)
    }

    @Test("shut days")
    func shutDays() throws {
        #expect(try ShutDays(argument: "none") == .none)
        guard case .period(let one) = try ShutDays(argument: "2026-08-01") else {
            Issue.record("one day is a period")
            return
        }
        #expect(one.first == one.last)
        #expect(throws: Misreading.self) { try ShutDays(argument: "2026-08-15..2026-08-01") }
    }
}
