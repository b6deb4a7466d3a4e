import Commands
import Foundation
import GarageNetwork
import Mobility
import Questionnaires
import ShippedQuestionnaire

/// The questionnaires of this daemon: one file a version, in a folder of the operator's or the one
/// that comes with the daemon.
struct QuestionnaireFolder: Equatable {
    /// nil for the shipped one alone.
    var folder: String?
    /// The version that is asked; empty for the newest of the folder.
    var asked: String

    /// What is wrong, one fault a line, each with its file.
    struct Refusal: Error, Equatable, CustomStringConvertible {
        let faults: [String]
        var description: String { faults.joined(separator: "\n") }
    }

    /// Reads all files, keeps what is new of them in the database, and takes over every version
    /// that the database knows: all or nothing.
    ///
    /// - Returns: the version that is asked now.
    @discardableResult
    func load(
        into desk: any MobilityLedger, for current: CurrentQuestionnaires
    ) async throws -> String {
        let own = try read()
        let before = try await desk.questionnaires()
        try refuse(Self.altered(own, before))
        let newest = own.map(\.version).max { Self.isOlder($0, $1) } ?? ""
        let wanted = asked.isEmpty ? newest : asked
        let versions = Set(own.map(\.version)).union(before.map(\.version))
        guard versions.contains(wanted) else {
            throw Refusal(faults: [
                "mobility.version: '\(wanted)' is none of the versions"
                    + " \(versions.sorted().joined(separator: ", "))"
            ])
        }
        try await desk.keep(own.map { KeptQuestionnaire(version: $0.version, json: $0.json) })
        // Another daemon may have been quicker with another content.
        let after = try await desk.questionnaires()
        try refuse(Self.altered(own, after))
        current.replace(known: after.compactMap(Self.questionnaire), asked: wanted)
        return wanted
    }

    /// What the database keeps, as a questionnaire.
    static func questionnaire(_ kept: KeptQuestionnaire) -> Questionnaire? {
        try? QuestionnaireFile(kept.json).questionnaire
    }

    /// Every questionnaire of the folder, in the order of the files' names.
    func read() throws(Refusal) -> [Questionnaire] {
        var (found, faults): ([Questionnaire], [String]) = ([], [])
        for (name, text) in try texts() {
            do throws(InvalidQuestionnaire) {
                let one = try QuestionnaireFile(text).questionnaire
                if found.contains(where: { $0.version == one.version }) {
                    faults.append("\(name): another file has version \(one.version) too")
                }
                found.append(one)
            } catch {
                faults += error.faults.map { "\(name): \($0)" }
            }
        }
        try refuse(faults)
        return found
    }

    private func refuse(_ faults: [String]) throws(Refusal) {
        if !faults.isEmpty { throw Refusal(faults: faults) }
    }

    private func texts() throws(Refusal) -> [(name: String, text: String)] {
        guard let folder else { return [("the shipped questionnaire", ShippedQuestionnaire.text)] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Refusal(faults: ["mobility.questionnaires: \(folder) cannot be read"])
        }
        var (texts, faults): ([(name: String, text: String)], [String]) = ([], [])
        for name in names.sorted() where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let path = folder + "/" + name
            if let text = try? String(contentsOfFile: path, encoding: .utf8) {
                texts.append((name, text))
            } else {
                faults.append("\(name): cannot be read as UTF-8")
            }
        }
        if texts.isEmpty, faults.isEmpty {
            faults = ["mobility.questionnaires: there is no .json file in \(folder)"]
        }
        try refuse(faults)
        return texts
    }

    /// Versions that were loaded before with another content: whoever answered them answered
    /// something else.
    private static func altered(
        _ own: [Questionnaire], _ kept: [KeptQuestionnaire]
    ) -> [String] {
        own.compactMap { one in
            guard let known = kept.first(where: { $0.version == one.version }),
                known.json != one.json
            else { return nil }
            return "\(one.version): this version was loaded before with another content;"
                + " give the changed one a new version"
        }
    }

    /// Whether a version comes before another: numbers in it count as numbers, so that 2 is before
    /// 10.
    static func isOlder(_ a: String, _ b: String) -> Bool {
        a.compare(b, options: [.numeric, .caseInsensitive]) == .orderedAscending
    }
}

extension Configuration {
    var questionnaireFolder: QuestionnaireFolder {
        QuestionnaireFolder(
            folder: self[Settings.Mobility.questionnaires], asked: self[Settings.Mobility.version])
    }
}
