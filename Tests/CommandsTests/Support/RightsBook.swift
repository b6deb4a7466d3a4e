import GarageNetwork

/// A ``RightsLedger`` in memory.
struct RightsBook: RightsLedger {}
