/// What is asked of the characters of a serial number: a pattern, or a range of vehicle identification numbers.
public enum SerialShape: Hashable, Sendable {
    case pattern(SerialWildcard)
    case vins(VINRange)

    /// Whether a serial number is of this shape.
    public func matches(_ serial: some StringProtocol) -> Bool {
        switch self {
        case .pattern(let pattern): pattern.matches(serial)
        case .vins(let range): range.matches(serial)
        }
    }

    // MARK: As an automaton that reads character by character; in 0 no serial number can be of this shape any more.

    /// Where a serial number of so many characters begins.
    func start(length: Int) -> UInt64 {
        switch self {
        case .pattern(let pattern): !pattern.isVIN || length == 17 ? pattern.pattern.start : 0
        case .vins(let range): length == 17 ? range.start : 0
        }
    }

    /// The state after one more character.
    func step(_ state: UInt64, _ byte: UInt8) -> UInt64 {
        switch self {
        case .pattern(let pattern): pattern.step(state, byte)
        case .vins(let range): range.step(state, byte)
        }
    }

    /// Whether a serial number may end there.
    func isEnd(_ state: UInt64) -> Bool {
        switch self {
        case .pattern(let pattern): pattern.pattern.isEnd(state)
        case .vins(let range): range.isEnd(state)
        }
    }
}
