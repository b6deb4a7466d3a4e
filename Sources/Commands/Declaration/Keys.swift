import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// The keys that several verbs share.
///
/// A key of one verb stands beside that verb.
enum Keys {
    // Of every verb.
    static let format = Key<ReplyFormat>("fmt", "How rows are written.", default: "json")
    static let language = Key<Language>("lang", "The language of sentences.", default: "configured")
    static let universal: Set<String> = [format.name, language.name]

    // Where.
    static let at = Key<Coordinate>("at", "Where the person is.")
    static let place = Key<Line>("place", "The town or village where the person is.")
    static let postcode = Key<Postcode>("postcode", "Its postal code.")
    static let beneficiary = Key<BeneficiaryID>("beneficiary", "The person, by their pseudonym.")

    // How far, and with what.
    static let within = Key<Extent>(
        "within", "How far the person can go; at most 50km.",
        default: "what is known of the person, or 30km")
    static let mode = Key<TravelMode>("mode", "How the person travels.", default: "car")
    static let brand = Key<Brand>("brand", "The maker of the car.")
    static let year = Key<RegistrationYear>("year", "The year the car was first registered.")
    static let odometerKm = Key<OdometerKm>("odometer_km", "What its odometer shows.")
    static let fiscalPower = Key<FiscalPower>("fiscal_cv", "Its fiscal power.")
    static let drives = Key<Choice>("drives", "Whether the car still drives.")

    // Lists.
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "1000")
    static let after = Key<GarageID>("after", "Go on after this garage: the `next` of a reply.")

    // Who, what, why.
    static let key = Key<RequestKey>(
        "key", "Your own name for this request: the same key again does nothing twice.")
    static let prescriber = Key<GarageID>(
        "prescriber", "The prescriber on whose behalf an administrator acts.")
    static let garage = Key<GarageID>("garage", "The garage.")
    static let referral = Key<ReferralCode>("referral", "The referral, by its code.")
    static let month = Key<Month>("month", "The month.", default: "this one")

    /// What changes how an answer looks, not what is asked; a key names the request itself, and a
    /// line where it stands in a file that may grow above it.
    static let presentation: Set<String> = [
        format.name, language.name, key.name, "fields", "line",
    ]
}
