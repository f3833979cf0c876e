private import CRegistrySchema
package import Storage

/// The numbered migrations of the registry's own tables, written per engine in `Migrations/`.
package enum RegistrySchema {
    package static let sqlite: [Migration] = migrations(registry_sqlite_migrations)
    package static let postgres: [Migration] = migrations(registry_postgres_migrations)

    private static func migrations(_ first: UnsafePointer<registry_migration>) -> [Migration] {
        UnsafeBufferPointer(start: first, count: registry_migration_count).map { file in
            Migration(
                number: file.number, name: String(cString: file.name),
                sql: String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.size), as: UTF8.self))
        }
    }
}
