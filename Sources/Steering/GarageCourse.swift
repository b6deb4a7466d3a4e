package import Alerting
package import GarageNetwork

/// What the last months say of one garage, and where to go from there.
///
/// A pure rule: the same months and circumstances always give the same direction.
package struct GarageCourse: Equatable, Sendable {
    package let target: TargetBand
    package let past: GaragePast
    /// Whom the garage could see; nil while nobody was counted.
    package let around: Circumstances?

    package init(target: TargetBand, past: GaragePast, around: Circumstances?) {
        self.target = target
        self.past = past
        self.around = around
    }

    /// Why a garage goes where it goes.
    package enum Cause: CaseIterable, Sendable {
        /// No month could be judged.
        case noPast
        /// Half of what is proposed to it stays without an answer.
        case silent
        /// Above its band month after month.
        case above
        /// Fewer people can reach it than the lower end of its band.
        case thinBasin
        /// Below, and its even share of the people who can reach it is too small.
        case sharedBasin
        /// Below, though enough people could reach it.
        case overlooked
        /// None of these.
        case none

        /// The direction that follows.
        package var direction: Direction {
            switch self {
            case .noPast: .tooEarly
            case .silent, .sharedBasin, .overlooked: .changePath
            case .above: .brake
            case .thinBasin: .accelerate
            case .none: .onCourse
            }
        }
    }

    /// Fewer proposals than this say nothing about how a garage answers.
    package static let proposedMin = 5

    /// The first of the causes that holds, in the order of ``Cause``.
    ///
    /// A garage that does not answer comes first: its counts say nothing of its basin. One that is
    /// full comes before a thin basin, which it then cannot have.
    package var cause: Cause {
        guard past.judged > 0, let around else { return .noPast }
        if around.proposed >= Self.proposedMin, 2 * around.unanswered >= around.proposed {
            return .silent
        }
        if past.isHabit(past.above), past.above > past.below { return .above }
        if !canBeFilled { return .thinBasin }
        guard past.isHabit(past.below) else { return .none }
        return around.fairSharePerMonth < Double(target.min) ? .sharedBasin : .overlooked
    }

    /// The direction that follows from the cause.
    package var direction: Direction { cause.direction }

    /// Whether enough people can reach it for the lower end of its band, if all were sent there.
    ///
    /// True while nobody was counted.
    package var canBeFilled: Bool {
        around.map { $0.reachedByPerMonth >= Double(target.min) } ?? true
    }
}
