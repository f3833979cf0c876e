import Foundation
import TestSupport

/// Makes photos of codes with what stands for another's printer and a bad phone: zxing-cpp's own writer, which is another
/// release than our reader, and pillow.
enum PhotoMaker {
    struct Photo {
        var file: String
        var symbology: String
        var content: String
        var bytes: [UInt8]
    }

    private static let python = ".build/test-tools/bin/python"
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Whether tests that need it run: where the tools are installed, and wherever they are required, so that they fail there.
    static let isExpected: Bool =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_BARCODES"] == "required"
        || FileManager.default.isExecutableFile(atPath: root.appendingPathComponent(python).path)

    /// - Parameter arguments: those of `photos.py` behind the folder.
    static func photos(_ arguments: String...) throws -> [Photo] {
        let folder = try TemporaryDirectory()
        let list = folder.file("list.tsv")
        _ = FileManager.default.createFile(atPath: list, contents: nil)
        let process = Process()
        process.executableURL = root.appendingPathComponent(python)
        process.arguments =
            [
                root.appendingPathComponent("Tests/BarcodeReadingTests/photos.py").path, folder.path,
            ] + arguments
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: list))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map { line in
            let fields = line.split(separator: "\t").map(String.init)
            let bytes = Array(try Data(contentsOf: URL(filePath: folder.file(fields[0]))))
            return Photo(file: fields[0], symbology: fields[1], content: fields[2], bytes: bytes)
        }
    }

    /// A picture that lies beside the tests.
    static func fixture(_ name: String) throws -> [UInt8] {
        Array(
            try Data(
                contentsOf: root.appendingPathComponent("Tests/BarcodeReadingTests/Fixtures").appendingPathComponent(
                    name)))
    }
}
