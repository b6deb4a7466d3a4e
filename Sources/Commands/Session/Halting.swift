import GarageNetwork
import LineProtocol

extension RequestError {
    /// Why nothing is done for a person with whom the file has stopped.
    ///
    /// One who was forgotten, or is somebody else by now, is answered like one who does not exist.
    static func halted(_ halt: Halt) -> RequestError {
        switch halt {
        case .objection:
            RequestError(
                .conflict,
                "this person objected and nothing more is done for them;"
                    + " BENEFICIARY-SET objection=no when they say otherwise")
        case .frozen:
            RequestError(
                .conflict,
                "this person's file is frozen: it is kept and not used until BENEFICIARY-FREEZE"
                    + " ends that")
        case .forgotten, .merged: .noSuchPerson
        }
    }
}

extension Beneficiary {
    /// The person, if something may still be done for them.
    func unlessHalted() throws(RequestError) -> Beneficiary {
        if let halt { throw .halted(halt) }
        return self
    }
}
