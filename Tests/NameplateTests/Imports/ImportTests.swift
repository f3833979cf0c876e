import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

@Suite("Import")
struct ImportTests {
    static let catalogue = """
        slug,name,country
        acme,Acme Tools,NO

        """
    static let models = """
        manufacturer,number,name,released_on,spec:Power [WTT]
        acme,D-1,Drill,2020-01-01,500
        acme,S-1,Saw,2021-02-03,900

        """

    /// A registry with a manufacturer and two models.
    private func withCatalogue(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            for (table, text) in [(ImportTable.manufacturers, Self.catalogue), (.models, Self.models)] {
                let report = try await registry.importing(table, text)
                try #require(report.errors.map(\.description) == [])
            }
            try await body(registry)
            let audit = try await registry.audit(as: .administrator)
            #expect(audit.findings == [])
        }
    }

    static func units(_ count: Int, from first: Int = 1) -> String {
        var text = "manufacturer,model,serial,produced_on,batch,disposition,location\n"
        for number in first..<(first + count) {
            text += "acme,D-1,A\(100_000 + number),2024-0\(1 + number % 9)-11,L\(number % 3),conformant,plant-1\n"
        }
        return text
    }

    private func events(_ registry: NameplateRegistry) async throws -> Int64 {
        try await registry.database.read { try Positions.head($0) }
    }

    @Test("Units of whose making the rows say the same are registered by one event")
    func units() async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(.units, Self.units(90))
            #expect(report.errors.map(\.description) == [])
            #expect((report.rows, report.created, report.unchanged) == (90, 90, 0))
            #expect(try await events(registry) == 9)
            try await registry.catchUp()
            let again = try await registry.importing(.units, Self.units(91))
            #expect((again.created, again.unchanged) == (1, 90))
        }
    }

    @Test("A batch keeps the work order under which it was made, and a unit the market that its row names")
    func workOrders() async throws {
        try await withCatalogue { registry in
            let head = "manufacturer,model,serial,batch,work_order,market\n"
            let report = try await registry.importing(
                .units, head + "acme,D-1,A1,L1,WO-1,NO\nacme,D-1,A2,L1,,SE\nacme,D-1,A3,L1,WO-1,NO\n")
            #expect(report.errors.map(\.description) == [])
            #expect(try await events(registry) == 2)
            let batch = try await registry.batch("L1", model: "D-1", of: "acme", as: .administrator).batch
            #expect(batch.workOrder == "WO-1")
            let unit = try await registry.unit("A2", model: "D-1", of: "acme", as: .administrator)
            #expect(unit.market == "SE")
            for (row, code) in [
                ("acme,D-1,A4,L1,WO-2,NO", "batch.taken"), ("acme,D-1,A4,,WO-1,NO", "value.invalid"),
                ("acme,D-1,A4,L1,WO-1,Norway", "value.invalid"),
                ("acme,D-1,A4,L2,WO-1,\nacme,D-1,A5,L2,WO-2,", "batch.taken"),
            ] {
                let refused = try await registry.importing(.units, head + row + "\n")
                #expect(refused.errors.map(\.code) == [code], "\(row): \(refused.errors)")
            }
            _ = try await registry.perform(as: .administrator) { commands in
                try commands.createFormat("S{seq:3}", of: "acme", model: "S-1")
            }
            let batches = "manufacturer,model,batch,count,work_order,market\nacme,S-1,B1,10,WO-3,DK\n"
            #expect(try await registry.importing(.batches, batches).created == 1)
            #expect(try await registry.importing(.batches, batches + "\n").unchanged == 1)
            #expect(
                try await registry.importing(.batches, batches.replacing("DK", with: "FI")).errors.map(\.code)
                    == ["batch.taken"])
            #expect(try await registry.unit("S001", model: "S-1", of: "acme", as: .administrator).market == "DK")
        }
    }

    @Test("A file that has been imported is not imported again")
    func sameFile() async throws {
        try await withCatalogue { registry in
            let first = try await registry.importing(.units, Self.units(5))
            let second = try await registry.importing(.units, Self.units(5))
            #expect(second.alreadyImported)
            #expect(second.id == first.id)
            #expect((second.created, second.unchanged) == (0, 5))
            let listed = try await registry.imports(limit: 10, as: .administrator)
            #expect(listed.contains { $0.id == first.id && $0.state == .done })
        }
    }

    @Test("A fault in the last row keeps everything from being written")
    func allOrNothing() async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(
                .units, Self.units(5000) + "acme,D-2,B1,2024-01-01,L1,conformant,plant-1\n")
            #expect(report.errors.map(\.code) == ["model.unknown"])
            #expect(report.errors.first?.row == 5002)
            #expect(report.id == nil)
            #expect(try await events(registry) == 0)
        }
    }

    @Test("All faults are counted and the first hundred shown")
    func manyFaults() async throws {
        try await withCatalogue { registry in
            let rows = (1...150).map { "acme,D-1,C\($0),2024-13-01" }.joined(separator: "\n")
            let report = try await registry.importing(.units, "manufacturer,model,serial,produced_on\n" + rows)
            #expect(report.errorCount == 150)
            #expect(report.errors.count == 100)
            #expect(report.errors.allSatisfy { $0.code == "import.date" && $0.field == "produced_on" })
        }
    }

    @Test("A serial number that stands twice in a file names both rows")
    func duplicates() async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(
                .units, "manufacturer,model,serial\nacme,D-1,X1\nacme,D-1,X2\nacme,S-1,X1\nacme,D-1,X1\n")
            #expect(report.errors.map(\.code) == ["import.duplicate"])
            #expect(report.errors.first?.row == 5)
            #expect(report.errors.first?.sentence.contains("row 2") == true)
        }
    }

    @Test("A dry run says what would be done and does nothing")
    func dryRun() async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(.units, Self.units(10), dryRun: true)
            #expect(report.isDryRun)
            #expect((report.created, report.errorCount) == (10, 0))
            #expect(try await events(registry) == 0)
            #expect(try await registry.importing(.units, Self.units(10)).created == 10)
        }
    }

    @Test("A unit that is registered with other facts is a fault")
    func otherFacts() async throws {
        try await withCatalogue { registry in
            let header = "manufacturer,model,serial,produced_on\n"
            _ = try await registry.importing(.units, header + "acme,D-1,X1,2024-01-01\n")
            let report = try await registry.importing(.units, header + "acme,D-1,X1,2024-01-02\n")
            #expect(report.errors.map(\.code) == ["serial.taken"])
        }
    }

    @Test("Models are brought up to date in the columns that the file has")
    func updatedModels() async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(
                .models, "manufacturer,number,name\nacme,D-1,Power drill\nacme,S-1,Saw\nacme,T-1,Torch\n")
            #expect((report.created, report.updated, report.unchanged) == (1, 1, 1))
            let drill = try await registry.database.read { reader in
                try Models.require("D-1", of: Manufacturers.require("acme", reader), reader)
            }
            #expect(drill.details.name == "Power drill")
            #expect(drill.details.specifications.count == 1)
        }
    }

    @Test("A correction finds the row above that it corrects, and a second import finds both")
    func corrections() async throws {
        try await withCatalogue { registry in
            let text = """
                manufacturer,model,serial,event_time,business_step,disposition,reference,corrects,error_reason
                acme,D-1,X1,2024-01-01T00:00:00Z,shipping,in_transit,sent,,
                acme,D-1,X1,2024-01-02T00:00:00Z,shipping,in_transit,,sent,incorrect_data

                """
            #expect(try await registry.importing(.events, text).created == 2)
            let again = try await registry.importing(.events, text + "\n")
            #expect(again.errors.map(\.description) == [])
            #expect(again.unchanged == 2)
        }
    }

    @Test(
        "An event row that cannot be is refused with its code",
        arguments: [
            ("acme,D-1,X1,2124-01-01T00:00:00Z,,", "event.future"),
            ("acme,D-1,,2024-01-01T00:00:00Z,,", "event.invalid"),
            ("acme,D-9,X1,2024-01-01T00:00:00Z,,", "model.unknown"),
            ("none,D-1,X1,2024-01-01T00:00:00Z,,", "manufacturer.unknown"),
            ("acme,D-1,X1,2024-01-01T00:00:00Z,sold,", "value.invalid"),
            ("acme,D-1,X1,2024-01-01T00:00:00Z,,nobody", "event.unknown"),
            ("acme,D-1,\u{202E}X1,2024-01-01T00:00:00Z,,", "identifier.character"),
        ])
    func refused(row: String, code: String) async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(
                .events, "manufacturer,model,serial,event_time,disposition,corrects\n" + row + "\n")
            #expect(report.errors.map(\.code) == [code])
            #expect(try await events(registry) == 0)
        }
    }

    @Test(
        "Hostile files get an answer",
        arguments: [
            ("nothing", "", 1), ("NUL", "\0", 1), ("an archive", "PK\u{3}\u{4}", 1),
            ("quotation marks", "\"", 2_000_000), ("commas", ",", 2_000_000), ("brackets", "[", 2_000_000),
            ("NUL in a cell", "manufacturer,model,serial\nacme,D-1,\0\n", 1),
            ("SQL and HTML", "'; DROP TABLE units; --\n<script>\n", 1), ("half an object", "{\"manufacturer\":", 1),
        ])
    func hostile(name: String, text: String, count: Int) async throws {
        let bytes = Array(String(repeating: text, count: count).utf8)
        try await withCatalogue { registry in
            for table in ImportTable.allCases {
                for syntax in ImportSyntax.allCases {
                    let report = try await registry.importing(table, bytes, syntax)
                    #expect(report.errorCount > 0)
                }
            }
        }
    }

    @Test("Two imports at once are written one after the other")
    func twoAtOnce() async throws {
        try await withCatalogue { registry in
            async let left = registry.importing(.units, Self.units(2000))
            async let right = registry.importing(.units, Self.units(2000, from: 1001))
            let (first, second) = try await (left, right)
            #expect(first.errorCount + second.errorCount == 0)
            #expect(first.created + second.created == 3000)
            #expect(first.unchanged + second.unchanged == 1000)
        }
    }

    @Test("Others write while an import is written")
    func interleaved() async throws {
        try await withCatalogue { registry in
            async let report = registry.importing(.units, Self.units(5000))
            for number in 1...20 {
                _ = try await registry.perform(as: .administrator) { commands in
                    try commands.createModel(
                        ModelDetails(number: ModelNumber(parsing: "N-\(number)")), supersedes: nil, of: "acme")
                }
            }
            #expect(try await report.created == 5000)
        }
    }

    @Test("Whoever may not import for a manufacturer gets no row in")
    func forbidden() async throws {
        try await withCatalogue { registry in
            await #expect(throws: RegistryError.self) {
                try await registry.importing(.units, Self.units(1), as: .stranger)
            }
            let other = Principal.staff(.maker, .manufacturers([ID(1)]))
            let report = try await registry.importing(.units, Self.units(1), as: other)
            #expect(report.errors.map(\.code) == ["access.forbidden"])
        }
    }
}
