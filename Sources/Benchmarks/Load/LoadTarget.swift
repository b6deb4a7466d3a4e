import Foundation

/// A server that is asked: where it listens, how it speaks, whose processor time counts.
struct LoadTarget {
    let name: String
    /// A TCP port of this machine, or 0 where it is a socket.
    var port = 0
    var socket = ""
    let rule: ReplyRule
    /// What each connection says first, and how many replies that has.
    var opening: [UInt8] = []
    var openingReplies = 0
    /// Seconds that each connection needs before it is as fast as it gets.
    var warmUpPerConnection = 0.0
    /// It and all that descend from it.
    let process: pid_t
}

/// Requests as the client reads them, in a file of their own.
struct RequestFile {
    let url: URL
    let requests: [[UInt8]]

    /// Each request after its length.
    init(_ requests: [[UInt8]], in folder: URL, named name: String) throws {
        url = folder.appending(path: name)
        self.requests = requests
        try Self.framed(requests).write(to: url)
    }

    static func framed(_ requests: [[UInt8]]) -> Data {
        var data = Data(capacity: requests.reduce(0) { $0 + $1.count + 4 })
        for request in requests {
            withUnsafeBytes(of: UInt32(request.count).littleEndian) { data.append(contentsOf: $0) }
            data.append(contentsOf: request)
        }
        return data
    }
}
