import Foundation
import Mustache
import Templates

/// The texts of messages, checked.
package struct TemplateShelf: Sendable {
    private let texts: [String: MessageText]

    /// The texts that come with the daemon; a file of the same name in a folder takes the place of
    /// one.
    ///
    /// - Throws: ``TemplateFault`` for the first text that is not as it must be.
    package init(folder: String?) throws(TemplateFault) {
        var texts: [String: MessageText] = [:]
        for file in Templates.all {
            let name = "\(file.name).\(file.language).txt"
            let own = try folder.flatMap { folder throws(TemplateFault) in
                try Self.text(of: name, in: folder)
            }
            texts[name] = try MessageText(
                own ?? file.text, file: name, variables: TemplateVocabulary.words(of: file.name))
        }
        self.texts = texts
    }

    /// The text for a template and a language; nil for a template that this version does not know.
    func text(_ template: String, _ language: String) -> MessageText? {
        texts["\(template).\(language).txt"]
    }

    private static func text(of name: String, in folder: String) throws(TemplateFault) -> String? {
        let path = folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw TemplateFault(file: path, line: 1, reason: "it cannot be read as UTF-8")
        }
    }
}

/// What is wrong with a template.
package struct TemplateFault: Error, Equatable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let reason: String

    package var description: String { "\(file), line \(line): \(reason)" }
}

/// One text: a subject and a body.
struct MessageText: Sendable {
    private let subject: MustacheTemplate
    private let body: MustacheTemplate

    /// Mustache escapes for HTML unless it is told that this is text.
    private static let pragma = "{{% CONTENT_TYPE:TEXT}}"

    init(_ text: String, file: String, variables: Set<String>) throws(TemplateFault) {
        let text = text.replacing("\r\n", with: "\n")
        let head = "Subject: "
        guard text.hasPrefix(head), let end = text.firstIndex(of: "\n") else {
            throw TemplateFault(file: file, line: 1, reason: "it begins with 'Subject: …'")
        }
        let rest = text[text.index(after: end)...]
        guard rest.hasPrefix("\n") else {
            throw TemplateFault(file: file, line: 2, reason: "an empty line follows the subject")
        }
        for tag in TemplateTag.all(in: text) where !variables.contains(tag.name) {
            throw TemplateFault(
                file: file, line: tag.line,
                reason: "'\(tag.name.prefix(40))' is not known here; these are: "
                    + variables.sorted().joined(separator: ", "))
        }
        do {
            subject = try MustacheTemplate(
                string: Self.pragma + text[..<end].dropFirst(head.count))
            body = try MustacheTemplate(string: Self.pragma + rest.dropFirst())
        } catch {
            throw TemplateFault(
                file: file, line: 1, reason: "a tag is not closed, or closed twice")
        }
    }

    func render(_ values: [String: Any]) -> (subject: String, body: String) {
        (subject.render(values), body.render(values))
    }
}

/// One `{{…}}` of a template.
struct TemplateTag: Equatable {
    let name: String
    let line: Int

    /// Every tag, in order; those that are not a name, its section or its end have the name that
    /// is written, which no vocabulary holds.
    static func all(in text: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            for match in line.matches(of: /\{\{([#^\/]?)([^}]*)\}\}/) {
                let name = match.2.trimmingCharacters(in: .whitespaces)
                // The item of a list.
                if name == ".", match.1.isEmpty { continue }
                tags.append(TemplateTag(name: name, line: index + 1))
            }
        }
        return tags
    }
}
