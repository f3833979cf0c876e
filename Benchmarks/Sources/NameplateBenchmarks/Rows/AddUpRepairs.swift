import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage

/// A million completed service orders: how repairs went, what cured a symptom, and a page of the few that are open.
enum AddUpRepairs {
    private static let orders = Statement(
        """
        INSERT INTO service_orders (id, manufacturer_id, model_id, unit_key, serial, opened_by, opened_at, state, is_open,
                                    charge, symptom, fault_code, currency, document, row_version)
        SELECT number, $1, model_id, serial_key, serial, 'account:1', event_time,
               CASE number % 1000 WHEN 0 THEN 'inRepair' ELSE 'handedBack' END,
               CASE number % 1000 WHEN 0 THEN 1 ELSE 0 END, 'warranty', 'S' || (number % 50),
               'F' || (number % 50), 'NOK', '{"lines":[],"recordedLines":0}', 1
          FROM (SELECT row_number() OVER () AS number, model_id, serial_key, serial, event_time FROM unit_events) AS numbered
        """)
    private static let repairs = Statement(
        """
        INSERT INTO service_repairs (manufacturer_id, order_id, model_id, symptom, fault_code, cure, outcome, is_repeat,
                                     came_back, completed_at, minutes, down_minutes)
        SELECT $1, number, model_id, 'S' || (number % 50), 'F' || (number % 50), 'P' || (number % 20),
               CASE number % 7 WHEN 0 THEN 'noTroubleFound' ELSE 'repaired' END, 0, 0, event_time, 45, 1440
          FROM (SELECT row_number() OVER () AS number, model_id, serial_key, serial, event_time FROM unit_events) AS numbered
        """)

    static func run(_ setting: Setting) async throws -> [Finding] {
        let name = "repairs-\(setting.rows).sqlite"
        setting.directory.removeDatabase(name)
        let sample = try await SampleRegistry.filled(units: setting.rows, path: setting.directory.path(name))
        let registry = sample.registry
        let maker = try await registry.manufacturer(SampleRegistry.slug, as: .administrator).id
        try await registry.database.write { transaction in
            for statement in [orders, repairs] { try transaction.run(statement, [.integer(maker.value)]) }
        }
        let all = try await registry.repairFigures(of: SampleRegistry.slug, as: .administrator)
        guard let model = all.first?.model else { throw UnequalWork("No repairs are there.") }
        var open = NameplateRegistry.ServiceFilter()
        open.isOpen = true
        let asked = open
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let figures = try await registry.repairFigures(of: SampleRegistry.slug, as: .administrator)
                    guard figures.reduce(0, { $0 + $1.figures.count }) == setting.rows else {
                        throw UnequalWork("Repairs are missing.")
                    }
                },
                Way(1) {
                    let cures = try await registry.cures(
                        of: "S1", model: model, of: SampleRegistry.slug, as: .administrator)
                    guard !cures.isEmpty else { throw UnequalWork("Nothing has cured it.") }
                },
                Way(1) {
                    let page = try await registry.serviceOrders(
                        of: SampleRegistry.slug, asked, after: nil, limit: 50, as: .administrator)
                    guard page.count == 50 else { throw UnequalWork("The page is not full.") }
                },
            ])
        await registry.close()
        let size = Figures.count(Double(setting.rows))
        let (sum, cures, page) = (
            rounds.time(of: 0).median, rounds.time(of: 1).median, rounds.time(of: 2).median
        )
        return [
            Finding("how \(size) repairs went", target: "< 3 s", measured: Figures.time(sum), isMet: sum < 3),
            Finding(
                "what cured a symptom, of \(size) repairs", target: "< 200 ms", measured: Figures.time(cures),
                isMet: cures < 0.2),
            Finding(
                "the 50 newest open ones of \(size) service orders", target: "< 50 ms", measured: Figures.time(page),
                isMet: page < 0.05),
        ]
    }
}
