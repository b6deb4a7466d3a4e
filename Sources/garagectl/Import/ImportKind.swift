import ArgumentParser

/// What a file lists: the columns it may have and what each is called on the wire.
enum ImportKind: String, CaseIterable, ExpressibleByArgument {
    case garages, prescribers, beneficiaries, places, closures, steps

    /// One key of the wire and the names that a column may have for it, folded, the surest first.
    struct Column {
        let key: String
        var names: [String]
        var need = Need.optional
        var form = Form.text
    }

    enum Need {
        case optional
        /// The file must have the column.
        case required
        /// The column may be missing when name and postal code tell rows apart.
        case derivable
    }

    /// How a cell is made ready for the wire.
    enum Form {
        case text, day, truth, coordinate, whole, lowercase
        /// A day of somebody's life: what cannot be read is not repeated.
        case birthDay
        /// A word for a step or a reason, in French, English or a mapping's own.
        case step, reason
        /// Names with `,` or `;` between them.
        case list
        /// Euros, sent as cents.
        case cents
    }

    var columns: [Column] {
        switch self {
        case .garages: Self.garageColumns
        case .prescribers: Self.prescriberColumns
        case .beneficiaries: Self.beneficiaryColumns
        case .places: Self.placeColumns
        case .closures: Self.closureColumns
        case .steps: Self.stepColumns
        }
    }

    /// Sets of keys of which the file must have one whole: where somebody or something is.
    var alternatives: [[String]] {
        switch self {
        case .garages, .prescribers: [["lat", "lon"], ["town"], ["postcode"]]
        case .beneficiaries: [["lat", "lon"], ["place"], ["postcode"]]
        case .places, .closures, .steps: []
        }
    }

    /// The key whose value may stand in the file once only.
    var identity: String? {
        switch self {
        case .garages: "garage"
        case .prescribers: "prescriber"
        case .beneficiaries: "key"
        case .places, .closures, .steps: nil
        }
    }

    private static let position = [
        Column(key: "lat", names: ["lat", "latitude"], form: .coordinate),
        Column(key: "lon", names: ["lon", "lng", "long", "longitude"], form: .coordinate),
    ]
    private static let whereabouts =
        position + [
            Column(key: "address", names: ["address", "adresse"]),
            Column(key: "postcode", names: ["postal code", "postcode", "code postal", "cp"]),
            Column(key: "town", names: ["town", "ville", "commune", "city"]),
        ]
    private static let code = ["insee", "code insee", "insee code"]

    private static let garageColumns =
        [
            Column(
                key: "garage", names: ["garage id", "garage", "id", "identifiant"],
                need: .derivable),
            Column(key: "name", names: ["name", "nom", "raison sociale"], need: .required),
        ] + whereabouts + [
            Column(key: "insee", names: code),
            Column(key: "department", names: ["department", "departement", "dep"]),
            Column(key: "phone", names: ["phone", "telephone", "tel"]),
            Column(key: "kind", names: ["kind", "type"]),
            Column(key: "cap", names: ["cap", "plafond", "plafond mensuel"], form: .whole),
            Column(key: "work", names: ["work", "travaux"], form: .lowercase),
            Column(key: "brands", names: ["brands", "marques"], form: .list),
            Column(
                key: "heavy_brands", names: ["heavy brands", "marques gros travaux"], form: .list),
            Column(key: "age_years_max", names: ["age years max", "age max"], form: .whole),
            Column(key: "odometer_km_max", names: ["odometer km max", "km max"], form: .whole),
            Column(
                key: "fiscal_cv_max",
                names: ["fiscal cv max", "fiscal power max", "cv max", "puissance max"],
                form: .whole),
            Column(
                key: "checked",
                names: ["checked", "checked on", "mis a jour le", "verifie le"], form: .day),
            Column(key: "closed_from", names: ["closed from", "ferme du"], form: .day),
            Column(key: "closed_to", names: ["closed to", "ferme au"], form: .day),
        ]

    private static let prescriberColumns =
        [
            Column(
                key: "prescriber", names: ["prescriber id", "prescriber", "id", "identifiant"],
                need: .derivable),
            Column(key: "name", names: ["name", "nom", "raison sociale"], need: .required),
            Column(key: "kind", names: ["kind", "type"]),
        ] + whereabouts

    private static let beneficiaryColumns =
        [
            Column(
                key: "key",
                names: ["key", "cle", "beneficiary id", "id", "identifiant", "reference"],
                need: .required)
        ] + position + [
            Column(key: "place", names: ["place", "town", "ville", "commune", "city"]),
            Column(key: "postcode", names: ["postcode", "postal code", "code postal", "cp"]),
            Column(key: "mode", names: ["mode", "moyen de transport"], form: .lowercase),
            Column(
                key: "max_km", names: ["max km", "km max", "rayon km", "radius km"], form: .whole),
            Column(key: "max_minutes", names: ["max minutes", "minutes max"], form: .whole),
            Column(key: "drives", names: ["drives", "roulant"], form: .truth),
            Column(key: "brand", names: ["brand", "marque"]),
            Column(key: "year", names: ["year", "annee"], form: .whole),
            Column(key: "odometer_km", names: ["odometer km", "kilometrage", "km"], form: .whole),
            Column(
                key: "fiscal_cv", names: ["fiscal cv", "cv", "puissance fiscale"], form: .whole),
            Column(key: "prescriber", names: ["prescriber id", "prescriber", "prescripteur"]),
            Column(
                key: "car", names: ["car", "etat du vehicule", "etat voiture"], form: .lowercase),
            Column(key: "far", names: ["far", "loin", "distance max"]),
        ] + identity

    private static let identity = [
        Column(key: "name", names: ["name", "nom", "nom de famille", "family name"]),
        Column(key: "first_name", names: ["first name", "prenom", "given name"]),
        Column(
            key: "birth_date",
            names: ["birth date", "date de naissance", "date naissance", "ne le", "nee le"],
            form: .birthDay),
        Column(key: "phone", names: ["phone", "telephone", "tel", "portable", "mobile"]),
        Column(key: "email", names: ["email", "e mail", "courriel", "mail", "mel"]),
        Column(
            key: "contact", names: ["contact", "contact prefere", "joindre par"],
            form: .lowercase),
        Column(key: "address", names: ["address", "adresse"]),
        Column(key: "need", names: ["need", "besoin", "panne", "motif"]),
        Column(
            key: "notice", names: ["notice", "information", "version de l information"]),
    ]

    private static let placeColumns =
        [
            Column(key: "name", names: ["nom", "name", "commune"], need: .required),
            Column(
                key: "postcodes",
                names: ["codes postaux", "postcodes", "code postal", "postcode", "postal code"]),
            Column(key: "department", names: ["dep", "departement", "department"]),
            Column(key: "lat", names: ["lat", "latitude"], need: .required, form: .coordinate),
            Column(
                key: "lon", names: ["lon", "lng", "long", "longitude"], need: .required,
                form: .coordinate),
            Column(key: "population", names: ["population", "habitants"], form: .whole),
        ]

    private static let closureColumns = [
        Column(key: "garage", names: ["garage id", "garage", "id"], need: .required),
        Column(
            key: "from", names: ["from", "closed from", "du", "debut", "ferme du"],
            need: .required, form: .day),
        Column(
            key: "to", names: ["to inclusive", "to", "closed to", "au", "fin", "ferme au"],
            need: .required, form: .day),
    ]

    /// The first name of each is what a mapping calls it.
    private static let stepColumns = [
        Column(
            key: "referral",
            names: [
                "code", "referral", "orientation", "code orientation", "code solidaire", "voucher",
                "bon",
            ], need: .required),
        Column(
            key: "step", names: ["step", "etape", "statut", "status", "event"], need: .required,
            form: .step),
        Column(
            key: "on", names: ["date", "on", "le", "jour", "day", "date etape"], need: .required,
            form: .day),
        Column(
            key: "amount_cents", names: ["amount cents", "montant centimes"], form: .whole),
        Column(
            key: "amount_cents",
            names: ["amount", "montant", "montant eur", "montant ttc", "amount eur"], form: .cents),
        Column(key: "reason", names: ["reason", "motif", "raison"], form: .reason),
        Column(key: "score", names: ["score", "note"], form: .whole),
        Column(key: "key", names: ["key", "cle"]),
    ]
}
