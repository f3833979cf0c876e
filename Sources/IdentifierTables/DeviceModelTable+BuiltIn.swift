public import Identifiers

extension DeviceModelTable {
    /// The table that this version was built with; ``version`` names it.
    public static let builtIn: DeviceModelTable = {
        do throws(IdentifierError) {
            return try DeviceModelTable(ReferenceTables.builtInBytes(of: .devices))
        } catch {
            // A file of the project itself, which the tests read.
            preconditionFailure(error.sentence)
        }
    }()
}
