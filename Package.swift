// swift-tools-version: 6.2
import PackageDescription

/// The messages of Config/templates, each in English and in French.
let messages = [
    "digest-garage", "digest-manager", "digest-prescriber", "proposed", "reminded", "retention",
    "unplaced",
]

let package = Package(
    name: "garaged",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "garaged", targets: ["garaged"]),
        .executable(name: "garagectl", targets: ["garagectl"]),
    ],
    dependencies: [
        // Command lines of both programs: parsing, help pages, completion for bash, zsh and fish.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // SHA-256 and HMAC for tokens and request hashes; AES-GCM later for personal columns.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        // One logging interface for every module that does I/O.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // The sockets: event loops, channels, the line protocol's hot path.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        // TLS on the TCP listener, and to the receivers of webhooks.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        // The texts of messages, which people may write: sections and lists without code, errors in
        // them found at start. Pure Swift, no dependency of its own, built in seconds.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // Start, signals, graceful shutdown, in order.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // CSV of the files a manager imports: quoting, separators, byte-order mark.
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        // The configuration file and import mappings, with the line of what is wrong in them.
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // Pure modules: no I/O, no clock, no Foundation. Each imports only modules above it.
        .target(name: "Geometry"),
        .target(name: "Mobility"),
        .target(name: "GarageNetwork", dependencies: ["Geometry"]),
        .target(name: "Matching", dependencies: ["Geometry", "GarageNetwork"]),
        // What a month could be at best is a minimum cost flow. The solver is the network simplex
        // of COIN-OR LEMON: Debian's liblemon-dev, of which only C++ headers are used.
        .target(name: "CNetworkSimplex"),
        .target(name: "Optimum", dependencies: ["CNetworkSimplex", "GarageNetwork", "Matching"]),
        .target(name: "Alerting", dependencies: ["GarageNetwork", "Matching"]),
        .target(
            name: "Steering", dependencies: ["Alerting", "GarageNetwork", "Geometry", "Matching"]),
        .target(name: "Impact", dependencies: ["GarageNetwork"]),
        // Questionnaires as JSON, and the one that comes with the daemon.
        .target(name: "Questionnaires", dependencies: ["Mobility"]),
        .target(
            name: "ShippedQuestionnaire", path: "Config",
            exclude: ["templates", "garaged.toml", "import-steps.example.toml"],
            resources: [.embedInCode("questionnaire.json")]),
        .target(name: "LineProtocol"),
        .target(
            name: "Commands",
            dependencies: [
                "Alerting", "GarageNetwork", "Geometry", "Impact", "LineProtocol", "Matching",
                "Mobility", "Optimum", "Steering",
            ]),

        // Adapters: the database, the sockets.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "SQL", path: "SQL",
            resources: [
                .embedInCode("Migrations"), .embedInCode("Statements"), .embedInCode("Checks"),
            ]),
        .target(
            name: "PostgresStore",
            dependencies: [
                "CPostgres", "GarageNetwork", "Geometry", "SQL",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Templates", path: "Config/templates",
            resources: messages.flatMap { name in
                ["en", "fr"].map { .embedInCode("\(name).\($0).txt") }
            }),
        .target(
            name: "Sealing",
            dependencies: [
                "GarageNetwork", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Delivery",
            dependencies: [
                "GarageNetwork", "Templates",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "Server",
            dependencies: [
                "Commands", "GarageNetwork", "LineProtocol",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // Programs.
        .executableTarget(
            name: "garaged",
            dependencies: [
                "Alerting", "Commands", "Delivery", "GarageNetwork", "Geometry", "Matching",
                "Mobility", "Optimum", "PostgresStore", "Questionnaires", "SQL", "Sealing",
                "Server", "ShippedQuestionnaire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            resources: [.copy("Shipped")]),
        .executableTarget(
            name: "garagectl",
            dependencies: [
                "Alerting", "Commands", "GarageNetwork", "Geometry", "LineProtocol", "Matching",
                "Optimum",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),

        // The load client and the echo of the benchmarks, in C: what they cost is what sockets do.
        .target(name: "CLoad"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CLoad", "Commands", "GarageNetwork", "Geometry", "LineProtocol", "Matching",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // Peers are compiled when they are measured, if what they need is there.
            exclude: [
                "Peers", "README.md", "Write/refer.pgbench", "Write/refer_people.sql",
                "instructions.txt",
            ]),

        // Tests: one target a module, then the whole from outside.
        .testTarget(
            name: "GeometryTests", dependencies: ["Geometry"], exclude: ["Mutants"]),
        .testTarget(
            name: "MobilityTests", dependencies: ["Mobility"], resources: [.copy("Vectors")]),
        .testTarget(
            name: "QuestionnairesTests",
            dependencies: ["Mobility", "Questionnaires", "ShippedQuestionnaire"]),
        .testTarget(name: "GarageNetworkTests", dependencies: ["GarageNetwork", "Geometry"]),
        .testTarget(
            name: "MatchingTests", dependencies: ["GarageNetwork", "Geometry", "Matching"],
            resources: [.copy("Resources")]),
        .testTarget(
            name: "OptimumTests",
            dependencies: ["GarageNetwork", "Geometry", "Matching", "Optimum"]
        ),
        .testTarget(
            name: "AlertingTests", dependencies: ["Alerting", "GarageNetwork", "Matching"]),
        .testTarget(
            name: "SteeringTests",
            dependencies: ["Alerting", "GarageNetwork", "Geometry", "Matching", "Steering"]),
        .testTarget(
            name: "ImpactTests", dependencies: ["GarageNetwork", "Impact"],
            resources: [.copy("Resources")]),
        .testTarget(name: "LineProtocolTests", dependencies: ["LineProtocol"]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "GarageNetwork", "Geometry", "Impact", "LineProtocol", "Matching",
                "Mobility", "Questionnaires", "ShippedQuestionnaire",
            ]),
        .testTarget(
            name: "PostgresStoreTests",
            dependencies: [
                "Delivery", "GarageNetwork", "Geometry", "PostgresStore", "SQL", "Sealing",
                "Support",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "SealingTests",
            dependencies: [
                "GarageNetwork", "Sealing", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Delivery", "GarageNetwork", "Support", "Templates",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "LineProtocol", "Server",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: [
                "Alerting", "Commands", "GarageNetwork", "Geometry", "Matching", "Mobility",
                "Questionnaires", "Server", "ShippedQuestionnaire", "garaged",
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Mutants"]),
        .testTarget(
            name: "GaragectlTests",
            dependencies: [
                "Alerting", "GarageNetwork", "Geometry", "LineProtocol", "Matching", "Optimum",
                "garagectl",
            ]),
        .target(name: "Support", path: "Tests/Support"),
        .testTarget(name: "DaemonTests", dependencies: ["Support"]),
        .testTarget(name: "Conversations", dependencies: ["Support"], exclude: ["Transcripts"]),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["Benchmarks", "CLoad", "Geometry"]),
        .testTarget(name: "RepositoryTests", dependencies: ["Commands", "LineProtocol", "SQL"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
    // Tests run whole years of requests through these; unoptimised, minutes instead of seconds.
    if ["Geometry", "GarageNetwork", "Matching", "Steering"].contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
}
