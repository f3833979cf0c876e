extension SerialFormat {
    /// One element of a pattern.
    public enum Piece: Hashable, Sendable {
        /// Fixed characters, unescaped.
        case literal(String)
        /// `{plant:n}`: the plant's code, n capital letters and digits.
        case plant(length: Int)
        /// `{line:n}`: the production line's code, n capital letters and digits.
        case line(length: Int)
        /// `{y}`, `{yy}`, `{yyyy}` or `{year:vin}`.
        case year(YearForm)
        /// `{ww}`: the ISO week, 01 to 53; the year beside it is then the ISO week-year.
        case week
        /// `{mm}`: the month, 01 to 12.
        case month
        /// `{dd}`: the day of the month, 01 to 31.
        case day
        /// `{ddd}`: the day of the year, 001 to 366.
        case dayOfYear
        /// `{seq:n}` or `{seq:n:alphabet}`: the sequence number in n digits.
        case sequence(length: Int, alphabet: SerialAlphabet)
        /// `{scrambled:n}` or `{scrambled:n:alphabet}`: the sequence number encrypted to n digits that look random.
        case scrambled(length: Int, alphabet: SerialAlphabet)
        /// `{check:algorithm}`: one or two check characters.
        case check(CheckCharacter)

        /// How many characters it prints.
        public var length: Int {
            switch self {
            case .literal(let text): text.utf8.count
            case .plant(let length), .line(let length), .sequence(let length, _), .scrambled(let length, _): length
            case .year(let form): form.length
            case .week, .month, .day: 2
            case .dayOfYear: 3
            case .check(let algorithm): algorithm.length
            }
        }

        /// How a pattern writes it.
        public var pattern: String {
            switch self {
            case .literal(let text): Self.escaped(text)
            case .plant(let length): "{plant:\(length)}"
            case .line(let length): "{line:\(length)}"
            case .year(let form): form.pattern
            case .week: "{ww}"
            case .month: "{mm}"
            case .day: "{dd}"
            case .dayOfYear: "{ddd}"
            case .sequence(let length, let alphabet):
                Self.sequencePattern("seq", length, alphabet)
            case .scrambled(let length, let alphabet):
                Self.sequencePattern("scrambled", length, alphabet)
            case .check(let algorithm): "{check:\(algorithm.name)}"
            }
        }

        /// Length and alphabet of a sequence field, scrambled or not; nil for others.
        var sequence: (length: Int, alphabet: SerialAlphabet)? {
            switch self {
            case .sequence(let length, let alphabet), .scrambled(let length, let alphabet): (length, alphabet)
            default: nil
            }
        }

        var isScrambled: Bool { if case .scrambled = self { true } else { false } }

        /// What may stand there, for people: 'the check character' or 'a digit'.
        var expectation: String {
            switch self {
            case .literal(let text): "'\(text)'"
            case .plant: "a capital letter or a digit of the plant's code"
            case .line: "a capital letter or a digit of the line's code"
            case .year(.vehicle): "a year letter (A to Y without I, O, Q and U, or 1 to 9)"
            case .year: "a digit of the year"
            case .week: "a week from 01 to 53"
            case .month: "a month from 01 to 12"
            case .day: "a day from 01 to 31"
            case .dayOfYear: "a day of the year from 001 to 366"
            case .sequence(_, .base10), .scrambled(_, .base10): "a digit"
            case .sequence(_, let alphabet), .scrambled(_, let alphabet): "one of \(ASCII.text(alphabet.symbols))"
            case .check: "a check character"
            }
        }

        /// Whether two pieces are the same kind of field; literals may repeat.
        func isSameField(as other: Piece) -> Bool {
            switch (self, other) {
            case (.plant, .plant), (.line, .line), (.year, .year), (.week, .week), (.month, .month), (.day, .day),
                (.dayOfYear, .dayOfYear), (.sequence, .sequence), (.sequence, .scrambled), (.scrambled, .sequence),
                (.scrambled, .scrambled), (.check, .check):
                return true
            default:
                return false
            }
        }

        private static func sequencePattern(_ name: String, _ length: Int, _ alphabet: SerialAlphabet) -> String {
            alphabet == .base10 ? "{\(name):\(length)}" : "{\(name):\(length):\(alphabet.name)}"
        }

        static func escaped(_ literal: String) -> String {
            var result = ""
            for character in literal.unicodeScalars {
                result.unicodeScalars.append(character)
                if character == "{" || character == "}" { result.unicodeScalars.append(character) }
            }
            return result
        }
    }

    /// How a format prints the year.
    public enum YearForm: Hashable, Sendable {
        /// `{y}`: its last digit; recurs after ten years.
        case oneDigit
        /// `{yy}`: its last two digits.
        case twoDigits
        /// `{yyyy}`: all four digits.
        case fourDigits
        /// `{year:vin}`: the letter or digit of a vehicle's model year (49 CFR 565.15, table VII); recurs after 30 years.
        case vehicle

        var length: Int {
            switch self {
            case .oneDigit, .vehicle: 1
            case .twoDigits: 2
            case .fourDigits: 4
            }
        }

        var pattern: String {
            switch self {
            case .oneDigit: "{y}"
            case .twoDigits: "{yy}"
            case .fourDigits: "{yyyy}"
            case .vehicle: "{year:vin}"
            }
        }

        /// A, 1980, to 9, 2009, and again.
        static let vehicleLetters: [UInt8] = Array("ABCDEFGHJKLMNPRSTVWXY123456789".utf8)

        /// The printed form of a year from 1 to 9999.
        func printed(_ year: Int) -> String {
            switch self {
            case .oneDigit: String(year % 10)
            case .twoDigits: CivilDate.padded(year % 100, to: 2)
            case .fourDigits: CivilDate.padded(year, to: 4)
            case .vehicle: ASCII.text([Self.vehicleLetters[((year - 1980) % 30 + 30) % 30]])
            }
        }

        /// After how many years the same characters come again; never within the calendar for all four digits.
        var period: Int {
            switch self {
            case .oneDigit: 10
            case .twoDigits: 100
            case .fourDigits: 10_000
            case .vehicle: 30
            }
        }

        /// The first year from 0, or from 1800 counted from there, that prints these characters. 1800 prints the digits
        /// 0 and 00 and the letter A, as the year 0 and the vehicle year 1980 do.
        func firstYear(_ printed: some Collection<UInt8>) -> Int {
            if self == .vehicle { return printed.first.flatMap { Self.vehicleLetters.firstIndex(of: $0) } ?? 0 }
            return printed.reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }

        /// What may stand in each of its places.
        var sets: [ByteSet] {
            self == .vehicle
                ? [ByteSet(Self.vehicleLetters)] : [ByteSet](repeating: .digits, count: length)
        }
    }
}
