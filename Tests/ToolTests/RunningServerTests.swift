import Foundation
import TestSupport
import Testing

/// Two processes and one registry: only one of them writes.
@Suite(.serialized) struct RunningServerTests {
    @Test func commandsGoThroughTheServerThatHasTheDatabaseOpen() throws {
        let sample = try SampleRegistry()
        let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
        let ready = try #require(server.line(with: "http://127.0.0.1:"))
        let added = try sample.run("manufacturer", "add", "acme", "--name", "Acme")
        #expect(added.status == 0, "\(added.errors)")
        let again = try sample.run("manufacturer", "add", "acme", "--name", "Acme")
        #expect(again.status == 1)
        #expect(again.errors.contains("[manufacturer.taken]"))
        #expect(try sample.run("lookup", "TR2410001207Y").status == 0)
        let file = "manufacturer,number\nacme,P-1\n"
        #expect(try sample.run("import", "models", "-", input: file).output.contains("1 created"))
        #expect(try sample.run("audit").status == 0)
        let head = try Tool.shell(
            "nameplate batch serials fjordlys FJ-320 2024-W10 | head -n 1", in: sample.folder.path)
        #expect(head.status == 0)
        let second = try sample.run("serve", "--port", "0")
        #expect(second.status == 1)
        #expect(second.errors.contains("[storage.locked]"))
        #expect(ready.contains("http://"))
        #expect(server.end(with: SIGINT) == 0)
        // The server has gone; the commands go on without it, and find what it wrote.
        #expect(try sample.run("model", "show", "acme", "P-1").status == 0)
        #expect(try sample.run("audit").status == 0)
    }

    @Test func aServerThatWasKilledLeavesNothingInTheWay() throws {
        let sample = try SampleRegistry()
        let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
        _ = try #require(server.line(with: "http://127.0.0.1:"))
        #expect(try sample.run("manufacturer", "add", "acme", "--name", "Acme").status == 0)
        _ = server.end(with: SIGKILL)
        #expect(try sample.run("manufacturer", "show", "acme").status == 0)
        #expect(try sample.run("audit").status == 0)
    }

    @Test func aTakenPortIsRefusedOrPassed() throws {
        let (one, two) = (try SampleRegistry(), try SampleRegistry())
        let first = try RunningTool(["serve", "--port", "0"], in: one.folder.path)
        let line = try #require(first.line(with: "http://127.0.0.1:"))
        let port = try #require(line.split(separator: ":").last.map { $0.prefix { $0.isNumber } })
        let refused = try two.run("serve", "--port", String(port))
        #expect(refused.status == 1)
        #expect(refused.errors.contains("--next-free-port"))
        let second = try RunningTool(["serve", "--port", String(port), "--next-free-port"], in: two.folder.path)
        let next = try #require(second.line(with: "http://127.0.0.1:"))
        #expect(!next.contains(":\(port)"))
        #expect(second.end(with: SIGTERM) == 0)
        #expect(first.end(with: SIGTERM) == 0)
    }

    @Test func twoCommandsAtOnceWaitForEachOther() throws {
        let sample = try SampleRegistry()
        let lines = (0..<6).map { "nameplate manufacturer add maker-\($0) --name M\($0) &" }
        let result = try Tool.shell(
            lines.joined(separator: "\n") + "\nwait\nnameplate manufacturer list --json", in: sample.folder.path)
        #expect(result.errors.isEmpty)
        for number in 0..<6 { #expect(result.output.contains("\"slug\":\"maker-\(number)\"")) }
    }

    @Test func anImportThatIsKilledLeavesTheRegistryWhole() throws {
        let sample = try SampleRegistry()
        var rows = "manufacturer,model,serial,event_time,business_step,disposition\n"
        for number in 0..<20_000 { rows += "seagate,ST4000DM000,Z\(number),2024-01-01T00:00:00Z,installing,active\n" }
        try Data(rows.utf8).write(to: URL(fileURLWithPath: sample.folder.file("events.csv")))
        var generator = SplitMix64(seed: 0x6B69_6C6C)
        for _ in 0..<4 {
            let running = try RunningTool(["import", "events", "events.csv"], in: sample.folder.path)
            // Killed after some pieces of work rather than some time: whenever that is, the data must be whole.
            let turns = Int.random(in: 1...200, using: &generator)
            for _ in 0..<turns where running.process.isRunning { sched_yield() }
            _ = running.end(with: SIGKILL)
            let audit = try sample.run("audit")
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
        let finished = try sample.run("import", "events", "events.csv")
        #expect(finished.status == 0, "\(finished.errors)\(finished.output)")
        #expect(try sample.run("unit", "show", "seagate", "ST4000DM000", "Z19999").status == 0)
        #expect(try sample.run("audit").status == 0)
    }

    @Test func anInterruptedImportEndsWithStatus130AndTheRegistryIsWhole() throws {
        let sample = try SampleRegistry()
        let input = Pipe()
        let running = try RunningTool(
            ["import", "models", "-"], in: sample.folder.path, input: input.fileHandleForReading)
        try input.fileHandleForWriting.write(contentsOf: Data("manufacturer,number\nfjordlys,FJ-990\n".utf8))
        // Once it has written down the first piece it waits for the rest.
        let staging = sample.folder.file("nameplate.sqlite-imports")
        while running.process.isRunning {
            let files = try FileManager.default.contentsOfDirectory(atPath: staging)
            let sizes = files.map { (try? Data(contentsOf: URL(fileURLWithPath: "\(staging)/\($0)")).count) ?? 0 }
            if sizes.contains(where: { $0 > 0 }) { break }
            sched_yield()
        }
        #expect(running.end(with: SIGINT) == 130)
        #expect(try sample.run("model", "show", "fjordlys", "FJ-990").status == 1)
        #expect(try sample.run("audit").status == 0)
    }
}
