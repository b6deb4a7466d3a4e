import GarageNetwork
import LineProtocol

extension Call {
    /// What BENEFICIARY-SET does with `objection=`, which is told by itself: whoever objects has
    /// nothing else done for them.
    func objecting(
        _ choice: Choice, _ id: BeneficiaryID, _ scope: Scope
    ) throws(RequestError) -> Execution {
        let alone = Keys.universal.union([Keys.beneficiary.name, RightsKeys.objection.name])
        if let other = request.arguments.map(\.name).first(where: { !alone.contains($0) }) {
            throw RequestError(.range, "objection: it is told by itself; leave out \(other)")
        }
        let order = HaltOrder(
            id: id, kind: .objection, isOn: choice == .yes, scope: scope,
            at: environment.writtenInstant)
        let note = try auditNote(.write, of: id.text, purpose: "objection")
        let environment = environment
        return .later { () async throws(RequestError) -> Reply in
            let (calledOff, open, replayed) = try await environment.halt(order, note)
            return .listing([
                [
                    Field("beneficiary", .text(id.text)), Field("objection", .truth(order.isOn)),
                    Field("called_off", calledOff.map { .text($0.text) } ?? .missing),
                    Field("open_referral", open.map { .text($0.text) } ?? .missing),
                    Field("replayed", .truth(replayed)),
                ]
            ])
        }
    }
}
