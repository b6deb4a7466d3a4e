import Testing

/// The house: which module may import which.
@Suite struct LayeringTests {
    /// What each module may import besides itself, bottom to top.
    ///
    /// A new module is added here. Programs may import what they like.
    static let allowed: [(module: String, imports: Set<String>)] = [
        ("Geometry", ["Glibc", "Musl", "Darwin"]),
        ("Mobility", []),
        ("GarageNetwork", ["Geometry", "Synchronization"]),
        ("Matching", ["Darwin", "GarageNetwork", "Geometry", "Glibc", "Musl", "Synchronization"]),
        ("Optimum", ["CNetworkSimplex", "GarageNetwork", "Matching"]),
        ("Alerting", ["GarageNetwork", "Matching", "Synchronization"]),
        ("Steering", ["Alerting", "GarageNetwork", "Geometry", "Matching", "Synchronization"]),
        ("Impact", ["GarageNetwork"]),
        ("Questionnaires", ["Mobility"]),
        ("LineProtocol", ["Synchronization"]),
        (
            "Commands",
            [
                "Alerting", "GarageNetwork", "Geometry", "Impact", "LineProtocol", "Matching",
                "Mobility", "Optimum", "Steering", "Synchronization",
            ]
        ),
        (
            "PostgresStore",
            [
                "CPostgres", "Crypto", "Darwin", "Dispatch", "Foundation", "GarageNetwork",
                "Geometry", "Glibc", "Logging", "Musl", "SQL", "Synchronization",
            ]
        ),
        ("Sealing", ["Crypto", "Foundation", "GarageNetwork"]),
        (
            "Delivery",
            [
                "Crypto", "Foundation", "GarageNetwork", "Glibc", "Logging", "Mustache", "NIOCore",
                "NIOHTTP1", "NIOPosix", "NIOSSL", "ServiceLifecycle", "Templates",
            ]
        ),
        (
            "Server",
            [
                "Commands", "Darwin", "Foundation", "GarageNetwork", "Glibc", "LineProtocol",
                "Logging", "Musl", "NIOConcurrencyHelpers", "NIOCore", "NIOHTTP1", "NIOPosix",
                "NIOSSL", "ServiceLifecycle", "Synchronization",
            ]
        ),
    ]

    /// What is not Swift and imports nothing of ours.
    static let inC: Set<String> = ["CLoad", "CNetworkSimplex", "CPostgres"]

    static let programs: Set<String> = ["garaged", "garagectl", "Benchmarks"]

    @Test("a module imports only what stands above it", arguments: allowed.map(\.module))
    func importsAreAllowed(module: String) {
        let allowed = Self.allowed.first { $0.module == module }?.imports ?? []
        for file in Repository.swiftFiles(under: "Sources/\(module)") {
            for name in Self.imports(in: file.text) {
                #expect(allowed.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    @Test("the store and the server do not see each other")
    func storeAndServerAreApart() {
        let store = Repository.swiftFiles(under: "Sources/PostgresStore")
        let server = Repository.swiftFiles(under: "Sources/Server")
        #expect(!store.contains { Self.imports(in: $0.text).contains("Server") })
        #expect(!server.contains { Self.imports(in: $0.text).contains("PostgresStore") })
    }

    @Test("every folder of Sources is a module of this list, a target, and in the README")
    func foldersAreModules() throws {
        let package = try #require(Repository.file("Package.swift"))
        let readme = try #require(Repository.file("README.md"))
        let known = Set(Self.allowed.map(\.module)).union(Self.programs).union(Self.inC)
        for folder in Repository.entries(of: "Sources") {
            let isTarget = package.text.contains("\"\(folder)\"")
            let isInReadme = readme.text.contains("| `\(folder)` |")
            #expect(known.contains(folder), "\(folder) is in no list of LayeringTests")
            #expect(isTarget, "\(folder) is no target of Package.swift")
            #expect(isInReadme, "\(folder) is not in the table of README.md")
        }
    }

    @Test("imports are read as they are written")
    func importsAreRead() {
        let source = """
            package import Geometry
            @testable import garaged
            import struct Foundation.Date
            @_exported public import Glibc
            // import Nothing
            let text = "import Neither"
            """
        #expect(Self.imports(in: source) == ["Geometry", "garaged", "Foundation", "Glibc"])
    }

    static func imports(in source: String) -> [String] {
        let pattern =
            /^\s*(?:@\w+\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
        return source.split(separator: "\n").compactMap {
            $0.prefixMatch(of: pattern).map { String($0.1) }
        }
    }
}
