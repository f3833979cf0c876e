import Foundation
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Import of the demo's data")
struct DemoImportTests {
    @Test("The invented refrigerator maker imports clean, and again without effect")
    func fjordlys() async throws {
        try await withRegistry { registry, _ in
            for table in [ImportTable.manufacturers, .models, .formats, .batches, .events] {
                let bytes = try demoFile("fjordlys/\(table.rawValue).csv")
                let first = try await registry.importing(table, bytes)
                #expect(first.errors.map(\.description) == [])
                #expect(first.created == first.rows)
                #expect(first.rows > 0)
                // A blank row makes it another file of the same content.
                let again = try await registry.importing(table, bytes + "\n")
                #expect(again.errors.map(\.description) == [])
                #expect(again.unchanged == first.rows)
            }
            let audit = try await registry.audit(as: .administrator)
            #expect(audit.findings == [])
        }
    }
}
