/// One test for each kind of text that its shape gives away, the surest first.
enum ShapeTests {
    typealias Test = @Sendable (TextShape) -> Likeness?

    static let all: [Test] = [
        url, email, networkAddress, uuid, tradeItem, mobileDevice, vehicle, container, date, telephone,
        tradeItemMiscopied,
    ]

    private static func url(_ shape: TextShape) -> Likeness? {
        let lower: String = shape.text.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") || lower.hasPrefix("www.") else { return nil }
        return Likeness(
            .url, .neither,
            "This is a web address, perhaps from a code on the product: the numbers may stand within it.")
    }

    private static func email(_ shape: TextShape) -> Likeness? {
        let parts: [Substring] = shape.text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !shape.text.contains(" ") else { return nil }
        return Likeness(.email, .neither, "This is an e-mail address, not a number of a product.")
    }

    private static func networkAddress(_ shape: TextShape) -> Likeness? {
        guard shape.isASCII, shape.compact.count == 12, shape.compact.allSatisfy(ASCII.isHexadecimal) else {
            return nil
        }
        let separators: [UInt8] = shape.punctuation
        let isGrouped: Bool =
            (separators.count == 5 && separators.allSatisfy { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") })
            || (separators.count == 2 && separators.allSatisfy { $0 == UInt8(ascii: ".") })
        guard isGrouped else { return nil }
        return Likeness(
            .networkAddress, .neither, "This is a MAC address (it names a network interface), not a serial number.")
    }

    private static func uuid(_ shape: TextShape) -> Likeness? {
        let groups: [Int] = shape.text.split(separator: "-").map(\.utf8.count)
        guard groups == [8, 4, 4, 4, 12], shape.compact.allSatisfy(ASCII.isHexadecimal) else { return nil }
        return Likeness(.uuid, .neither, "This is a UUID as software makes them, not a number from a plate.")
    }

    private static func tradeItem(_ shape: TextShape) -> Likeness? {
        guard shape.isDigits, let gtin = try? GTIN(parsing: shape.text) else { return nil }
        let name: String =
            switch shape.digitCount {
            case 8: "an EAN-8 product code"
            case 12: "a UPC product code"
            case 13: "an EAN product code"
            default: "a GTIN-14 product code"
            }
        return Likeness(
            .tradeItem, .model,
            "\(shape.digitCount) digits with the valid GS1 check digit \(gtin.checkDigit): \(name), which all units of a "
                + "model share. It is not a serial number.")
    }

    private static func tradeItemMiscopied(_ shape: TextShape) -> Likeness? {
        guard shape.isDigits, shape.digitCount == 13 || shape.digitCount == 12 else { return nil }
        do {
            _ = try GTIN(parsing: shape.text)
            return nil
        } catch {
            guard error.code == .checkCharacter else { return nil }
            return Likeness(
                .tradeItemMiscopied, .either,
                "\(shape.digitCount) digits, as long as a product code (EAN or UPC), but its check digit is wrong: "
                    + "miscopied, or a number of another kind.")
        }
    }

    private static func mobileDevice(_ shape: TextShape) -> Likeness? {
        guard shape.isDigits, shape.digitCount == 15 || shape.digitCount == 16 else { return nil }
        do {
            let imei: IMEI = try IMEI(parsing: shape.text)
            // Any 16 digits are an IMEISV; only the usual reporting bodies make it likely.
            let isLikely: Bool = imei.form == .imei || ["01", "35", "86", "99"].contains(imei.text.prefix(2))
            guard isLikely else { return nil }
            return Likeness(
                .mobileDevice, .unit,
                "\(shape.digitCount) digits in the form of an IMEI: it names one mobile device. The serial number of the "
                    + "device is another number.")
        } catch {
            guard error.code == .checkCharacter else { return nil }
            return Likeness(
                .mobileDeviceMiscopied, .unit,
                "15 digits, as long as an IMEI, but its check digit is wrong: compare it with what *#06# shows.")
        }
    }

    private static func vehicle(_ shape: TextShape) -> Likeness? {
        guard shape.isAlphanumeric, shape.compact.count == 17, shape.digitCount > 0 else { return nil }
        do {
            let vin: VIN = try VIN(parsing: ASCII.text(shape.compact))
            guard !vin.hasValidCheckDigit else {
                return Likeness(
                    .vehicle, .unit, "17 characters with the check digit of a VIN: a vehicle identification number.")
            }
            return Likeness(
                .vehicleUnchecked, .unit,
                "17 characters in the form of a VIN. In North America the 9th would be '\(vin.expectedCheckDigit)' instead "
                    + "of '\(vin.checkDigit)': miscopied, or a vehicle for another market.")
        } catch {
            guard shape.letterCount > 0 else { return nil }
            return Likeness(
                .vehicleMiscopied, .unit,
                "17 characters like a VIN, but a VIN has no letters I, O and Q: perhaps 1 and 0 are meant.")
        }
    }

    private static func container(_ shape: TextShape) -> Likeness? {
        guard shape.isAlphanumeric, shape.compact.count == 11,
            shape.compact.prefix(3).allSatisfy(ASCII.isUpper), "UJZ".utf8.contains(shape.compact[3]),
            shape.compact.suffix(7).allSatisfy(ASCII.isDigit), CheckCharacter.iso6346.isValid(shape.compact)
        else { return nil }
        return Likeness(.container, .neither, "This is the number of a freight container (ISO 6346).")
    }

    private static func date(_ shape: TextShape) -> Likeness? {
        guard shape.isASCII, shape.letterCount == 0, (6...8).contains(shape.digitCount) else { return nil }
        let separators = ByteSet("-./".utf8)
        let numbers: [Int] = shape.text.utf8.split(whereSeparator: separators.contains)
            .compactMap { Int(ASCII.text($0)) }
        guard shape.punctuation.count == 2, Set(shape.punctuation).count == 1, numbers.count == 3,
            separators.contains(shape.punctuation[0])
        else { return nil }
        let orders: [(Int, Int, Int)] = [
            (numbers[0], numbers[1], numbers[2]), (numbers[2], numbers[1], numbers[0]),
            (numbers[2], numbers[0], numbers[1]),
        ]
        let isDate: Bool = orders.contains { year, month, day in
            (0...99).contains(year) || (1900...2099).contains(year)
                ? CivilDate(validYear: year < 100 ? year + 2000 : year, month: month, day: day) != nil : false
        }
        return isDate ? Likeness(.date, .neither, "This is a date, perhaps of production or purchase.") : nil
    }

    private static func telephone(_ shape: TextShape) -> Likeness? {
        let allowed = ByteSet("+-()/.".utf8)
        guard shape.isASCII, shape.letterCount == 0, (8...15).contains(shape.digitCount),
            shape.punctuation.allSatisfy(allowed.contains)
        else { return nil }
        // Without a plus sign or brackets it may as well be a serial number in groups.
        guard shape.text.hasPrefix("+") || shape.punctuation.contains(UInt8(ascii: "(")) else { return nil }
        return Likeness(.telephone, .neither, "This looks like a telephone number.")
    }
}
