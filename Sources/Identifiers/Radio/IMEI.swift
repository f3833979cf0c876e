/// The identity of a mobile device (3GPP TS 23.003, clause 6): which unit this is, world-wide.
public struct IMEI: Hashable, Sendable {
    /// How much of it was given.
    public enum Form: Int, Sendable {
        /// 14 digits: type allocation code and serial number, without a check digit.
        case withoutCheckDigit = 14
        /// 15 digits: the usual form with its check digit.
        case imei = 15
        /// 16 digits: with the software version instead of a check digit.
        case imeisv = 16
    }

    /// All digits as a number.
    private let number: UInt64
    /// How much of it was given.
    public let form: Form

    /// Reads 14, 15 or 16 digits; spaces and dashes between them do not count. Only the 15-digit form has a check
    /// digit (Luhn over the first 14).
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let digits: DigitText = try DigitText(text, subject: "IMEI", longest: 16)
        guard let form = Form(rawValue: digits.count) else {
            throw digits.lengthError(expected: "14, 15 or 16 digits")
        }
        if form == .imei {
            let right: UInt64 = Self.checkDigit(of: digits.number / 10)
            guard digits.number % 10 == right else { throw digits.checkError(expected: right) }
        }
        self.number = digits.number
        self.form = form
    }

    /// The Luhn digit of the first 14 digits.
    private static func checkDigit(of payload: UInt64) -> UInt64 {
        var rest: UInt64 = payload
        var sum: UInt64 = 0
        var isDoubled = true
        while rest > 0 {
            let digit: UInt64 = rest % 10
            let doubled: UInt64 = digit * 2
            sum += isDoubled ? doubled / 10 + doubled % 10 : digit
            rest /= 10
            isDoubled.toggle()
        }
        return (10 - sum % 10) % 10
    }

    /// The first 14 digits.
    private var payload: UInt64 {
        switch form {
        case .withoutCheckDigit: number
        case .imei: number / 10
        case .imeisv: number / 100
        }
    }

    /// All digits without separators.
    public var text: String { DigitText.padded(number, to: form.rawValue) }

    /// The 15-digit form, with the check digit worked out where another form was given.
    public var imeiText: String { DigitText.padded(payload * 10 + Self.checkDigit(of: payload), to: 15) }

    /// The type allocation code, 8 digits: it stands for the model. The first two name the reporting body.
    public var typeAllocationCode: String { DigitText.padded(payload / 1_000_000, to: 8) }

    /// The serial number within the type, 6 digits.
    public var serial: String { DigitText.padded(payload % 1_000_000, to: 6) }

    /// The software version, 2 digits; nil except in the 16-digit form.
    public var softwareVersion: String? {
        form == .imeisv ? DigitText.padded(number % 100, to: 2) : nil
    }

    /// The check digit of the 15-digit form.
    public var checkDigit: Int { Int(Self.checkDigit(of: payload)) }
}

extension IMEI: SchemeValue {
    /// ``Scheme/imei``
    public static var scheme: Scheme { .imei }

    /// Form, model, serial number and check digit.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = [
            Element("type", form == .imeisv ? "IMEISV" : form == .imei ? "IMEI" : "IMEI14"),
            Element("tac", typeAllocationCode),
            Element("serial", serial), Element("reporting_body", String(typeAllocationCode.prefix(2))),
        ]
        switch form {
        case .imei: result.append(Element("check_digit", String(checkDigit)))
        case .withoutCheckDigit: result.append(Element("check_digit_expected", String(checkDigit)))
        case .imeisv: result.append(Element("svn", softwareVersion ?? ""))
        }
        return result
    }
}
