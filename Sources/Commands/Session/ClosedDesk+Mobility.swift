import GarageNetwork

extension ClosedDesk: MobilityLedger {}
