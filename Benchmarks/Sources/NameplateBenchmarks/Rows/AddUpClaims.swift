import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage

/// A million claims: what they cost, added up by fault code where the rows lie, and a page of their list.
enum AddUpClaims {
    private static let claims = Statement(
        """
        INSERT INTO claims (id, manufacturer_id, model_id, unit_key, serial, kind, state, filed_by, changed_by, complaint,
                            fault_code, currency, claimed, document, created_at, submitted_at, row_version)
        SELECT number, $1, model_id, serial_key, serial, 'claim',
               CASE number % 10 WHEN 0 THEN 'submitted' WHEN 1 THEN 'underReview' ELSE 'closed' END, 'account:1', 'account:1',
               'x', 'F' || (number % 50), 'NOK', 10000, '{"lines":[]}', event_time, event_time, 1
          FROM (SELECT row_number() OVER () AS number, model_id, serial_key, serial, event_time FROM unit_events) AS numbered
        """)
    private static let costs = Statement(
        """
        INSERT INTO claim_costs (manufacturer_id, claim_id, model_id, fault_code, part, service_month, submitted_at,
                                 is_accepted, currency, claimed, parts, labour, expenses)
        SELECT $1, number, model_id, 'F' || (number % 50), 'P' || (number % 200), number % 36,
               event_time, 1, 'NOK', 10000, 5000, 3000, 0
          FROM (SELECT row_number() OVER () AS number, model_id, serial_key, serial, event_time FROM unit_events) AS numbered
        """)

    static func run(_ setting: Setting) async throws -> [Finding] {
        let name = "claims-\(setting.rows).sqlite"
        setting.directory.removeDatabase(name)
        let sample = try await SampleRegistry.filled(units: setting.rows, path: setting.directory.path(name))
        let registry = sample.registry
        let maker = try await registry.manufacturer(SampleRegistry.slug, as: .administrator).id
        try await registry.database.write { transaction in
            for statement in [claims, costs] { try transaction.run(statement, [.integer(maker.value)]) }
        }
        var open = NameplateRegistry.ClaimFilter()
        open.state = .submitted
        open.oldestFirst = true
        let asked = open
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let sums = try await registry.claimCosts(of: SampleRegistry.slug, by: .fault, as: .administrator)
                    guard sums.reduce(0, { $0 + $1.sum.count }) == setting.rows else {
                        throw UnequalWork("Claims are missing.")
                    }
                },
                Way(1) {
                    let page = try await registry.claims(
                        of: SampleRegistry.slug, asked, after: nil, limit: 50, as: .administrator)
                    guard page.count == 50 else { throw UnequalWork("The page is not full.") }
                },
            ])
        await registry.close()
        let size = Figures.count(Double(setting.rows))
        let (sum, page) = (rounds.time(of: 0).median, rounds.time(of: 1).median)
        return [
            Finding(
                "costs of \(size) claims by fault code", target: "< 3 s", measured: Figures.time(sum), isMet: sum < 3),
            Finding(
                "the 50 oldest open ones of \(size) claims", target: "< 50 ms", measured: Figures.time(page),
                isMet: page < 0.05),
        ]
    }
}
