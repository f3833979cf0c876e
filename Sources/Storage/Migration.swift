/// One numbered step of the schema, written for one engine. Once released it never changes.
package struct Migration: Sendable, Hashable {
    package var number: Int
    package var name: String
    /// Any number of statements; the engine wraps them in a transaction.
    package var sql: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Whether a program that does not know the migration can no longer use the database: the file begins by saying so.
    /// All others only add, so that servers of the version before go on while those of the new one begin.
    package var contracts: Bool { sql.hasPrefix("-- Contracts") }

    /// A fingerprint of the text that notices an accidental change: FNV-1a, 64 bits, in hexadecimal
    /// (http://www.isthe.com/chongo/tech/comp/fnv/).
    package var checksum: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in sql.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}

/// What a database has had of the program's migrations.
struct MigrationHistory {
    struct Entry {
        var number: Int
        var name: String
        var checksum: String
        /// Whether only programs that know it may use the database.
        var contracts = true
    }

    /// In ascending order of their numbers.
    var applied: [Entry]

    /// Which of `migrations` the database still needs, in order.
    ///
    /// - Throws: ``StorageError`` `newer` where the database has had one beyond the last of `migrations` that contracts,
    ///   `migrationChanged` where it has had another one of the same number, or one was slipped in before its last.
    func pending(of migrations: [Migration]) throws -> [Migration] {
        let known = migrations.sorted { $0.number < $1.number }
        let newest = known.last?.number ?? 0
        let applied = self.applied.filter { $0.number <= newest }
        if let last = self.applied.last, self.applied.contains(where: { $0.number > newest && $0.contracts }) {
            throw StorageError(
                .newer,
                "The database was written by a newer program: its schema is number \(last.number), "
                    + "this program knows numbers up to \(newest). Use the newer program.")
        }
        for entry in applied {
            guard let migration = known.first(where: { $0.number == entry.number }) else {
                throw changed("\(entry.number) (“\(entry.name)”) is in the database but not in the program")
            }
            guard migration.checksum == entry.checksum else {
                throw changed("\(entry.number) (“\(entry.name)”) is not the one that the database has had")
            }
        }
        let pending = known.filter { $0.number > (self.applied.last?.number ?? Int.min) }
        guard applied.count + pending.count == known.count else {
            throw changed("one of the program's comes before the database's last but has never run")
        }
        return pending
    }

    private func changed(_ what: String) -> StorageError {
        StorageError(.migrationChanged, "Migration \(what). Use the program that wrote the database, or a later one.")
    }
}
