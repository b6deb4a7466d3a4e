import GarageNetwork

@testable import garagectl

/// Rows as the daemon sends them, for pictures.
enum SampleLoad {
    static func row(
        _ id: String, _ committed: Int, band: ClosedRange<Int> = 5...10, forecast: Double? = nil,
        below: Double = 0, above: Double = 0, verdict: String = "on-course",
        name: String = "Garage fictif"
    ) -> String {
        let expected = forecast ?? Double(committed)
        return """
            {"garage":"\(id)","committed":\(committed),"received":0,"min":\(band.lowerBound),\
            "max":\(band.upperBound),"forecast":\(expected),"p_below":\(below),"p_above":\(above),\
            "verdict":"\(verdict)","name":\(JSONText.string(name))}
            """
    }

    static func garage(
        _ id: String, _ committed: Int, band: ClosedRange<Int> = 5...10, forecast: Double? = nil,
        below: Double = 0, above: Double = 0, verdict: String = "on-course",
        name: String = "Garage fictif", at place: (Double, Double)? = nil
    ) -> GarageLoad {
        let text = row(
            id, committed, band: band, forecast: forecast, below: below, above: above,
            verdict: verdict, name: name)
        guard let members = JSONReader.object(text), var garage = GarageLoad(members) else {
            preconditionFailure("a sample row that is no row of LOAD: \(text)")
        }
        if let place {
            garage.locate([
                JSONMember(name: "lat", value: .number("\(place.0)")),
                JSONMember(name: "lon", value: .number("\(place.1)")),
                JSONMember(name: "town", value: .text("Lens")),
            ])
        }
        return garage
    }

    static let totals = "OK garages=3 below=1 in=1 above=1 mean=8.00 attainable=0.67"

    static func load(
        _ garages: [GarageLoad], totals: String = totals, month: String = "2025-03",
        today: String = "2025-03-19"
    ) throws -> NetworkLoad {
        let reply = WireReply(rows: [], final: try FinalLine(worked: totals))
        return NetworkLoad(
            garages: garages, numbers: HonestNumbers(try reply.get(verb: "LOAD")),
            month: Month(month), today: Day(today), time: "17:58")
    }

    /// One that starves, one on course, one that is overloaded.
    static let three = [
        garage("G1", 6, forecast: 7.4, name: "Atelier de Lens"),
        garage("G2", 17, forecast: 24.2, above: 1, verdict: "overloaded", name: "Garage Élan"),
        garage("G3", 0, forecast: 1.6, below: 0.97, verdict: "starving", name: "Le Relais"),
    ]
}
