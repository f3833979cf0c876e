internal import CIdentifierTables
public import Identifiers

extension VehicleTable {
    /// The table that was compiled in; nil only where the build is damaged.
    public static let builtIn: VehicleTable? = {
        let table = identifier_table_vehicles()
        return try? VehicleTable(
            ReferenceBytes(UnsafeRawBufferPointer(start: table.bytes, count: table.count), owner: nil))
    }()
}
