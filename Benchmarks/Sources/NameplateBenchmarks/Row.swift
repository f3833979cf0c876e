import ArgumentParser

/// The rows of the table in docs/performance.md.
enum Row: String, CaseIterable, ExpressibleByArgument {
    // First, as long as the process holds no other memory.
    case importing = "import"
    case encode
    case issue
    case find
    case size
    case http
    case write
    case httpWrite = "http-write"
    case populations
    case holding

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    func run(_ setting: Setting) async throws -> [Finding] {
        switch self {
        case .importing: try await ImportUnits.run(setting)
        case .encode: try await EncodeSerials.run(setting)
        case .issue: try await IssueBatches.run(setting)
        case .find: try await FindUnits.run(setting)
        case .size: try await FindUnitsBySize.run(setting)
        case .http: try await LookUpOverHTTP.run(setting)
        case .httpWrite: try await WriteEventsOverHTTP.run(setting)
        case .write: try await WriteEvents.run(setting)
        case .populations: try await CountPopulations.run(setting)
        case .holding: try await HoldUnits.run(setting)
        }
    }
}
