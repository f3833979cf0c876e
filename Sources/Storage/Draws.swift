import Synchronization

/// What the body of one write drew from the clock and from chance, kept so that it draws the same when it runs again.
final class Tape {
    var now: Int64?
    var ids: [Int64] = []
    var salts: [[UInt8]] = []
}

/// The clock and the source of chance that bodies draw from.
final class Draws: Sendable {
    let now: @Sendable () -> Int64
    private let random: Mutex<any RandomNumberGenerator & Sendable>

    init(now: @escaping @Sendable () -> Int64, random: any RandomNumberGenerator & Sendable) {
        self.now = now
        self.random = Mutex(random)
    }

    func id() -> Int64 {
        random.withLock { random in
            while true {
                let id = Int64(truncatingIfNeeded: random.next() & 0x7FFF_FFFF_FFFF_FFFF)
                if id != 0 { return id }
            }
        }
    }

    func salt() -> [UInt8] {
        let words: (UInt64, UInt64) = random.withLock { ($0.next(), $0.next()) }
        return withUnsafeBytes(of: words) { Array($0) }
    }
}
