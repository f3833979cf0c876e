import Nameplate
import Registry
import TestSupport
import Testing

/// What was exported imports again unchanged.
struct RoundTripTests {
    /// The order in which tables go into an empty registry.
    private static let order: [ImportTable] = [
        .manufacturers, .models, .formats, .batches, .events, .units, .components, .parts, .supersessions, .versions,
        .packaging, .approvals, .prices, .marketing, .locations,
    ]

    @Test(arguments: 0..<12 as Range<UInt64>)
    func anExportMakesTheSameRegistryAndChangesNothingInItsOwn(_ seed: UInt64) async throws {
        try await withRegistry { first, _ in
            var catalogue = RandomCatalogue(seed: seed)
            try await catalogue.fill(first)
            var tables: [ImportTable: [UInt8]] = [:]
            for table in Self.order { tables[table] = try await first.exported(table, owners: table == .events) }
            for table in Self.order {
                let report = try await first.importing(table, tables[table] ?? [])
                #expect(report.errors.map(\.description) == [], "\(table), seed \(seed)")
                #expect(report.unchanged == report.rows, "\(table), seed \(seed)")
            }
            try await withRegistry { second, _ in
                for table in Self.order {
                    let report = try await second.importing(table, tables[table] ?? [])
                    #expect(report.errors.map(\.description) == [], "\(table), seed \(seed)")
                }
                for table in Self.order {
                    let again = try await second.exported(table, owners: table == .events)
                    #expect(lines(again) == lines(tables[table]), "\(table), seed \(seed)")
                }
                #expect(try await second.audit(as: .administrator).findings.isEmpty)
            }
        }
    }

    private func lines(_ bytes: [UInt8]?) -> [String] {
        String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map { String($0) }
    }

    @Test func anExportWithoutOwnersChangesNothingInItsOwnRegistryAndSaysWhyItDoesNotGoIntoAnother() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            _ = try await registry.importing(.models, "manufacturer,number\nacme,M1\n")
            _ = try await registry.importing(
                .events,
                "manufacturer,model,serial,event_time,business_step,owner\nacme,M1,S1,2026-01-01T00:00:00Z,retail_selling,Ola\n"
            )
            let table = try await registry.exported(.events)
            #expect(!String(decoding: table, as: UTF8.self).contains("Ola"))
            let again = try await registry.importing(.events, table)
            #expect(again.unchanged == 1)
            try await withRegistry { other, _ in
                _ = try await other.importing(.manufacturers, "slug,name\nacme,Acme\n")
                _ = try await other.importing(.models, "manufacturer,number\nacme,M1\n")
                let refused = try await other.importing(.events, table)
                #expect(refused.errors.map(\.code) == ["import.withheld"])
            }
        }
    }

    @Test func aModelMayReplaceOneWhoseRowComesBelow() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            let report = try await registry.importing(
                .models, "manufacturer,number,supersedes\nacme,A,B\nacme,B,C\nacme,C,\n")
            #expect(report.created == 3)
            let models = String(decoding: try await registry.exported(.models), as: UTF8.self)
            #expect(models.contains("\nacme,A,,,,,,,,,,,B,") && models.contains("\nacme,B,,,,,,,,,,,C,"))
            let refused = try await registry.importing(.models, "manufacturer,number,supersedes\nacme,D,X\nacme,E,\n")
            #expect(refused.errors.map(\.code) == ["model.unknown"] && refused.errors.first?.row == 2)
        }
    }
}

extension NameplateRegistry {
    /// A table as CSV.
    func exported(
        _ table: ImportTable, of manufacturer: String? = nil, owners: Bool = false,
        as principal: Principal = .administrator
    ) async throws -> [UInt8] {
        var pages = try await export(
            ExportQuestion(table, manufacturer: manufacturer, showsOwners: owners), asTable: true,
            reason: owners ? "a test of exports" : nil, as: principal)
        var text = line(pages.columns.map(\.name) + pages.specificationHeadings)
        while let page = try await pages.next() {
            for row in page { text += line(try row.cells.map(\.text) + pages.specificationCells(of: row)) }
        }
        return Array(text.utf8)
    }

    private func line(_ cells: [String]) -> String {
        let quoted = cells.map { cell in
            let text = FormulaGuard.cell(cell)
            let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
        return quoted.joined(separator: ",") + "\n"
    }
}
