/// What an element says, in words and as values.
public struct ElementMeaning: Hashable, Sendable {
    /// The identifier.
    public let identifier: ApplicationIdentifier
    /// The data title of the dictionary, such as `NET WEIGHT (kg)`.
    public let title: String
    /// The same in plain words, such as 'net weight'.
    public let words: String
    /// The values in the data, from left to right.
    public let values: [Value]

    /// A value out of a data field.
    public enum Value: Hashable, Sendable {
        /// A date; without a day it stands for the whole month, of which the last day counts where it is a deadline.
        case date(CivilDate)
        /// A date with the time of day: hour, minute and second.
        case dateTime(CivilDate, TimeOfDay)
        /// A number with its unit of measure; empty where it counts.
        case quantity(ExactDecimal, unit: String)
        /// An amount of money; without currency it is that of the place.
        case amount(ExactDecimal, currency: String?)
        /// A country by its code and name; 999 has no name: several countries.
        case country(code: String, name: String?)
        /// A trade item's number.
        case item(GTIN)
        /// Degrees north and east.
        case place(latitude: ExactDecimal, longitude: ExactDecimal)
        /// A piece of so many.
        case piece(Int, of: Int)
        /// Yes or no.
        case flag(Bool)
        /// Anything else, as it stands.
        case text(String)
    }

    /// A time of day.
    public struct TimeOfDay: Hashable, Sendable {
        /// 0 to 23.
        public let hour: Int
        /// 0 to 59.
        public let minute: Int
        /// 0 to 59.
        public let second: Int

        /// `14:15:00`.
        public var text: String {
            [hour, minute, second].map { CivilDate.padded($0, to: 2) }.joined(separator: ":")
        }
    }

    /// Words and values in a sentence, such as `Net weight: 17.230 kg`.
    public var sentence: String {
        words.prefix(1).uppercased() + words.dropFirst() + ": " + values.map(\.text).joined(separator: ", ")
    }
}

extension ElementMeaning.Value {
    /// The value for people; dates in the form of ISO 8601, a deadline without a day as its last.
    public var text: String {
        switch self {
        case .date(let date): date.lastDay.isoText
        case .dateTime(let date, let time): "\(date.lastDay.isoText)T\(time.text)"
        case .quantity(let number, let unit): unit.isEmpty ? number.text : "\(number.text) \(unit)"
        case .amount(let number, let currency): currency.map { "\(number.text) \($0)" } ?? number.text
        case .country(let code, let name): name ?? (code == "999" ? "several countries" : code)
        case .item(let gtin): gtin.text
        case .place(let latitude, let longitude): "\(latitude.text)°, \(longitude.text)°"
        case .piece(let piece, let total): "\(piece) of \(total)"
        case .flag(let flag): flag ? "yes" : "no"
        case .text(let text): text
        }
    }
}
