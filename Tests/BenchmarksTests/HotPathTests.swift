import Foundation
import Testing

@testable import Benchmarks

/// What `.ci/instructions` counts.
@Suite struct HotPathTests {
    @Test("names differ")
    func names() {
        #expect(Set(HotPath.all.map(\.name)).count == HotPath.all.count)
    }

    @Test("every path has a threshold, and every threshold a path")
    func thresholds() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Benchmarks/instructions.txt").standardized
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let named = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ") }
        #expect(named.allSatisfy { $0.count == 2 && (Int($0[1]) ?? 0) > 0 })
        #expect(
            named.compactMap(\.first).map(String.init).sorted() == HotPath.all.map(\.name).sorted())
        #expect(lines.contains { $0.hasPrefix("# Swift ") && $0.hasSuffix(", x86-64") })
    }

    @Test("paths do their work as often as they are asked to", arguments: HotPath.all.map(\.name))
    func work(name: String) throws {
        let path = try #require(HotPath.all.first { $0.name == name })
        let run = path.prepare()
        #expect(run(0) == 0)
        // Of 64 questions some have an answer, and twice the questions have twice the answers.
        let once = run(64)
        #expect(once != 0)
        #expect(name == "price" || run(128) == 2 * once)
    }
}
