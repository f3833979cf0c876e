import ArgumentParser

/// The rows of the table in docs/performance.md.
enum Row: String, CaseIterable, ExpressibleByArgument {
    // First, as long as the process holds no other memory.
    case importing = "import"
    case encode
    case scramble
    case guess
    case stream
    case exporting = "export"
    case identifiersGS1 = "identifiers-gs1"
    case identifiers
    case learn
    case issue
    case find
    case size
    case components
    case suggest
    case list
    case http
    case verify
    case verifyList = "verify-list"
    case write
    case pages
    case httpWrite = "http-write"
    case populations
    case holding
    case recalls
    case cover
    case claims
    case repairs
    case stock
    case chain
    case receive
    case compare
    case parts
    case findModels = "find-models"
    case labels
    case lives
    case failures
    case search
    case defects
    case postgresFind = "postgres-find"
    case postgresImport = "postgres-import"
    case scale

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    func run(_ setting: Setting) async throws -> [Finding] {
        switch self {
        case .importing: try await ImportUnits.run(setting)
        case .encode: try await EncodeSerials.run(setting)
        case .scramble: try await ScrambleSerials.run(setting)
        case .guess: try await GuessSerials.run(setting)
        case .exporting: try await ExportUnits.run(setting)
        case .stream: try await StreamSerials.run(setting)
        case .identifiersGS1: try await ReadGS1.run(setting)
        case .identifiers: try await ReadIdentifiers.run(setting)
        case .learn: try await LearnFormat.run(setting)
        case .issue: try await IssueBatches.run(setting)
        case .find: try await FindUnits.run(setting)
        case .size: try await FindUnitsBySize.run(setting)
        case .components: try await FindComponents.run(setting)
        case .suggest: try await SuggestUnits.run(setting)
        case .list: try await CheckList.run(setting)
        case .http: try await LookUpOverHTTP.run(setting)
        case .verify: try await VerifyOverHTTP.run(setting)
        case .verifyList: try await VerifyList.run(setting)
        case .pages: try await ShowPages.run(setting)
        case .httpWrite: try await WriteEventsOverHTTP.run(setting)
        case .write: try await WriteEvents.run(setting)
        case .populations: try await CountPopulations.run(setting)
        case .holding: try await HoldUnits.run(setting)
        case .recalls: try await AskForRecalls.run(setting)
        case .cover: try await JudgeCover.run(setting)
        case .claims: try await AddUpClaims.run(setting)
        case .repairs: try await AddUpRepairs.run(setting)
        case .stock: try await CountStock.run(setting)
        case .chain: try await SimulateChain.run(setting)
        case .receive: try await ReceiveShipments.run(setting)
        case .compare: try await CompareModels.run(setting)
        case .parts: try await FitParts.run(setting)
        case .findModels: try await FindModels.run(setting)
        case .labels: try await MakeLabels.run(setting)
        case .lives: try await FitLives.run(setting)
        case .failures: try await CountFailures.run(setting)
        case .search: try await SearchFleet.run(setting)
        case .defects: try await SimulateDefects.run(setting)
        case .postgresFind: try await FindUnitsInPostgres.run(setting)
        case .postgresImport: try await ImportUnitsIntoPostgres.run(setting)
        case .scale: try await MeasureScale.run(setting)
        }
    }
}
