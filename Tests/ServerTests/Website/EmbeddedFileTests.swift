import Foundation
import Testing

@testable import Server

@Suite("Files compiled into the program")
struct EmbeddedFileTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/WebAssets")

    @Test(
        "Every file in the folders of web assets is compiled in, as it is now",
        arguments: ["Static", "Templates", "Words"])
    func everyFileIsEmbedded(name: String) throws {
        let folder = Self.folder.appendingPathComponent(name)
        let onDisk = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let embedded = EmbeddedFile.all().filter { $0.name.hasPrefix(name + "/") }
        #expect(embedded.map { String($0.name.dropFirst(name.count + 1)) }.sorted() == onDisk)
        for file in embedded {
            let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(file.name))
            #expect(file.bytes == Array(bytes), "\(file.name)")
        }
    }

    @Test("An index outside the table gives nothing", arguments: [-1, .max])
    func indexOutside(index: Int32) {
        #expect(EmbeddedFile(at: index).bytes.isEmpty)
    }
}
