private import Synchronization

/// Seals values that a copy of the database alone must not tell, under a key that lies elsewhere.
package struct Vault: Sendable {
    /// Seals bytes for one place, with 16 random bytes that are used once.
    package let seal: @Sendable (_ bytes: [UInt8], _ place: [UInt8], _ salt: [UInt8]) -> [UInt8]
    /// What was sealed for a place; nil where it was sealed under another key, for another place, or has been changed.
    package let open: @Sendable (_ sealed: [UInt8], _ place: [UInt8]) -> [UInt8]?

    package init(
        seal: @escaping @Sendable (_ bytes: [UInt8], _ place: [UInt8], _ salt: [UInt8]) -> [UInt8],
        open: @escaping @Sendable (_ sealed: [UInt8], _ place: [UInt8]) -> [UInt8]?
    ) {
        self.seal = seal
        self.open = open
    }
}

/// The vault of a database, for all its sessions. It is empty until the master key has been tested.
final class VaultSlot: Sendable {
    private let vault = Mutex<Vault?>(nil)

    var current: Vault? {
        get { vault.withLock(\.self) }
        set { vault.withLock { $0 = newValue } }
    }
}
