/// What each rule asks for, in words that complete 'expected is …'.
enum ReasonTable {
    static let expected: [ElementFault.Reason: String] = {
        var result: [ElementFault.Reason: String] = [:]
        for line in text.split(separator: "\n") {
            guard let bar = line.firstIndex(of: "|") else { continue }
            let name = String(line[..<bar])
            guard let reason = ElementFault.Reason(rawValue: name) else { continue }
            result[reason] = String(line[line.index(after: bar)...])
        }
        return result
    }()

    private static let text = """
        missingSymbolStart|an FNC1 (or ']C1' and the like) before the first element string
        noElements|an application identifier and its data
        missingBracket|an application identifier in round brackets
        unknownIdentifier|an application identifier of the GS1 General Specifications
        empty|data behind the application identifier
        tooShort|more characters
        tooLong|fewer characters, or a separator (FNC1) before the next application identifier
        tooManyElements|at most 64 application identifiers
        illegalCaret|a character of GS1 character set 82
        nonDigitCharacter|a digit
        invalidCset82Character|a character of GS1 character set 82
        invalidCset39Character|a digit, a capital letter, '#', '-' or '/'
        invalidCset64Character|a letter, a digit, '-' or '_'
        invalidCset64Padding|padding that fills up the last group
        tooShortForCheckDigit|a number with its check digit
        incorrectCheckDigit|the check digit that the other digits ask for
        tooShortForCheckPair|a number with its pair of check characters
        tooLongForCheckPair|at most 99 characters
        incorrectCheckPair|the pair of check characters that the others ask for
        tooShortForGcp|a GS1 Company Prefix of at least 4 digits
        invalidGcpPrefix|a digit of the GS1 Company Prefix
        requiresNonDigitCharacter|at least one character that is no digit
        dateTooShort|a date of the full length
        dateTooLong|a date, nothing more
        illegalMonth|a month from 01 to 12
        illegalDay|a day that the month has
        hourTooShort|two digits of an hour
        hourTooLong|two digits of an hour
        illegalHour|an hour from 00 to 23
        minuteTooShort|two digits of a minute
        minuteTooLong|two digits of a minute
        illegalMinute|a minute from 00 to 59
        secondTooShort|two digits of a second
        secondTooLong|two digits of a second
        illegalSecond|a second from 00 to 59
        hourWithMinuteTooShort|four digits of hour and minute
        hourWithMinuteTooLong|four digits of hour and minute
        notIso3166|three digits of a country (ISO 3166-1)
        notIso3166Or999|three digits of a country (ISO 3166-1), or 999
        notIso3166Alpha2|two letters of a country (ISO 3166-1)
        notIso4217|three digits of a currency (ISO 4217)
        illegalIbanCountryCode|two letters of a country (ISO 3166-1)
        ibanTooShort|an IBAN of more than 10 characters
        ibanTooLong|an IBAN of at most 34 characters
        invalidIbanCharacter|a digit or a capital letter
        incorrectIbanChecksum|the check digits that the account number asks for
        importerIdxMustBeOneCharacter|one character
        invalidImportIdxCharacter|a letter, a digit, '-' or '_'
        notZero|a zero
        illegalZeroValue|a number above zero
        illegalZeroPrefix|a number without a zero in front
        notHyphen|a hyphen
        notZeroOrOne|0 or 1
        invalidWindingDirection|0, 1 or 9
        invalidBiologicalSexCode|0, 1, 2 or 9
        latitudeInvalidLength|ten digits
        invalidLatitude|at most 1800000000
        longitudeInvalidLength|ten digits
        invalidLongitude|at most 3600000000
        invalidMediaType|a code of the list of AIDC media
        invalidPackageType|a code of the list of package types
        invalidPercentSequence|two hexadecimal digits behind '%'
        invalidLengthForPieceOfTotal|piece and total in equally many digits
        zeroPieceNumber|a piece from 1 on
        zeroTotalPieces|a total from 1 on
        pieceNumberExceedsTotal|a piece that is not above the total
        positionInSequenceMalformed|position and end with '/' between, such as 1/3
        positionExceedsEnd|a position that is not above the end
        couponMissingFormatCode|the coupon's format code
        couponInvalidFormatCode|the coupon's format code, 0 or 1
        couponMissingFunderVli|the length of the coupon's funder
        couponInvalidFunderLength|the length of the coupon's funder, 0 to 6
        couponTruncatedFunder|the whole of the coupon's funder
        couponTruncatedOfferCode|six digits of the coupon's offer code
        couponMissingSerialNumberVli|the length of the coupon's serial number
        couponTruncatedSerialNumber|the whole of the coupon's serial number
        couponMissingGcpVli|the length of the coupon's company prefix
        couponInvalidGcpLength|the length of the coupon's company prefix, 0 to 6
        couponTruncatedGcp|the whole of the coupon's company prefix
        couponMissingSaveValueVli|the length of the coupon's save value
        couponInvalidSaveValueLength|the length of the coupon's save value, 1 to 5
        couponTruncatedSaveValue|the whole of the coupon's save value
        couponMissing1stPurchaseRequirementVli|the length of the first purchase requirement
        couponInvalid1stPurchaseRequirementLength|the length of the first purchase requirement, 1 to 5
        couponTruncated1stPurchaseRequirement|the whole of the first purchase requirement
        couponMissing1stPurchaseRequirementCode|the code of the first purchase requirement
        couponInvalid1stPurchaseRequirementCode|the code of the first purchase requirement, 0 to 4 or 9
        couponTruncated1stPurchaseFamilyCode|three digits of the first purchase's family code
        couponMissingAdditionalPurchaseRulesCode|the code of the rules for additional purchases
        couponInvalidAdditionalPurchaseRulesCode|the code of the rules for additional purchases, 0 to 3
        couponMissing2ndPurchaseRequirementVli|the length of the second purchase requirement
        couponInvalid2ndPurchaseRequirementLength|the length of the second purchase requirement, 1 to 5
        couponTruncated2ndPurchaseRequirement|the whole of the second purchase requirement
        couponMissing2ndPurchaseRequirementCode|the code of the second purchase requirement
        couponInvalid2ndPurchaseRequirementCode|the code of the second purchase requirement, 0 to 4 or 9
        couponTruncated2ndPurchaseFamilyCode|three digits of the second purchase's family code
        couponMissing2ndPurchaseGcpVli|the length of the second purchase's company prefix
        couponInvalid2ndPurchaseGcpLength|the length of the second purchase's company prefix, 0 to 6, or 9
        couponTruncated2ndPurchaseGcp|the whole of the second purchase's company prefix
        couponMissing3rdPurchaseRequirementVli|the length of the third purchase requirement
        couponInvalid3rdPurchaseRequirementLength|the length of the third purchase requirement, 1 to 5
        couponTruncated3rdPurchaseRequirement|the whole of the third purchase requirement
        couponMissing3rdPurchaseRequirementCode|the code of the third purchase requirement
        couponInvalid3rdPurchaseRequirementCode|the code of the third purchase requirement, 0 to 4 or 9
        couponTruncated3rdPurchaseFamilyCode|three digits of the third purchase's family code
        couponMissing3rdPurchaseGcpVli|the length of the third purchase's company prefix
        couponInvalid3rdPurchaseGcpLength|the length of the third purchase's company prefix, 0 to 6, or 9
        couponTruncated3rdPurchaseGcp|the whole of the third purchase's company prefix
        couponTooShortForExpirationDate|six digits of the coupon's expiry
        couponInvalidExpirationDate|the coupon's expiry as a date that exists
        couponTooShortForStartDate|six digits of the coupon's start
        couponInvalidStartDate|the coupon's start as a date that exists
        couponExpirationBeforeStart|a start that is not behind the expiry
        couponMissingRetailerGcpOrGlnVli|the length of the retailer's number
        couponInvalidRetailerGcpOrGlnLength|the length of the retailer's number, 1 to 7
        couponTruncatedRetailerGcpOrGln|the whole of the retailer's number
        couponMissingSaveValueCode|the coupon's save value code
        couponInvalidSaveValueCode|the coupon's save value code: 0, 1, 2, 5 or 6
        couponMissingSaveValueAppliesToItem|which purchase the save value applies to
        couponInvalidSaveValueAppliesToItem|which purchase the save value applies to, 0 to 2
        couponMissingStoreCouponFlag|the flag of a store's coupon
        couponMissingDontMultiplyFlag|the flag against multiplying
        couponInvalidDontMultiplyFlag|the flag against multiplying, 0 or 1
        couponExcessData|nothing behind the coupon's last field
        """
}
