/// A stretch of a referral's way whose length is watched, first to last.
package enum CourseStep: Int, CaseIterable, Sendable {
    /// From the proposal to the garage's yes or no, in hours; every other one is in days.
    case answer
    /// From the yes to the day the person came.
    case reception
    case file
    case quote
    /// From the quote to the yes or no of who pays.
    case quoteAnswer
    /// From the yes to the quote to the repair.
    case repair
    case satisfaction

    package var word: String {
        switch self {
        case .answer: "answer"
        case .reception: "reception"
        case .file: "file"
        case .quote: "quote"
        case .quoteAnswer: "quote-answer"
        case .repair: "repair"
        case .satisfaction: "satisfaction"
        }
    }

    package var unit: String { self == .answer ? "hours" : "days" }

    /// What an English reader sees.
    package var englishLabel: String {
        switch self {
        case .answer: "proposal to answer"
        case .reception: "answer to reception"
        case .file: "reception to file"
        case .quote: "file to quote"
        case .quoteAnswer: "quote to its answer"
        case .repair: "accepted quote to repair"
        case .satisfaction: "repair to satisfaction"
        }
    }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .answer: "de la proposition à la réponse"
        case .reception: "de la réponse à l'accueil"
        case .file: "de l'accueil au dossier"
        case .quote: "du dossier au devis"
        case .quoteAnswer: "du devis à sa réponse"
        case .repair: "du devis accepté à la réparation"
        case .satisfaction: "de la réparation à la satisfaction"
        }
    }
}
