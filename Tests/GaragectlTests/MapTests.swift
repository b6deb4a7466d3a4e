import Foundation
import FoundationXML
import Geometry
import Testing

@testable import garagectl

@Suite struct MapTests {
    private static let lens = (50.43, 2.83)

    private func picture(
        _ garages: [GarageLoad], _ language: Language = .en, totals: String = SampleLoad.totals,
        month: String = "2025-03"
    ) throws -> String {
        let load = try SampleLoad.load(garages, totals: totals, month: month)
        return LoadPicture(load, words: LoadWords(language)).document
    }

    /// One in every part of France, at each standing, and some that no map shows.
    private static let scattered: [GarageLoad] = {
        let places: [(Double, Double)] = [
            (50.43, 2.83), (43.3, 5.38), (48.39, -4.49), (41.92, 8.74), (48.86, 2.35),
            (16.25, -61.55), (14.65, -61.0), (4.93, -52.33), (-20.9, 55.47), (-12.8, 45.2),
        ]
        let counts = [0, 3, 7, 12, 5]
        let located = places.enumerated().map { index, place in
            SampleLoad.garage(
                "G\(index)", counts[index % 5], verdict: index == 8 ? "out-of-scope" : "on-course",
                at: place)
        }
        let around = (0..<7).map {
            SampleLoad.garage("P\($0)", $0, at: (48.7 + Double($0) / 25, 2.3))
        }
        let elsewhere = [
            SampleLoad.garage("X1", 2, at: (46.78, -56.17)), SampleLoad.garage("X2", 2),
        ]
        return located + around + elsewhere
    }()

    @Test func everyGarageIsDrawnOnceOrNamedBelowTheMap() throws {
        let read = try #require(ReadXML(try picture(Self.scattered)))
        let titles = read.all("title").map(\.text).filter { $0.contains("Garage fictif") }
        for garage in Self.scattered where garage.place != nil && garage.id != "X1" {
            #expect(titles.count { $0.hasPrefix("\(garage.id) ") } == 1, "\(garage.id)")
        }
        #expect(titles.count == Self.scattered.count - 2)
        #expect(read.all("text").contains { $0.text == "2 garages off the map: X1, X2" })
    }

    @Test(arguments: [
        (0, "circle", "#FFFFFF"), (1, "polygon", "#0072B2"), (4, "polygon", "#0072B2"),
        (5, "circle", "#009E73"), (10, "circle", "#009E73"), (11, "polygon", "#D55E00"),
    ])
    func coloursAndShapesChangeAtTheEdgesOfTheBand(
        committed: Int, shape: String, fill: String
    ) throws {
        let garage = SampleLoad.garage("G1", committed, at: Self.lens)
        let mark = try #require(try mark("G1", in: picture([garage])))
        #expect(mark.name == shape)
        #expect(mark.attributes["fill"] == fill)
    }

    @Test func aClosedGarageIsACross() throws {
        let garage = SampleLoad.garage("G1", 7, verdict: "out-of-scope", at: Self.lens)
        let mark = try #require(try mark("G1", in: picture([garage])))
        #expect(mark.name == "path" && mark.attributes["fill"] == "none")
    }

    /// Below and above differ in more than their colour: the third corner is down or up.
    @Test func trianglesPointWhereTheCountLies() throws {
        for (committed, sign) in [(2, 1.0), (14, -1.0)] {
            let garage = SampleLoad.garage("G1", committed, at: Self.lens)
            let mark = try #require(try mark("G1", in: picture([garage])))
            let corners = try #require(mark.attributes["points"]).split(separator: " ").map {
                Double($0.split(separator: ",")[1]) ?? 0
            }
            #expect(corners[0] == corners[1])
            #expect((corners[2] - corners[0]) * sign > 0)
        }
    }

    private func mark(_ id: String, in picture: String) throws -> ReadXML.Element? {
        let read = try #require(ReadXML(picture))
        return read.all("title").first { $0.text.hasPrefix("\(id) ") }?.parent.map {
            read.elements[$0]
        }
    }

    @Test func thePictureStandsAlone() throws {
        let text = try picture(Self.scattered)
        let read = try #require(ReadXML(text))
        let used = Set(read.elements.map(\.name))
        #expect(
            used.isSubset(of: [
                "svg", "title", "desc", "rect", "path", "circle", "polygon", "line", "text",
            ]))
        let names = Set(read.elements.flatMap(\.attributes.keys))
        #expect(names.isDisjoint(with: ["href", "xlink:href", "style", "class", "src"]))
        #expect(text.ranges(of: "http").count == 1, "only the name space")
        #expect(!text.contains("url("))
    }

    @Test func whoCannotSeeItHearsTheSame() throws {
        let read = try #require(ReadXML(try picture(SampleLoad.three, .fr)))
        let root = read.elements[0]
        #expect(root.attributes["role"] == "img")
        #expect(root.attributes["aria-labelledby"] == "title description")
        #expect(root.attributes["lang"] == "fr")
        #expect(read.all("title")[0].text == "Garages solidaires\u{A0}: mars 2025")
        #expect(
            read.all("desc")[0].text
                == "Garages dans l'objectif à ce jour\u{A0}: 33\u{A0}% (1 sur 3). "
                + "Au mieux, avec cette demande et cette géographie\u{A0}: 67\u{A0}%. "
                + "Moyenne\u{A0}: 8,00 personnes par garage. 1 à zéro, 0 en dessous, "
                + "1 dans l'objectif, 1 au-dessus, 0 fermés, non comptés.")
    }

    @Test func theThreeNumbersStandTogether() throws {
        let read = try #require(ReadXML(try picture(SampleLoad.three)))
        let large = read.all("text").filter { $0.attributes["font-size"] == "32" }.map(\.text)
        #expect(large == ["33\u{A0}%", "67\u{A0}%", "8.00"])
        let unsaid = try #require(ReadXML(try picture([], totals: "OK")))
        #expect(unsaid.all("text").count { $0.text == "unknown" } == 3)
    }

    @Test func aMonthThatIsOverForecastsNothing() throws {
        let garage = SampleLoad.garage("G1", 7, forecast: 7, at: Self.lens)
        let over = try picture([garage], month: "2025-02")
        #expect(over.contains("Solidarity garages: February 2025"))
        #expect(over.contains("How it ended") && over.contains("at the end"))
        #expect(!over.contains("expected by the end") && !over.contains("so far"))
        #expect(
            try picture([garage]).contains(
                "G1 Garage fictif, Lens: 7 people, band 5 to 10, in band, "
                    + "7.0 expected by the end, on course"))
    }

    @Test func namesCannotBreakThePicture() throws {
        let name = "</text><script>alert(\"1\")</script> & \u{1B}[31m 'Ünö'"
        let garage = SampleLoad.garage("<G&1>", 7, name: name, at: Self.lens)
        let text = try picture([garage])
        let read = try #require(ReadXML(text))
        #expect(!text.contains("<script"))
        #expect(read.all("title").last?.text.contains("<script>alert(\"1\")</script> &") == true)
    }

    @Test func theSameRowsGiveTheSameBytesInWhateverOrderTheyCome() throws {
        let first = try picture(Self.scattered)
        for seed in 0..<5 {
            let turned = Self.scattered.indices.map {
                Self.scattered[($0 * 7 + seed) % Self.scattered.count]
            }
            #expect(try picture(turned) == first)
        }
    }

    @Test(arguments: [(5, 0), (6, 1)])
    func parisIsEnlargedWhenItIsCrowded(garages: Int, maps: Int) throws {
        let around = (0..<garages).map {
            SampleLoad.garage("P\($0)", 7, at: (48.7 + Double($0) / 25, 2.3))
        }
        let text = try picture(around)
        #expect(text.ranges(of: "Paris and around").count == maps)
        let read = try #require(ReadXML(text))
        #expect(read.all("text").count { $0.text == "Paris" } == 1)
    }

    /// Wherever in France a garage is, it is on the page; in its far corners, where nobody lives,
    /// it is named below the map or drawn, and never cut off.
    @Test(arguments: MapPart.allCases)
    func nothingIsDrawnOffThePage(part: MapPart) throws {
        for (index, place) in (part.frame + part.outline.joined()).enumerated() where index < 60 {
            let garage = SampleLoad.garage("C1", 7, at: (place.latitude, place.longitude))
            let text = try picture([garage])
            guard let mark = try mark("C1", in: text) else {
                #expect(index < 4 && text.contains("1 garage off the map: C1"), "\(place)")
                continue
            }
            let x = try #require(mark.attributes["cx"].flatMap { Double($0) })
            let y = try #require(mark.attributes["cy"].flatMap { Double($0) })
            #expect(x > 8 && x < LoadPicture.panel.x, "\(part)")
            #expect(y > 84 && y < 774, "\(part)")
        }
    }

    @Test(arguments: [(0, 3.2), (1, 3.2), (4, 4), (9, 6), (16, 8), (100, 16), (9_999, 16)])
    func areasGrowWithThePeople(people: Int, radius: Double) {
        #expect(LoadMap.radius(people: people) == radius)
    }
}
