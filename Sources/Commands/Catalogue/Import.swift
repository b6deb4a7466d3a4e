import GarageNetwork
import LineProtocol

extension Command {
    static let importBegin = Command(
        "IMPORT", "Begins an import on this connection; IMPORT-COMMIT writes it, all or nothing.",
        access: .roles([.garage, .manager]), effect: .writes, requires: [ImportKeys.kind],
        takes: [ImportKeys.trust], errors: [.denied], example: "IMPORT kind=garages"
    ) { call throws(RequestError) in
        let kind = try call.required(ImportKeys.kind)
        let trusts = try call.optional(ImportKeys.trust) == .yes
        try call.mayImport(kind)
        let rowsMax = ImportStaging.rowsMax(of: kind, for: call.session.caller?.role)
        call.staging.begin(kind, trustsPositions: trusts, rowsMax: rowsMax)
        return .now(
            Reply(summary: [
                Field("kind", .text(kind.rawValue)), Field("rows_max", .count(rowsMax)),
            ]))
    }

    static let importRow = Command(
        "IMPORT-ROW", "Checks one row of the import that is under way, and keeps it until the end.",
        access: .roles([.garage, .manager]), effect: .writes, takes: ImportKeys.row,
        errors: [.conflict, .noSuch], example: "IMPORT-ROW line=2 garage=G1 name=Demo town=Lens"
    ) { call throws(RequestError) in
        do throws(RequestError) {
            return .now(Reply(summary: try call.stage()))
        } catch {
            call.staging.countRejected()
            throw error
        }
    }

    static let importCommit = Command(
        "IMPORT-COMMIT", "Writes every row of the import in one transaction.",
        access: .roles([.garage, .manager]), effect: .writes,
        takes: [ImportKeys.dryRun, ImportKeys.partial],
        errors: [.conflict, .keyReused, .storeDown], example: "IMPORT-COMMIT dry_run=yes"
    ) { call throws(RequestError) in
        let kind = try call.staging.current().kind
        try call.mayImport(kind)
        let isDryRun = try call.optional(ImportKeys.dryRun) == .yes
        let isPartial = try call.optional(ImportKeys.partial) == .yes
        let scope = try call.scope()
        let (rows, rejected) = call.staging.rows(isFinal: true)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            if kind == .steps {
                guard rejected == 0 || isPartial || isDryRun else {
                    throw RequestError(
                        .conflict,
                        "\(rejected) rows were refused before and nothing was written;"
                            + " put them right, or import the others with partial=yes",
                        details: [.init("rejected", "\(rejected)")])
                }
                let recording = StepRecording(
                    steps: rows.steps, scope: scope, isDryRun: isDryRun, isPartial: isPartial)
                return try await environment.record(recording).reply(refusedBefore: rejected)
            }
            let done =
                isDryRun
                ? try await environment.preview(rows, kind) : try await environment.write(rows)
            return .listing([
                [
                    Field("kind", .text(kind.rawValue)), Field("added", .count(done.added)),
                    Field("changed", .count(done.changed)),
                    Field("unchanged", .count(done.unchanged)),
                    Field("rejected", .count(rejected)), Field("dry_run", .truth(isDryRun)),
                ]
            ])
        }
    }
}

enum ImportKeys {
    static let kind = Key<ImportKind>("kind", "What the file lists.")
    static let trust = Key<Choice>(
        "trust", "Take positions as they are, even where the gazetteer doubts them.", default: "no")
    static let dryRun = Key<Choice>("dry_run", "Only say what would happen.", default: "no")
    static let partial = Key<Choice>(
        "partial", "Write the steps that are possible and leave the others out.", default: "no")
    static let line = Key<ListPosition>("line", "The line of the file, for messages.")
    static let latitude = Key<Degrees>("lat", "Latitude in degrees.")
    static let longitude = Key<Degrees>("lon", "Longitude in degrees.")
    static let address = Key<Line>("address", "Street and number; read, not kept.")
    static let insee = Key<Line>("insee", "The commune's INSEE code; read, not kept.")
    static let department = Key<Line>("department", "The department, as 62 or 2A.")
    static let kindOfOne = Key<Line>("kind", "What kind of garage or organisation it is.")
    static let postcodes = Key<PostcodeList>("postcodes", "Postal codes, joined by |.")
    static let population = Key<Population>("population", "How many people live there.")
    static let from = Key<Day>("from", "The first closed day.")
    static let to = Key<Day>("to", "The last closed day.")
    static let closedFrom = Key<Day>("closed_from", "The first closed day.")
    static let closedTo = Key<Day>("closed_to", "The last closed day.")

    static let step = Key<FactWord>("step", "What happened.")
    static let on = Key<Day>("on", "The day it happened.")
    static let reason = Key<ReasonCode>("reason", "Why.")
    static let amount = Key<AmountCents>("amount_cents", "The amount of the quote or invoice.")
    static let score = Key<SatisfactionScore>("score", "How content the person was.")

    /// Every key of every kind of row; a row takes those of its kind.
    static let row: [any KeyDeclaration] =
        [
            line, Keys.garage, Keys.prescriber, Keys.key, GarageKeys.name, latitude,
            longitude, Keys.at, address, Keys.postcode, Keys.place, insee, department,
            kindOfOne, closedFrom, closedTo, from, to, postcodes, population, Keys.mode,
            BeneficiaryKeys.kmMax, BeneficiaryKeys.minutesMax, Keys.brand, Keys.year,
            Keys.odometerKm, Keys.fiscalPower, Keys.drives, Keys.referral, step, on, reason,
            amount, score, PersonKeys.firstName, PersonKeys.birthDate, PersonKeys.email,
            PersonKeys.contact, PersonKeys.need, PersonKeys.notice, PersonKeys.car,
            PersonKeys.far,
        ] + GarageKeys.properties.filter { $0.name != GarageKeys.closed.name }
}
