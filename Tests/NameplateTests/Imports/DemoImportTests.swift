import Foundation
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

@Suite("Import of the demo's data")
struct DemoImportTests {
    @Test("The invented refrigerator maker imports clean, and again without effect")
    func fjordlys() async throws {
        try await withRegistry { registry, _ in
            let order: [ImportTable] = [
                .manufacturers, .locations, .models, .formats, .batches, .units, .components, .events, .parts,
                .supersessions,
                .versions, .packaging, .approvals, .prices, .marketing,
            ]
            for table in order {
                let text = try String(decoding: demoFile("fjordlys/\(table.rawValue).csv"), as: UTF8.self)
                let first = try await registry.importing(table, text)
                #expect(first.errors.map(\.description) == [])
                #expect(first.created == first.rows)
                #expect(first.rows > 0)
                // A blank row makes it another file of the same content.
                let again = try await registry.importing(table, text + "\n")
                #expect(again.errors.map(\.description) == [])
                #expect(again.unchanged == first.rows)
            }
            let audit = try await registry.audit(as: .administrator)
            #expect(audit.findings == [])
        }
    }

    @Test("The real drives import clean: 43,662 of them with 2,645 failures; a second run finds nothing new")
    func backblaze() async throws {
        try await withRegistry { registry, _ in
            for table in [ImportTable.manufacturers, .models] {
                let text = try String(decoding: demoFile("backblaze/\(table.rawValue).csv"), as: UTF8.self)
                let report = try await registry.importing(table, text)
                #expect(report.errors.map(\.description) == [])
                #expect(report.created == report.rows)
            }
            let events = try unpacked(demoFile("backblaze/events.csv.gz"))
            let first = try await registry.importing(.events, events)
            #expect(first.errors.map(\.description) == [])
            #expect(first.rows == 87_324)
            #expect(first.created == first.rows)

            try await registry.catchUp()
            var fleet = FleetFigures.none
            for manufacturer in ["hgst", "seagate", "western-digital"] {
                let figures = try await registry.database.read { reader in
                    let found = try Manufacturers.require(manufacturer, reader)
                    let models = try Models.list(of: found.id, after: "", limit: 1000, reader)
                    return try models.map { try Fleets.figures(of: $0.id, reader) }
                }
                fleet.units += figures.reduce(0) { $0 + $1.units }
                fleet.failures += figures.reduce(0) { $0 + $1.failures }
            }
            #expect(fleet.units == 43_662)
            #expect(fleet.failures == 2_645)

            let again = try await registry.importing(.events, events + [0x0A])
            #expect(again.errors.map(\.description) == [])
            #expect(again.unchanged == first.rows)
            let audit = try await registry.audit(as: .administrator)
            #expect(audit.findings == [])
            #expect(audit.events == Int64(first.rows))
        }
    }
}

/// The content of a gzip file, by the system's own tool.
func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let path = directory.file("file.gz")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let result = pipe.fileHandleForReading.readDataToEndOfFile()
    gzip.waitUntilExit()
    return Array(result)
}
