import ArgumentParser
import BarcodeReading
import Foundation
import Identifiers
import Labels
import Registry
import Server
import Storage
import Testing

@testable import NameplateTool

/// What the documents say of files, commands and codes is true.
struct DocumentTests {
    private static let documents =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
        + ((try? FileManager.default.subpathsOfDirectory(atPath: Tool.project.appendingPathComponent("docs").path))
        ?? [])
        .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }.sorted()

    private static func text(of document: String) throws -> String {
        try String(contentsOf: Tool.project.appendingPathComponent(document), encoding: .utf8)
    }

    @Test(arguments: documents)
    func everyLinkLeadsToAFile(_ document: String) throws {
        let folder = Tool.project.appendingPathComponent(document).deletingLastPathComponent()
        let links = try Self.text(of: document).matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        for link in links where !link.contains("://") && !link.hasPrefix("#") {
            let path = link.prefix { $0 != "#" }
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(String(path)).path), "\(link)")
        }
    }

    @Test(arguments: documents)
    func everyCommandIsUnderstood(_ document: String) throws {
        for command in Self.commands(in: try Self.text(of: document)) {
            #expect(throws: Never.self, "\(command)") { try NameplateTool.parseAsRoot(command) }
        }
    }

    @Test func theGuidesShowCommands() throws {
        let commands = try Self.documents.flatMap { Self.commands(in: try Self.text(of: $0)) }
        #expect(commands.count > 20)
    }

    @Test func theListOfErrorCodesIsWhole() throws {
        let guide = try Self.text(of: "docs/guides/developer.md")
        let start = try #require(guide.range(of: "\n## Error codes\n")).upperBound
        let section = guide[start...].prefix(upTo: guide[start...].range(of: "\n## ")?.lowerBound ?? guide.endIndex)
        let rows = section.matches(of: /\| `([a-zA-Z0-9]+\.[a-zA-Z0-9]+)` \|(?: ([0-9]{3}) \|)?/)
        let listed = rows.map { String($0.1) }
        let known =
            RegistryError.Code.allCases.map(\.rawValue) + IdentifierError.Code.allCases.map(\.rawValue)
            + RowError.Code.allCases.map(\.rawValue) + StorageError.Code.allCases.map(\.rawValue)
            + RequestError.Code.allCases.map(\.rawValue) + LabelError.Code.allCases.map(\.rawValue)
            + PhotoError.Code.allCases.map(\.rawValue)
            + ["server.failed"]
        #expect(listed.count == Set(listed).count, "each once")
        #expect(Set(listed).subtracting(known).sorted() == [])
        #expect(Set(known).subtracting(listed).sorted() == [])
        for row in rows {
            guard let status = row.2, let known = Self.status(of: String(row.1)) else { continue }
            #expect(Int(status) == known, "\(row.1)")
        }
    }

    private static func status(of code: String) -> Int? {
        if let code = RegistryError.Code(rawValue: code) { return Problem(RegistryError(code, "")).status }
        if let code = RequestError.Code(rawValue: code) { return Problem(RequestError(code, "")).status }
        return StorageError.Code(rawValue: code).flatMap { Problem(of: StorageError($0, ""))?.status }
    }

    /// The arguments of each `nameplate …` in a document's code blocks.
    private static func commands(in document: String) -> [[String]] {
        let lines = document.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n")
        return lines.compactMap { line in
            let line = line.hasPrefix("$ ") ? line.dropFirst(2) : line
            guard line.hasPrefix("nameplate ") else { return nil }
            return Array(words(of: line).dropFirst())
        }
    }

    /// Splits as a shell does, up to what follows the command: a pipe, a redirection or a remark.
    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let word { words.append(word) }
                word = nil
            } else if word == nil, "|<>#".contains(character) {
                break
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + [word].compactMap(\.self)
    }
}
