import Testing

/// An engine and a seed: one case of a property test.
struct Seeded: Sendable, CustomTestStringConvertible {
    let engine: Engine
    let seed: UInt64

    var testDescription: String { "\(engine.rawValue), seed \(seed)" }

    /// So many seeds on SQLite, and the first of them on PostgreSQL, where each takes several times as long.
    static func cases(_ sqlite: UInt64, onPostgres postgres: UInt64) -> [Seeded] {
        Engine.available.flatMap { engine in
            (0..<(engine == .sqlite ? sqlite : postgres)).map { Seeded(engine: engine, seed: $0) }
        }
    }
}
