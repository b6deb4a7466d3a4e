import Alerting
import GarageNetwork
import Matching

extension Environment {
    /// Freezes the month before, writes what the partners get of it, and recalibrates the odds.
    func monthlyJob(
        _ claim: any JobClaim, _ order: JobOrder
    ) async throws(LedgerError) -> JobReport {
        let month = order.month ?? clock.now.paris.day.month.previous
        let closing = try await claim.close(
            month, plans: plans(of: month), at: writtenInstant, isRehearsal: order.isRehearsal,
            compose: { PartnersFile($0).text })
        let name = "partners-\(month).csv"
        var written = name
        if !order.isRehearsal {
            written = try await write(closing.file, as: name)
            try await recalibrate(desks.watch)
        }
        let inBand = closing.verdicts[.inBand] ?? 0
        let judged = closing.garages - (closing.verdicts[.closed] ?? 0)
        let again = closing.wasClosed
        return JobReport(
            counts: [
                ("garages", closing.garages), ("below", closing.verdicts[.below] ?? 0),
                ("in", inBand), ("above", closing.verdicts[.above] ?? 0),
            ],
            names: [("month", "\(month)"), ("file", written)],
            sentence: Sentence(
                french: "\(month) \(again ? "déjà figé" : "figé") : \(inBand) garages sur"
                    + " \(judged) dans leur fourchette ; \(written)",
                english: "\(month) \(again ? "was frozen already" : "frozen"): \(inBand) of"
                    + " \(judged) garages in band; \(written)"))
    }

    /// The band of every garage in a month, as LOAD judges it.
    private func plans(of month: Month) -> [MonthPlan] {
        let network = network.snapshot
        let weights = WorkingCalendar.french.weights(of: month)
        return network.garages.map { garage in
            let band = GarageMonthPlan(of: garage, weights: weights, asOf: network.today).band
            return MonthPlan(
                garage: garage.number, min: band.min, max: band.max, isJudged: band.isInScope)
        }
    }

    private func write(_ text: String, as name: String) async throws(LedgerError) -> String {
        do throws(ExportFailure) {
            return try await exports.write(Array(text.utf8), as: name)
        } catch {
            throw .internalFault(reference: error.reference)
        }
    }
}
