import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// Rows of models that name them by their GTINs.
struct MatchTests {
    private func byGTIN(
        _ text: String, _ registry: NameplateRegistry, _ syntax: ImportSyntax = .csv, mapping: String? = nil
    ) async throws -> ImportReport {
        var options = ImportOptions()
        options.match = .gtin
        return try await registry.importFile(
            .models, syntax: syntax, from: Pieces(bytes: Array(text.utf8)), options, mapping: mapping, dryRun: false,
            as: .administrator)
    }

    private func fill(_ registry: NameplateRegistry) async throws {
        _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\nother,Other\n")
        _ = try await registry.importing(
            .models,
            "manufacturer,number,name,gtins\nacme,A,Old,4012345678901;96385074\nacme,B,,14012345678908\n"
                + "other,X,,24012345678905\n")
    }

    @Test(arguments: [
        "manufacturer,gtins,name\nacme,4012345678901,New\n",
        "manufacturer,number,gtins,name\nacme,shop no. 7,96385074,New\n",
    ])
    func aRowIsAboutTheModelThatHasItsGTIN(_ text: String) async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            let report = try await byGTIN(text, registry)
            #expect(report.errors.map(\.description) == [] && report.updated == 1 && report.created == 0)
            let model = try await registry.model("A", of: "acme", as: .administrator).model
            #expect(model.details.name == "New" && model.number.text == "A")
            // A table of the model's GTINs says all of them.
            #expect(model.details.gtins.count == 1)
        }
    }

    @Test func aRowIsAboutTheModelThatAnotherSystemCallsSo() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            _ = try await registry.importing(
                .models, "manufacturer,number,name,gtins,external_id\nacme,A,Old,4012345678901,MAT-1\nother,X,,,MAT-1\n"
            )
            let before = try await registry.exported(.models)
            #expect(String(decoding: before, as: UTF8.self).contains("MAT-1"))
            #expect(
                !String(decoding: try await registry.exported(.models, as: .stranger), as: UTF8.self).contains("MAT"))
            var options = ImportOptions()
            options.match = .externalID
            func byID(_ text: String) async throws -> ImportReport {
                try await registry.importFile(
                    .models, syntax: .csv, from: Pieces(bytes: Array(text.utf8)), options, dryRun: false,
                    as: .administrator)
            }
            let named = try await byID("manufacturer,external_id,name\nacme,MAT-1,New\n")
            #expect(named.errors.map(\.description) == [] && named.updated == 1)
            #expect(try await registry.model("A", of: "acme", as: .administrator).model.details.name == "New")
            _ = try await registry.undoImport(try #require(named.id), dryRun: false, as: .administrator)
            #expect(try await registry.exported(.models) == before)
            // A new id by the number; another model's is taken; one that says nothing of it leaves it.
            let moved = try await registry.importing(.models, "manufacturer,number,external_id\nacme,A,MAT-2\n")
            #expect(moved.updated == 1)
            let taken = try await registry.importing(.models, "manufacturer,number,external_id\nacme,B,MAT-2\n")
            #expect(taken.errors.first?.field == "external_id" && taken.updated == 0)
            let twice = try await registry.importing(
                .models, "manufacturer,number,external_id\nacme,A,MAT-3\nacme,B,MAT-3\n")
            #expect(twice.errors.first.map { "\($0.code)" } == "import.duplicate")
            let silent = try await registry.importing(.models, "manufacturer,number,external_id\nacme,A,\n")
            #expect(silent.unchanged == 1)
            _ = try await registry.undoImport(try #require(moved.id), dryRun: false, as: .administrator)
            #expect(try await registry.exported(.models) == before)
            let unknown = try await byID("manufacturer,external_id,name\nacme,MAT-9,New\n")
            #expect(unknown.errors.first.map { "\($0.code)" } == "import.missingValue")
        }
    }

    @Test func linesOfJSONNeedNoNumberEither() async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            let line = #"{"manufacturer":"acme","gtins":["14012345678908"],"name":"Bee"}"#
            #expect(try await byGTIN(line + "\n", registry, .ndjson).updated == 1)
            #expect(try await registry.model("B", of: "acme", as: .administrator).model.details.name == "Bee")
        }
    }

    @Test(
        arguments: [
            ("manufacturer,gtins\nacme,95012346\n", "import.missingValue", "number"),
            ("manufacturer,gtins\nacme,4012345678901;14012345678908\n", "model.gtinTaken", "gtins"),
            ("manufacturer,gtins\nacme,24012345678905\n", "model.gtinTaken", "gtins"),
            ("manufacturer,name\nacme,x\n", "import.missingColumn", nil),
            ("manufacturer,gtins\nacme,4012345678901\nacme,96385074\n", "import.duplicate", "number"),
        ] as [(String, String, String?)])
    func whatNamesNoModelOrSeveralIsRefused(_ text: String, _ code: String, _ column: String?) async throws {
        try await withRegistry { registry, _ in
            try await fill(registry)
            let before = try await registry.exported(.models)
            let report = try await byGTIN(text, registry)
            #expect(report.errors.first.map { "\($0.code)" } == code)
            if let column { #expect(report.errors.first?.field == column) }
            #expect(try await registry.exported(.models) == before)
        }
    }
}
