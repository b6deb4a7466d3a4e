import Foundation
import Testing

@testable import garagectl

/// The questionnaire in the terminal, with lines instead of a person.
@Suite struct InterviewTests {
    /// A talk: what is typed, what was said, what was kept and sent.
    final class Scene {
        var lines: [String]
        var said: [String] = []
        var saved: [InterviewState] = []
        var sent: [String] = []
        var refusal: Refusal?
        var assessments: [String] = []
        let folder = temporaryPath("state")

        init(_ lines: [String]) { self.lines = lines }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func file() throws(Failure) -> ResumeFile {
            let folder = folder
            return try ResumeFile(person: "B1") { $0 == "XDG_STATE_HOME" ? folder : nil }
        }

        func talk(
            _ language: Language = .en, kind: String = "entry", version: String? = nil
        ) throws(Failure) -> Interview.Ending {
            let file = try file()
            let dialogue = Dialogue(
                say: { self.said.append($0) }, prompt: {},
                hear: { self.lines.isEmpty ? nil : self.lines.removeFirst() },
                save: { state throws(Failure) in
                    self.saved.append(state)
                    try file.save(state)
                })
            let talk = Talk(
                person: "B1", kind: kind, version: version, words: InterviewWords(language))
            return try talk.run(dialogue, file: file) { request throws(Failure) in
                self.answer(request.line)
            }
        }

        private func answer(_ line: String) -> WireReply {
            sent.append(line)
            if line.hasPrefix("ASSESSMENTS") {
                return WireReply(rows: assessments, final: .worked([]))
            }
            if line.hasPrefix("QUESTIONS") {
                let version = line.contains("version=old/1") ? "old/1" : "q/1"
                return WireReply(
                    rows: InterviewTests.rows,
                    final: .worked([NamedText(name: "version", text: version)]))
            }
            if let refusal { return WireReply(rows: [], final: .refused(refusal)) }
            return WireReply(rows: SheetTests.rows, final: .worked([]))
        }

        /// What ASSESS was asked with; nil when it was not.
        var assessed: String? { sent.last { $0.hasPrefix("ASSESS ") } }
        var all: String { said.joined(separator: "\n") }
    }

    static let rows = [
        question("E1", "Surroundings", options: ["4=ten minutes", "2=twenty", "0=none"]),
        question("P1", "Body", isSensitive: true, options: ["4=Sans gêne", "3=sans aide", "0=no"]),
        question("C1", "Mind", isSensitive: true, options: ["4=alone", "0=never"]),
        #"{"question":"A1","dimension":null,"dimension_name":null,"sensitive":false,"key":"far","#
            + #""text":"How far is far?","options":[]}"#,
        #"{"question":"A9","dimension":null,"dimension_name":null,"sensitive":false,"key":null,"#
            + #""text":"Not kept","options":[]}"#,
    ]

    static func question(
        _ id: String, _ dimension: String, isSensitive: Bool = false, options: [String]
    ) -> String {
        let list = options.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"question":"\#(id)","dimension":"d","dimension_name":"\#(dimension)","#
            + #""sensitive":\#(isSensitive),"key":null,"text":"What about \#(id)?","#
            + #""options":[\#(list)]}"#
    }

    @Test("numbers answer; all is shown once more, then sent with a key")
    func straight() throws {
        let scene = Scene(["1", "2", "2", "25km", "send"])
        #expect(try scene.talk() == .send)
        let line = try #require(scene.assessed)
        #expect(line.contains("beneficiary=B1 kind=entry version=q/1 answers=C1=0,E1=4,P1=3 key="))
        #expect(line.hasSuffix("lang=en far=25km"))
        #expect(scene.all.contains("[1/3] Surroundings"))
        #expect(scene.all.contains("[2/3] Body · optional, kept apart, erased first"))
        #expect(!scene.all.contains("[1/3] Surroundings · optional"))
        #expect(scene.all.contains("  1  ten minutes") && scene.all.contains("Index 60 of 100"))
        #expect(!scene.all.contains("Not kept"))
        // Nothing of the person stays on this machine.
        #expect(try scene.file().state == nil)
        #expect(!FileManager.default.fileExists(atPath: try scene.file().path))
    }

    @Test("an option may be typed by how it begins, whatever its case and accents")
    func words() throws {
        let scene = Scene(["twe", "SANS GENE", "al", "s", "send"])
        #expect(try scene.talk() == .send)
        #expect(scene.assessed?.contains("answers=C1=4,E1=2,P1=4") == true)
    }

    @Test("what fits no option, or two, is asked again")
    func wrong() throws {
        let scene = Scene(["0", "4", "x", "", "t", "zz", "1", "sans", "1", "1", "s", "send"])
        #expect(try scene.talk() == .send)
        #expect(scene.assessed?.contains("answers=C1=4,E1=4,P1=4") == true)
        #expect(scene.said.count { $0 == "Type 1 to 3, or b, s, q." } == 6)
        #expect(scene.said.contains("More than one answer begins like that."))
    }

    @Test("b goes back and the answer is changed; at the first question it stays")
    func back() throws {
        let scene = Scene(["b", "1", "b", "3", "2", "1", "s", "b", "40min", "send"])
        #expect(try scene.talk() == .send)
        #expect(scene.said.contains("This is the first question."))
        #expect(scene.assessed?.contains("answers=C1=4,E1=0,P1=3") == true)
        #expect(scene.assessed?.hasSuffix("far=40min") == true)
    }

    @Test("s skips: a refused question is not sent, and is shown as skipped")
    func skip() throws {
        let scene = Scene(["S", "s", "s", "", "send"])
        #expect(try scene.talk() == .send)
        #expect(scene.assessed?.contains("answers=\"\" key=") == true)
        #expect(scene.said.count { $0.hasSuffix("  (skipped)") } == 4)
        #expect(scene.assessed?.contains("far=") == false)
    }

    @Test("before sending, one answer may be corrected, and wrong words send nothing")
    func correct() throws {
        let scene = Scene(["1", "1", "1", "s", "yes", "9", "1", "3", "send"])
        #expect(try scene.talk() == .send)
        #expect(scene.assessed?.contains("answers=C1=4,E1=0,P1=4") == true)
        #expect(scene.said.count { $0 == "Your answers" } == 4)
    }

    @Test(
        "q keeps the answers; the same command goes on where it stopped", arguments: [true, false])
    func resume(byEnd: Bool) throws {
        let scene = Scene(byEnd ? ["1", "s"] : ["1", "s", "q"])
        #expect(try scene.talk() == .kept)
        #expect(scene.assessed == nil)
        let kept = try #require(try scene.file().state)
        #expect(kept.answers.count == 2 && kept.answers["E1"] == 4)
        scene.said = []
        scene.lines = ["maybe", "y", "2", "s", "send"]
        #expect(try scene.talk() == .send)
        #expect(scene.said.first?.contains("2 answers. Go on with it? (y/n)") == true)
        #expect(scene.said.contains("Type y or n."))
        #expect(!scene.all.contains("[1/3]") && scene.all.contains("[3/3]"))
        #expect(scene.assessed?.contains("answers=C1=0,E1=4 key=\(kept.key) ") == true)
    }

    @Test("a talk may begin anew; one of another kind or version is not gone on with")
    func anew() throws {
        let scene = Scene(["1", "q"])
        _ = try scene.talk()
        scene.lines = ["n", "2", "2", "2", "s", "send"]
        #expect(try scene.talk() == .send)
        #expect(scene.assessed?.contains("answers=C1=0,E1=2,P1=3") == true)
        scene.lines = ["1", "q"]
        _ = try scene.talk()
        scene.lines = ["2", "q"]
        _ = try scene.talk(kind: "other")
        #expect(try scene.file().state?.answers == ["E1": 2])
    }

    @Test("the file of a talk is its user's alone, and has the pseudonym and scores only")
    func privacy() throws {
        let scene = Scene(["1", "2", "2", "Marie Dupont", "q"])
        #expect(try scene.talk() == .kept)
        let path = try scene.file().path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let folder = (path as NSString).deletingLastPathComponent
        let folderMode = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(folderMode[.posixPermissions] as? Int == 0o700)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains("Dupont") && !text.contains("Sans"))
        #expect(text.contains(#""answers":{"C1":0,"E1":4,"P1":3}"#), "\(text)")
    }

    @Test("what was refused by the daemon waits, unless it was sent before")
    func refused() throws {
        let scene = Scene(["1", "1", "1", "s", "send"])
        scene.refusal = Refusal(code: 503, name: "STORE-DOWN", sentence: "away")
        #expect(throws: Failure.self) { try scene.talk() }
        let key = try #require(try scene.file().state).key
        scene.lines = ["y", "s", "send"]
        scene.refusal = Refusal(code: 409, name: "KEY-REUSED", sentence: "used")
        #expect(throws: Failure.self) { try scene.talk() }
        #expect(scene.assessed?.contains("key=\(key) ") == true)
        #expect(try scene.file().state == nil)
    }

    @Test("an exit is asked with the version of the last entry that counts")
    func exitVersion() throws {
        let scene = Scene(["1", "1", "1", "s", "send"])
        scene.assessments = [
            #"{"kind":"entry","version":"old/1","corrected":false}"#,
            #"{"kind":"entry","version":"older/1","corrected":true}"#,
            #"{"kind":"other","version":"q/1","corrected":false}"#,
        ]
        #expect(try scene.talk(kind: "exit") == .send)
        #expect(scene.assessed?.contains("version=old/1") == true)
    }

    @Test("in French, whole", arguments: ["envoyer", "Envoyer ", "send"])
    func french(word: String) throws {
        let scene = Scene(["9", "1", "b", "1", "s", "1", "vide", "s", word])
        scene.lines[6] = "s"
        scene.lines.remove(at: 7)
        #expect(try scene.talk(.fr) == .send)
        for part in [
            "Toute question peut être refusée.", "Tapez 1 à 3, ou b, s, q.",
            "facultatif, conservé à part", "Vos réponses", "(passée)", "Enregistré.",
            "En quelques mots",
        ] where part != "En quelques mots" {
            #expect(scene.all.contains(part), "\(part)")
        }
        #expect(scene.sent.contains { $0.hasPrefix("QUESTIONS lang=fr") })
        #expect(!scene.all.contains("skip") && !scene.all.contains("back"))
    }

    @Test("an interrupted talk is offered in French")
    func frenchResume() throws {
        let scene = Scene(["1", "q"])
        #expect(try scene.talk(.fr) == .kept)
        #expect(scene.all.contains("Rien n'a été envoyé."))
        scene.lines = ["non", "q"]
        #expect(try scene.talk(.fr) == .kept)
        #expect(scene.all.contains("Le reprendre\u{A0}? (o/n)"))
    }

    @Test("a person who is none names no file", arguments: ["", "../x", "B 1", "B/1", "é"])
    func noPerson(person: String) {
        #expect(throws: Failure.self) {
            try ResumeFile(person: person) { _ in "/nowhere" }
        }
    }

    @Test("a file that is none is no talk", arguments: ["", "{}", "[]", #"{"person":"B1"}"#])
    func noState(text: String) {
        #expect(InterviewState(json: text) == nil)
    }

    @Test("a state reads back as it was, refusals with it")
    func state() throws {
        var state = InterviewState(person: "B1", version: "q/1", kind: "exit", key: "k")
        state.answers = ["E1": 4, "P1": nil]
        #expect(InterviewState(json: state.json) == state)
        #expect(state.list == "E1=4")
    }

    @Test("one pseudonym is a talk, keys are the verb, more is a mistake")
    func person() throws {
        #expect(try [String].person(["B1"]) == "B1")
        #expect(try [String].person(["beneficiary=B1", "kind=entry"]) == nil)
        for words in [[], ["B1", "B2"]] {
            #expect(throws: Failure.self) { try [String].person(words) }
        }
    }
}
