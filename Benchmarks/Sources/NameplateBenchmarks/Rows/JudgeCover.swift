import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage

/// The cover of a million sold units as of a date, from the ledger: units and their events are read by index, and every unit
/// is judged by the terms, and what maintenance is due on them. Nothing of it is stored.
enum JudgeCover {
    /// Sales are spread over a thousand days, so that a part of the units is in cover.
    private static let sales = Statement(
        """
        INSERT INTO unit_events (model_id, serial_key, serial, event_time, event_id, role, ordinal, position,
                                 record_time, zone_offset, type, action, business_step, disposition, salt)
        SELECT model_id, serial_key, serial, event_time + 86400000000 * (1 + abs(event_id % 1000)), event_id + 1,
               role, ordinal, position, record_time, 60, type, 'OBSERVE', 'retail_selling', 'retail_sold', salt
          FROM unit_events
        """)
    private static let terms = #"""
        {"terms": [
          {"name": "standard", "coverages": [{"covers": ["parts", "labour"], "months": 24},
           {"covers": ["parts"], "component": "compressor", "years": 10}],
           "starts": [{"from": "sale"}, {"from": "production", "plus": {"months": 6}}]}
        ]}
        """#

    private static let plans = #"""
        {"name": "care", "starts": ["sale"], "tasks": [
          {"name": "coil", "every": {"months": 12}, "tolerance": {"days": 30}},
          {"name": "seal", "schedule": "fixed", "every": {"months": 24}}]}
        """#

    static func run(_ setting: Setting) async throws -> [Finding] {
        let name = "sold-\(setting.rows).sqlite"
        setting.directory.removeDatabase(name)
        let sample = try await SampleRegistry.filled(units: setting.rows, path: setting.directory.path(name))
        let registry = sample.registry
        try await registry.database.write { transaction in try transaction.run(sales) }
        _ = try await registry.perform(as: .administrator) { commands in
            _ = try commands.setMaintenancePlans(plans, of: SampleRegistry.slug)
            return try commands.setWarrantyTerms(terms, backdated: false, of: SampleRegistry.slug)
        }
        let asOf = registry.today
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let counts = try await registry.coverCounts(
                        of: SampleRegistry.number, SampleRegistry.slug, asOf: asOf, as: .administrator)
                    guard counts.values.reduce(0, +) == setting.rows else { throw UnequalWork("Units are missing.") }
                },
                Way(1) {
                    _ = try await registry.expiringCovers(
                        of: SampleRegistry.number, SampleRegistry.slug, within: 30, limit: 1_000, as: .administrator)
                },
                Way(1) {
                    let due = try await registry.dueMaintenance(
                        of: SampleRegistry.number, SampleRegistry.slug, within: 30, limit: 1_000, as: .administrator)
                    guard due.count == min(1_000, setting.rows) else { throw UnequalWork("Units are missing.") }
                },
            ])
        await registry.close()
        let size = Figures.count(Double(setting.rows))
        return [
            (0, "cover of \(size) units as of a date, from the ledger"), (1, "which of them end within 30 days"),
            (2, "what maintenance is due on them within 30 days"),
        ]
        .map {
            let time = rounds.time(of: $0).median
            return Finding($1, target: "< 10 s", measured: Figures.time(time), isMet: time < 10)
        }
    }
}
