package import Foundation

/// Reads the codes of many pictures in one process: zxing-cpp, with pypdfium2 for PDF and zebrafy for ZPL. None of it is
/// ours; `scripts/prepare tests` installs it.
package enum CodeReader {
    /// What a code said.
    package struct Code: Hashable {
        /// By ISO/IEC 15424, such as `]d2` for a GS1 DataMatrix.
        package var symbology: String
        package var content: String
    }
    /// A picture to be read.
    package struct Picture {
        package var bytes: [UInt8]
        /// `png`, `pdf` or `zpl`.
        package var kind: String
        /// At which a PDF is drawn.
        package var dotsPerInch: Int

        package init(_ bytes: [UInt8], _ kind: String, dotsPerInch: Int) {
            self.bytes = bytes
            self.kind = kind
            self.dotsPerInch = dotsPerInch
        }
    }

    private static let python = root + "/.build/test-tools/bin/python3"
    private static let root: String = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Whether tests that need it run: where it is installed, and wherever the environment says
    /// `NAMEPLATE_TEST_BARCODES=required`.
    package static let isExpected: Bool =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_BARCODES"] == "required"
        || FileManager.default.isExecutableFile(atPath: python)

    /// The codes of each picture.
    package static func read(_ pictures: [Picture]) throws -> [[Code]] {
        let folder = try TemporaryDirectory()
        var list = ""
        for (number, picture) in pictures.enumerated() {
            let path = folder.file("\(number).\(picture.kind)")
            try Data(picture.bytes).write(to: URL(filePath: path))
            list += "\(path)\t\(picture.dotsPerInch)\n"
        }
        let (input, output, errors) = (folder.file("list"), folder.file("output"), folder.file("errors"))
        try Data(list.utf8).write(to: URL(filePath: input))
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [root + "/Tests/Tools/read-codes.py"]
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BarcodeTools.Failure(
                description: String(decoding: try Data(contentsOf: URL(filePath: errors)), as: UTF8.self))
        }
        let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).prefix(pictures.count).map { line in
            line.split(separator: " ").map { code in
                let parts = code.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                return Code(symbology: String(parts[0]), content: parts.count > 1 ? decoded(parts[1]) : "")
            }
        }
    }

    private static func decoded(_ hexadecimal: Substring) -> String {
        let digits = Array(hexadecimal)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
