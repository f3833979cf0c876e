import ArgumentParser

/// The rows of the table in docs/performance.md.
enum Row: String, CaseIterable, ExpressibleByArgument {
    case encode
    case issue
    case find
    case size
    case write

    func run(_ setting: Setting) async throws -> [Finding] {
        switch self {
        case .encode: try await EncodeSerials.run(setting)
        case .issue: try await IssueBatches.run(setting)
        case .find: try await FindUnits.run(setting)
        case .size: try await FindUnitsBySize.run(setting)
        case .write: try await WriteEvents.run(setting)
        }
    }
}
