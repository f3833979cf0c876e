import Nameplate
import Registry
import TestSupport
import Testing

/// Broken and odd files, many made from what users of other systems complain about: each gives an answer that names the row
/// and the field, or imports rightly; none crashes the registry, and none is taken in half.
struct HostileFileTests {
    @Test func thereAreTwoHundredOfThem() {
        #expect(HostileFile.all.count >= 200)
        #expect(Set(HostileFile.all.map(\.name)).count == HostileFile.all.count)
    }

    @Test func eachIsAnsweredOrTaken() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            _ = try await registry.importing(.models, "manufacturer,number\nacme,BASE\n")
            for file in HostileFile.all {
                let before = try await contents(registry)
                let report = try await registry.importFile(
                    file.table, syntax: file.syntax, from: Pieces(bytes: file.bytes, size: 1_000),
                    encoding: file.encoding,
                    dryRun: false, as: .administrator)
                let after = try await contents(registry)
                switch file.fate {
                case .taken(let count):
                    #expect(report.errors.map(\.description) == [], "\(file.name)")
                    #expect(report.created == count, "\(file.name)")
                case .refused(let code):
                    #expect(report.errors.contains { $0.code == code }, "\(file.name): \(report.errors.prefix(3))")
                    #expect(report.errors.allSatisfy { $0.row >= 1 && !$0.sentence.isEmpty }, "\(file.name)")
                    #expect(before == after, "\(file.name)")
                }
            }
            let audit = try await registry.audit(as: .administrator)
            #expect(audit.findings.isEmpty)
        }
    }

    private func contents(_ registry: NameplateRegistry) async throws -> [[UInt8]] {
        var tables: [[UInt8]] = []
        for table in [ImportTable.models, .units, .events] { tables.append(try await registry.exported(table)) }
        return tables
    }
}
