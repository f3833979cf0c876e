import Foundation
import TestSupport
import Testing

/// Whether a unit is real, from the command line: by a server that is killed, and with nobody to ask.
@Suite(.serialized) struct VerificationTests {
    /// No scan is lost that was answered, whatever becomes of the server a moment later.
    @Test func noScanIsLostThatWasAnswered() throws {
        let sample = try SampleRegistry()
        let serials = try sample.run("batch", "serials", "fjordlys", "FJ-320", "2024-W10").output
            .split(separator: "\n").prefix(8).map(String.init)
        #expect(serials.count == 8)
        for part in stride(from: 0, to: 8, by: 2) {
            let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
            _ = try #require(server.line(with: "http://127.0.0.1:"))
            for serial in serials[part..<(part + 2)] {
                let told = try sample.run("verify", serial, "--region", "NO")
                #expect(told.status == 0, "\(told.output)\(told.errors)")
            }
            _ = server.end(with: SIGKILL)
        }
        for serial in serials {
            let file = try sample.run("verify", "show", "fjordlys", "FJ-320", serial, "--json")
            #expect(file.output.components(separatedBy: "\"region\":\"NO\"").count == 2, "\(serial): \(file.output)")
        }
        #expect(try sample.run("audit").status == 0)
    }

    @Test func aSignedLabelIsCheckedWithNobodyToAsk() throws {
        let sample = try SampleRegistry()
        #expect(try sample.run("keys", "new", "fjordlys", "signing").status == 0)
        let keys = try Tool.shell("nameplate verify keys fjordlys --json > keys.json", in: sample.folder.path)
        #expect(keys.status == 0, "\(keys.errors)")
        let empty = sample.folder.file("empty")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        let unsigned = "https://id.gs1.org/01/09520471003207/21/TR2410001207Y"
        let wrong = unsigned + "?sig=" + String(repeating: "A", count: 91)
        let told = try Tool.run(["verify", wrong, "--offline", "--key", sample.folder.file("keys.json")], in: empty)
        #expect(told.status == 1 && told.output.contains("not signed"), "\(told.output)\(told.errors)")
        for arguments in [
            ["verify", unsigned, "--offline", "--key", sample.folder.file("keys.json")],
            ["verify", wrong, "--offline", "--key", sample.folder.file("nothing.json")],
        ] {
            let refused = try Tool.run(arguments, in: empty)
            #expect(refused.status == 1 && refused.output.isEmpty, "\(refused.output)")
        }
        #expect(try Tool.run(["verify", wrong, "--offline"], in: empty).status == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: empty) == [], "no registry was made")
    }
}
