/// A person's own sheet as SHEET and ASSESS give it.
struct PersonSheet: Equatable {
    let person: String
    let kind: String
    let version: String
    let on: String
    let validUntil: String
    /// The day of the entry, where it is compared with one.
    let stoodOn: String
    let index: String
    let indexStood: String
    let band: String
    let sentence: String
    let dimensions: [Dimension]

    struct Dimension: Equatable {
        let name: String
        /// 0...100; nil where too little was answered.
        let stood: Double?
        let stands: Double?
        /// As the daemon wrote them.
        let stoodText: String
        let standsText: String
        let bandStood: String
        let band: String
    }

    /// - Parameter rows: Those of the reply; nil when they are of another verb.
    init?(_ rows: [String]) {
        let objects = rows.compactMap(JSONReader.object)
        guard objects.count == rows.count,
            let head = objects.first, head.plain("row") == "assessment"
        else { return nil }
        person = head.plain("beneficiary") ?? ""
        kind = head.plain("kind") ?? ""
        version = head.plain("version") ?? ""
        on = head.plain("on") ?? ""
        validUntil = head.plain("valid_until") ?? ""
        stoodOn = head.plain("stood_on") ?? ""
        index = head.plain("index") ?? ""
        indexStood = head.plain("index_stood") ?? ""
        band = head.plain("band") ?? ""
        sentence = head.plain("sentence") ?? ""
        dimensions = objects.filter { $0.plain("row") == "dimension" }.map { row in
            func text(_ name: String) -> String { row.plain(name) ?? "" }
            return Dimension(
                name: text("name"), stood: Double(text("stood")), stands: Double(text("stands")),
                stoodText: text("stood"), standsText: text("stands"),
                bandStood: text("band_stood"), band: text("band"))
        }
    }
}

/// What a sheet says besides the daemon's words, in French or English.
struct SheetWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    func say(_ french: String, _ english: String) -> String {
        language == .fr ? french : english
    }

    var title: String { say("Ma mobilité", "My mobility") }
    var stood: String { say("à l'entrée", "at entry") }
    var stands: String { say("maintenant", "now") }
    var unknown: String { say("pas assez de réponses", "too few answers") }

    /// `62,5` or `62.5`.
    func points(_ text: String) -> String { say(text.replacing(".", with: ","), text) }

    func dates(_ sheet: PersonSheet) -> String {
        let stood =
            sheet.stoodOn.isEmpty ? "" : say("entrée le ", "entry on ") + sheet.stoodOn + " · "
        return stood
            + say(
                "fait le \(sheet.on), valable jusqu'au \(sheet.validUntil)",
                "made on \(sheet.on), valid until \(sheet.validUntil)")
    }

    func foot(_ sheet: PersonSheet) -> String {
        say(
            "De 0 (empêchée) à 100 (sans obstacle). Questionnaire \(sheet.version). Cette fiche"
                + " ne compare avec personne et ne décide de rien.",
            "From 0 (prevented) to 100 (no barrier). Questionnaire \(sheet.version). This sheet"
                + " compares with nobody and decides nothing.")
    }

    /// One dimension in a sentence, for who cannot see the picture.
    func sentence(_ dimension: PersonSheet.Dimension) -> String {
        let now =
            dimension.stands == nil
            ? unknown : "\(points(dimension.standsText)) (\(dimension.band))"
        let before =
            dimension.stood == nil
            ? "" : ", \(stood) \(points(dimension.stoodText)) (\(dimension.bandStood))"
        return "\(dimension.name)\(say("\u{A0}:", ":")) \(now)\(before)."
    }
}
