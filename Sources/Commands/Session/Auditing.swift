import GarageNetwork
import LineProtocol

/// Who asks, and what of it the audit remembers.
extension Call {
    func auditActor() throws(RequestError) -> AuditActor {
        guard let caller = session.caller else { throw RequestError(.auth, "say AUTH first") }
        return AuditActor(
            role: caller.role, keyID: caller.keyID, uid: session.uid,
            organisation: caller.organisation, garage: caller.garage)
    }

    /// Something about a person that this request is about to do: to be remembered once it is
    /// known that the caller may, and before anything is shown or changed.
    ///
    /// - Throws: where the verb does not declare with `touchesPerson` that it does such a thing.
    func auditNote(
        _ action: AuditAction, of object: String, purpose: String = "", rows: Int? = nil
    ) throws(RequestError) -> AuditNote {
        guard action.touch <= touchesPerson else {
            throw RequestError(
                .internal, "\(request.verb) does not declare touchesPerson for what it does")
        }
        return AuditNote(
            actor: try auditActor(), action: action, object: object,
            asked: request.verb.uppercased(),
            purpose: purpose, rows: rows, at: environment.writtenInstant)
    }
}

extension AuditAction {
    fileprivate var touch: Command.PersonTouch {
        switch self {
        case .read: .reads
        case .write: .writes
        case .export: .exports
        }
    }
}
