package import Foundation

/// The golden tables: those of the project, or of the folder that `NAMEPLATE_VECTORS` names.
package enum VectorFiles {
    package static var directory: URL {
        if let path = ProcessInfo.processInfo.environment["NAMEPLATE_VECTORS"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors")
    }

    package static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
    }

    /// The lines of a JSON lines file.
    package static func lines<Line: Decodable>(_ name: String, as type: Line.Type) throws -> [Line] {
        try text(name).split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
