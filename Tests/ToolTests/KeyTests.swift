import Foundation
import TestSupport
import Testing

/// The master key, from outside.
struct KeyTests {
    /// A registry with scrambled serial numbers; `body` gets its folder and the first of them.
    private func withScrambledRegistry(_ body: (TemporaryDirectory, _ serial: String) throws -> Void) throws {
        let folder = try TemporaryDirectory()
        func run(_ arguments: String...) throws -> String {
            let result = try Tool.run(arguments, in: folder.path)
            #expect(result.status == 0, "\(arguments): \(result.errors)")
            return result.output
        }
        _ = try run("manufacturer", "add", "acme", "--name", "ACME")
        _ = try run("model", "add", "acme", "M-1", "--released", "2020-01-01")
        _ = try run("format", "add", "acme", "M-1", "K{scrambled:8}")
        let serials = try run("issue", "acme", "M-1", "--count", "3", "--batch", "B1", "--serials", "-")
        try body(folder, String(try #require(serials.split(separator: "\n").first)))
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func theFirstStartMakesAKeyFileForItsOwnerAlone() throws {
        try withScrambledRegistry { folder, serial in
            #expect(try mode(folder.file("nameplate.sqlite.key")) == 0o600)
            let shown = try Tool.run(["unit", "show", "acme", "M-1", serial], in: folder.path)
            #expect(shown.status == 0 && shown.output.contains(serial))
        }
    }

    @Test func withoutItsKeyTheRegistryOpensAndTellsWhatItCanTell() throws {
        try withScrambledRegistry { folder, serial in
            let (key, kept) = (folder.file("nameplate.sqlite.key"), folder.file("kept.key"))
            try FileManager.default.moveItem(atPath: key, toPath: kept)
            let shown = try Tool.run(["unit", "show", "acme", "M-1", serial], in: folder.path)
            #expect(shown.status == 1 && shown.errors.contains("[key.missing]"), "\(shown)")
            #expect(shown.errors.contains("is missing"))
            let listed = try Tool.run(["keys", "list", "acme"], in: folder.path)
            #expect(listed.status == 0 && listed.output.contains("the master key is missing"))
            let model = try Tool.run(["model", "show", "acme", "M-1"], in: folder.path)
            #expect(model.status == 0)
            // No new key takes the place of the lost one.
            #expect(!FileManager.default.fileExists(atPath: key))
            let again = try Tool.run(
                ["unit", "show", "acme", "M-1", serial], in: folder.path,
                environment: ["NAMEPLATE_MASTER_KEY_FILE": kept])
            #expect(again.status == 0, "\(again.errors)")
            let text = try String(contentsOfFile: kept, encoding: .utf8)
            let given = try Tool.run(
                ["unit", "show", "acme", "M-1", serial], in: folder.path, environment: ["NAMEPLATE_MASTER_KEY": text])
            #expect(given.status == 0, "\(given.errors)")
        }
    }

    @Test func aWrongKeyIsRefusedAndNothingIsChanged() throws {
        try withScrambledRegistry { folder, serial in
            let wrong = String(repeating: "ab", count: 32)
            for (key, code) in [(wrong, "storage.masterKey"), ("short", "storage.masterKey")] {
                let refused = try Tool.run(
                    ["unit", "show", "acme", "M-1", serial], in: folder.path, environment: ["NAMEPLATE_MASTER_KEY": key]
                )
                #expect(refused.status == 1 && refused.errors.contains(code), "\(refused.errors)")
                #expect(!refused.errors.contains(key))
            }
            #expect(try Tool.run(["unit", "show", "acme", "M-1", serial], in: folder.path).status == 0)
        }
    }

    @Test func aKeyFileThatOthersCanReadIsRefused() throws {
        try withScrambledRegistry { folder, serial in
            let path = folder.file("nameplate.sqlite.key")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            let refused = try Tool.run(["unit", "show", "acme", "M-1", serial], in: folder.path)
            #expect(refused.status == 1 && refused.errors.contains("chmod 600"), "\(refused.errors)")
        }
    }

    @Test func codesComeWithTheListInAFileForItsOwnerAlone() throws {
        try withScrambledRegistry { folder, _ in
            let file = folder.file("codes.csv")
            let issued = try Tool.run(
                ["issue", "acme", "M-1", "--count", "2", "--batch", "B2", "--codes", file], in: folder.path)
            #expect(issued.status == 0, "\(issued.errors)")
            #expect(try mode(file) == 0o600)
            let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            #expect(rows.count == 3 && rows[0] == "sequence,serial,label_code,owner_code")
            #expect(rows[1].firstMatch(of: /^4,K[0-9]{8},[0-9CFHJKMNPRTVWXY]{6},[0-9CFHJKMNPRTVWXY]{10}$/) != nil)
            let again = try Tool.run(["batch", "codes", "acme", "M-1", "B2", "--from", "5"], in: folder.path)
            #expect(again.output == "\(rows[0])\n\(rows[2])\n")
            let secrets = try Tool.run(["keys", "list", "acme", "--json"], in: folder.path)
            #expect(secrets.output.contains("\"purpose\":\"codes\"") && !secrets.output.contains("sealed"))
        }
    }
}
