/// How hard it is to guess a serial number of a format, as printed.
///
/// Whoever guesses is taken to know the format and all literal, plant, line and date fields, and to work out check
/// characters. What is left is the sequence number.
public struct Guessability: Hashable, Sendable {
    /// The chance that one try hits an issued serial number, 0 to 1.
    ///
    /// Scrambled: issued ÷ space, for the printed space with the most of them. Written as it is: 1, because whoever has
    /// seen one serial number knows its neighbours, and the first numbers of a sequence are issued in any case.
    public let probability: Double
    /// Whether the sequence number is written as it is.
    public let isSequential: Bool

    /// The most that a format declared unguessable may reach: one in a million per try.
    public static let unguessableLimit = 1e-6
    /// The most that Regulation (EU) 2016/161, article 4, allows for medicines: one in ten thousand.
    public static let medicinesLimit = 1e-4

    /// One chance in so many tries, rounded down; 1 for a sequential format. Nil while nothing is issued.
    public var oddsOneIn: Int64? {
        guard probability > 0 else { return nil }
        return Int64(min(1 / probability, 9e18))
    }
}

extension SerialFormat {
    /// How hard it is to guess a serial number.
    /// - Parameter issued: How many are issued in the printed space (see ``printedKey(for:)``) that has the most.
    public func guessability(issued: Int64) -> Guessability {
        guard isScrambled else { return Guessability(probability: 1, isSequential: true) }
        let share = Double(max(0, issued)) / Double(room)
        return Guessability(probability: min(share, 1), isSequential: false)
    }

    /// The most serial numbers that one printed space may have to stay unguessable; 0 for a sequential format.
    public var unguessableRoom: Int64 { isScrambled ? room / 1_000_000 : 0 }
}
