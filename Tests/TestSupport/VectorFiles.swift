package import Foundation

/// The golden tables: those of the folder that `NAMEPLATE_VECTORS` names, and the project's own, which it may lack.
package enum VectorFiles {
    private static var own: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors")
    }

    package static func text(_ name: String) throws -> String {
        let other = ProcessInfo.processInfo.environment["NAMEPLATE_VECTORS"].map {
            URL(fileURLWithPath: $0).appendingPathComponent(name)
        }
        if let other, FileManager.default.fileExists(atPath: other.path) {
            return try String(contentsOf: other, encoding: .utf8)
        }
        return try String(contentsOf: own.appendingPathComponent(name), encoding: .utf8)
    }

    /// The lines of a JSON lines file.
    package static func lines<Line: Decodable>(_ name: String, as type: Line.Type) throws -> [Line] {
        try text(name).split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
