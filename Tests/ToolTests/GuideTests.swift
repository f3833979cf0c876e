import Foundation
import TestSupport
import Testing

/// Documents that begin with nothing: what they show is run from their top to their end.
struct GuideTests {
    @Test func theManufacturersGuideShowsWhatTheProgramAnswers() throws {
        #expect(try run("docs/guides/manufacturer.md", in: try TemporaryDirectory()) > 15)
    }

    @Test func thePagesOnPopulationsShowWhatTheProgramAnswers() throws {
        let folder = try TemporaryDirectory()
        let demo = URL(fileURLWithPath: folder.file("Demo"))
        try FileManager.default.createDirectory(at: demo, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Tool.project.appendingPathComponent("Demo/fjordlys"), to: demo.appendingPathComponent("fjordlys"))
        #expect(try run("docs/populations.md", in: folder) > 8)
    }

    /// Runs the commands of a document and holds its answers against the program's. - Returns: how many there were.
    private func run(_ document: String, in folder: TemporaryDirectory) throws -> Int {
        let path = Tool.project.appendingPathComponent(document)
        var runs = 0
        for block in Self.blocks(in: try String(contentsOf: path, encoding: .utf8)) {
            if let file = block.kind.split(separator: " ").last, file.hasSuffix(".csv") {
                try Data((block.text + "\n").utf8).write(to: URL(fileURLWithPath: folder.file(String(file))))
            }
            for (command, answer) in Self.commands(in: block.text) {
                let result = try Tool.shell(command, in: folder.path)
                let given = Self.comparable(result.output + result.errors)
                for part in answer.split(separator: "…").map({ Self.comparable(String($0)) }) where !part.isEmpty {
                    #expect(given.contains(part), "\(command)")
                }
                runs += 1
            }
        }
        return runs
    }

    /// The fenced blocks of a document, with what stands behind the opening fence.
    private static func blocks(in document: String) -> [(kind: String, text: String)] {
        let parts = document.components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
            let lines = parts[index].split(separator: "\n", omittingEmptySubsequences: false)
            return (
                String(lines.first ?? ""), lines.dropFirst().joined(separator: "\n").trimmingCharacters(in: .newlines)
            )
        }
    }

    /// The commands of a block, each behind a dollar sign, with the answers that follow them.
    private static func commands(in block: String) -> [(command: String, answer: String)] {
        ("\n" + block).components(separatedBy: "\n$ ").dropFirst().map { text in
            let lines = text.replacingOccurrences(of: "\\\n", with: " ").split(
                separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
        }
    }

    /// Without what differs from run to run, ids and times, and however wide the terminal is.
    private static func comparable(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing(/[0-9]{15,}/, with: "ID")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/, with: "TIME")
    }
}
