/// A rule for the content of one component of a data field, as the GS1 Barcode Syntax Dictionary names it.
///
/// The rules are those of the dictionary's release of January 2026 and its description of each linter.
public enum Linter: String, CaseIterable, Hashable, Sendable {
    /// Digits only.
    case csetnumeric
    /// GS1 AI encodable character set 82 (General Specifications, figure 7.11-1).
    case cset82
    /// GS1 AI encodable character set 39 (figure 7.11-2).
    case cset39
    /// File-safe, URI-safe base 64 (figure 7.11-3), with padding.
    case cset64
    /// The last digit is the GS1 check digit (7.9.1).
    case csum
    /// The last two characters are the GS1 check character pair (7.9.5).
    case csumalpha
    /// A GS1 Company Prefix, at least four digits, stands at the beginning.
    case gcppos1
    /// A GS1 Company Prefix begins at the second character.
    case gcppos2
    /// At least one character is no digit.
    case hasnondigit
    /// An hour, 00 to 23.
    case hh
    /// Hour and minute.
    case hhmi
    /// Nothing but hyphens, a minus sign behind the number.
    case hyphen
    /// An international bank account number (ISO 13616-1).
    case iban
    /// An importer index: a letter, a digit, a hyphen or a low line.
    case importeridx
    /// A three-digit country code (ISO 3166-1).
    case iso3166
    /// The same, or 999.
    case iso3166999
    /// A two-letter country code (ISO 3166-1).
    case iso3166alpha2
    /// A three-digit currency code (ISO 4217).
    case iso4217
    /// A code for sex (ISO/IEC 5218): 0, 1, 2 or 9.
    case iso5218
    /// A latitude in ten digits: degrees and 90, times 10^7.
    case latitude
    /// A longitude in ten digits: degrees, and 360 where negative, times 10^7.
    case longitude
    /// A medium that carries an AIDC symbol (ICCBBA).
    case mediatype
    /// A minute, 00 to 59.
    case mi
    /// Digits that are not all zero.
    case nonzero
    /// Digits that do not begin with zero.
    case nozeroprefix
    /// A package type (UN/CEFACT recommendation 21).
    case packagetype
    /// Percent signs stand before two hexadecimal digits.
    case pcenc
    /// A piece number and the total of pieces, of equal length.
    case pieceoftotal
    /// A position in a sequence and its end, with a slash between.
    case posinseqslash
    /// A second, 00 to 59.
    case ss
    /// A winding direction: 0, 1 or 9.
    case winding
    /// 0 or 1.
    case yesno
    /// YYMMDD; day 00 stands for no day in particular.
    case yymmd0
    /// YYMMDD.
    case yymmdd
    /// YYYYMMDD; day 00 stands for no day in particular.
    case yyyymmd0
    /// YYYYMMDD.
    case yyyymmdd
    /// Nothing but zeros.
    case zero
    /// A coupon of North America (AI 8110).
    case couponcode
    /// A positive offer file of North America (AI 8112).
    case couponposoffer
    /// Withdrawn: passes everything. Old dictionaries name it.
    case hhmm
    /// Withdrawn: passes everything.
    case iso3166list
    /// Withdrawn, now ``gcppos1``: passes everything.
    case key
    /// Withdrawn, now ``gcppos2``: passes everything.
    case keyoff1
    /// Withdrawn: passes everything.
    case mmoptss
    /// Withdrawn: passes everything.
    case yymmddhh

    /// What breaks the rule in a text; nil where it passes.
    public func fault(in text: some StringProtocol) -> LinterFault? {
        text.withBytes { (bytes: UnsafeBufferPointer<UInt8>) -> LinterFault? in fault(in: bytes) }
    }

    /// What breaks the rule in UTF-8; nil where it passes. Offsets count bytes.
    func fault(in bytes: Bytes) -> LinterFault? {
        switch self {
        case .csetnumeric: Self.characters(bytes, { ASCII.isDigit($0) }, .nonDigitCharacter)
        case .cset82: Self.characters(bytes, GS1Characters.isIn82, .invalidCset82Character)
        case .cset39: Self.characters(bytes, GS1Characters.isIn39, .invalidCset39Character)
        case .cset64: Self.base64(bytes)
        case .csum: Self.checkDigit(bytes)
        case .csumalpha: Self.checkPair(bytes)
        case .gcppos1: Self.companyPrefix(bytes)
        case .gcppos2: Self.secondCompanyPrefix(bytes)
        case .hasnondigit:
            bytes.contains { !ASCII.isDigit($0) } ? nil : Self.whole(bytes, .requiresNonDigitCharacter)
        case .hh: Self.hour(bytes)
        case .hhmi: Self.hourAndMinute(bytes)
        case .mi: Self.minute(bytes)
        case .ss: Self.second(bytes)
        case .hyphen: Self.nothingBut(UInt8(ascii: "-"), bytes, .notHyphen)
        case .zero: Self.nothingBut(0x30, bytes, .notZero)
        case .iban: Self.bankAccount(bytes)
        case .importeridx: Self.importerIndex(bytes)
        case .iso3166: Self.country(bytes, .notIso3166)
        case .iso3166999: Self.isNines(bytes) ? nil : Self.country(bytes, .notIso3166Or999)
        case .iso3166alpha2: CodeLists.isCountry(letters: bytes) ? nil : Self.whole(bytes, .notIso3166Alpha2)
        case .iso4217: CodeLists.isCurrency(digits: bytes) ? nil : Self.whole(bytes, .notIso4217)
        case .mediatype:
            CodeLists.isMediaType(bytes) ? nil : Self.whole(bytes, .invalidMediaType, stumble: bytes.count)
        case .packagetype: CodeLists.isPackageType(bytes) ? nil : Self.whole(bytes, .invalidPackageType)
        case .iso5218: Self.oneOf("0129", bytes, .invalidBiologicalSexCode)
        case .winding: Self.oneOf("019", bytes, .invalidWindingDirection)
        case .yesno: Self.oneOf("01", bytes, .notZeroOrOne)
        case .latitude: Self.coordinate(bytes, largest: 1_800_000_000, .latitudeInvalidLength, .invalidLatitude)
        case .longitude: Self.coordinate(bytes, largest: 3_600_000_000, .longitudeInvalidLength, .invalidLongitude)
        case .nonzero: Self.notAllZero(bytes)
        case .nozeroprefix: Self.withoutLeadingZero(bytes)
        case .pcenc: Self.percentCoding(bytes)
        case .pieceoftotal: Self.pieceOfTotal(bytes)
        case .posinseqslash: Self.positionInSequence(bytes)
        case .yymmd0: Self.date(bytes, centuries: false, allowsDayZero: true)
        case .yymmdd: Self.date(bytes, centuries: false, allowsDayZero: false)
        case .yyyymmd0: Self.date(bytes, centuries: true, allowsDayZero: true)
        case .yyyymmdd: Self.date(bytes, centuries: true, allowsDayZero: false)
        case .couponcode: CouponReader.couponFault(bytes)
        case .couponposoffer: CouponReader.offerFault(bytes)
        case .hhmm, .iso3166list, .key, .keyoff1, .mmoptss, .yymmddhh: nil
        }
    }

    static func whole(_ bytes: Bytes, _ reason: ElementFault.Reason, stumble: Int = 0) -> LinterFault {
        LinterFault(reason, at: 0, bytes.count, stumble: stumble)
    }
}
