import GarageNetwork

/// A ``MobilityLedger`` in memory.
struct MobilityBook: MobilityLedger {}
