extension VINRange {
    /// Whether a serial number is the VIN of a vehicle of the range.
    public func matches(_ serial: some StringProtocol) -> Bool {
        guard let vin = try? VIN(parsing: serial) else { return false }
        return contains(vin)
    }

    // MARK: As an automaton: how many places are read, and whether they lie above the first and below the last VIN.

    private static let length = 17
    private static let begun: UInt64 = 1 << 16
    private static let isAbove: UInt64 = 1
    private static let isBelow: UInt64 = 2

    /// Where every VIN begins. 0 is where none of the range can be any more.
    var start: UInt64 { Self.begun }

    /// The state after one more character.
    func step(_ state: UInt64, _ byte: UInt8) -> UInt64 {
        let place = Int(state & 0xFFFF) >> 2
        let capital: UInt8 = ASCII.uppercased(byte)
        guard state != 0, place < Self.length, SerialWildcard.isInVIN(Unicode.Scalar(capital)) else { return 0 }
        var flags: UInt64 = state & 3
        // A check digit is no part of the order.
        let (least, most): (UInt8, UInt8) = place == 8 ? (0, 0) : (first[place], last[place])
        if least != 0, flags & Self.isAbove == 0 {
            guard capital >= least else { return 0 }
            if capital > least { flags |= Self.isAbove }
        }
        if most != 0, flags & Self.isBelow == 0 {
            guard capital <= most else { return 0 }
            if capital < most { flags |= Self.isBelow }
        }
        return Self.begun | UInt64(place + 1) << 2 | flags
    }

    /// Whether a VIN ends there.
    func isEnd(_ state: UInt64) -> Bool { state != 0 && Int(state & 0xFFFF) >> 2 == Self.length }
}
