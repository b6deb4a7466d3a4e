import Foundation
import GarageNetwork

/// The files that come with the daemon: the places of France, and the demonstration network.
struct ShippedData {
    private let folder: URL

    /// Looks beside the program, where a build puts them, then in `../share/garaged`, where an
    /// installation does.
    ///
    /// - Returns: nil when neither is there; the daemon then knows no places by name.
    init?() {
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
            return nil
        }
        let beside = program.deletingLastPathComponent()
        let candidates = [
            beside.appending(path: "garaged_garaged.resources/Shipped"),
            beside.deletingLastPathComponent().appending(path: "share/garaged"),
        ]
        guard
            let found = candidates.first(where: {
                FileManager.default.fileExists(atPath: $0.appending(path: "places.tsv").path)
            })
        else { return nil }
        folder = found
    }

    func places() throws -> [PlaceRow] {
        try PlaceRow.parse(tsv: [UInt8](Data(contentsOf: folder.appending(path: "places.tsv"))))
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
