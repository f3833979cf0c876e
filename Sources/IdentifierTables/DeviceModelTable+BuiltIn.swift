internal import CIdentifierTables
public import Identifiers

extension DeviceModelTable {
    /// The table that this version was built with; ``version`` names it.
    public static let builtIn: DeviceModelTable = {
        do throws(IdentifierError) {
            let table = identifier_table_tac()
            return try DeviceModelTable(
                ReferenceBytes(UnsafeRawBufferPointer(start: table.bytes, count: table.count), owner: nil))
        } catch {
            // A file of the project itself, which the tests read.
            preconditionFailure(error.sentence)
        }
    }()
}
