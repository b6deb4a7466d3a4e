import Foundation
import Testing

/// What lies where.
@Suite struct LayoutTests {
    static let topLevel: Set<String> = [
        ".ci", ".editorconfig", ".gitignore", ".swift-format", "CHANGELOG.md", "CONTRIBUTING.md",
        "Config", "Deploy", "LICENSE", "Makefile", "Package.swift", "README.md", "SQL",
        "Sources", "Tests",
    ]

    @Test("the top of the repository holds what belongs there, and nothing else")
    func topLevelIsKnown() {
        let entries = Repository.entries(of: "").filter { !Repository.isByProduct($0) }
        #expect(entries.filter { !Self.topLevel.contains($0) } == [])
        #expect(Self.topLevel.subtracting(entries) == [])
    }

    @Test("every file of SQL is compiled in: SQL/*.swift names it")
    func sqlFilesAreListed() {
        let listed = Repository.swiftFiles(under: "SQL").flatMap {
            $0.text.matches(of: /PackageResources\.(\w+)_sql\b/).map { String($0.1) }
        }
        let onDisk = Repository.files.filter {
            $0.path.hasSuffix(".sql") && $0.path.hasPrefix("SQL/")
        }
        .map { String($0.name.dropLast(4)) }
        #expect(!onDisk.isEmpty)
        #expect(onDisk.sorted() == listed.sorted())
    }

    @Test("migrations are numbered without a gap")
    func migrationsAreNumbered() {
        let names = Repository.entries(of: "SQL/Migrations")
        #expect(!names.isEmpty)
        for (index, name) in names.enumerated() {
            let digits = String(index + 1)
            let number = String(repeating: "0", count: 4 - digits.count) + digits
            #expect(name.hasPrefix("V\(number)_") && name.hasSuffix(".sql"), "\(name)")
        }
    }

    @Test("the changelog says what is not released yet")
    func changelogIsKept() throws {
        let changelog = try #require(Repository.file("CHANGELOG.md"))
        let heading = try #require(changelog.text.range(of: "\n## Unreleased\n"))
        let section = changelog.text[heading.upperBound...].prefix { _ in true }
        let end = section.range(of: "\n## ")?.lowerBound ?? section.endIndex
        #expect(section[..<end].split(separator: "\n").contains { $0.hasPrefix("- ") })
    }

    @Test("every shell script stops at its first mistake")
    func scriptsAreStrict() {
        let scripts = Repository.files.filter { $0.text.contains(/\A#!.*\b(ba)?sh\b/) }
        #expect(scripts.map(\.path).contains("Deploy/setup"))
        for script in scripts {
            #expect(script.text.contains(/(?m)^set -eu/), "\(script.path) has no set -eu")
            let path = Repository.root.appending(path: script.path).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(script.path)")
        }
    }

    @Test("every file that a document links to is there")
    func linksLead() {
        for document in Repository.files where document.path.hasSuffix(".md") {
            let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
            for match in document.text.matches(of: /\]\(([^):#]+)(?:#[^)]*)?\)/) {
                let path = Repository.root.appending(path: folder).appending(path: String(match.1))
                    .path
                #expect(
                    FileManager.default.fileExists(atPath: path), "\(document.path): \(match.1)")
            }
        }
    }

    @Test("every folder of Tests that holds Swift is a target")
    func testFoldersAreTargets() throws {
        let package = try #require(Repository.file("Package.swift"))
        let folders = Repository.entries(of: "Tests").filter {
            !Repository.swiftFiles(under: "Tests/\($0)").isEmpty
        }
        #expect(folders.contains("Support") && folders.contains("DaemonTests"))
        for folder in folders {
            let isTarget = package.text.contains("name: \"\(folder)\"")
            #expect(isTarget, "\(folder) is no target of Package.swift")
        }
    }

    @Test("every fuzz test that Tests/Fuzzing names is there")
    func fuzzTestsAreThere() throws {
        let page = try #require(Repository.file("Tests/Fuzzing/README.md"))
        let tests = Repository.swiftFiles(under: "Tests")
        let named = page.text.matches(of: /`(\w+Tests)\.(\w+)`/)
        #expect(named.count > 5)
        for match in named {
            let file = tests.first { $0.name == "\(match.1).swift" }
            let isThere = file?.text.contains("func \(match.2)(") ?? false
            #expect(isThere, "Tests/Fuzzing/README.md names \(match.1).\(match.2)")
        }
    }
}
