package import Statistics
package import Storage

/// How the units of a model have fared, as far as the ledger knows.
package struct FleetFigures: Hashable, Sendable {
    /// Units registered or issued.
    package var units: Int64
    /// Faults found (see ``UnitState/failures``).
    package var failures: Int64
    /// Unit-seconds in service as observed: from the first event in service to the last report of each unit.
    package var serviceSeconds: Int64

    package init(units: Int64, failures: Int64, serviceSeconds: Int64) {
        self.units = units
        self.failures = failures
        self.serviceSeconds = serviceSeconds
    }

    package static let none = FleetFigures(units: 0, failures: 0, serviceSeconds: 0)

    /// The sum; a figure past the range of `Int64` stays at its end.
    static func + (left: FleetFigures, right: FleetFigures) -> FleetFigures {
        FleetFigures(
            units: left.units.addingSaturated(right.units), failures: left.failures.addingSaturated(right.failures),
            serviceSeconds: left.serviceSeconds.addingSaturated(right.serviceSeconds))
    }

    /// Unit-years in service, of 365 days.
    package var serviceYears: Double { Double(serviceSeconds) / (365 * 86_400) }

    /// Failures per unit-year with exact Poisson limits at 95 %; nil without exposure.
    package var annualRate: ExponentialRate? {
        guard serviceSeconds > 0 else { return nil }
        return ExponentialRate(failures: Int(failures), unitDays: Double(serviceSeconds) / 86_400)
    }
}

/// The fleets of models in the database.
package enum Fleets {
    /// The figures of a model, with what its follower has not yet taken in.
    package static func figures(of model: ID<Model>, _ reader: any SQLReader) throws -> FleetFigures {
        let settled = try settled(model, reader)
        let pending = try reader.first(FleetSQL.pending, [.integer(model.value)]) { sums($0) } ?? .none
        return settled + pending
    }

    static func settled(_ model: ID<Model>, _ reader: any SQLReader) throws -> FleetFigures {
        try reader.first(FleetSQL.settled, [.integer(model.value)]) { row in
            FleetFigures(units: row.integer(0), failures: row.integer(1), serviceSeconds: row.integer(2))
        } ?? .none
    }

    /// Reads sums from a column on. Seconds come as millions and the rest, since their sum in SQL could overflow.
    static func sums(_ row: borrowing Row, from first: Int32 = 0) -> FleetFigures {
        FleetFigures(
            units: row.integer(first), failures: row.integer(first + 1),
            serviceSeconds: row.integer(first + 2).multipliedSaturated(by: 1_000_000)
                .addingSaturated(row.integer(first + 3)))
    }
}

/// Writes down by how much each event changes a model's figures. Rows of their own, so that no two writers meet in one.
package struct FleetProjector: Projector {
    package let name = "fleet"

    package init() {}

    package func project(_ event: RecordedEvent, _ transaction: any SQLTransaction) throws {
        var changes: [ID<Model>: FleetFigures] = [:]
        for change in event.changes {
            let failures = change.after.failures - (change.before?.failures ?? 0)
            let seconds = change.after.serviceSeconds - (change.before?.serviceSeconds ?? 0)
            let figures = FleetFigures(
                units: change.before == nil ? change.count : 0, failures: try product(failures, change.count),
                serviceSeconds: try product(seconds, change.count))
            changes[change.model] = (changes[change.model] ?? .none) + figures
        }
        for (model, change) in changes.sorted(by: { $0.key < $1.key }) where change != .none {
            try transaction.run(
                FleetSQL.insertChange,
                [
                    .integer(event.id.value), .integer(model.value), SQLValue(event.position), .integer(change.units),
                    .integer(change.failures), .integer(change.serviceSeconds),
                ])
        }
    }

    /// A billion units for a hundred years is 3 × 10^18 seconds, near the end of the range.
    private func product(_ figure: Int64, _ count: Int64) throws(RegistryError) -> Int64 {
        let (product, overflow) = figure.multipliedReportingOverflow(by: count)
        guard !overflow else {
            throw RegistryError(.eventInvalid, "The event spans more unit-years than can be counted; split its range.")
        }
        return product
    }

    package func differences(_ reader: any SQLReader) throws -> [String] {
        var findings: [String] = []
        for model in try reader.all(FleetSQL.models, [], { ID<Model>($0.integer(0)) }) {
            let counted = try Fleets.figures(of: model, reader)
            let folded = try Fleets.recount(model, reader)
            if counted != folded {
                findings.append(
                    "The fleet of model \(model) is kept as \(counted.units) units with \(counted.failures) failures in "
                        + "\(counted.serviceSeconds) s, its events say \(folded.units), \(folded.failures) and "
                        + "\(folded.serviceSeconds) s.")
            }
        }
        return findings
    }
}

extension Fleets {
    /// The figures of a model from its units' rows and from what its batches imply.
    static func recount(_ model: ID<Model>, _ reader: any SQLReader) throws -> FleetFigures {
        var sum = try reader.first(FleetSQL.rows, [.integer(model.value)]) { sums($0) } ?? .none
        var after = ""
        while true {
            let batches = try Batches.list(of: model, after: after, limit: 100, reader)
            for batch in batches {
                guard let issued = batch.issue?.sequences else { continue }
                let range = EventDraft.SequenceRange(batch: batch.id, sequences: issued)
                for segment in BatchRanges.segments(of: issued, try BatchRanges.overlapping(range, reader)) {
                    let rows = try UnitRows.count(in: batch.id, segment.sequences, reader)
                    let rowless = segment.sequences.length - rows
                    let state = UnitHistory(segment.entries).state()
                    sum =
                        sum
                        + FleetFigures(
                            units: rowless, failures: state.failures.multipliedSaturated(by: rowless),
                            serviceSeconds: state.serviceSeconds.multipliedSaturated(by: rowless))
                }
            }
            guard let last = batches.last else { return sum }
            after = last.number
        }
    }
}

/// Adds the changes up per model, and deletes what it has added.
package struct FleetFollower: Follower {
    package let name = "fleet"

    package init() {}

    package func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64 {
        let bounds: [SQLValue] = [.integer(positions.lowerBound), .integer(positions.upperBound)]
        let sums = try transaction.all(FleetSQL.sums, bounds) { row in
            (ID<Model>(row.integer(0)), Fleets.sums(row, from: 1))
        }
        for (model, sum) in sums {
            let figures = try Fleets.settled(model, transaction) + sum
            try transaction.run(
                FleetSQL.settle,
                [
                    .integer(model.value), .integer(figures.units), .integer(figures.failures),
                    .integer(figures.serviceSeconds),
                ])
        }
        try transaction.run(FleetSQL.deleteChanges, bounds)
        return positions.upperBound
    }
}

private enum FleetSQL {
    static let settled = Statement(
        "SELECT units, failures, service_seconds FROM model_fleets WHERE model_id = $1")
    static let pending = Statement(
        """
        SELECT CAST(coalesce(sum(units), 0) AS BIGINT),
               CAST(coalesce(sum(failures), 0) AS BIGINT),
               CAST(coalesce(sum(service_seconds / 1000000), 0) AS BIGINT),
               CAST(coalesce(sum(service_seconds % 1000000), 0) AS BIGINT)
          FROM fleet_changes
         WHERE model_id = $1
        """)
    static let insertChange = Statement(
        """
        INSERT INTO fleet_changes (event_id, model_id, position, units, failures, service_seconds)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)
    static let sums = Statement(
        """
        SELECT model_id,
               CAST(sum(units) AS BIGINT),
               CAST(sum(failures) AS BIGINT),
               CAST(sum(service_seconds / 1000000) AS BIGINT),
               CAST(sum(service_seconds % 1000000) AS BIGINT)
          FROM fleet_changes
         WHERE position BETWEEN $1 AND $2
         GROUP BY model_id
        """)
    static let settle = Statement(
        """
        INSERT INTO model_fleets (model_id, units, failures, service_seconds)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (model_id) DO UPDATE
           SET units = excluded.units, failures = excluded.failures, service_seconds = excluded.service_seconds
        """)
    static let deleteChanges = Statement("DELETE FROM fleet_changes WHERE position BETWEEN $1 AND $2")
    static let models = Statement("SELECT id FROM models ORDER BY id")
    static let rows = Statement(
        """
        SELECT count(*),
               CAST(coalesce(sum(failures), 0) AS BIGINT),
               CAST(coalesce(sum((service_to / 1000000 - service_from / 1000000) / 1000000), 0) AS BIGINT),
               CAST(coalesce(sum((service_to / 1000000 - service_from / 1000000) % 1000000), 0) AS BIGINT)
          FROM units
         WHERE model_id = $1
        """)
}
