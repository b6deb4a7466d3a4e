import Foundation

/// A program that answers the index level's lines: ours, the control, or what others made.
struct IndexPeer {
    let name: String
    /// What it is, for the reader.
    let title: String
    /// The command that brings what it needs.
    let install: String
    private let kind: Kind

    private enum Kind {
        case own
        case native(NativeProgram)
        case python(module: String)
    }

    static let garaged = IndexPeer(name: "garaged", title: "", install: "", kind: .own)
    static let control = IndexPeer(
        name: "control", title: "a grid in C++ for this question only",
        install: "apt-get install g++",
        kind: .native(NativeProgram(source: "control.cpp")))
    static let scan = IndexPeer(
        name: "linear scan", title: "no index", install: "apt-get install g++",
        kind: .native(NativeProgram(source: "scan.cpp")))

    static let all = [
        garaged, control, scan,
        IndexPeer(
            name: "nanoflann", title: "k-d tree", install: "apt-get install g++ libnanoflann-dev",
            kind: .native(NativeProgram(source: "nanoflann.cpp"))),
        IndexPeer(
            name: "Boost R-tree", title: "R-tree", install: "apt-get install g++ libboost-dev",
            kind: .native(NativeProgram(source: "boost.cpp"))),
        IndexPeer(
            name: "S2", title: "cells of the sphere", install: "apt-get install g++ libs2-dev",
            kind: .native(NativeProgram(source: "s2.cpp", libraries: ["-ls2"]))),
        IndexPeer(
            name: "SciPy cKDTree", title: "k-d tree", install: "apt-get install python3-scipy",
            kind: .python(module: "scipy")),
        IndexPeer(
            name: "pykdtree", title: "k-d tree", install: "apt-get install python3-pykdtree",
            kind: .python(module: "pykdtree")),
    ]

    /// What starts it, if all it needs is here; else why not, which the report then says.
    func ready(_ bench: Bench) -> ReadyPeer? {
        switch kind {
        case .own:
            return ReadyPeer(peer: self, program: Tools.ownProgram, arguments: ["answer-points"])
        case .native(let program):
            do {
                let built = try program.build(in: bench.scratch.appending(path: "programs"))
                return ReadyPeer(peer: self, program: built.path, arguments: [])
            } catch {
                let reason = (error as? NativeProgram.Unbuilt)?.reason ?? "\(error)"
                bench.skip(name, because: "it could not be compiled (\(reason))", install: install)
                return nil
            }
        case .python(let module):
            guard let python = Self.python(with: module) else {
                bench.skip(
                    name, because: "no python3 here has the modules numpy and \(module)",
                    install: install)
                return nil
            }
            let script = NativeProgram.sources.appending(path: "kdtree.py").path
            return ReadyPeer(peer: self, program: python, arguments: [script, module])
        }
    }

    /// The first interpreter, of those a user may mean, that has a module.
    private static func python(with module: String) -> String? {
        let chosen = ProcessInfo.processInfo.environment["BENCH_PYTHON"]
        return [chosen, "python3", "/usr/bin/python3"].compactMap(\.self)
            .compactMap(Tools.find)
            .first { (try? Child.run([$0, "-c", "import numpy, \(module)"])) != nil }
    }
}

/// A peer that can be started.
struct ReadyPeer {
    let peer: IndexPeer
    let program: String
    let arguments: [String]

    var name: String { peer.name }

    /// Starts it and waits until it has built its index.
    func start(points: URL, queries: URL, count: Int) throws -> RunningPeer {
        let process = try Child(
            [program] + arguments + [points.path, queries.path, "\(count)"], readsOutput: true,
            environment: ["OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"],
            hasNothingToSave: true)
        let words = process.line()?.split(separator: " ") ?? []
        guard words.count == 3, words[0] == "built", let took = Double(words[1]),
            let bytes = Double(words[2])
        else { throw BenchFailure("\(name) built nothing: \(process.complaint)") }
        return RunningPeer(name: name, process: process, buildNanoseconds: took, bytesAPoint: bytes)
    }
}

/// A peer that has its index and answers.
struct RunningPeer {
    let name: String
    let process: Child
    let buildNanoseconds: Double
    let bytesAPoint: Double

    /// Its answers to the first queries; nil when it cannot answer such a question.
    func answers(_ question: IndexQuestion, count: Int) throws -> [[Int]]? {
        let first = try ask("answer \(question.line) \(count)")
        if first == "cannot" { return nil }
        let others = try (1..<count).map { _ in try line() }
        return ([first] + others).map { $0.split(separator: " ").compactMap { Int($0) } }
    }

    /// Processor nanoseconds a query, and how many queries there was time for.
    func time(_ question: IndexQuestion, milliseconds: Int) throws -> (Double, queries: Int)? {
        let words = try ask("time \(question.line) \(milliseconds)").split(separator: " ")
        guard words.count == 3, let nanoseconds = Double(words[1]), let queries = Int(words[2])
        else { return nil }
        return (nanoseconds, queries)
    }

    func end() { process.stop() }

    private func ask(_ question: String) throws -> String {
        process.say("\(question)\n")
        return try line()
    }

    private func line() throws -> String {
        guard let line = process.line() else {
            throw BenchFailure("\(name) ended: \(process.complaint)")
        }
        return line
    }
}
