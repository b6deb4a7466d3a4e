import GarageNetwork

/// A ``EligibilityLedger`` in memory.
struct EligibilityBook: EligibilityLedger {}
