extension ElementFault {
    /// Which rule an element breaks. The rules of linters have the names that GS1's own linters give them.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        // The structure of the message.
        case missingSymbolStart, noElements, missingBracket, unknownIdentifier, empty, tooShort, tooLong
        case tooManyElements, illegalCaret
        // The content of a data field.
        case nonDigitCharacter, invalidCset82Character, invalidCset39Character, invalidCset64Character
        case invalidCset64Padding, tooShortForCheckDigit, incorrectCheckDigit, tooShortForCheckPair
        case tooLongForCheckPair, incorrectCheckPair, tooShortForGcp, invalidGcpPrefix, requiresNonDigitCharacter
        case dateTooShort, dateTooLong, illegalMonth, illegalDay, hourTooShort, hourTooLong, illegalHour
        case minuteTooShort, minuteTooLong, illegalMinute, secondTooShort, secondTooLong, illegalSecond
        case hourWithMinuteTooShort, hourWithMinuteTooLong, notIso3166, notIso3166Or999, notIso3166Alpha2
        case notIso4217, illegalIbanCountryCode, ibanTooShort, ibanTooLong, invalidIbanCharacter
        case incorrectIbanChecksum, importerIdxMustBeOneCharacter, invalidImportIdxCharacter, notZero
        case illegalZeroValue, illegalZeroPrefix, notHyphen, notZeroOrOne, invalidWindingDirection
        case invalidBiologicalSexCode, latitudeInvalidLength, invalidLatitude, longitudeInvalidLength
        case invalidLongitude, invalidMediaType, invalidPackageType, invalidPercentSequence
        case invalidLengthForPieceOfTotal, zeroPieceNumber, zeroTotalPieces, pieceNumberExceedsTotal
        case positionInSequenceMalformed, positionExceedsEnd
        // The fields of a coupon (AI 8110, 8112).
        case couponMissingFormatCode, couponInvalidFormatCode, couponMissingFunderVli, couponInvalidFunderLength
        case couponTruncatedFunder, couponTruncatedOfferCode, couponMissingSerialNumberVli
        case couponTruncatedSerialNumber, couponMissingGcpVli, couponInvalidGcpLength, couponTruncatedGcp
        case couponMissingSaveValueVli, couponInvalidSaveValueLength, couponTruncatedSaveValue
        case couponMissing1stPurchaseRequirementVli, couponInvalid1stPurchaseRequirementLength
        case couponTruncated1stPurchaseRequirement, couponMissing1stPurchaseRequirementCode
        case couponInvalid1stPurchaseRequirementCode, couponTruncated1stPurchaseFamilyCode
        case couponMissingAdditionalPurchaseRulesCode, couponInvalidAdditionalPurchaseRulesCode
        case couponMissing2ndPurchaseRequirementVli, couponInvalid2ndPurchaseRequirementLength
        case couponTruncated2ndPurchaseRequirement, couponMissing2ndPurchaseRequirementCode
        case couponInvalid2ndPurchaseRequirementCode, couponTruncated2ndPurchaseFamilyCode
        case couponMissing2ndPurchaseGcpVli, couponInvalid2ndPurchaseGcpLength, couponTruncated2ndPurchaseGcp
        case couponMissing3rdPurchaseRequirementVli, couponInvalid3rdPurchaseRequirementLength
        case couponTruncated3rdPurchaseRequirement, couponMissing3rdPurchaseRequirementCode
        case couponInvalid3rdPurchaseRequirementCode, couponTruncated3rdPurchaseFamilyCode
        case couponMissing3rdPurchaseGcpVli, couponInvalid3rdPurchaseGcpLength, couponTruncated3rdPurchaseGcp
        case couponTooShortForExpirationDate, couponInvalidExpirationDate, couponTooShortForStartDate
        case couponInvalidStartDate, couponExpirationBeforeStart, couponMissingRetailerGcpOrGlnVli
        case couponInvalidRetailerGcpOrGlnLength, couponTruncatedRetailerGcpOrGln, couponMissingSaveValueCode
        case couponInvalidSaveValueCode, couponMissingSaveValueAppliesToItem, couponInvalidSaveValueAppliesToItem
        case couponMissingStoreCouponFlag, couponMissingDontMultiplyFlag, couponInvalidDontMultiplyFlag
        case couponExcessData
    }
}

extension ElementFault.Reason {
    /// What would have been right, such as 'a month from 01 to 12'.
    public var expected: String { ReasonTable.expected[self] ?? rawValue }

    /// Whether the structure of the message is at fault, rather than the content of a data field.
    public var isStructural: Bool {
        switch self {
        case .missingSymbolStart, .noElements, .missingBracket, .unknownIdentifier, .empty, .tooShort, .tooLong,
            .tooManyElements, .illegalCaret:
            true
        default: false
        }
    }
}
