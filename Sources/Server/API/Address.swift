import AfterSales
import Identifiers
import Registry
import Safeguards
import SupplyChain

/// Addresses of the API's documents, percent-encoded.
enum Address {
    static func manufacturer(_ slug: String) -> String { path(["manufacturers", slug]) }

    static func model(_ slug: String, _ number: String) -> String { path(["manufacturers", slug, "models", number]) }

    static func batch(_ slug: String, _ number: String, _ batch: String) -> String {
        path(["manufacturers", slug, "models", number, "batches", batch])
    }

    static func unit(_ slug: String, _ number: String, _ serial: String) -> String {
        path(["manufacturers", slug, "models", number, "units", serial])
    }

    static func components(_ slug: String, _ number: String, _ serial: String) -> String {
        unit(slug, number, serial) + "/components"
    }

    static func category(_ key: String) -> String { path(["categories", key]) }

    static func document(_ slug: String, _ id: ID<Document>) -> String {
        path(["manufacturers", slug, "documents", id.description])
    }

    static func claim(_ number: ClaimNumber) -> String { path(["claims", number.text]) }

    static func serviceOrder(_ number: ServiceOrderNumber) -> String { path(["service-orders", number.text]) }

    static func campaign(_ number: CampaignNumber) -> String { path(["campaigns", number.text]) }

    static func serviceCase(_ number: CaseNumber) -> String { path(["cases", number.text]) }

    static func theft(_ number: TheftNumber) -> String { path(["thefts", number.text]) }

    static func location(_ slug: String, _ code: String) -> String {
        path(["manufacturers", slug, "locations", code])
    }

    static func shipment(_ slug: String, _ number: ShipmentNumber) -> String {
        path(["manufacturers", slug, "shipments", number.text])
    }

    static func pick(_ slug: String, _ number: PickNumber) -> String {
        path(["manufacturers", slug, "picks", number.text])
    }

    static func discrepancy(_ slug: String, _ id: ID<StockDiscrepancy>) -> String {
        path(["manufacturers", slug, "discrepancies", id.description])
    }

    static func event(_ id: ID<Event>) -> String { path(["events", id.description]) }

    private static func path(_ segments: [String]) -> String {
        Routes.prefix + segments.map { "/" + PercentCoding.encode($0) }.joined()
    }
}
