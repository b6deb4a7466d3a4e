import Foundation

/// All that one run of one level found; a file of its own, so that levels can be run one by one.
struct LevelResult: Codable, Equatable {
    let level: String
    let title: String
    let isQuick: Bool
    var taken = Date()
    var machine = Machine.here
    var seconds = 0.0
    /// Why it did not come to its end, when it did not.
    var failure: String?
    var notes: [String] = []
    var versions: [String: String] = [:]
    var skipped: [SkippedPeer] = []
    var goals: [Goal] = []
    var tables: [MeasuredTable] = []
    var curves: [Curve] = []

    init(level: String, title: String, isQuick: Bool) {
        self.level = level
        self.title = title
        self.isQuick = isQuick
    }
}

/// A table, and how the machine was when it was measured.
struct MeasuredTable: Codable, Equatable {
    let title: String
    let note: String?
    let table: Table
    let before: Conditions
    let after: Conditions
}

/// Something that is measured only where it is installed.
struct SkippedPeer: Codable, Equatable {
    let name: String
    let reason: String
    /// The command that brings it.
    let install: String
}

/// A figure and what it is to be.
struct Goal: Codable, Equatable {
    let what: String
    let measured: Double
    let limit: Double
    /// Whether the limit is the most that the figure may be; else it is the least.
    let isMost: Bool
    /// `×`, `ms`, `B a point`.
    let unit: String

    static func atMost(_ limit: Double, _ unit: String, _ what: String, was: Double) -> Goal {
        Goal(what: what, measured: was, limit: limit, isMost: true, unit: unit)
    }

    static func atLeast(_ limit: Double, _ unit: String, _ what: String, was: Double) -> Goal {
        Goal(what: what, measured: was, limit: limit, isMost: false, unit: unit)
    }

    var isReached: Bool { isMost ? measured <= limit : measured >= limit }
}
