internal import CIdentifierTables
public import Identifiers

extension ReferenceTables {
    /// The tables that this version was built with.
    public static let builtIn = ReferenceTables(
        dictionary: .builtIn, prefixes: .builtIn, vehicles: .builtIn, devices: .builtIn)

    /// The file of one of them, as it was compiled in.
    public static func builtInBytes(of kind: Kind) -> ReferenceBytes {
        let table =
            switch kind {
            case .dictionary: identifier_table_gs1_syntax_dictionary()
            case .prefixes: identifier_table_gs1_prefixes()
            case .vehicles: identifier_table_vehicles()
            case .devices: identifier_table_tac()
            }
        return ReferenceBytes(UnsafeRawBufferPointer(start: table.bytes, count: table.count), owner: nil)
    }
}
