package import Registry
package import Storage

/// The hidden code of a package, which proves that whoever gives it has opened the box.
package enum OwnerCode {
    /// Whether a text is the owner code of a unit, compared in a time that tells nothing of the code. A unit of no batch, or
    /// of one issued before there were codes, has none: nothing is its code.
    /// - Throws: `key.missing`: it cannot be told now.
    package static func matches(_ text: String, of unit: UnitRow, _ reader: any SQLReader) throws -> Bool {
        guard let batch = try unit.batch.flatMap({ try Batches.find($0, reader) }), let id = batch.codeKey,
            let key = try SecretKeys.find(id, reader)
        else { return false }
        return KeyedCodes(unit.key, of: unit.manufacturer, by: try key.requireSecret()).matches(text, .owner)
    }
}
