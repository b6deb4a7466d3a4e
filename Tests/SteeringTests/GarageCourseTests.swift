import Alerting
import GarageNetwork
import Matching
import Steering
import Testing

@Suite struct GarageCourseTests {
    struct Row: Sendable {
        let name: String
        let past: (below: Int, inside: Int, above: Int)
        let around: Circumstances?
        let cause: GarageCourse.Cause

        init(
            _ name: String, _ past: (Int, Int, Int), _ around: Circumstances?,
            _ cause: GarageCourse.Cause
        ) {
            self.name = name
            self.past = past
            self.around = around
            self.cause = cause
        }

        var course: GarageCourse {
            GarageCourse(
                target: .standard,
                past: GaragePast(below: past.below, inside: past.inside, above: past.above),
                around: around)
        }
    }

    static let rows = [
        Row("nothing is known", (0, 0, 0), nil, .noPast),
        Row("people but no month", (0, 0, 0), around(), .noPast),
        Row("months but no people counted", (6, 0, 0), nil, .noPast),
        Row("all in band", (0, 6, 0), around(), .none),
        Row("below once", (1, 0, 0), around(fair: 2), .none),
        Row("below twice of six", (2, 4, 0), around(fair: 2), .none),
        Row("below three of six, thin share", (3, 3, 0), around(fair: 4.9), .sharedBasin),
        Row("below three of six, share just enough", (3, 3, 0), around(fair: 5), .overlooked),
        Row("4.9 people can reach it", (0, 6, 0), around(reached: 4.9, fair: 4.9), .thinBasin),
        Row("5 people can reach it", (0, 6, 0), around(reached: 5, fair: 4), .none),
        Row("nobody can", (6, 0, 0), around(reached: 0, fair: 0, rivals: 0), .thinBasin),
        Row("above three of six", (0, 3, 3), around(), .above),
        Row("above twice of six", (0, 4, 2), around(), .none),
        Row("above once of one", (0, 0, 1), around(), .none),
        Row("above as often as below", (3, 0, 3), around(fair: 9), .overlooked),
        Row("above although thin", (0, 3, 3), around(reached: 4), .above),
        Row("half unanswered", (0, 6, 0), around(proposed: 6, unanswered: 3), .silent),
        Row("less than half", (0, 6, 0), around(proposed: 7, unanswered: 3), .none),
        Row("too few proposals to say", (0, 6, 0), around(proposed: 4, unanswered: 4), .none),
        Row(
            "silent comes before thin", (6, 0, 0),
            around(reached: 1, proposed: 5, unanswered: 5), .silent),
    ]

    @Test("the verdict follows the table", arguments: rows)
    func verdict(row: Row) {
        #expect(row.course.cause == row.cause, "\(row.name)")
        #expect(row.course.direction == row.cause.direction)
    }

    @Test("every cause has its row, and every direction its cause")
    func tableIsWhole() {
        #expect(Set(Self.rows.map(\.cause)) == Set(GarageCourse.Cause.allCases))
        #expect(
            Set(GarageCourse.Cause.allCases.map(\.direction)) == Set(Direction.allCases))
    }

    @Test("an empty basin is enough for a garage that wants nobody")
    func targetOfNone() {
        let course = GarageCourse(
            target: band(0, 3), past: GaragePast(inside: 6), around: around(reached: 0))
        #expect(course.canBeFilled)
        #expect(course.cause == .none)
    }

    @Test(
        "the reason names the months, the people, the rivals and the prescribers",
        arguments: rows.filter { $0.cause != .noPast })
    func reasonHasItsNumbers(row: Row) {
        let (past, circumstances) = (row.past, row.around)
        let french = row.course.reason[.french]
        let english = row.course.reason[.english]
        for text in [french, english] {
            #expect(text.contains("\(past.below) "))
            #expect(text.contains("30 km"))
            #expect(!text.contains("  ") && !text.hasSuffix("."))
        }
        #expect(french.contains("\(past.above) au-dessus") && french.contains("par mois"))
        #expect(english.contains("\(past.above) above") && english.contains("a month"))
        #expect(english.contains("\(circumstances?.prescribersNear ?? -1) prescriber"))
    }

    @Test("the sentences read as written")
    func sentences() {
        let thin = GarageCourse(
            target: .standard, past: GaragePast(below: 5, inside: 1),
            around: around(reached: 3.24, fair: 3.24, rivals: 0, prescribers: 0))
        #expect(
            thin.reason
                == Wording(
                    french:
                        "son bassin ne peut pas lui donner 5 personnes par mois, quelle que soit"
                        + " la répartition : recruter des prescripteurs à proximité. Sur 6 mois,"
                        + " 5 sous l'objectif de 5 à 10, 1 dedans, 0 au-dessus ; 3,2 personnes par"
                        + " mois peuvent le rejoindre, sans autre garage à leur portée ; aucun"
                        + " prescripteur à moins de 30 km",
                    english:
                        "its basin cannot give it 5 people a month, whatever the policy: recruit"
                        + " prescribers near it. Of 6 months, 5 below the target of 5 to 10, 1 in"
                        + " it, 0 above; 3.2 people a month can reach it, with no other garage in"
                        + " their reach; no prescriber within 30 km"))
        let shared = GarageCourse(
            target: .standard, past: GaragePast(below: 4, inside: 2),
            around: around(reached: 41, fair: 3.96, rivals: 11.5, prescribers: 1))
        #expect(
            shared.reason[.english] == "a thin basin that others share: its even share is 4 people"
                + " a month, under its minimum of 5: reconsider its target or its area. Of 6"
                + " months, 4 below the target of 5 to 10, 2 in it, 0 above; 41 people a month can"
                + " reach it, with 11.5 other garages in their reach on average; 1 prescriber"
                + " within 30 km")
        #expect(
            GarageCourse(target: .standard, past: GaragePast(), around: nil).reason
                == Wording(
                    french: "aucun mois complet n'est encore connu",
                    english: "no full month is known yet"))
    }

    @Test("labels are French")
    func labels() {
        #expect(
            Direction.allCases.map(\.frenchLabel) == [
                "accélérer", "changer de voie", "freiner", "sur la bonne voie",
                "trop tôt pour le dire",
            ])
    }
}
