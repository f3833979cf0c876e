import Foundation

/// The project's own files, as the tests of its shape read them.
struct SourceTree {
    struct File {
        /// From the project's root: `Sources/Storage/Row.swift`.
        var path: String
        var text: String

        /// The target that the file belongs to.
        var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
        var name: String { String(path.split(separator: "/").last ?? "") }
    }

    let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names of the folders in `Sources`, each a target.
    func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path).sorted()
    }

    /// All files in `folder` whose names end in `suffix`, in order of their paths.
    func files(in folder: String, _ suffix: String) throws -> [File] {
        let directory = root.appendingPathComponent(folder).resolvingSymlinksInPath()
        return try FileManager.default.subpathsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix(suffix) }
            .sorted()
            .map { path in
                let bytes = try Data(contentsOf: directory.appendingPathComponent(path))
                return File(path: "\(folder)/\(path)", text: String(decoding: bytes, as: UTF8.self))
            }
    }
}
