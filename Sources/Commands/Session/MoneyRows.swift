import GarageNetwork
import LineProtocol
import Matching

/// How a referral's money and what it waits for are shown.
struct FileReport {
    let file: ReferralFile
    let reader: Scope
    let today: Day
    let language: Language

    /// Beside the referral itself: who has to do what next.
    var nextFields: Reply.Row {
        let first = file.awaiting.first { $0.matter.whom != .manager } ?? file.awaiting.first
        return [
            Field("waiting_for", first.map { .text($0.matter.whom.rawValue) } ?? .missing),
            Field("next_step", first.map { .text(sentence($0.matter)) } ?? .missing),
        ]
    }

    /// The quote that stands, then what every funder has answered.
    var moneyRows: [Reply.Row] {
        let quote = file.money.quote.map { [quoteRow($0)] } ?? []
        return quote + file.money.fundings.map(fundingRow)
    }

    private func sentence(_ matter: Awaiting.Matter) -> String {
        NextStep(
            matter: matter, referral: file.referral, money: file.money, today: today,
            reader: reader
        ).sentence(language)
    }

    private func quoteRow(_ quote: Quote) -> Reply.Row {
        let figures = quote.figures
        return [
            Field("referral", .text(file.referral.code.text)), Field("row", .text("quote")),
            Field("version", quote.version.map { .count($0) } ?? .missing),
            Field("on", .text("\(quote.on)")),
            Field("quote", .text(file.referral.course.quote.rawValue)),
            Field("amount_cents", .whole(figures.amountCents)),
            Field("labour_cents", .cents(figures.labourCents)),
            Field("labour_minutes", figures.labourMinutes.map { .count($0) } ?? .missing),
            Field("parts_cents", .cents(figures.partsCents)),
            Field("discount_cents", .cents(figures.discountCents)),
            Field("own_share_cents", .cents(figures.ownShareCents)),
            Field("granted_cents", .whole(file.money.grantedCents)),
            Field("gap_cents", .cents(file.money.gapCents)),
            Field("valid_until", figures.validUntil.map { .text("\($0)") } ?? .missing),
            Field("recorded_at", .text(quote.recordedAt.iso8601)),
        ]
    }

    private func fundingRow(_ funding: Funding) -> Reply.Row {
        [
            Field("referral", .text(file.referral.code.text)), Field("row", .text("funding")),
            Field("funder", funding.funder.map { .text($0.id) } ?? .missing),
            Field("state", .text(funding.state.rawValue)),
            Field("asked_cents", .cents(funding.askedCents)),
            Field("granted_cents", .cents(funding.grantedCents)),
            Field("paid_cents", .cents(funding.paidCents)),
            Field("until", funding.until.map { .text("\($0)") } ?? .missing),
            Field("late", .truth(funding.isLapsed(on: today))),
            Field("recorded_at", .text(funding.recordedAt.iso8601)),
        ]
    }
}

extension Field.Value {
    static func cents(_ value: Int64?) -> Self { value.map { .whole($0) } ?? .missing }
}
