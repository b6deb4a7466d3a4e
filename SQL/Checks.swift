extension SQL {
    /// Queries that must return no row.
    ///
    /// Each has the same five columns: what, id, day, found, expected.
    package static let checks: [File] = [
        File("cap_follows_the_garage", PackageResources.cap_follows_the_garage_sql),
        File(
            "course_follows_the_events", PackageResources.course_follows_the_events_sql),
        File("counters_from_events", PackageResources.counters_from_events_sql),
        File("invariants", PackageResources.invariants_sql),
        File("open_referral_has_a_person", PackageResources.open_referral_has_a_person_sql),
        File("transitions_followed", PackageResources.transitions_followed_sql),
    ]
}
