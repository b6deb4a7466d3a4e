/// Where a manager should go with a garage.
package enum Direction: String, CaseIterable, Sendable {
    /// Its basin cannot give it the lower end of its band: no policy can fill it.
    case accelerate
    /// It is below month after month, or answers nothing, for a reason that more people around
    /// would not change.
    case changePath = "change-path"
    /// It is above its band month after month.
    case brake
    /// Nothing repeats that should be changed.
    case onCourse = "on-course"
    /// Nothing is known of it yet.
    case tooEarly = "too-early"

    /// What a French manager reads.
    package var frenchLabel: String {
        switch self {
        case .accelerate: "accélérer"
        case .changePath: "changer de voie"
        case .brake: "freiner"
        case .onCourse: "sur la bonne voie"
        case .tooEarly: "trop tôt pour le dire"
        }
    }
}
