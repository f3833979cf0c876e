public import Identifiers

extension ReferenceTables {
    /// The tables that this version was built with.
    public static let builtIn = ReferenceTables(
        dictionary: .builtIn, prefixes: .builtIn, vehicles: .builtIn, devices: .builtIn)
}
