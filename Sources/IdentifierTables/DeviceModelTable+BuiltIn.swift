internal import CIdentifierTables
public import Identifiers

extension DeviceModelTable {
    /// The table that was compiled in; nil only where the build is damaged.
    public static let builtIn: DeviceModelTable? = {
        let table = identifier_table_tac()
        return try? DeviceModelTable(
            ReferenceBytes(UnsafeRawBufferPointer(start: table.bytes, count: table.count), owner: nil))
    }()
}
