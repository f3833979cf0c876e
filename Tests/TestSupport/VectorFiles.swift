package import Foundation

/// The golden tables: those of the project, or of the folder that `NAMEPLATE_VECTORS` names.
package enum VectorFiles {
    package static var directory: URL {
        if let path = ProcessInfo.processInfo.environment["NAMEPLATE_VECTORS"] { return URL(fileURLWithPath: path) }
        return own
    }

    /// The project's own folder, for tables that no other folder has.
    private static var own: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors")
    }

    package static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
    }

    /// A list of the project's own, which is read from `Tests/Vectors` whatever `NAMEPLATE_VECTORS` names.
    package static func ownText(_ name: String) throws -> String {
        try String(contentsOf: own.appendingPathComponent(name), encoding: .utf8)
    }

    /// The lines of a JSON lines file.
    package static func lines<Line: Decodable>(_ name: String, as type: Line.Type) throws -> [Line] {
        try text(name).split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
