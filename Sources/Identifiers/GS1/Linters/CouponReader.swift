/// Reads the fields of a North American coupon from left to right (North American Coupon Application Guideline Using
/// GS1 DataBar Expanded Symbols; AI 8110) or of a positive offer file (AI 8112).
struct CouponReader {
    private let bytes: Bytes
    private var place = 0

    private init(_ bytes: Bytes) { self.bytes = bytes }

    static func couponFault(_ bytes: Bytes) -> LinterFault? {
        fault(bytes) { (reader: inout CouponReader) throws(LinterFault) in try reader.readCoupon() }
    }

    static func offerFault(_ bytes: Bytes) -> LinterFault? {
        fault(bytes) { (reader: inout CouponReader) throws(LinterFault) in try reader.readOffer() }
    }

    private static func fault(
        _ bytes: Bytes, _ read: (inout CouponReader) throws(LinterFault) -> Void
    ) -> LinterFault? {
        if let fault = Linter.digits(bytes) { return fault }
        var reader = CouponReader(bytes)
        do throws(LinterFault) {
            try read(&reader)
            try reader.end()
            return nil
        } catch {
            return error
        }
    }

    private mutating func readOffer() throws(LinterFault) {
        _ = try code("01", .couponMissingFormatCode, .couponInvalidFormatCode)
        try field("0123456", plus: 6, .couponMissingFunderVli, .couponInvalidFunderLength, .couponTruncatedFunder)
        try take(6, .couponTruncatedOfferCode)
        try serial()
    }

    private mutating func readCoupon() throws(LinterFault) {
        try field("0123456", plus: 6, .couponMissingGcpVli, .couponInvalidGcpLength, .couponTruncatedGcp)
        try take(6, .couponTruncatedOfferCode)
        try field(
            "12345", .couponMissingSaveValueVli, .couponInvalidSaveValueLength, .couponTruncatedSaveValue)
        try firstPurchase()
        if skip("1") { try secondPurchase() }
        if skip("2") { try thirdPurchase() }
        try dates()
        if skip("5") { try serial() }
        if skip("6") {
            try field(
                "1234567", plus: 6, .couponMissingRetailerGcpOrGlnVli, .couponInvalidRetailerGcpOrGlnLength,
                .couponTruncatedRetailerGcpOrGln)
        }
        if skip("9") { try miscellaneous() }
    }

    private mutating func firstPurchase() throws(LinterFault) {
        try field(
            "12345", .couponMissing1stPurchaseRequirementVli, .couponInvalid1stPurchaseRequirementLength,
            .couponTruncated1stPurchaseRequirement)
        _ = try code(
            "012349", .couponMissing1stPurchaseRequirementCode, .couponInvalid1stPurchaseRequirementCode)
        try take(3, .couponTruncated1stPurchaseFamilyCode)
    }

    private mutating func secondPurchase() throws(LinterFault) {
        _ = try code(
            "0123", .couponMissingAdditionalPurchaseRulesCode, .couponInvalidAdditionalPurchaseRulesCode)
        try field(
            "12345", .couponMissing2ndPurchaseRequirementVli, .couponInvalid2ndPurchaseRequirementLength,
            .couponTruncated2ndPurchaseRequirement)
        _ = try code(
            "012349", .couponMissing2ndPurchaseRequirementCode, .couponInvalid2ndPurchaseRequirementCode)
        try take(3, .couponTruncated2ndPurchaseFamilyCode)
        try optionalPrefix(
            .couponMissing2ndPurchaseGcpVli, .couponInvalid2ndPurchaseGcpLength, .couponTruncated2ndPurchaseGcp)
    }

    private mutating func thirdPurchase() throws(LinterFault) {
        try field(
            "12345", .couponMissing3rdPurchaseRequirementVli, .couponInvalid3rdPurchaseRequirementLength,
            .couponTruncated3rdPurchaseRequirement)
        _ = try code(
            "012349", .couponMissing3rdPurchaseRequirementCode, .couponInvalid3rdPurchaseRequirementCode)
        try take(3, .couponTruncated3rdPurchaseFamilyCode)
        try optionalPrefix(
            .couponMissing3rdPurchaseGcpVli, .couponInvalid3rdPurchaseGcpLength, .couponTruncated3rdPurchaseGcp)
    }

    /// The expiry begins with 3, the start with 4; the start is not behind the expiry.
    private mutating func dates() throws(LinterFault) {
        var expiry: Int?
        if skip("3") {
            expiry = place
            try date(.couponTooShortForExpirationDate, .couponInvalidExpirationDate)
        }
        if skip("4") {
            let start: Int = place
            try date(.couponTooShortForStartDate, .couponInvalidStartDate)
            if let expiry, bytes[expiry..<expiry + 6].lexicographicallyPrecedes(bytes[start..<start + 6]) {
                throw LinterFault(.couponExpirationBeforeStart, at: start - 8, 14)
            }
        }
    }

    private mutating func date(_ short: ElementFault.Reason, _ invalid: ElementFault.Reason) throws(LinterFault) {
        let start: Int = place
        try take(6, short)
        if let fault = Linter.yymmdd.fault(in: bytes.part(start..<place)) {
            throw LinterFault(invalid, at: start, 6, stumble: start + fault.offset)
        }
    }

    private mutating func serial() throws(LinterFault) {
        try field(
            "0123456789", plus: 6, .couponMissingSerialNumberVli, .couponMissingSerialNumberVli,
            .couponTruncatedSerialNumber)
    }

    private mutating func miscellaneous() throws(LinterFault) {
        _ = try code("01256", .couponMissingSaveValueCode, .couponInvalidSaveValueCode)
        _ = try code("012", .couponMissingSaveValueAppliesToItem, .couponInvalidSaveValueAppliesToItem)
        // Any digit tells a store's coupon.
        _ = try code("0123456789", .couponMissingStoreCouponFlag, .couponMissingStoreCouponFlag)
        _ = try code("01", .couponMissingDontMultiplyFlag, .couponInvalidDontMultiplyFlag)
    }
}

/// The steps.
extension CouponReader {
    /// A digit out of a few.
    private mutating func code(
        _ allowed: StaticString, _ missing: ElementFault.Reason, _ invalid: ElementFault.Reason
    ) throws(LinterFault) -> Int {
        guard place < bytes.count else { throw Linter.whole(bytes, missing, stumble: place) }
        let byte: UInt8 = bytes[place]
        guard allowed.withUTF8Buffer({ $0.contains(byte) }) else { throw LinterFault(invalid, at: place, 1) }
        place += 1
        return Int(byte - 0x30)
    }

    /// So many digits.
    private mutating func take(_ count: Int, _ truncated: ElementFault.Reason) throws(LinterFault) {
        let rest: Int = bytes.count - place
        guard rest >= count else {
            throw rest == 0
                ? Linter.whole(bytes, truncated, stumble: place) : LinterFault(truncated, at: place, rest)
        }
        place += count
    }

    /// A field behind the digit that tells its length.
    private mutating func field(
        _ lengths: StaticString, plus base: Int = 0, _ missing: ElementFault.Reason, _ invalid: ElementFault.Reason,
        _ truncated: ElementFault.Reason
    ) throws(LinterFault) {
        try take(try code(lengths, missing, invalid) + base, truncated)
    }

    /// A company prefix of 6 to 12 digits behind its length, or 9 for the same as the first.
    private mutating func optionalPrefix(
        _ missing: ElementFault.Reason, _ invalid: ElementFault.Reason, _ truncated: ElementFault.Reason
    ) throws(LinterFault) {
        let length: Int = try code("01234569", missing, invalid)
        if length != 9 { try take(length + 6, truncated) }
    }

    /// Steps over the digit that announces an optional field.
    private mutating func skip(_ indicator: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: indicator) else { return false }
        place += 1
        return true
    }

    private func end() throws(LinterFault) {
        if place < bytes.count { throw LinterFault(.couponExcessData, at: place, bytes.count - place) }
    }
}
