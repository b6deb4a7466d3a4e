package import Alerting
package import GarageNetwork
package import Geometry
package import Matching

/// Computes the circumstances of every garage from what the archive and the directory hold.
package enum Surroundings {
    /// The circumstances of garages, in their order; nil for those outside the network.
    ///
    /// The basins are of the same garages in the same order; `prescribers` is where they are, as
    /// far as it is known; `answers` is of the last three months. Where the other garages leave
    /// half or more without an answer, answers are not kept in this network: a garage's silence
    /// then means nothing, and none is reported.
    ///
    /// - Complexity: O(garages × prescribers near), and one index of the prescribers.
    package static func circumstances(
        of garages: [Garage], basins: [Basin?], prescribers: [Coordinate], answers: [AnswerCount]
    ) -> [Circumstances?] {
        let near = Grid(prescribers)
        let radius = Distance.kilometres(Circumstances.prescriberKm)
        let answered = Dictionary(answers.map { ($0.garage, $0) }) { first, _ in first }
        let all = answers.reduce((proposed: 0, unanswered: 0)) {
            ($0.proposed + $1.proposed, $0.unanswered + $1.unanswered)
        }
        return zip(garages, basins).map { garage, basin in
            guard let basin else { return nil }
            let own =
                answered[garage.number]
                ?? AnswerCount(
                    garage: garage.number, proposed: 0, unanswered: 0)
            let others = (
                proposed: all.proposed - own.proposed,
                unanswered: all.unanswered - own.unanswered
            )
            let isKept =
                others.proposed < GarageCourse.proposedMin
                || 2 * others.unanswered < others.proposed
            return Circumstances(
                reachedByPerMonth: basin.reachedByPerMonth,
                fairSharePerMonth: basin.fairSharePerMonth, rivals: basin.rivals,
                prescribersNear: near.count(within: radius, of: garage.position),
                proposed: own.proposed, unanswered: isKept ? own.unanswered : 0,
                declinedFull: own.declinedFull)
        }
    }
}
