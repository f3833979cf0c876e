import Identifiers
import Nameplate
import Registry
import Testing

@Suite("Import of components")
struct ComponentImportTests {
    /// A maker of refrigerators with a format, and of modules and motors without.
    private func withCatalogue(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            let files: [(ImportTable, String)] = [
                (.manufacturers, "slug,name\nacme,Acme\nother,Other\n"),
                (.models, "manufacturer,number\nacme,F-1\nacme,M-1\nacme,C-1\nacme,V-1\nother,X-1\n"),
                (.formats, "manufacturer,model,pattern\nacme,F-1,F{seq:3}\nacme,V-1,V{seq:3}\n"),
                (.batches, "manufacturer,model,batch,count\nacme,F-1,B,20\nacme,V-1,W,20\n"),
            ]
            for (table, text) in files {
                try #require(try await registry.importing(table, text).errors.map(\.description) == [])
            }
            try await body(registry)
            #expect(try await registry.audit(as: .administrator).findings == [])
        }
    }

    private static let header = "manufacturer,assembly_model,assembly_serial,model,serial,slot,event_time,batch\n"
    /// 2026-11-01, after the batches were issued; the clock stands at its noon.
    private static let day = "2026-11-01T12:00:01Z"

    /// A refrigerator with a module that has a motor, and a fan of a batch.
    private static let tree =
        header + """
            acme,F-1,F001,M-1,m-1,cold,\(day),
            acme,M-1,m-1,C-1,c-1,,\(day),L-1
            acme,F-1,F001,V-1,V005,"left; upper",\(day),

            """

    private func contents(_ registry: NameplateRegistry, _ serial: String = "F001") async throws -> [String] {
        let answer = try await registry.components(
            of: serial, model: "F-1", of: "acme", limit: 100, as: .administrator)
        return (answer.components ?? []).map { line in
            guard case .unit(let unit) = line.part else { return "" }
            return [String(repeating: "-", count: line.level) + unit.serial, line.slot, line.batch]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test("A tree is built in, components that are new are registered, and again nothing changes")
    func builtIn() async throws {
        try await withCatalogue { registry in
            let trial = try await registry.importing(.components, Self.tree, dryRun: true)
            #expect(trial.errors.map(\.description) == [] && trial.created == 3)
            #expect(try await contents(registry) == [])
            let report = try await registry.importing(.components, Self.tree)
            #expect(report.errors.map(\.description) == [])
            #expect((report.created, report.unchanged) == (3, 0))
            let expected = ["m-1 cold", "-c-1 L-1", "V005 left; upper W"]
            #expect(try await contents(registry) == expected)
            let again = try await registry.importing(.components, Self.tree + "\n")
            #expect(again.errors.map(\.description) == [])
            #expect((again.created, again.unchanged) == (0, 3))
            #expect(try await contents(registry) == expected)
            let uses = try await registry.uses(of: "L-1", model: "C-1", of: "acme", limit: 9, as: .administrator)
            #expect(uses.items.map { $0.holders.map(\.serial) } == [["m-1", "F001"]])
        }
    }

    @Test(
        "A row that cannot be is named, and nothing is written",
        arguments: [
            ("acme,F-1,F002,M-1,m-1,,\(day),", "import.duplicate", "serial"),
            ("acme,F-1,F999,C-1,c-2,,\(day),", "unit.unknown", "assembly_serial"),
            ("acme,M-1,m-9,C-1,c-2,,\(day),", "unit.unknown", "assembly_serial"),
            ("acme,F-1,F001,V-1,V999,,\(day),", "unit.unknown", "serial"),
            ("acme,F-1,F001,F-1,F001,,\(day),", "component.circle", "serial"),
            ("acme,C-1,c-1,F-1,F001,,\(day),", "component.circle", "serial"),
            ("acme,F-1,F001,X-1,x,,\(day),", "model.unknown", "model"),
            ("acme,Q-1,F001,C-1,c-2,,\(day),", "model.unknown", "assembly_model"),
            ("acme,F-1,F001,V-1,V007,,\(day),L-9", "serial.taken", "batch"),
            ("acme,F-1,F001,C-1,c-2,,2026-13-01,", "import.time", "event_time"),
            ("acme,F-1,F001,C-1,c-2,,2027-11-01T12:00:00Z,", "event.future", "event_time"),
            ("acme,F-1,F001,C-1,c-2,,,", "import.missingValue", "event_time"),
            ("acme,F-1,,C-1,c-2,,\(day),", "import.missingValue", "assembly_serial"),
            ("nobody,F-1,F001,C-1,c-2,,\(day),", "manufacturer.unknown", "manufacturer"),
            ("acme,F-1,F001,C-1,c\u{202E},,\(day),", "identifier.character", "serial"),
        ])
    func refused(row: String, code: String, field: String) async throws {
        try await withCatalogue { registry in
            let report = try await registry.importing(.components, Self.tree + row + "\n")
            #expect(report.errors.map(\.code) == [code], "\(report.errors)")
            #expect(report.errors.map(\.field) == [field])
            #expect(report.errors.map(\.row) == [5])
            #expect(try await contents(registry) == [])
        }
    }

    @Test("What the registry has otherwise is an error of its row")
    func elsewhere() async throws {
        try await withCatalogue { registry in
            #expect(try await registry.importing(.components, Self.tree).errorCount == 0)
            let moved = try await registry.importing(
                .components, Self.header + "acme,F-1,F002,M-1,m-1,,2026-11-01T12:00:02Z,\n")
            #expect(moved.errors.map(\.code) == ["component.installed"])
            let deeper = try await registry.importing(
                .components, Self.header + "acme,C-1,c-1,F-1,F001,,2026-11-01T12:00:02Z,\n")
            #expect(deeper.errors.map(\.code) == ["component.circle"])
            let step = try await registry.importing(
                .components,
                "manufacturer,assembly_model,assembly_serial,model,serial,event_time,business_step\n"
                    + "acme,F-1,F003,C-1,c-7,\(Self.day),shipping\nacme,F-1,F003,C-1,c-8,\(Self.day),installing\n")
            #expect(step.errors.map(\.code) == ["value.invalid"])
            #expect(step.errors.map(\.row) == [2])
        }
    }

    @Test("Reports name assemblies too: they are kept, and registered where their model has no formats")
    func events() async throws {
        try await withCatalogue { registry in
            let events = """
                manufacturer,model,serial,event_time,action,business_step,assembly_model,assembly_serial,slot
                acme,C-1,c-1,\(Self.day),ADD,assembling,M-1,m-1,
                acme,C-1,c-1,2026-11-01T12:00:02Z,ADD,installing,F-1,F001,cold
                acme,M-1,m-1,2026-11-01T12:00:03Z,ADD,installing,F-1,F001,

                """
            let report = try await registry.importing(.events, events)
            #expect(report.errors.map(\.description) == [])
            #expect(report.created == 3)
            #expect(try await contents(registry) == ["c-1 cold", "m-1"])
            let unit = try await registry.unit("c-1", model: "C-1", of: "acme", as: .administrator)
            #expect(unit.history?.flatMap(\.discrepancies).map(\.code) == [.inAnother])
            #expect(try await registry.importing(.events, events + "\n").unchanged == 3)
            let bad = [
                "acme,C-1,c-2,\(Self.day),ADD,,F-1,F999,": ("serial.notIssued", "assembly_serial"),
                "acme,C-1,c-2,\(Self.day),ADD,,F-1,x-9,": ("unit.unknown", "assembly_serial"),
                "acme,C-1,c-2,\(Self.day),ADD,,,F001,": ("import.missingValue", "assembly_model"),
                "acme,C-1,c-2,\(Self.day),ADD,,F-1,,": ("import.missingValue", "assembly_serial"),
                "acme,C-1,c-2,\(Self.day),ADD,,Q-9,F001,": ("model.unknown", "assembly_model"),
            ]
            for (row, (code, field)) in bad {
                let header = events.prefix { $0 != "\n" }
                let refused = try await registry.importing(.events, "\(header)\n\(row)\n")
                #expect(refused.errors.map(\.code) == [code], "\(row)")
                #expect(refused.errors.map(\.field) == [field], "\(row)")
            }
        }
    }

    @Test("Units of no format may be packed into a case that is there already")
    func packedAgain() async throws {
        try await withCatalogue { registry in
            let events = """
                manufacturer,model,serial,event_time,action,business_step,parent
                acme,C-1,c-1,\(Self.day),ADD,packing,395204710000000122
                acme,C-1,c-2,\(Self.day),ADD,packing,395204710000000122
                acme,C-1,c-1,2026-11-01T12:00:02Z,DELETE,unpacking,395204710000000122
                acme,C-1,c-1,2026-11-01T12:00:03Z,ADD,packing,395204710000000122

                """
            #expect(try await registry.importing(.events, events).errors.map(\.description) == [])
            let contents = try await registry.components(
                of: "395204710000000122", model: "SSCC", of: "acme", limit: 9, as: .administrator)
            #expect(contents.components?.map(\.since).count == 2)
            #expect(contents.leftProduction != nil && contents.components?.allSatisfy { $0.origin == nil } == true)
        }
    }
}
