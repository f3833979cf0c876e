import Identifiers
package import Registry
package import Storage

/// Completed repairs, for what is added up over them: the table `service_repairs`.
package enum ServiceRepairs {
    /// A unit that comes back within so many days after a repair is a repeat repair.
    package static let repeatDays: Int64 = 90

    /// The repair after which a unit has come back.
    static func repeated(
        by unit: UnitKey, at time: Int64, _ reader: any SQLReader
    ) throws -> ServiceOrderNumber? {
        let since = time - repeatDays * 86_400_000_000
        return try ServiceList.all(of: unit, reader).filter { order in
            order.outcome != nil && order.outcome != .declined && order.completedAt.map { $0 >= since } ?? false
        }.max { ($0.completedAt ?? 0, $0.number.value) < ($1.completedAt ?? 0, $1.number.value) }?.number
    }

    /// Keeps a completed repair.
    static func note(_ order: ServiceOrder, _ transaction: any SQLTransaction) throws {
        guard let outcome = order.outcome, let completed = order.completedAt else { return }
        try transaction.run(
            ServiceRepairsSQL.put,
            [
                .integer(order.manufacturer.value), .integer(order.number.value), .integer(order.unit.model.value),
                SQLValue(order.batch?.value), .text(order.details.symptom ?? ""),
                .text(order.details.faultCode ?? ""), .text(cure(order)), .text(outcome.rawValue),
                SQLValue(order.repeats != nil), .integer(completed), .integer(order.minutes),
                SQLValue(order.downMinutes),
            ])
    }

    /// Keeps that the unit came back after the repair before.
    static func noteReturn(_ order: ServiceOrder, _ transaction: any SQLTransaction) throws {
        guard let earlier = order.repeats else { return }
        try transaction.run(
            ServiceRepairsSQL.comeBack, [.integer(order.manufacturer.value), .integer(earlier.value)])
    }

    /// A reopened order is no completed repair.
    static func forget(_ order: ServiceOrder, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            ServiceRepairsSQL.delete, [.integer(order.manufacturer.value), .integer(order.number.value)])
    }

    /// What was done, in words that are the same for the same work: the parts fitted, else the labour codes, sorted.
    private static func cure(_ order: ServiceOrder) -> String {
        guard order.outcome == .repaired else { return "" }
        for kind in [ClaimLine.Kind.part, .labour] {
            let titles = Set(order.details.lines.filter { $0.kind == kind }.map(\.title)).sorted()
            if !titles.isEmpty { return String(titles.joined(separator: " + ").prefix(400)) }
        }
        return ""
    }

    // MARK: What cured a symptom

    /// What was found and done for a symptom, and how often.
    package struct Cure: Hashable, Sendable {
        /// The fault that was found; nil where none was told.
        package var faultCode: String?
        /// The parts fitted, else the labour codes; nil where the work was told in words only.
        package var work: String?
        package var outcome: ServiceOutcome
        package var count: Int64
        /// After how many of them the unit came back within ``repeatDays`` days.
        package var cameBack: Int64
        /// Working time of them all in minutes.
        package var minutes: Int64
        /// Microseconds since 1970 UTC.
        package var last: Int64
    }

    /// So many cures are told at most.
    package static let mostCures = 100

    /// What helped units of a model against a symptom or a fault, or any code below it: what helped most often first.
    /// - Parameters:
    ///   - codes: the code and those below it.
    ///   - batch: only units of it; nil for all.
    package static func cures(
        of codes: [String], model: ID<Model>, batch: ID<Batch>?, _ reader: any SQLReader
    ) throws -> [Cure] {
        var sums: [[String]: Cure] = [:]
        for code in codes {
            let values: [SQLValue] = [
                .integer(model.value), .text(code), .integer(batch?.value ?? 0), .integer(Int64(mostCures)),
            ]
            let found = try reader.all(ServiceRepairsSQL.cures, values) { row in
                Cure(
                    faultCode: nonEmpty(row.text(0)), work: nonEmpty(row.text(1)), outcome: try row.word(2),
                    count: row.integer(3), cameBack: row.integer(4), minutes: row.integer(5), last: row.integer(6))
            }
            for cure in found {
                let key = [cure.faultCode ?? "", cure.work ?? "", cure.outcome.rawValue]
                guard var sum = sums[key] else {
                    sums[key] = cure
                    continue
                }
                sum.count += cure.count
                sum.cameBack += cure.cameBack
                sum.minutes += cure.minutes
                sum.last = max(sum.last, cure.last)
                sums[key] = sum
            }
        }
        let sorted = sums.sorted { one, other in
            let (left, right) = (one.value.count - one.value.cameBack, other.value.count - other.value.cameBack)
            return left != right ? left > right : one.key.lexicographicallyPrecedes(other.key)
        }
        return Array(sorted.map(\.value).prefix(mostCures))
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

    // MARK: Figures

    /// How repairs of a model went.
    package struct Figures: Hashable, Sendable {
        package var model: ID<Model>
        package var count: Int64
        package var noTroubleFound: Int64
        /// Units that came back within ``repeatDays`` days.
        package var repeats: Int64
        /// Those that were repaired.
        package var repaired: Int64
        /// Working time of these in minutes.
        package var minutes: Int64
        /// Those of the repaired of which it is known for how long the unit was down, and for how long in all.
        package var known: Int64
        package var downMinutes: Int64

        /// Mean active corrective maintenance time in minutes, by the working time that the orders tell (IEC 60050-192:2015).
        /// Nil where there was no repair.
        package var meanWorkMinutes: Double? { repaired == 0 ? nil : Double(minutes) / Double(repaired) }

        /// Mean time to restoration (MTTR) in minutes: from when a unit was down to when it was back, on average
        /// (IEC 60050-192:2015). Nil where it is not known of any.
        package var meanRestorationMinutes: Double? { known == 0 ? nil : Double(downMinutes) / Double(known) }
    }

    /// So many models are told at most: those with the most repairs.
    package static let mostModels = 1_000

    /// How repairs went that were completed within a time, by model.
    /// - Parameter times: microseconds since 1970 UTC.
    package static func figures(
        of manufacturer: ID<Manufacturer>, completed times: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> [Figures] {
        let values: [SQLValue] = [
            .integer(manufacturer.value), .integer(times.lowerBound), .integer(times.upperBound),
            .integer(Int64(mostModels)),
        ]
        return try reader.all(ServiceRepairsSQL.figures, values) { row in
            Figures(
                model: ID(row.integer(0)), count: row.integer(1), noTroubleFound: row.integer(2),
                repeats: row.integer(3), repaired: row.integer(4), minutes: row.integer(5), known: row.integer(6),
                downMinutes: row.integer(7))
        }
    }
}

enum ServiceRepairsSQL {
    static let put = Statement(
        """
        INSERT INTO service_repairs (manufacturer_id, order_id, model_id, batch_id, symptom, fault_code, cure, outcome,
                                     is_repeat, came_back, completed_at, minutes, down_minutes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)
            ON CONFLICT (manufacturer_id, order_id) DO UPDATE
           SET symptom = excluded.symptom, fault_code = excluded.fault_code, cure = excluded.cure,
               outcome = excluded.outcome, completed_at = excluded.completed_at, minutes = excluded.minutes,
               down_minutes = excluded.down_minutes
        """)
    static let comeBack = Statement(
        "UPDATE service_repairs SET came_back = 1 WHERE manufacturer_id = $1 AND order_id = $2")
    static let delete = Statement("DELETE FROM service_repairs WHERE manufacturer_id = $1 AND order_id = $2")
    static let cures = Statement(
        """
        SELECT fault_code, cure, outcome, count(*), CAST(sum(came_back) AS BIGINT), CAST(sum(minutes) AS BIGINT),
               max(completed_at)
          FROM service_repairs
         WHERE model_id = $1
           AND symptom = $2
           AND (CAST($3 AS BIGINT) = 0 OR batch_id = $3)
         GROUP BY fault_code, cure, outcome
         ORDER BY count(*) - sum(came_back) DESC, fault_code, cure, outcome
         LIMIT $4
        """)
    static let figures = Statement(
        """
        SELECT model_id, count(*), CAST(sum(CASE WHEN outcome = 'noTroubleFound' THEN 1 ELSE 0 END) AS BIGINT),
               CAST(sum(is_repeat) AS BIGINT),
               CAST(sum(CASE WHEN outcome = 'repaired' THEN 1 ELSE 0 END) AS BIGINT),
               CAST(sum(CASE WHEN outcome = 'repaired' THEN minutes ELSE 0 END) AS BIGINT),
               CAST(sum(CASE WHEN outcome = 'repaired' AND down_minutes IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT),
               CAST(sum(CASE WHEN outcome = 'repaired' THEN coalesce(down_minutes, 0) ELSE 0 END) AS BIGINT)
          FROM service_repairs
         WHERE manufacturer_id = $1
           AND completed_at BETWEEN $2 AND $3
         GROUP BY model_id
         ORDER BY count(*) DESC, model_id
         LIMIT $4
        """)
}
