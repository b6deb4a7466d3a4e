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

    /// Something about a person that this request is about to do.
    func auditNote(
        _ action: AuditAction, of object: String, purpose: String = "", rows: Int? = nil
    ) throws(RequestError) -> AuditNote {
        AuditNote(
            actor: try auditActor(), action: action, object: object,
            asked: request.verb.uppercased(),
            purpose: purpose, rows: rows, at: environment.writtenInstant)
    }
}
