/// What numbers are read by beside the rules of their schemes: published tables, each of which a newer file may replace.
///
/// The library has none of its own; the target `IdentifierTables` hands out those that are compiled in.
public struct ReferenceTables: Sendable {
    /// GS1's application identifiers with their rules.
    public var dictionary: GS1SyntaxDictionary
    /// Who allocates the numbers that begin with a GS1 prefix.
    public var prefixes: GS1Prefixes
    /// Makers, models and patterns of VINs.
    public var vehicles: VehicleTable
    /// Models of mobile devices by their type allocation code.
    public var devices: DeviceModelTable

    /// Takes the tables to read by.
    public init(
        dictionary: GS1SyntaxDictionary, prefixes: GS1Prefixes, vehicles: VehicleTable, devices: DeviceModelTable
    ) {
        self.dictionary = dictionary
        self.prefixes = prefixes
        self.vehicles = vehicles
        self.devices = devices
    }
}
