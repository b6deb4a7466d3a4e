import GarageNetwork

extension ClosedDesk: PersonLedger {}
