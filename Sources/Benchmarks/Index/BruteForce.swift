import Geometry

/// What is true about the first queries: every point measured exactly, one after the other.
struct BruteForce {
    /// A millimetre: as far as the arithmetic of honest peers may differ on one Earth.
    static let toleranceMetres = 0.001

    private let points: [Coordinate]
    private let queries: [Coordinate]
    /// For each query, all points within the largest radius, nearest first, ties by id.
    private let found: [[Neighbour]]

    init(points: [Coordinate], queries: [Coordinate], metresMax: Double) {
        self.points = points
        self.queries = queries
        let reach = Distance.metres(metresMax + 1)
        // Nothing whose latitude alone is further away needs a sine: a degree is 111.19 km.
        let degreesMax = metresMax / 111_000
        found = queries.map { query in
            var near: [Neighbour] = []
            for (id, point) in points.enumerated()
            where abs(point.latitude - query.latitude) < degreesMax {
                let distance = query.distance(to: point)
                if distance <= reach { near.append(Neighbour(id: Int32(id), distance: distance)) }
            }
            return near.sorted()
        }
    }

    /// Whether answers are right to the last id and the last point.
    func areExact(_ answers: [[Int]], to question: IndexQuestion) -> Bool {
        let metres = Double(question.metres)
        return answers.count == found.count
            && zip(answers, found).allSatisfy { answer, near in
                let inside = near.prefix { $0.distance.metres <= metres }
                switch question.kind {
                case .within: return answer == [inside.count]
                case .nearest:
                    return answer == inside.prefix(IndexQuestion.limit).map { Int($0.id) }
                }
            }
    }

    /// Whether answers are right but for points that lie equally far, or on the rim, to a
    /// millimetre.
    func areRight(_ answers: [[Int]], to question: IndexQuestion) -> Bool {
        answers.count == found.count
            && answers.indices.allSatisfy { isRight(answers[$0], to: question, number: $0) }
    }

    private func isRight(_ answer: [Int], to question: IndexQuestion, number: Int) -> Bool {
        let metres = Double(question.metres)
        let slack = Self.toleranceMetres
        let sure = found[number].prefix { $0.distance.metres <= metres - slack }.count
        let possible = found[number].prefix { $0.distance.metres <= metres + slack }.count
        switch question.kind {
        case .within:
            return answer.count == 1 && sure <= answer[0] && answer[0] <= possible
        case .nearest:
            let limit = IndexQuestion.limit
            guard Set(answer).count == answer.count, answer.allSatisfy(points.indices.contains),
                min(sure, limit) <= answer.count, answer.count <= min(possible, limit)
            else { return false }
            return zip(answer, found[number]).allSatisfy { id, truth in
                let distance = queries[number].distance(to: points[id])
                return abs(distance.metres - truth.distance.metres) <= slack
            }
        }
    }
}
