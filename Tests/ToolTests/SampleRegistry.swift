import Foundation
import TestSupport
import Testing

/// A folder with a registry of its own: the invented refrigerators, and one drive.
struct SampleRegistry {
    let folder: TemporaryDirectory

    /// A copy of the registry, which the program itself has made once.
    init() throws {
        folder = try TemporaryDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.made.get().path) {
            try FileManager.default.copyItem(atPath: Self.made.get().file(name), toPath: folder.file(name))
        }
    }

    func run(_ arguments: String..., input: String = "") throws -> Tool.Result {
        try Tool.run(arguments, in: folder.path, input: Data(input.utf8))
    }

    private static let made = Result { try make() }

    private static func make() throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        let sample = Tool.project.appendingPathComponent("Demo/fjordlys")
        let categories = try Tool.run(
            ["category", "load", sample.appendingPathComponent("categories.json").path], in: folder.path)
        try #require(categories.status == 0, "\(categories.errors)")
        for kind in ["manufacturers", "locations", "models", "formats", "batches", "units", "components", "events"] {
            let result = try Tool.run(
                ["import", kind, sample.appendingPathComponent("\(kind).csv").path], in: folder.path)
            try #require(result.status == 0, "\(result.errors)\(result.output)")
        }
        for line in [
            "nameplate manufacturer add seagate --name Seagate", "nameplate model add seagate ST4000DM000",
        ] {
            let result = try Tool.shell(line, in: folder.path)
            try #require(result.status == 0, "\(result.errors)\(result.output)")
        }
        return folder
    }
}
