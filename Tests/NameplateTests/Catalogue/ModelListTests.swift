import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Lists of a model")
struct ModelListTests {
    /// Each list as an export writes it.
    private static let tables: [(table: ImportTable, text: String)] = [
        (
            .parts,
            """
            manufacturer,model,part,kind,quantity,position,applies_to,note
            acme,A,P1,sparePart,1,compressor,produced < 2025-06-01,
            acme,A,P2,consumable,2,,,E14

            """
        ),
        (
            .supersessions,
            """
            manufacturer,model,successor,two_way,reason,since
            acme,P1,P2,no,Quieter,2025-06

            """
        ),
        (
            .versions,
            """
            manufacturer,model,version,released_on,applies_to,change_note,change,is_public
            acme,A,A,,,,,no
            acme,A,B,2025-06-01,produced >= 2025-06-01,ECN-114,"Quieter, cooler",yes

            """
        ),
        (
            .packaging,
            """
            manufacturer,model,level,quantity,gtin,size,weight
            acme,A,each,1,,60 x 65.5 x 185 cm,62 kg
            acme,A,case,4,14012345678908,,

            """
        ),
        (
            .approvals,
            """
            manufacturer,model,mark,certificate,body,standards,valid_from,valid_until
            acme,A,CE,,the manufacturer,IEC 60335-1;EN 1,2024,
            acme,A,UL Listed,E12345,,,,2030-01-31

            """
        ),
        (
            .prices,
            """
            manufacturer,model,market,currency,price_from,price_to,price_text,valid_from,valid_until
            acme,A,,,,,on request,,
            acme,A,NO,NOK,10990,12990,,2025-01-01,2031-12-31

            """
        ),
        (
            .marketing,
            """
            manufacturer,model,segment,selling_points
            acme,A,small kitchens,37 dB;60 cm wide

            """
        ),
    ]

    private func fill(_ registry: NameplateRegistry) async throws {
        _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
        _ = try await registry.importing(.models, "manufacturer,number\nacme,A\nacme,P1\nacme,P2\n")
    }

    @Test func everyListImportsExportsTheSameTwiceAndIsUndone() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            for (table, text) in Self.tables {
                let empty = try await registry.exported(table)
                let report = try await registry.importing(table, text)
                #expect(report.errors.map(\.description) == [], "\(table)")
                #expect(report.created == report.rows && report.rows > 0, "\(table)")
                let exported = String(decoding: try await registry.exported(table), as: UTF8.self)
                #expect(Set(exported.split(separator: "\n")) == Set(text.split(separator: "\n")), "\(table)")
                let again = try await registry.importing(table, text + "\n")
                #expect(again.unchanged == again.rows, "\(table)")
                let undone = try await registry.undoImport(try #require(report.id), dryRun: false, as: .administrator)
                #expect(undone.removed == report.rows, "\(table)")
                #expect(try await registry.exported(table) == empty, "\(table)")
            }
        }
    }

    @Test func aChangedRowSaysWhatItChangesAndGoesBackToWhatWas() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            let head = "manufacturer,model,level,quantity,weight\n"
            _ = try await registry.importing(.packaging, head + "acme,A,case,4,62 kg\n")
            let before = try await registry.exported(.packaging)
            let change = try await registry.importing(.packaging, head + "acme,A,case,4,63 kg\nacme,A,pallet,16,\n")
            #expect(change.updated == 1 && change.created == 1)
            let undone = try await registry.undoImport(try #require(change.id), dryRun: false, as: .administrator)
            #expect(undone.restored == 1 && undone.removed == 1)
            #expect(try await registry.exported(.packaging) == before)
        }
    }

    @Test(
        arguments: [
            (.parts, "manufacturer,model,part\nacme,A,P9\n", "model.unknown", "part"),
            (.parts, "manufacturer,model,part,quantity\nacme,A,P1,0\n", "value.invalid", "quantity"),
            (.parts, "manufacturer,model,part,kind\nacme,A,P1,gadget\n", "value.invalid", "kind"),
            (.parts, "manufacturer,model,part\nacme,A,A\n", "value.invalid", "part"),
            (.parts, "manufacturer,model,part\nacme,A,P1\nacme,A,P1\n", "import.duplicate", "part"),
            (.supersessions, "manufacturer,model,successor\nacme,P1,P1\n", "value.invalid", "successor"),
            (.versions, "manufacturer,model,version,released_on\nacme,A,B,03/04/2025\n", "import.dateOrder", nil),
            (
                .packaging, "manufacturer,model,level,gtin\nacme,A,case,14012345678909\n", "identifier.checkCharacter",
                nil
            ),
            (.packaging, "manufacturer,model,level,size\nacme,A,case,big\n", "value.invalid", "size"),
            (.approvals, "manufacturer,model,mark\nacme,A,\n", "import.missingValue", "mark"),
            (.prices, "manufacturer,model,price_from\nacme,A,10\n", "value.invalid", "currency"),
            (.marketing, "manufacturer,model,segment\nacme,A,\n", "value.invalid", "selling_points"),
            (.marketing, "manufacturer,model,segment\nacme,Z,x\n", "model.unknown", nil),
        ] as [(ImportTable, String, String, String?)])
    func whatARowCannotMeanIsRefusedWithItsColumn(
        _ table: ImportTable, _ text: String, _ code: String, _ column: String?
    ) async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            let report = try await registry.importing(table, text)
            #expect(report.errors.first.map { "\($0.code)" } == code)
            if let column { #expect(report.errors.first?.field == column) }
            // All or nothing.
            #expect(!String(decoding: try await registry.exported(table), as: UTF8.self).contains("acme"))
        }
    }

    @Test func aUnitIsOfTheNewestVersionThatAppliesToIt() async throws {
        let sample = try await SampleRegistry()
        func version(_ principal: Principal) async throws -> ModelVersion? {
            try await sample.registry.version(
                ofUnit: sample.issuedSerial, model: "FJ-320", of: "fjordlys", as: principal)
        }
        do {
            #expect(try await version(.administrator) == nil)
            try await sample.registry.perform(as: .administrator) { commands in
                for version in [
                    ModelVersion(
                        "A", releasedOn: try CivilDate(parsing: "2024-01-01"), population: "produced >= 2000-01-01"),
                    ModelVersion(
                        "B", releasedOn: try CivilDate(parsing: "2024-02-01"), population: "produced >= 2001-01-01",
                        changeNote: "ECN-1", change: "Quieter"),
                    ModelVersion("C", releasedOn: try CivilDate(parsing: "2024-03-01")),
                    ModelVersion(
                        "D", releasedOn: try CivilDate(parsing: "2024-04-01"), population: "produced >= 2999-01-01"),
                ] { _ = try commands.set(version, of: "FJ-320", "fjordlys") }
            }
            #expect(try await version(.administrator)?.change == "Quieter")
            let known = try await version(.stranger)
            #expect(known?.version == "B" && known?.change == nil && known?.changeNote == nil)
            #expect(known?.population == nil)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    @Test func theGTINOfAPackagingLeadsToTheModelThatIsInIt() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            _ = try await registry.importing(.models, "manufacturer,number,released_on\nacme,S,2999-01-01\n")
            _ = try await registry.importing(
                .packaging,
                "manufacturer,model,level,quantity,gtin\nacme,A,case,4,14012345678908\nacme,S,case,4,24012345678905\n")
            for text in ["14012345678908", "(01)14012345678908", "EAN 14012345678908"] {
                let answer = try await registry.lookup(text, as: .stranger)
                guard case .model(let found) = answer.outcome else {
                    Issue.record("\(text): \(answer.outcome)")
                    continue
                }
                #expect(found.model.number.text == "A" && answer.notes.contains { $0.code == .packaging }, "\(text)")
            }
            let secret = try await registry.lookup("24012345678905", as: .stranger)
            if case .unknown = secret.outcome {} else { Issue.record("\(secret.outcome)") }
        }
    }

    @Test func strangersSeeNoPricesToComeNoVersionsToComeAndNothingOfUnreleasedModels() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            _ = try await registry.importing(.models, "manufacturer,number,released_on\nacme,S,2999-01-01\n")
            let prices = "manufacturer,model,market,price_text,valid_from\n"
            _ = try await registry.importing(.prices, prices + "acme,A,NO,now,2020\nacme,A,SE,soon,2999\n")
            let versions = "manufacturer,model,version,released_on,change\n"
            _ = try await registry.importing(.versions, versions + "acme,A,A,2020,x\nacme,A,B,2999,y\n")
            let (known, all) = (
                try await registry.lists(of: "A", "acme", as: .stranger),
                try await registry.lists(of: "A", "acme", as: .administrator)
            )
            #expect(known.prices.map(\.market) == ["NO"] && all.prices.map(\.market) == ["NO", "SE"])
            #expect(known.versions.map(\.version) == ["A"] && all.versions.map(\.version) == ["A", "B"])
            #expect(known.versions.first?.change == nil && all.versions.first?.change == "x")
            await #expect(throws: RegistryError.self) { try await registry.lists(of: "S", "acme", as: .stranger) }
            await #expect(throws: RegistryError.self) {
                try await registry.entries(Approval.self, of: "S", "acme", as: .stranger)
            }
        }
    }
}
