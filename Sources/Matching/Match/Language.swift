/// The language a person reads.
package enum Language: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"
}
