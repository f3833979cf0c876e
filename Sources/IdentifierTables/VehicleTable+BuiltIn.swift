public import Identifiers

extension VehicleTable {
    /// The table that this version was built with; ``version`` names it.
    public static let builtIn: VehicleTable = {
        do throws(IdentifierError) {
            return try VehicleTable(ReferenceTables.builtInBytes(of: .vehicles))
        } catch {
            // A file of the project itself, which the tests read.
            preconditionFailure(error.sentence)
        }
    }()
}
