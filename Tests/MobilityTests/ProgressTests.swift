import Mobility
import Testing

/// What is said about entry and exit, and when nothing is.
@Suite struct ProgressTests {
    let questionnaire: Questionnaire
    let entry: Answers
    let exit: Answers

    init() throws {
        let file = try QuestionnaireFile()
        questionnaire = try file.questionnaire()
        let golden = file.golden
        try #require(golden.count == 5)
        entry = golden[0].answers
        exit = golden[1].answers
    }

    private func progress(_ entry: Answers, _ exit: Answers) throws -> Progress {
        try Progress(
            entry: Assessment(entry, to: questionnaire), exit: Assessment(exit, to: questionnaire))
    }

    @Test("car repaired, papers in order, aid used: 41 to 60")
    func measurable() throws {
        let progress = try progress(entry, exit)
        let change = try #require(progress.index)
        #expect(change.entry.points == 41 && change.exit.points == 60)
        #expect(change.points == 19 && change.isMeasurable)
        #expect(progress.dimensions.map(\.points) == [22.5, 10, 0, 32.8125, 27.5, 0])
        #expect(progress.dimensions.map(\.dimension) == questionnaire.dimensions)
    }

    @Test("the repair alone moves 41 to 45: no measurable change")
    func repairAlone() throws {
        let change = try #require(try progress(entry, entry.with(["M2": 4])).index)
        #expect(change.entry.points == 41 && change.exit.points == 45)
        #expect(!change.isMeasurable)
    }

    @Test(
        "noise is less than five points, up or down",
        arguments: [(50, 54, false), (50, 55, true), (55, 50, true), (54, 50, false)])
    func noise(before: Int, after: Int, isMeasurable: Bool) throws {
        // Four answers weigh 1, 1, 2 and 21 of 25: a score is worth 1, 1, 2 and 21 points.
        let points = [
            50: [2, 2, 2, 2], 54: [4, 4, 2, 2], 55: [3, 4, 3, 2],
        ]
        let bare = try Questionnaire.bare(
            dimensionWeights: [1], questionWeights: [[1, 1, 2, 21]],
            rules: .shipped(dimensionsNeeded: 1))
        let assessments = try [before, after].map { index in
            let scores = try #require(points[index]).enumerated().map { ("d0q\($0)", $1) }
            return try Assessment(Answers(Dictionary(uniqueKeysWithValues: scores)), to: bare)
        }
        let change = try #require(
            try Progress(entry: assessments[0], exit: assessments[1]).index)
        #expect(change.entry.points == before && change.exit.points == after)
        #expect(change.isMeasurable == isMeasurable)
    }

    @Test("refusing the questions on health at the exit is not a fall")
    func refusedAtExit() throws {
        let refused = entry.without("P")
        #expect(try Assessment(refused, to: questionnaire).index?.points == 37)
        for progress in try [progress(entry, refused), progress(refused, entry)] {
            let change = try #require(progress.index)
            #expect(change.points == 0 && !change.isMeasurable)
            #expect(change.entry.points == 37)
            #expect(progress.dimensions.map(\.dimension.id).contains("physical") == false)
            #expect(progress.dimensions.count == 5)
        }
    }

    @Test("too few dimensions in common: each change, but none of the index")
    func tooFewInCommon() throws {
        let progress = try progress(entry.without("P"), exit.without("E"))
        #expect(try Assessment(exit.without("E"), to: questionnaire).index != nil)
        #expect(progress.index == nil)
        #expect(
            progress.dimensions.map(\.dimension.id) == [
                "licence", "material", "financial", "cognitive",
            ])
    }

    @Test("no index once: each change, but none of the index")
    func noIndexOnce() throws {
        for (first, second) in [(entry, exit.without("P", "C")), (entry.without("P", "C"), exit)] {
            let progress = try progress(first, second)
            #expect(progress.index == nil)
            #expect(progress.dimensions.count == 4)
        }
    }

    @Test("five dimensions in common, but too few answers for an index once")
    func tooFewAnswersOnce() throws {
        let sparse = exit.without("P", "C5", "F4")
        #expect(try Assessment(sparse, to: questionnaire).index == nil)
        for progress in try [progress(entry, sparse), progress(sparse, entry)] {
            #expect(progress.index == nil)
            #expect(progress.dimensions.count == 5)
        }
    }

    @Test("two versions are never compared")
    func versions() throws {
        let text = QuestionnaireFile.text.replacing("mobility-index/1", with: "mobility-index/2")
        let later = try QuestionnaireFile(text).questionnaire()
        let first = try Assessment(entry, to: questionnaire)
        let second = try Assessment(exit, to: later)
        #expect(
            throws: ProgressFault.versionsDiffer(
                entry: "mobility-index/1", exit: "mobility-index/2")
        ) { try Progress(entry: first, exit: second) }
    }

    @Test("a questionnaire changed under its old name is noticed")
    func alteredVersion() throws {
        let text = QuestionnaireFile.text.replacing(
            "\"lowest_percent\": 20", with: "\"lowest_percent\": 0")
        let altered = try QuestionnaireFile(text).questionnaire()
        let first = try Assessment(entry, to: questionnaire)
        let second = try Assessment(exit, to: altered)
        let fault = #expect(throws: ProgressFault.versionAltered("mobility-index/1")) {
            try Progress(entry: first, exit: second)
        }
        #expect(fault?.description.contains("give the changed one a new version") == true)
    }
}
