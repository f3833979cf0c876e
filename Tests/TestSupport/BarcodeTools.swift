package import Foundation

/// What stands for a printer and a phone in the tests, none of it ours: rsvg-convert (librsvg) draws what a label says,
/// zbarimg (ZBar) reads the codes in a picture.
package enum BarcodeTools {
    /// Why a tool did not do its work.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// Whether tests that need them run: where both are installed, and wherever the environment says
    /// `NAMEPLATE_TEST_BARCODES=required`, so that they fail there rather than pass unseen.
    package static let isExpected: Bool =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_BARCODES"] == "required"
        || (find("rsvg-convert") != nil && find("zbarimg") != nil)

    /// Draws an SVG document at a resolution. - Returns: A PNG.
    package static func picture(of svg: String, dotsPerInch: Int) throws -> Data {
        let folder = try TemporaryDirectory()
        let (source, picture) = (folder.file("label.svg"), folder.file("label.png"))
        try Data(svg.utf8).write(to: URL(filePath: source))
        let dots = String(dotsPerInch)
        _ = try run("rsvg-convert", ["--dpi-x", dots, "--dpi-y", dots, "--output", picture, source], in: folder)
        return try Data(contentsOf: URL(filePath: picture))
    }

    /// What the codes in a picture say; nil where there is none to be read.
    package static func read(_ picture: Data) throws -> String? {
        let folder = try TemporaryDirectory()
        let file = folder.file("picture.png")
        try picture.write(to: URL(filePath: file))
        let (status, output) = try run(
            "zbarimg", ["--quiet", "--raw", "--nodbus", file], in: folder, allowing: [0, noCode])
        // The line feed at the end is zbarimg's.
        return status == noCode ? nil : String(output.dropLast())
    }

    /// zbarimg's status where it finds no code.
    private static let noCode: Int32 = 4

    @discardableResult
    private static func run(
        _ name: String, _ arguments: [String], in folder: TemporaryDirectory, allowing allowed: Set<Int32> = [0]
    ) throws -> (status: Int32, output: String) {
        guard let program = find(name) else {
            throw Failure(description: "\(name) was not found: 'scripts/prepare tests' installs it.")
        }
        // A file and no pipe: nobody has to read while the program writes.
        let output = folder.file("output")
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard allowed.contains(process.terminationStatus) else {
            throw Failure(description: "\(name) ended with status \(process.terminationStatus).")
        }
        return (
            process.terminationStatus, String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        )
    }

    private static func find(_ name: String) -> String? {
        let path = "/usr/bin/" + name
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
