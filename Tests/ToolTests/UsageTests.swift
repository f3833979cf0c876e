import Foundation
import TestSupport
import Testing

@testable import NameplateTool

/// How the program is asked, and how it answers wrong questions.
@Suite(.serialized) struct UsageTests {
    @Test(arguments: [
        [], ["--help"], ["help"], ["help", "lookup"], ["lookup", "--help"], ["event", "add", "-h"], ["version"],
        ["--version"], ["format", "check", "{seq:6}"],
    ])
    func whatWasAskedForIsToldWithStatus0(_ arguments: [String]) throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(arguments, in: folder.path)
        #expect(result.status == 0)
        #expect(!result.output.isEmpty)
        #expect(result.errors.isEmpty)
    }

    @Test(arguments: [
        ["bogus"], ["lookup"], ["lookup", "x", "--bogus"], ["issue", "a", "b"], ["issue", "a", "b", "--count", "0"],
        ["issue", "a", "b", "--count", "9223372036854775808"], ["import", "nothing", "file"], ["import", "models"],
        ["model", "list", "a", "--limit", "0"], ["batch", "serials", "a", "b", "c", "--limit", "-1"],
        ["event", "add", "a", "b"], ["event", "add", "a", "b", "S1", "--batch", "c", "--from", "1", "--to", "2"],
        ["event", "add", "a", "b", "S1", "--reading", "power"], ["model", "add", "a", "b", "--spec", "=1"],
        ["serve", "--port", "65536"], ["lookup", "x", "--database", ""], ["component", "install", "a", "b", "c", "d"],
        ["component", "install", "a", "b", "c", "d", "e", "--batch", "f"], ["component", "list", "a", "b"],
        ["component", "list", "a", "b", "c", "--limit", "501"], ["shard", "--shards", "0"],
        ["shard", "--shards", "4097"],
    ])
    func aWrongUseEndsWithStatus2AndAWordOnHelp(_ arguments: [String]) throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(arguments, in: folder.path)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("--help"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aMissingRegistryIsNotMadeByAQuestion() throws {
        let folder = try TemporaryDirectory()
        for arguments in [["lookup", "x"], ["audit"], ["model", "list", "a"], ["unit", "show", "a", "b", "c"]] {
            let result = try Tool.run(arguments, in: folder.path)
            #expect(result.status == 1)
            #expect(result.errors.contains("[registry.missing]"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aRegistryInAFileCannotBeSpread() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(["shard", "--database", "one.sqlite", "--dry-run"], in: folder.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("[storage.sharding]") && result.errors.contains("postgres://"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func theDatabaseIsNamedByOptionOrEnvironment() throws {
        let folder = try TemporaryDirectory()
        let named = try Tool.run(["lookup", "x", "-d", "one.sqlite"], in: folder.path)
        #expect(named.errors.contains("one.sqlite"))
        let inherited = try Tool.run(
            ["lookup", "x"], in: folder.path, environment: ["NAMEPLATE_DATABASE": "two.sqlite"])
        #expect(inherited.errors.contains("two.sqlite"))
    }

    @Test func aWrongPatternIsShownWithItsPlace() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(["format", "check", "ab{seq:6}{foo}"], in: folder.path)
        #expect(result.status == 1)
        let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasSuffix("[format.unknownField]") == true)
        #expect(lines.dropFirst().prefix(2) == ["  ab{seq:6}{foo}", "           ^"])
    }

    @Test func aPatternIsShownWithItsFirstAndLastSerialNumber() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(["format", "check", "WX-{seq:3}", "--json"], in: folder.path)
        let json = try #require(result.json as? [String: Any])
        #expect(json["firstSerial"] as? String == "WX-000")
        #expect(json["between"] as? [String] == ["WX-001", "WX-002", "WX-499"])
        #expect(json["lastSerial"] as? String == "WX-999")
        #expect(json["room"] as? Int == 1000)
        #expect(json["length"] as? Int == 6)
    }

    @Test func theReaderOfTheOutputMayLeave() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.shell("nameplate help event add | head -n 1", in: folder.path)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
    }

    @Test(arguments: ["", "no database, just a text that is a little longer than the mark of a database file"])
    func aFileThatIsNoDatabaseIsNamedAndKept(_ text: String) throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("nameplate.sqlite")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let result = try Tool.run(["lookup", "x"], in: folder.path)
        #expect(result.status == 1)
        if !text.isEmpty {
            #expect(result.errors.contains("[storage."))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func aFolderThatDoesNotExistIsOneSentence() throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(
            ["manufacturer", "add", "acme", "--name", "Acme", "-d", "nowhere/x.sqlite"], in: folder.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("[storage."))
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["missing.csv", "."])
    func aFileThatCannotBeReadIsOneSentence(_ name: String) throws {
        let folder = try TemporaryDirectory()
        let result = try Tool.run(["import", "models", name], in: folder.path)
        #expect(result.status == 1)
        #expect(result.errors.contains("[file.unreadable]"))
    }
}
