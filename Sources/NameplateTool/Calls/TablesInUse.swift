import IdentifierTables
import Identifiers
import Nameplate
import Server

/// The tables that numbers are read by: those that the registry's database holds, where one is at hand, else those that
/// the program was built with.
enum TablesInUse {
    /// - Throws: what opening a registry throws, where the database was named; a file that is only found where a registry
    ///   may lie does not keep anybody from reading a number.
    static func read(_ database: DatabaseOption) async throws -> ReferenceTables {
        let isNamed: Bool = database.database != nil
        guard try isNamed || !database.place().isMissing else { return .builtIn }
        var tables = ReferenceTables.builtIn
        do {
            try await RegistryAccess.open(database, making: false) { caller in
                let list = try JSONText.decode(
                    JSON.self, from: try await caller.answer(to: APICall(.get, ["reference-tables"])).body)
                for item in list.items.asArray where item.replacedAt.asText != nil {
                    guard let kind = item.kind.asText.flatMap(ReferenceTables.Kind.init(rawValue:)) else { continue }
                    let call = APICall(.get, ["reference-tables", kind.rawValue])
                    try tables.replace(kind, with: ReferenceBytes(try await caller.answer(to: call).body))
                }
            }
        } catch  where !isNamed {
            try Output.errors.print("The tables of the registry here cannot be read; those built in are used. \(error)")
            return .builtIn
        }
        return tables
    }
}
