import GarageNetwork

extension DemandPast {
    /// What one prescriber sends a month, the mean of those who sent anybody.
    ///
    /// People whom the network itself sends are nobody's; without any prescriber it is
    /// ``yieldUnknownPerMonth``.
    package var yieldPerMonth: Double {
        let sent = records.filter { $0.organisation != OrganisationID.network.number }
        let prescribers = Set(sent.map(\.organisation)).count
        guard prescribers > 0 else { return Self.yieldUnknownPerMonth }
        return Double(sent.count) / Double(prescribers) / months
    }

    /// What a prescriber is taken to send while none did: enough for two or three garages.
    package static let yieldUnknownPerMonth = 20.0
}
