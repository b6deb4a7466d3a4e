import GarageNetwork

extension ClosedDesk: RightsLedger {}
