package import Storage

/// A number that grows with every change of the catalogue, in the transaction of the change: whoever keeps models and
/// formats in memory learns by it that another server has changed them.
package enum CatalogueVersion {
    package static func current(_ reader: any SQLReader) throws -> Int64 {
        try reader.first(CatalogueVersionSQL.current) { $0.integer(0) } ?? 0
    }

    package static func increase(_ transaction: any SQLTransaction) throws {
        try transaction.run(CatalogueVersionSQL.increase)
    }
}

private enum CatalogueVersionSQL {
    static let current = Statement("SELECT version FROM catalogue_versions WHERE id = 1")
    static let increase = Statement("UPDATE catalogue_versions SET version = version + 1 WHERE id = 1")
}
