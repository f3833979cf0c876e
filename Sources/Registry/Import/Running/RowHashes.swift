/// The hashes of a file's rows, to find those that occur twice: 8 bytes and a fraction for each of millions.
///
/// Open addressing with linear probing. Two different rows share a hash once in some 10^5 files of ten million rows, so
/// a second occurrence is a suspicion, which somebody else verifies.
struct RowHashes {
    private var slots: [UInt64] = []
    private var mask = 0
    private(set) var count = 0

    /// Makes room for so many hashes at once, as growing by copying takes half as much memory again.
    mutating func reserve(_ expected: Int) {
        var capacity = 1024
        // At most seven eighths of the slots are used.
        while capacity < .max / 4, capacity / 8 * 7 < expected { capacity *= 2 }
        if capacity > slots.count { rehash(to: capacity) }
    }

    /// - Returns: `false` where the hash is there already.
    mutating func insert(_ hash: UInt64) -> Bool {
        if count >= slots.count / 8 * 7 { rehash(to: max(1024, slots.count * 2)) }
        // 0 marks a free slot.
        let hash = hash == 0 ? 1 : hash
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = hash
        count += 1
        return true
    }

    func contains(_ hash: UInt64) -> Bool {
        guard count > 0 else { return false }
        let hash = hash == 0 ? 1 : hash
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return true }
            slot = (slot + 1) & mask
        }
        return false
    }

    private mutating func rehash(to capacity: Int) {
        let old = slots
        slots = [UInt64](repeating: 0, count: capacity)
        mask = capacity - 1
        for hash in old where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = hash
        }
    }
}

/// Mixes bytes into 64 bits: words of 8 bytes, each mixed as in SplitMix64's finaliser.
struct RowHasher {
    private(set) var value: UInt64

    init(_ seed: Int64) {
        value = UInt64(bitPattern: seed)
    }

    mutating func combine(_ word: UInt64) {
        var mixed = (value ^ word) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        value = mixed ^ (mixed >> 31)
    }

    mutating func combine(_ bytes: some Sequence<UInt8>) {
        var word: UInt64 = 0
        var filled: UInt64 = 0
        var length: UInt64 = 0
        for byte in bytes {
            word |= UInt64(byte) << (8 * filled)
            filled += 1
            length += 1
            if filled == 8 {
                combine(word)
                word = 0
                filled = 0
            }
        }
        combine(word)
        combine(length)
    }
}
