import GarageNetwork

extension ClosedDesk: EligibilityLedger {}
