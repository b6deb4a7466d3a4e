import Glibc

/// The account that PostgreSQL runs as: the daemon's own, except that PostgreSQL refuses root.
struct ClusterAccount: Equatable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// Whether the daemon has to step down to it.
    let isOther: Bool

    /// Whom a daemon of root steps down to: the account that PostgreSQL's package makes, or one
    /// that owns nothing.
    private static let candidates = ["postgres", "nobody"]

    static func choose() throws(ClusterError) -> ClusterAccount {
        if geteuid() != 0 {
            let name = accountName(of: geteuid())
            return ClusterAccount(name: name, user: geteuid(), group: getegid(), isOther: false)
        }
        for name in candidates {
            if let entry = getpwnam(name)?.pointee {
                return ClusterAccount(
                    name: name, user: entry.pw_uid, group: entry.pw_gid, isOther: true)
            }
        }
        throw .noAccount(candidates)
    }

    /// The words that make a command run as this account, and end with the thread that started it.
    var prefix: [String] {
        var words = ["setpriv", "--pdeathsig=INT"]
        if isOther {
            words += [
                "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--inh-caps=-all",
                "--no-new-privs",
            ]
        }
        return words + ["--"]
    }

    /// The first folder on the way to a path that this account cannot pass through; nil when it
    /// can reach the path.
    func obstacle(to path: String) -> String? {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            var status = stat()
            guard stat(folder, &status) == 0 else { return folder }
            let mayPass: mode_t =
                status.st_uid == user ? S_IXUSR : status.st_gid == group ? S_IXGRP : S_IXOTH
            if user != 0, status.st_mode & mayPass == 0 { return folder }
        }
        return nil
    }
}

/// The name of an account, or its number where it has none.
func accountName(of user: uid_t) -> String {
    getpwuid(user)?.pointee.pw_name.map { String(cString: $0) } ?? "\(user)"
}
