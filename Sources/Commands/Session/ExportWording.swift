import GarageNetwork
import LineProtocol
import Matching

extension ExportPart {
    /// One row: the part's name, then its values under their own.
    var row: Reply.Row {
        [Field("part", .text(name))] + values.map { Field($0.name, $0.value.field) }
    }
}

extension ExportValue {
    fileprivate var field: Field.Value {
        switch self {
        case .text(let text): .text(text)
        case .whole(let value): .whole(value)
        case .number(let value): .decimal(value, places: 5)
        case .truth(let value): .truth(value)
        case .list(let values): .list(values.map { $0.plain(.english) })
        case .object, .missing: .missing
        }
    }

    fileprivate func plain(_ language: Language) -> String {
        switch self {
        case .text(let text): text
        case .whole(let value): "\(value)"
        case .number(let value): "\(value)"
        case .truth(let value):
            switch language {
            case .french: value ? "oui" : "non"
            case .english: value ? "yes" : "no"
            }
        case .list(let values): values.map { $0.plain(language) }.joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.key > $1.key }.map { $0.value.plain(language) }
                .joined(separator: " ")
        case .missing: ""
        }
    }
}

/// An export as lines that anybody can read.
struct ExportWording {
    let language: Language

    func rows(of parts: [ExportPart]) -> [Reply.Row] {
        var rows: [Reply.Row] = []
        var last: String?
        for part in parts {
            if part.name != last { rows.append(row(part.name, heading(part.name))) }
            last = part.name
            rows.append(row(part.name, line(of: part)))
        }
        return rows
    }

    private func row(_ part: String, _ text: String) -> Reply.Row {
        [Field("part", .text(part)), Field("text", .text(text))]
    }

    private func line(of part: ExportPart) -> String {
        let separator = language == .french ? " : " : ": "
        return "- "
            + part.values.map { name, value in
                label(name) + separator + shown(value, as: name)
            }.joined(separator: "; ")
    }

    /// Money as people write it, the rest as it is.
    private func shown(_ value: ExportValue, as name: String) -> String {
        guard name.hasSuffix("_cents"), case .whole(let cents) = value else {
            return value.plain(language)
        }
        let digits = "\(cents % 100)"
        let rest = String(repeating: "0", count: max(0, 2 - digits.count)) + digits
        return language == .french ? "\(cents / 100),\(rest) €" : "€\(cents / 100).\(rest)"
    }

    private func heading(_ part: String) -> String {
        let words = Self.parts[part]
        return (language == .french ? words?.0 : words?.1) ?? part
    }

    private func label(_ name: String) -> String {
        let words = Self.labels[name]
        return (language == .french ? words?.0 : words?.1)
            ?? String(name.map { $0 == "_" ? " " : $0 })
    }

    private static let parts: [String: (String, String)] = [
        "person": ("La personne", "The person"), "identity": ("Identité", "Identity"),
        "situation": ("Départ et déplacements", "Start and travel"),
        "file": ("Le dossier", "The file"), "car": ("La voiture", "The car"),
        "eligibility": ("Décisions d'éligibilité", "Decisions of eligibility"),
        "assessment": ("Indice de mobilité", "Mobility index"),
        "answers": ("Réponses au questionnaire", "Answers to the questionnaire"),
        "sensitive-answers": (
            "Réponses sur la santé et les capacités", "Answers on health and ability"
        ),
        "referral": ("Orientations", "Referrals"),
        "event": ("Ce qui s'est passé", "What happened"), "quote": ("Devis", "Quotes"),
        "funding": ("Financements", "Funding"),
        "wait": ("Attentes sans garage", "Waits without a garage"),
        "outcome": ("Emploi après la réparation", "Work after the repair"),
        "request": ("Demandes de la personne", "Requests of the person"),
        "access": ("Qui a consulté le dossier", "Who read the file"),
    ]

    private static let labels: [String: (String, String)] = [
        "beneficiary": ("pseudonyme", "pseudonym"), "prescriber": ("prescripteur", "prescriber"),
        "enrolled_on": ("inscrite le", "enrolled on"), "halted": ("arrêt", "halted"),
        "merged": ("réuni à un autre dossier", "merged into another file"),
        "family_name": ("nom", "family name"), "given_name": ("prénom", "given name"),
        "birth_date": ("née le", "born on"), "phone": ("téléphone", "telephone"),
        "email": ("courriel", "e-mail"), "contact": ("contact souhaité", "wants contact by"),
        "address": ("adresse", "address"), "need": ("besoin", "need"),
        "latitude": ("latitude", "latitude"), "longitude": ("longitude", "longitude"),
        "mode": ("déplacement", "travels by"), "km_max": ("km au plus", "km at most"),
        "minutes_max": ("minutes au plus", "minutes at most"),
        "car": ("état de la voiture", "state of the car"),
        "far_km": ("« loin » en km", "\"far\" in km"),
        "far_minutes": ("« loin » en minutes", "\"far\" in minutes"),
        "low_mobility_until": ("mobilité faible jusqu'au", "low mobility until"),
        "notice_version": ("version de l'information", "version of the notice"),
        "notice_on": ("informée le", "informed on"),
        "objected_on": ("opposition le", "objected on"),
        "frozen_on": ("limitation le", "limited on"),
        "last_contact_on": ("dernier contact", "last contact"),
        "noticed_on": ("fin annoncée le", "end announced on"), "brand": ("marque", "maker"),
        "first_year": ("première immatriculation", "first registered"),
        "odometer_km": ("compteur en km", "odometer in km"),
        "fiscal_cv": ("chevaux fiscaux", "fiscal power"), "drives": ("roule", "drives"),
        "result": ("résultat", "result"), "on": ("le", "on"),
        "valid_until": ("valable jusqu'au", "valid until"), "by_role": ("par", "by"),
        "assessment": ("évaluation", "assessment"), "kind": ("type", "kind"),
        "version": ("version", "version"), "index": ("indice", "index"),
        "dimensions": ("dimensions", "dimensions"), "referral": ("orientation", "referral"),
        "garage": ("garage", "garage"), "garage_name": ("nom du garage", "name of the garage"),
        "state": ("état", "state"), "proposed_on": ("proposée le", "proposed on"),
        "received_on": ("reçue le", "received on"), "rank": ("rang", "rank"), "km": ("km", "km"),
        "extra_km": ("km de plus que le plus proche", "km further than the nearest"),
        "near": ("près de", "near"), "quote": ("devis", "quote"), "outcome": ("issue", "outcome"),
        "reason_of_choice": ("raison du choix", "reason of the choice"),
        "event": ("fait", "event"), "told_at": ("noté le", "told at"),
        "reason": ("raison", "reason"), "amount_cents": ("montant", "amount"),
        "score": ("note", "score"), "labour_cents": ("main d'œuvre", "labour"),
        "labour_minutes": ("main d'œuvre en minutes", "labour in minutes"),
        "parts_cents": ("pièces", "parts"), "discount_cents": ("remise", "discount"),
        "own_share_cents": ("reste à charge", "own share"), "funder": ("financeur", "funder"),
        "asked_cents": ("demandé", "asked"), "granted_cents": ("accordé", "granted"),
        "paid_cents": ("payé", "paid"), "until": ("jusqu'au", "until"),
        "since": ("depuis", "since"), "tries": ("essais", "tries"),
        "reach_km": ("portée en km", "reach in km"), "ended_on": ("finie le", "ended on"),
        "ended_by": ("fin", "ended by"), "months": ("mois après", "months after"),
        "source": ("source", "source"), "request": ("demande", "request"),
        "due_on": ("à répondre avant le", "due on"), "closed_on": ("close le", "closed on"),
        "at": ("le", "at"), "role": ("rôle", "role"), "action": ("action", "action"),
        "asked": ("commande", "command"),
    ]
}
