import Foundation
import TestSupport
import Testing

/// `nameplate reference`, from outside.
struct ReferenceTests {
    /// The dictionary of a later day beside a registry of its own.
    private func withSample(_ body: (SampleRegistry, _ newer: String) throws -> Void) throws {
        let sample = try SampleRegistry()
        let file = sample.folder.file("built-in.txt")
        let exported = try sample.run("reference", "export", "gs1-syntax-dictionary", "--output", file)
        #expect(exported.status == 0, "\(exported.errors)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let newer = sample.folder.file("newer.txt")
        try Data(text.replacing("# Release: 2026-01-27", with: "# Release: 2026-08-01").utf8)
            .write(to: URL(fileURLWithPath: newer))
        try body(sample, newer)
    }

    @Test func theTablesAreListedWithTheirLicences() throws {
        let sample = try SampleRegistry()
        let listed = try sample.run("reference")
        #expect(listed.status == 0, "\(listed.errors)")
        for words in ["gs1-syntax-dictionary\n  Version  2026-01-27\n", "CC-BY-SA 3.0", "as built in"] {
            #expect(listed.output.contains(words), "\(words)\n\(listed.output)")
        }
        let json = try sample.run("reference", "list", "--json").json as? [String: Any]
        #expect((json?["items"] as? [[String: Any]])?.count == 4)
    }

    @Test func aNewerFileIsTriedTakenAndTakenAway() throws {
        try withSample { sample, newer in
            let kind = "gs1-syntax-dictionary"
            let tried = try sample.run("reference", "update", newer, "--dry-run")
            #expect(
                tried.output == "\(kind): this would put 2026-08-01 in the place of 2026-01-27.\n", "\(tried.errors)")
            let taken = try sample.run("reference", "update", newer)
            #expect(taken.output == "\(kind): 2026-08-01 is in use, in the place of 2026-01-27.\n", "\(taken.errors)")
            let again = try sample.run(
                "reference", "update", "-", input: try String(contentsOfFile: newer, encoding: .utf8))
            #expect(again.output == "\(kind): 2026-08-01 is in use already. Nothing changes.\n", "\(again.errors)")
            #expect(try sample.run("reference").output.contains("by administrator"))
            let older = try sample.run("reference", "update", sample.folder.file("built-in.txt"))
            #expect(older.status == 1 && older.errors.contains("[reference.older]"))
            let forced = try sample.run("reference", "update", sample.folder.file("built-in.txt"), "--force", "--json")
            #expect((forced.json as? [String: Any])?["changed"] as? Bool == true)
            #expect(try sample.run("reference", "reset", kind).status == 0)
            #expect(try sample.run("reference").output.contains("put in place") == false)
        }
    }

    @Test func whatCannotBeUsedIsRefusedWithItsReason() throws {
        try withSample { sample, newer in
            var lines = try String(contentsOfFile: newer, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            lines[16] = "01 what"
            let cases = [
                ("damaged.txt", lines.joined(separator: "\n"), "line 17"), ("empty", "", "[reference.damaged]"),
                ("letter.txt", "Dear Sir,\n", "[reference.damaged]"),
                ("cut.txt", String(lines.joined(separator: "\n").dropLast(7)), "[reference.damaged]"),
            ]
            for (name, text, words) in cases {
                try Data(text.utf8).write(to: URL(fileURLWithPath: sample.folder.file(name)))
                let refused = try sample.run("reference", "update", name)
                #expect(refused.status == 1 && refused.errors.contains(words), "\(name): \(refused.errors)")
            }
            for arguments in [["reset", "phones"], ["export", "phones"]] {
                let refused = try Tool.run(["reference"] + arguments, in: sample.folder.path)
                #expect(refused.status == 1 && refused.errors.contains("[reference.unknown]"), "\(refused.errors)")
            }
            #expect(try sample.run("reference").output.contains("put in place") == false)
        }
    }

    @Test func aRunningServerTakesItAtOnce() throws {
        try withSample { sample, newer in
            let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
            _ = try #require(server.line(with: "http://"))
            let taken = try sample.run("reference", "update", newer)
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(try sample.run("reference").output.contains("2026-08-01"))
            #expect(server.end(with: SIGTERM) == 0)
        }
    }
}
