package import GarageNetwork

extension PostgresRights {
    package func count(_ term: RetentionTerm) async throws(LedgerError) -> RetentionCount {
        try await persons.run { connection throws(StoreError) in
            try RetentionRows.count(term, on: connection)
        }
    }

    package func ending(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int,
        visibleTo scope: Scope
    ) async throws(LedgerError) -> [EndingFile] {
        guard scope.garageNumber == nil else { return [] }
        return try await persons.run { connection throws(StoreError) in
            try RetentionRows.ending(term, after: position, limit: limit, scope, on: connection)
        }
    }

    package func notice(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int
    ) async throws(LedgerError) -> (noticed: Int, next: RetentionPosition?) {
        try await writing { connection throws(StoreError) in
            let rows = try connection.run(
                RetentionRows.notice, term.today, Int32(term.months), Int32(term.noticeDays),
                position.day, position.number, Int32(limit))
            guard let (noticed, day, number) = rows.first else {
                throw StoreError(unreadable: RetentionRows.notice.declaration.name, column: 0)
            }
            var next: RetentionPosition?
            if let day, let number { next = RetentionPosition(day: day, number: number) }
            return (Int(noticed), next)
        }
    }

    package func tellNotices(
        _ term: RetentionTerm, at instant: Instant?
    ) async throws(LedgerError) -> Int {
        try await writing { connection throws(StoreError) in
            try connection.run(RetentionRows.tell, term.today, Int32(term.noticeDays), instant)
                .first.map(Int.init) ?? 0
        }
    }

    package func due(
        _ term: RetentionTerm, after number: Int64, limit: Int
    ) async throws(LedgerError) -> [KeptPerson] {
        try await persons.run { connection throws(StoreError) in
            try RetentionRows.due(
                term, after: number, limit: limit, with: vault, on: connection)
        }
    }

    package func forget(
        _ people: [Departure], term: RetentionTerm, at instant: Instant?
    ) async throws(LedgerError) -> Int {
        guard !people.isEmpty else { return 0 }
        return try await writing { connection throws(StoreError) in
            try connection.run(
                RightsRows.forget, people.map(\.number), people.map(\.department),
                people.map(\.ageBand.rawValue), Role.admin.rawValue, nil, "job",
                term.idleSince, term.noticedBy, instant
            ).first.map(Int.init) ?? 0
        }
    }

    package func sweepHalted(at instant: Instant?) async throws(LedgerError) -> Int {
        let swept = try await writing { connection throws(StoreError) in
            try connection.run(RetentionRows.sweep, instant).first.map(Int.init) ?? 0
        }
        if swept > 0 { hint() }
        return swept
    }

    package func endRegister(
        before today: Day, keptMonths: Int
    ) async throws(LedgerError) -> Int {
        try await writing { connection throws(StoreError) in
            try connection.run(RetentionRows.end, today, Int32(keptMonths)).first.map(Int.init) ?? 0
        }
    }
}
