/// Why the daemon's own PostgreSQL cannot run.
///
/// Each says what to do.
package enum ClusterError: Error, Equatable, CustomStringConvertible, Sendable {
    case noBinaries(searched: [String])
    /// Another daemon has the folder.
    case inUse(folder: String)
    /// The account that must own the cluster does not exist.
    case noAccount([String])
    case cannotEnter(folder: String, account: String)
    case fileSystem(path: String, reason: String)
    case initialisation(String)
    case start(String)

    package var description: String {
        switch self {
        case .noBinaries(let searched):
            "no PostgreSQL found (looked in \(searched.joined(separator: ", "))): install it"
                + " (Debian: apt install postgresql), or name the folder of its programs in"
                + " GARAGED_PG_BINDIR, or give a connection string with --database"
        case .inUse(let folder):
            "another garaged runs in \(folder): stop it, or choose another state folder with"
                + " --state"
        case .noAccount(let names):
            "PostgreSQL refuses to run as root and there is no account"
                + " \(names.joined(separator: " or ")): install the PostgreSQL package, which makes"
                + " one, or run garaged as another user"
        case .cannotEnter(let folder, let account):
            "PostgreSQL runs as \(account), who may not enter \(folder): choose a state folder"
                + " outside of it with --state, such as /var/lib/garaged, or run garaged as the"
                + " owner of \(folder)"
        case .fileSystem(let path, let reason): "\(path): \(reason)"
        case .initialisation(let reason): "could not make the database folder: \(reason)"
        case .start(let reason): "PostgreSQL did not start: \(reason)"
        }
    }
}
