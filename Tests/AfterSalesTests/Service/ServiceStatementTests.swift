import Registry
import Storage
import TestSupport
import Testing

@testable import AfterSales

/// Lists of service orders, and what is added up over them, walk along an index each.
@Suite struct ServiceStatementTests {
    @Test(arguments: [
        (ServiceWalk.all.statement, 5, "service_orders_by_time (manufacturer_id=? AND opened_at<?)"),
        (ServiceWalk.open.statement, 5, "service_orders_by_openness (manufacturer_id=? AND is_open=? AND opened_at<?)"),
        (ServiceWalk.ofState.statement, 7, "service_orders_by_state (manufacturer_id=? AND state=? AND opened_at<?)"),
        (ServiceWalk.ofModel.statement, 7, "service_orders_by_model (model_id=? AND opened_at<?)"),
        (ServiceWalk.ofSite.statement, 9, "service_orders_by_site (manufacturer_id=? AND site=? AND opened_at<?)"),
        (ServiceListSQL.ofUnit, 4, "service_orders_by_unit (model_id=? AND unit_key=? AND serial=?)"),
        (ServiceListSQL.ofParty, 3, "service_orders_by_party (party_id=? AND id>?)"),
        (ServiceRepairsSQL.cures, 4, "service_repairs_by_model (model_id=? AND symptom=?)"),
        (ServiceRepairsSQL.figures, 4, "PRIMARY KEY (manufacturer_id=?)"),
    ])
    func eachIsLedByItsIndex(_ statement: Statement, _ values: Int, _ lead: String) async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(RegistrySchema.sqlite)
        let plan = try database.readNow { reader in
            try reader.all(
                Statement("EXPLAIN QUERY PLAN " + statement.sql), [SQLValue](repeating: .integer(1), count: values)
            ) { $0.text(3) }
        }
        #expect(plan.first?.hasSuffix(lead) == true && !plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        await database.close()
    }
}
