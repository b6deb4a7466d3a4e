import GarageNetwork

extension ClosedDesk: ImpactLedger {}
