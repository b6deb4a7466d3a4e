import Foundation
import FoundationXML
import Testing

@testable import garagectl

/// `garagectl impact`: what a committee reads, and that nothing is told that was not.
@Suite struct ImpactPageTests {
    private func row(
        _ measure: String, _ keys: String, group: String = "(all)", partner: String = "association"
    ) throws -> [JSONMember] {
        let text =
            "{\"month\":\"\(group)\",\"partner\":\"\(partner)\",\"measure\":\"\(measure)\",\(keys)}"
        return try #require(JSONReader.object(text))
    }

    private func figures() throws -> ImpactFigures {
        let index = "\"dimension\":\"index\",\"unit\":\"points\",\"of\":60"
        let share = "\"unit\":\"share\",\"of\":60"
        let all = try [
            row("people", "\"n\":60,\"unit\":\"people\",\"label\":\"people <referred>\""),
            row(
                "entry",
                "\(index),\"n\":55,\"value\":41.5,\"low\":38,\"high\":45,\"label\":\"index: a\""),
            row(
                "exit",
                "\(index),\"n\":null,\"value\":60,\"low\":52,\"high\":66,\"label\":\"index: b\""),
            row("change", "\(index),\"n\":40,\"value\":-1.5,\"label\":\"index: c\""),
            row("exit-overdue", "\(share),\"n\":null,\"label\":\"overdue\""),
            row(
                "work-3",
                "\(share),\"n\":22,\"value\":0.5946,\"low\":0.43,\"high\":0.74,"
                    + "\"label\":\"in work, 3\""
            ),
            row(
                "reception", "\(share),\"n\":50,\"value\":0.8333,\"label\":\"reception\"",
                partner: "company"),
        ]
        let month = try [
            row("people", "\"n\":60,\"unit\":\"people\",\"label\":\"people\"", group: "2026-11")
        ]
        let totals = [
            ("by", "month"), ("from", "2026-01-01"), ("through", "2026-11-30"), ("note", "linked"),
        ].map { NamedText(name: $0.0, text: $0.1) }
        return ImpactFigures(all + month, totals)
    }

    @Test("groups, figures and what is missing are read as they came")
    func reading() throws {
        let figures = try figures()
        #expect(figures.groups.map(\.name) == ["(all)", "2026-11"])
        let exit = try #require(figures.groups.first?.figure("exit", "index"))
        #expect(exit.cases == nil && exit.value == 60 && exit.whole == 60)
    }

    @Test("tables show counts, medians and intervals, and a hyphen for what is not told")
    func tables() throws {
        let lines = ImpactTables(try figures(), language: .en).lines(width: nil)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("People first referred from 2026-01-01 to 2026-11-30"))
        #expect(
            text.contains("38.0 to 45.0") && text.contains("59 %") && text.contains("-1.5"),
            "\(text)")
        #expect(lines.contains { $0.hasPrefix("overdue") && $0.contains(" - ") })
        #expect(lines.last == "linked")
        let french = ImpactTables(try figures(), language: .fr).lines(width: nil)
        #expect(french.contains { $0.contains("38,0 à 45,0") })
    }

    @Test("the page is well-formed, has a language, headings and a table beside each chart")
    func page() throws {
        for language in [Language.fr, .en] {
            let page = ImpactPage(try figures(), language: language).document
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
            let body = page.dropFirst("<!DOCTYPE html>\n".count)
            let parser = XMLParser(data: Data(body.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(page.components(separatedBy: "<svg").count - 1 == 4)
            #expect(page.components(separatedBy: "<caption>").count - 1 == 5)
            #expect(
                !page.contains("<script") && !page.contains("<link") && !page.contains("@import"))
            #expect(page.contains("people &lt;referred&gt;") && !page.contains("<referred>"))
            #expect(!page.contains("<td/>") && !page.contains("<p/>"))
        }
    }

    @Test("of fewer than five people the page tells nothing")
    func nobody() {
        let page = ImpactPage(ImpactFigures([], []), language: .en).document
        #expect(page.contains("Fewer than five people") && !page.contains("<svg"))
    }
}
