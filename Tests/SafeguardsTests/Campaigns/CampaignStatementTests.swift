import Storage
import TestSupport
import Testing

@testable import Registry
@testable import Safeguards

/// Lists of campaigns and of their units walk along an index each.
@Suite struct CampaignStatementTests {
    @Test(arguments: [
        (CampaignRowsSQL.page, 4, "campaigns_by_time (manufacturer_id=? AND created_at<?)"),
        (CampaignRowsSQL.inState, 2, "campaigns_by_state (manufacturer_id=? AND state=?)"),
        (CampaignUnitsSQL.find, 4, "PRIMARY KEY (campaign_id=? AND model_id=? AND serial_key=? AND serial=?)"),
        (CampaignUnitsSQL.ofUnit, 3, "campaign_units_by_unit (model_id=? AND serial_key=? AND serial=?)"),
        (CampaignUnitsSQL.erase, 1, "campaign_units_by_party (party_id=?)"),
        (CampaignUnitsSQL.ofCampaign, 1, "PRIMARY KEY (campaign_id=?)"),
        (
            SiteUnitsSQL.goods, 3,
            "units_by_location (manufacturer_id=? AND business_location=? AND model_id>? AND model_id<?)"
        ),
        (
            SiteUnitsSQL.others, 3,
            "units_by_last_place (manufacturer_id=? AND business_location=? AND model_id>? AND model_id<?)"
        ),
        (SiteUnitsSQL.contained, 2, "units_by_parent (parent_model_id=? AND parent_serial=?)"),
        (SiteUnitsSQL.sold, 2, "unit_events_sold (business_location=? AND model_id>? AND model_id<?)"),
        (SiteUnitsSQL.soldUnplaced, 2, "unit_events_sold_unplaced (read_point=? AND model_id>? AND model_id<?)"),
        (RangedUnitsSQL.sold, 3, "batch_ranges_sold_unplaced (read_point=? AND batch_id>?)"),
        (RangedUnitsSQL.within, 4, "batch_ranges_by_parent (parent_model_id=? AND parent_serial=? AND batch_id>?)"),
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
