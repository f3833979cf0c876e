import Nameplate
import Registry
import TestSupport
import Testing

/// Files of others, read through mappings.
struct MappingTests {
    private func mapped(
        _ registry: NameplateRegistry, _ table: ImportTable, _ text: String, _ mapping: String,
        _ syntax: ImportSyntax = .csv,
        skippingInvalid skips: Bool = false
    ) async throws -> ImportReport {
        var options = ImportOptions()
        options.skipsInvalid = skips
        return try await registry.importFile(
            table, syntax: syntax, from: Pieces(bytes: Array(text.utf8)), options, mapping: mapping, dryRun: false,
            as: .administrator)
    }

    @Test(arguments: [
        ("energy-star-residential-refrigerators.csv", "energy-star-refrigerators", 40),
        ("energy-star-residential-clothes-washers.csv", "energy-star-washers", 30),
        ("energy-star-data-center-storage.csv", "energy-star", 12),
        ("energy-star-commercial-fryers.csv", "energy-star", 10),
        ("gudid-devices.jsonl", "gudid", 60),
    ])
    func publishedFilesLoad(file: String, mapping: String, rows: Int) async throws {
        try await withRegistry { registry, _ in
            let text = try VectorFiles.text(file)
            let syntax = ImportSyntax(path: file)
            let makers = try await mapped(registry, .manufacturers, text, mapping, syntax)
            #expect(makers.errors.map(\.description) == [])
            let models = try await mapped(registry, .models, text, mapping, syntax)
            #expect(models.errors.map(\.description) == [])
            #expect(models.created == rows)
            let exported = try await registry.exported(.models)
            let again = try await registry.importing(.models, exported)
            #expect(again.unchanged == rows && again.errors.isEmpty)
        }
    }

    @Test func specificationsAreTypedByTheUnitsInTheirHeaders() async throws {
        try await withRegistry { registry, _ in
            let text = try VectorFiles.text("energy-star-residential-refrigerators.csv")
            _ = try await mapped(registry, .manufacturers, text, "energy-star")
            _ = try await mapped(registry, .models, text, "energy-star")
            let table = String(decoding: try await registry.exported(.models), as: UTF8.self)
            let header = try #require(table.split(separator: "\n").first)
            for column in [
                "spec:Height [INH]", "spec:Annual Energy Use [KWH/ANN]", "spec:Compact [yes/no]", "spec:Markets",
            ] {
                #expect(header.contains(column), "\(column)")
            }
        }
    }

    @Test func aFileOfKnownHeadersIsOfferedItsMapping() async throws {
        try await withRegistry { registry, _ in
            let text = try VectorFiles.text("energy-star-residential-clothes-washers.csv")
            let report = try await registry.importing(.models, text)
            #expect(report.errorCount > 0 && report.proposedMapping == "energy-star-washers")
            try await registry.keepMapping(
                "mine", "for Their Number, Colour\n[models]\nmanufacturer: acme\nnumber = Their Number\nrest ignored",
                as: .administrator)
            let mine = try await registry.importing(.models, "Their number,COLOUR\nX,red\n")
            #expect(mine.proposedMapping == "mine")
        }
    }

    private static let shop = """
        # A shop's list.
        dates dmy
        decimal comma
        [models]
        manufacturer: acme
        number = Nr. + Suffix
        name = Name or Title | cut 20
        gtins = EAN | split /
        category = Kind | words F = Refrigerator; W = Washing machine
        released_on = Since | blank unknown
        spec:Width [CMT] = Breite
        skip Kind is X
        ignore Price
        rest as specifications
        """

    @Test func aMappingPartsJoinsTranslatesAndLeavesOut() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            try await registry.keepMapping("shop", Self.shop, as: .administrator)
            let text = """
                Nr.;Suffix;Name;Title;EAN;Kind;Since;Breite;Price;Weight (kg);Remark
                A1;L;;A long title;4012345678901/96385074;F;03.04.2026;59,5;1,00;1.200,5;=x
                A1;R;Second;;;W;unknown;60;2,00;heavy;
                B1;;Third;;;X;;1;;;
                """
            let report = try await mapped(registry, .models, text, "shop")
            #expect(report.errors.map(\.description) == [])
            #expect(report.created == 2)
            #expect(report.remarks.map(\.field) == ["Weight (kg)"])
            let table = String(decoding: try await registry.exported(.models), as: UTF8.self)
            #expect(table.contains("acme,A1 L,A long title,,,,Refrigerator,00000096385074;04012345678901,,2026-04-03"))
            #expect(table.contains("acme,A1 R,Second,,,,Washing machine,,,,"))
            #expect(table.contains("spec:Width [CMT],spec:Weight [KGM]") && table.contains(",59.5,1200.5"))
        }
    }

    @Test func faultsNameTheFilesOwnColumns() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            try await registry.keepMapping(
                "m", "[models]\nmanufacturer: acme\nnumber = Nr\nreleased_on = Seit\n", as: .administrator)
            let report = try await mapped(registry, .models, "Nr,Seit\nA,2026-02-31\n", "m")
            #expect(report.errors.map(\.field) == ["Seit"] && report.errors.map(\.code) == ["import.date"])
            let unknown = try await mapped(registry, .models, "Nr,Seit,Farbe\nA,2026,rot\n", "m")
            #expect(unknown.errors.map(\.code) == ["import.unknownColumn"] && unknown.errors.first?.field == "Farbe")
            let missing = try await mapped(registry, .models, "Nr\nA\n", "m")
            #expect(missing.errors.map(\.code) == ["import.missingColumn"])
            let none = try await mapped(registry, .units, "Nr,Seit\nA,2026\n", "m")
            #expect(none.errors.map(\.code) == ["mapping.invalid"])
        }
    }

    @Test(arguments: [
        ("number = Nr", 1), ("[models]\nnumer = Nr", 2), ("[stars]", 1), ("[models]\nnumber = Nr | sing", 2),
        ("[models]\nnumber = Nr\nnumber = No", 3), ("[models]\ncut everything", 2), ("dates maybe", 1),
        ("# nothing", 1),
        ("[units]\nrest as specifications", 2), ("[models]\nnumber = Nr | cut 0", 2), ("[models]\nunique number", 2),
    ])
    func aMappingThatIsNotUnderstoodNamesItsLine(text: String, line: Int) {
        do {
            _ = try ImportMapping(parsing: text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.code == .mappingInvalid)
            #expect(error.sentence.hasPrefix("Line \(line) of the mapping"), "\(error.sentence)")
        }
    }

    @Test func mappingsBelongToWhoeverKeepsThem() async throws {
        try await withRegistry { registry, _ in
            try await registry.keepMapping("m", "[models]\nnumber = Nr", as: .administrator)
            let other = Principal.staff(.maker, .everyManufacturer)
            #expect(try await !registry.mappings(as: other).contains { $0.name == "m" })
            await #expect(throws: RegistryError.self) { try await registry.mapping("m", as: other) }
            await #expect(throws: RegistryError.self) { try await registry.mappings(as: .stranger) }
            try await registry.removeMapping("m", as: .administrator)
            await #expect(throws: RegistryError.self) { try await registry.removeMapping("m", as: .administrator) }
        }
    }

    @Test func theProgramsOwnMappingsAreUnderstood() async throws {
        try await withRegistry { registry, _ in
            let kept = try await registry.mappings(as: .administrator)
            #expect(kept.count == 7)
            for mapping in kept { _ = try ImportMapping(parsing: mapping.text) }
        }
    }
}
