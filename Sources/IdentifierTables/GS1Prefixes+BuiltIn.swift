internal import CIdentifierTables
public import Identifiers

extension GS1Prefixes {
    /// The allocations that this version was built with.
    public static let builtIn: GS1Prefixes = {
        do throws(IdentifierError) {
            let table = identifier_table_gs1_prefixes()
            return try GS1Prefixes(parsing: UnsafeBufferPointer(start: table.bytes, count: table.count))
        } catch {
            // A file of the project itself, which the tests read.
            preconditionFailure(error.sentence)
        }
    }()
}
