import Foundation
import Nameplate
import Registry
import Synchronization
import TestSupport
import Testing

/// What becomes of each row, and files of which some rows are refused.
struct RowVerdictTests {
    private static let models = """
        manufacturer,number,name,spec:Width [CMT]
        acme,A,Old,60
        acme,B,Same,50
        acme,C,New,
        acme,D,Wide,wide
        acme,C,Again,
        """

    private func prepared(_ body: (NameplateRegistry, TemporaryDirectory) async throws -> Void) async throws {
        try await withRegistry { registry, directory in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            _ = try await registry.importing(
                .models, "manufacturer,number,name,spec:Width [CMT]\nacme,A,Older,59\nacme,B,Same,50\n")
            try await body(registry, directory)
        }
    }

    @Test func eachRowGetsAVerdictWithBeforeAndAfter() async throws {
        try await prepared { registry, _ in
            let seen = Mutex<[RowVerdict]>([])
            let report = try await registry.importFile(
                .models, syntax: .csv, from: Pieces(bytes: Array(Self.models.utf8)), dryRun: true, as: .administrator,
                verdicts: { rows in seen.withLock { $0 += rows } })
            let verdicts = seen.withLock { $0 }
            #expect(verdicts.map(\.row) == [2, 3, 4, 5, 6])
            #expect(verdicts.map(\.kind) == [.changed, .unchanged, .new, .refused, .refused])
            let changes = verdicts[0].changes.map { "\($0.field): \($0.before ?? "") → \($0.after ?? "")" }
            #expect(changes == ["name: Older → Old", "spec:Width [CMT]: 59 → 60"])
            #expect(verdicts[3].errors.map(\.code) == ["import.decimal"])
            #expect(verdicts[4].errors.map(\.code) == ["import.duplicate"])
            #expect(report.refused == 2)
        }
    }

    @Test func refusedRowsAreLeftOutWhereThatIsAskedAndComeBackWithTheirReasons() async throws {
        try await prepared { registry, directory in
            let refused = try await registry.importing(.models, Self.models)
            #expect(refused.errorCount == 2 && refused.id == nil)
            var options = ImportOptions()
            options.skipsInvalid = true
            let path = directory.file("models.csv")
            try Self.models.write(toFile: path, atomically: true, encoding: .utf8)
            let sentences = Mutex<[Int: String]>([:])
            let report = try await registry.importFile(
                .models, syntax: .csv, from: Pieces(bytes: Array(Self.models.utf8)), options, dryRun: false,
                as: .administrator,
                verdicts: { rows in
                    sentences.withLock { sentences in
                        for row in rows where row.kind == .refused { sentences[row.row] = row.errors.first?.sentence }
                    }
                })
            #expect(report.created == 1 && report.updated == 1 && report.unchanged == 1 && report.refused == 2)
            var bytes: [UInt8] = []
            var rejects = try Rejects(path: path, syntax: .csv, encoding: nil)
            #expect(try rejects.write(sentences.withLock { $0 }) { bytes += $0 } == 2)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("manufacturer,number,name,spec:Width [CMT],import_error\nacme,D,Wide,wide,"))
            let corrected = text.replacing("wide,", with: "61,").replacing("acme,C,Again", with: "acme,E,Again")
            let again = try await registry.importing(.models, corrected)
            #expect(again.errors.map(\.description) == [] && again.created == 2)
        }
    }

    @Test func faultyLinesComeBackTooInTheirOwnForm() async throws {
        try await withRegistry { _, directory in
            let path = directory.file("x.ndjson")
            try "{\"a\":1}\n{\"b\":\"\\\"\"}\nnonsense\n".write(toFile: path, atomically: true, encoding: .utf8)
            var bytes: [UInt8] = []
            var rejects = try Rejects(path: path, syntax: .ndjson, encoding: nil)
            #expect(try rejects.write([2: "say \"why\"", 3: "x"]) { bytes += $0 } == 2)
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == "{\"b\":\"\\\"\",\"import_error\":\"say \\\"why\\\"\"}\nnonsense\n")
        }
    }
}
