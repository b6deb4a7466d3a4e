import GarageNetwork

/// A ``PersonLedger`` in memory.
struct PersonBook: PersonLedger {}
