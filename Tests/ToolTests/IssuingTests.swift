import Foundation
import TestSupport
import Testing

/// Issuing, lists of serial numbers and plates, from outside.
@Suite(.serialized) struct IssuingTests {
    private static let batch = ["fjordlys", "FJ-320", "2024-W10"]

    private func content(_ sample: SampleRegistry, _ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: sample.folder.file(name)))
    }

    @Test func theModelNumberAloneIsEnoughWhereOnlyOneManufacturerHasIt() throws {
        let sample = try SampleRegistry()
        let options = ["--count", "2", "--plant", "TR", "--date", "2026-03-02", "--dry-run", "--json"]
        let short = try Tool.run(["issue", "FJ-320"] + options, in: sample.folder.path)
        #expect(short.status == 0, "\(short.errors)")
        let long = try Tool.run(["issue", "fjordlys", "FJ-320"] + options, in: sample.folder.path)
        #expect(short.output == long.output)
        #expect(try sample.run("model", "add", "seagate", "FJ-320").status == 0)
        let several = try Tool.run(["issue", "FJ-320"] + options, in: sample.folder.path)
        #expect(several.status == 1)
        #expect(several.errors.contains("fjordlys, seagate"))
        #expect(several.errors.contains("[model.several]"))
        let unknown = try Tool.run(["issue", "FJ-32O"] + options, in: sample.folder.path)
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("[model.unknown]"))
        for wrong in [[], ["a", "b", "c"]] {
            #expect(try Tool.run(["issue"] + wrong + options, in: sample.folder.path).status == 2)
        }
    }

    @Test func aFormatIsGivenToTheModelWithItsFirstBatch() throws {
        let sample = try SampleRegistry()
        let issue = ["issue", "ST4000DM000", "--pattern", "Q-{seq:4}", "--count", "3"]
        #expect(try Tool.run(issue, in: sample.folder.path).errors.contains("[format.unknown]"))
        let dry = try Tool.run(issue + ["--add-format", "--dry-run"], in: sample.folder.path)
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(try sample.run("format", "list", "seagate", "ST4000DM000").output.contains("No format yet"))
        let issued = try Tool.run(issue + ["--add-format", "--serials", "-"], in: sample.folder.path)
        #expect(issued.output == "Q-0001\nQ-0002\nQ-0003\n")
        #expect(try sample.run("format", "list", "seagate", "ST4000DM000").output.contains("Q-{seq:4}"))
        let wrong = try sample.run(
            "issue", "ST4000DM000", "--pattern", "Q-{seq:4", "--add-format", "--count", "1")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasSuffix("[format.syntax]\n  Q-{seq:4\n    ^\n"))
        #expect(try sample.run("audit").status == 0)
    }

    @Test func aPatternIsCheckedForAModel() throws {
        let sample = try SampleRegistry()
        let pattern = "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}"
        let check = ["format", "check", pattern, "--model", "FJ-320", "--plant", "TR", "--date", "2024-03-04"]
        let next = try Tool.run(check, in: sample.folder.path)
        #expect(next.status == 0, "\(next.errors)")
        #expect(next.output.contains("TR2410002401E"))
        #expect(next.output.contains("After batch    2024-W10"))
        let overlap = try sample.run("format", "check", "{plant:2}{yy}{ww}{seq:7}", "--model", "FJ-320")
        #expect(overlap.status == 1)
        #expect(overlap.output.contains("does not have this format yet"))
        #expect(overlap.errors.contains("[format.overlap]"))
        let json = try sample.run("format", "check", "{plant:2}{yy}{ww}{seq:7}", "--model", "FJ-320", "--json")
        #expect(json.status == 1)
        #expect(((json.json as? [String: Any])?["problems"] as? [[String: Any]])?.count == 1)
        for (field, text) in [("--plant", "T"), ("--date", "soon")] {
            let wrong = try sample.run("format", "check", pattern, field, text)
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("["))
        }
    }

    // MARK: Lists

    @Test(arguments: [[], ["--csv"], ["--json"]])
    func aListThatWasCutOffGoesOnWhereItStopped(_ form: [String]) throws {
        let sample = try SampleRegistry()
        let list = ["batch", "serials"] + Self.batch + form
        let whole = Data(try Tool.run(list, in: sample.folder.path).output.utf8)
        #expect(try Tool.run(list + ["--output", "list"], in: sample.folder.path).status == 0)
        #expect(try content(sample, "list") == whole)
        var random = SplitMix64(seed: 0x7265_7375)
        let places = [0, 1, 10, 15, 16, 17, whole.count - 1, whole.count]
        for place in places + (0..<6).map({ _ in Int.random(in: 0...whole.count, using: &random) }) {
            try whole.prefix(place).write(to: URL(fileURLWithPath: sample.folder.file("list")))
            let resumed = try Tool.run(list + ["--output", "list", "--resume"], in: sample.folder.path)
            #expect(resumed.status == 0, "cut at \(place): \(resumed.errors)")
            #expect(resumed.output.isEmpty)
            #expect(try content(sample, "list") == whole, "cut at \(place)")
        }
        // Part of a list goes on too, and a file that does not exist is begun.
        let part = list + ["--from", "100", "--limit", "50", "--output", "part"]
        #expect(try Tool.run(part + ["--resume"], in: sample.folder.path).status == 0)
        let wanted = try content(sample, "part")
        try wanted.prefix(wanted.count / 2).write(to: URL(fileURLWithPath: sample.folder.file("part")))
        #expect(try Tool.run(part + ["--resume"], in: sample.folder.path).status == 0)
        #expect(try content(sample, "part") == wanted)
    }

    @Test func aFileThatIsNotThisListIsLeftAsItIs() throws {
        let sample = try SampleRegistry()
        let list = ["batch", "serials"] + Self.batch
        let text = try Tool.run(list, in: sample.folder.path).output
        let first = String(text.prefix { $0 != "\n" })
        for other in [
            "somebody's letter", "somebody's letter\n", "\(first)\nTR2410001207Y\n", text + "more\n", text + text, "\n",
            String(repeating: "x", count: 100_000), "sequence,serial\n1,\(first)\n",
        ] {
            try Data(other.utf8).write(to: URL(fileURLWithPath: sample.folder.file("list")))
            let resumed = try Tool.run(list + ["--output", "list", "--resume"], in: sample.folder.path)
            #expect(resumed.status == 1)
            #expect(resumed.errors.contains("[output.mismatch]"), "\(resumed.errors)")
            #expect(try content(sample, "list") == Data(other.utf8))
        }
        // A wrong beginning of the list is refused before a file is touched.
        try Data("keep".utf8).write(to: URL(fileURLWithPath: sample.folder.file("list")))
        #expect(try Tool.run(list + ["--from", "9999", "--output", "list"], in: sample.folder.path).status == 1)
        #expect(try content(sample, "list") == Data("keep".utf8))
        for wrong in [["--resume"], ["--csv", "--json"]] {
            #expect(try Tool.run(list + wrong, in: sample.folder.path).status == 2)
        }
    }

    @Test func aDownloadThatIsKilledIsResumedThroughARunningServer() throws {
        let sample = try SampleRegistry()
        let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
        _ = try #require(server.line(with: "http://127.0.0.1:"))
        let issued = try sample.run(
            "issue", "FJ-320", "--count", "900000", "--plant", "TR", "--date", "2026-03-02", "--batch", "L")
        #expect(issued.status == 0, "\(issued.errors)")
        let list = ["batch", "serials", "fjordlys", "FJ-320", "L", "--csv", "--output", "list"]
        let running = try RunningTool(list, in: sample.folder.path)
        let file = sample.folder.file("list")
        while running.process.isRunning {
            let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
            if size > 1_000_000 { break }
            sched_yield()
        }
        _ = running.end(with: SIGKILL)
        #expect(try Tool.run(list + ["--resume"], in: sample.folder.path).status == 0)
        let lines = try content(sample, "list").split(separator: 0x0A)
        #expect(lines.count == 900_001)
        let last = try #require(lines.last.map { String(decoding: $0, as: UTF8.self) })
        let wanted = try sample.run("batch", "serials", "fjordlys", "FJ-320", "L", "--csv", "--from", "900000").output
        #expect("sequence,serial\n\(last)\n" == wanted)
        #expect(Set(lines).count == lines.count)
        #expect(server.end(with: SIGTERM) == 0)
    }

    // MARK: Plates

    @Test(.enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"))
    func aPlateIsWrittenAndItsCodeReadByAScannerFindsTheUnit() throws {
        let sample = try SampleRegistry()
        let plate = ["plate", "fjordlys", "FJ-320", "TR2410001207Y"]
        let result = try Tool.run(plate + ["--output", "plate.svg"], in: sample.folder.path)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.isEmpty)
        let svg = String(decoding: try content(sample, "plate.svg"), as: UTF8.self)
        #expect(try Tool.run(plate, in: sample.folder.path).output == svg)
        let read = try #require(try BarcodeTools.read(BarcodeTools.picture(of: svg, dotsPerInch: 203)))
        #expect(try sample.run("lookup", read).output.contains("S/N TR2410001207Y"))
        let environment = ["NAMEPLATE_PUBLIC_ADDRESS": "https://id.example.com"]
        let linked = try Tool.run(plate + ["--size", "60x40"], in: sample.folder.path, environment: environment).output
        let address = try #require(try BarcodeTools.read(BarcodeTools.picture(of: linked, dotsPerInch: 203)))
        #expect(address == "https://id.example.com/manufacturers/fjordlys/models/FJ-320/units/TR2410001207Y")
        #expect(try sample.run("lookup", address).output.contains("S/N TR2410001207Y"))
    }

    @Test func aPlateThatCannotBeDrawnMakesNoFile() throws {
        let sample = try SampleRegistry()
        for (arguments, code) in [
            (["fjordlys", "FJ-320", "TR2410001270Y"], "unit.unknown"), (["fjordlys", "FJ-999", "X"], "model.unknown"),
            (["nobody", "FJ-320", "X"], "manufacturer.unknown"),
            (["fjordlys", "FJ-320", "TR2410001207Y", "--size", "80"], "label.size"),
            (["fjordlys", "FJ-320", "TR2410001207Y", "--size", "16x15"], "label.tooSmall"),
        ] {
            let result = try Tool.run(["plate"] + arguments + ["--output", "p.svg"], in: sample.folder.path)
            #expect(result.status == 1)
            #expect(result.errors.contains("[\(code)]"), "\(result.errors)")
            #expect(!FileManager.default.fileExists(atPath: sample.folder.file("p.svg")))
        }
        let server = try sample.run("serve", "--port", "0", "--public-address", "id.example.com")
        #expect(server.status == 1)
        #expect(server.errors.contains("[server.publicAddress]"))
    }
}
