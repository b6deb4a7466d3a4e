import Commands
import Foundation
import GarageNetwork
import Mobility
import Questionnaires
import ShippedQuestionnaire
import Synchronization
import Testing

@testable import garaged

/// Questionnaires as configuration: which are there, which is asked, and that none ever changes.
@Suite final class QuestionnaireFolderTests {
    private let folder = NSTemporaryDirectory() + "questionnaires-\(UUID().uuidString)"
    private let desk = Shelf()
    private let current = CurrentQuestionnaires { QuestionnaireFolder.questionnaire($0) }

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What the database knows.
    private final class Shelf: MobilityLedger {
        let kept = Mutex<[KeptQuestionnaire]>([])

        func questionnaires() async throws(LedgerError) -> [KeptQuestionnaire] {
            kept.withLock { $0 }
        }
        func keep(_ questionnaires: [KeptQuestionnaire]) async throws(LedgerError) {
            kept.withLock { kept in
                for one in questionnaires where !kept.contains(where: { $0.version == one.version })
                {
                    kept.append(one)
                }
            }
        }
        func assess(_: AssessmentOrder) async throws(LedgerError) -> AssessmentOutcome {
            throw .storeDown
        }
        func assessments(
            of _: BeneficiaryID, visibleTo _: Scope
        ) async throws(LedgerError) -> [KeptAssessment]? { throw .storeDown }
    }

    private func write(_ name: String, _ version: String, _ change: (String) -> String = { $0 })
        throws
    {
        let text = change(ShippedQuestionnaire.text)
            .replacing("\"mobility-index/1\"", with: "\"\(version)\"")
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    private func load(asked: String = "", own: Bool = true) async throws -> String {
        try await QuestionnaireFolder(folder: own ? folder : nil, asked: asked)
            .load(into: desk, for: current)
    }

    private func refusal(asked: String = "") async -> [String] {
        do {
            _ = try await load(asked: asked)
            return []
        } catch {
            return (error as? QuestionnaireFolder.Refusal)?.faults ?? ["\(error)"]
        }
    }

    @Test("without a folder the shipped one is asked")
    func shipped() async throws {
        #expect(try await load(own: false) == "mobility-index/1")
        #expect(current.asked?.questions.count == 26)
        #expect(desk.kept.withLock { $0.map(\.version) } == ["mobility-index/1"])
    }

    @Test("the newest is asked, 10 after 9; another by name")
    func newest() async throws {
        for number in [2, 10, 9] { try write("v\(number).json", "own/\(number)") }
        #expect(try await load() == "own/10")
        #expect(try await load(asked: "own/2") == "own/2")
        #expect(current.asked?.version == "own/2")
        let faults = await refusal(asked: "own/3")
        #expect(
            faults == ["mobility.version: 'own/3' is none of the versions own/10, own/2, own/9"])
        // What was refused changes nothing.
        #expect(current.asked?.version == "own/2")
    }

    @Test("a version that changed is named and refused, one laid out otherwise is not")
    func altered() async throws {
        try write("a.json", "own/1")
        #expect(try await load() == "own/1")
        try write("a.json", "own/1") { $0.replacing("\n", with: "\n  ") }
        #expect(try await load() == "own/1")
        try write("a.json", "own/1") { $0.replacing("\"autonome\"", with: "\"libre\"") }
        let faults = await refusal()
        #expect(faults.count == 1 && faults[0].hasPrefix("own/1: this version was loaded before"))
        #expect(current.asked?.bands.last?.name.french == "autonome")
    }

    @Test("a version that is gone from the folder is still known from the database")
    func gone() async throws {
        try write("a.json", "own/1")
        _ = try await load()
        try FileManager.default.removeItem(atPath: folder + "/a.json")
        try write("b.json", "own/2")
        #expect(try await load() == "own/2")
        #expect(try await load(asked: "own/1") == "own/1")
    }

    @Test("every fault of every file is told with the file's name; nothing is kept")
    func faults() async throws {
        try write("a.json", "own/1") { $0.replacing("\"weight\": 20", with: "\"weight\": 0") }
        try write("b.json", "own/2") { $0 + "}" }
        try write("c.json", "own/3")
        try write("d.json", "own/3")
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: folder + "/e.json"))
        try write("notes.txt", "own/4") { _ in "not read" }
        #expect(await refusal() == ["e.json: cannot be read as UTF-8"])
        try FileManager.default.removeItem(atPath: folder + "/e.json")
        let told = await refusal()
        #expect(told.contains { $0.hasPrefix("a.json: line ") && $0.contains("licence") == false })
        #expect(told.contains { $0.hasPrefix("b.json: line ") })
        #expect(told.contains("d.json: another file has version own/3 too"))
        #expect(desk.kept.withLock { $0.isEmpty } && current.asked == nil)
    }

    @Test("an empty folder and one that is not there are told")
    func empty() async throws {
        #expect(await refusal().first?.hasPrefix("mobility.questionnaires: there is no") == true)
        try FileManager.default.removeItem(atPath: folder)
        #expect(await refusal().first?.hasSuffix("cannot be read") == true)
    }
}
