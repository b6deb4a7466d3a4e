import GarageNetwork

/// A ``ImpactLedger`` in memory.
struct ImpactBook: ImpactLedger {}
