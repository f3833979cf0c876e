import Identifiers
package import Storage

/// Reads units in the same time, whether they have a row or are only implied by their batch: a row tells that something
/// has happened to the unit alone, such as that somebody owns it.
///
/// Both are read of each unit, and beside its row another one, so that always one is found and one is not.
package struct EvenUnits: Sendable {
    /// Any unit that has a row.
    private let other: UnitKey

    /// - Returns: Nil while no unit has a row: then all are alike.
    package init?(_ reader: any SQLReader) throws {
        guard let first = try UnitRows.page(after: nil, limit: 1, reader).first else { return nil }
        other = first.key
    }

    /// As ``Units/find(_:_:)``.
    package func find(_ key: UnitKey, formats: [ModelFormat], _ reader: any SQLReader) throws -> UnitRow? {
        let row = try UnitRows.find(key, reader)
        // No model has this id.
        _ = try UnitRows.find(row == nil ? other : UnitKey(ID(0), key.serial), reader)
        let implied = Result { try Units.implied(key, formats: formats, reader) }
        // What has a row is told without any key.
        return if let row { row } else { try implied.get() }
    }

    /// As ``UnitRows/withKey(_:limit:_:)``.
    package func rows(withKey key: String, limit: Int, _ reader: any SQLReader) throws -> [UnitRow] {
        let rows = try UnitRows.withKey(key, limit: limit, reader)
        // No find key is empty.
        _ = try UnitRows.withKey(rows.isEmpty ? other.serial.key : "", limit: 1, reader)
        return rows
    }
}
