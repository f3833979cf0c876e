extension GTIN {
    /// A number from its digits without the check digit.
    init(payload: UInt64) { number = payload * 10 + Self.checkDigit(of: payload) }

    /// Where a number may circulate (GS1 General Specifications, 1.4.4 to 1.4.6 and 2.1.11).
    public enum Circulation: Hashable, Sendable {
        /// Everywhere: it identifies a trade item.
        case worldwide
        /// Within a country or region, as its member organisation rules: variable measure, coupons and the like.
        case region
        /// Within a company.
        case company
        /// Coupons and refund receipts.
        case coupon
        /// Books and serials under numbers of their own (ISBN, ISMN, ISSN).
        case publication
        /// GS1's own demonstrations and examples.
        case demonstration

        /// The same for people.
        public var words: String {
            switch self {
            case .worldwide: "everywhere"
            case .region: "within a country or region"
            case .company: "within a company"
            case .coupon: "coupons and refund receipts"
            case .publication: "books and periodicals, everywhere"
            case .demonstration: "demonstrations"
            }
        }
    }

    /// Where the number may circulate. A number of restricted circulation may stand for different things in two shops.
    public var circulation: Circulation {
        if number < 100_000_000 {
            // The first digit of a GTIN-8 tells.
            switch number / 10_000_000 {
            case 0: return .company
            case 2: return .region
            default: return .worldwide
            }
        }
        let thirteen: UInt64 = number % 10_000_000_000_000
        switch thirteen / 10_000_000_000 {
        case 0 where thirteen < 100_000_000: return .company
        case 20...29: return .region
        case 40...49: return .company
        case 50...59, 980...984, 990...999: return .coupon
        case 200...299: return .region
        case 951, 952: return .demonstration
        case 977...979: return .publication
        default: return .worldwide
        }
    }

    /// The indicator, the first of 14 digits: 0 for the item itself, 1 to 8 for groupings, 9 for variable measure.
    public var indicator: Int { Int(number / 10_000_000_000_000) }

    /// The same item in another grouping, with its own check digit.
    ///
    /// - Parameter indicator: 1 to 8 for a grouping of equal items.
    /// - Returns: nil for an indicator outside 0 to 9.
    public func grouping(indicator: Int) -> GTIN? {
        guard (0...9).contains(indicator) else { return nil }
        return GTIN(payload: number / 10 % 1_000_000_000_000 + UInt64(indicator) * 1_000_000_000_000)
    }
}
