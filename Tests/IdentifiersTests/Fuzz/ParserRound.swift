import Identifiers

/// Every way in which the library reads a text, tried on one text, and what must be true of all that comes back.
///
/// Seeded tests and `scripts/fuzz` throw texts at it.
struct ParserRound {
    private let text: String
    private let tables: ReferenceTables
    /// What was found broken, each in a sentence; empty where all is well.
    private(set) var faults: [String] = []

    private static let today: CivilDate? = try? CivilDate(year: 2026)
    static let types: [any SchemeValue.Type] = [
        VIN.self, IMEI.self, MEID.self, ICCID.self, MACAddress.self, EUI64.self, ContainerNumber.self, ShipNumber.self,
        ISBN.self, ISSN.self, HIBC.self, ISBT128.self, DeviceIdentifier.self, UniqueItemIdentifier.self,
        TireIdentificationNumber.self, AppleSerialNumber.self, DellServiceTag.self, DellExpressCode.self,
        HPSerialNumber.self, GESerialNumber.self, FDNumber.self, GTIN.self, UPC.self, SSCC.self, GLN.self, EPC.self,
        EPCPattern.self,
    ]

    init(_ text: String, by tables: ReferenceTables) {
        self.text = text
        self.tables = tables
        for type in Self.types { read(type) }
        readVehicle()
        readGS1()
        readSerials()
        readAnything()
    }

    private mutating func require(_ isTrue: Bool, _ what: @autoclosure () -> String) {
        if !isTrue { faults.append(what()) }
    }

    private mutating func check(_ error: IdentifierError, _ what: String) {
        require(!error.sentence.isEmpty, "\(what) is refused without a sentence")
        let length: Int = text.unicodeScalars.count
        require(error.position.map { (0...length).contains($0) } ?? true, "\(what) is refused at no place of the text")
    }

    // MARK: Schemes

    private mutating func read<Value: SchemeValue>(_ type: Value.Type) {
        do throws(IdentifierError) {
            let value = try Value(parsing: text)
            let written: String = (value as? UniqueItemIdentifier)?.message ?? value.text
            let again = try? Value(parsing: written)
            require(again == value, "\(type) reads \(written) as another value")
            require(!value.elements(asOf: 2026).isEmpty, "\(type) says nothing of \(written)")
        } catch {
            check(error, "\(type)")
        }
        for correction in Value.corrections(of: text) {
            require((try? Value(parsing: correction.text)) != nil, "\(type) refuses its correction \(correction.text)")
        }
    }

    private mutating func readVehicle() {
        if let vin = try? VIN(written: text, profile: .iso) { _ = tables.vehicles.describe(vin, asOf: 2026) }
        if let pattern = try? VINPattern(parsing: text) {
            _ = tables.vehicles.describe(pattern, asOf: 2026)
            require((try? VINPattern(parsing: pattern.text)) == pattern, "a pattern of VINs reads back as another")
        }
        if let imei = try? IMEI(parsing: text) { _ = tables.devices.model(of: imei) }
        _ = TireIdentificationNumber.candidates(in: text)
    }

    // MARK: GS1

    private mutating func readGS1() {
        let dictionary: GS1SyntaxDictionary = tables.dictionary
        for unknown in [GS1Message.UnknownIdentifiers.refused, .permitted] {
            if let read = try? GS1Message(bracketed: text, dictionary: dictionary, unknown: unknown) {
                checkWriting(read, unknown)
            } else {
                let faults = GS1Message.faults(inBracketed: text, dictionary: dictionary, unknown: unknown)
                require(!faults.isEmpty, "a bracketed text is refused without a fault")
            }
            if let read = try? GS1Message(elementString: text, dictionary: dictionary, unknown: unknown) {
                checkWriting(read, unknown)
            } else {
                let faults = GS1Message.faults(inElementString: text, dictionary: dictionary, unknown: unknown)
                require(!faults.isEmpty, "an element string is refused without a fault")
            }
        }
        if let link = try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words]) {
            let again = try? DigitalLink(parsing: link.text, dictionary: dictionary)
            require(again?.text == link.text, "a link reads back as another")
        }
        _ = try? EPC(parsing: text).message(dictionary: dictionary)
        _ = ScanInterpretation(of: text, dictionary: dictionary)
        _ = try? Scan(parsing: text, dictionary: dictionary)
        _ = EPCISIdentifier.canonical(text)
        _ = GS1Message.readings(ofElementString: text, dictionary: dictionary)
        _ = PriceCheckDigit.compute(over: text)
        _ = tables.prefixes.allocation(of: text)
        for linter in Linter.allCases { _ = linter.fault(in: text) }
        _ = try? GS1SyntaxDictionary.entries(ofLine: text)
    }

    private mutating func checkWriting(_ message: GS1Message, _ unknown: GS1Message.UnknownIdentifiers) {
        let again = try? GS1Message(bracketed: message.bracketed(), dictionary: tables.dictionary, unknown: unknown)
        require(again == message, "a message reads back as another: \(message.bracketed())")
        _ = message.violations(by: tables.dictionary)
        if let today = Self.today { _ = message.meanings(by: tables.dictionary, asOf: today) }
        _ = try? EPC(message, companyPrefixLength: 7)
        _ = try? DigitalLink(message, dictionary: tables.dictionary)
    }

    // MARK: Serial numbers, plates, and texts of no known kind

    private mutating func readSerials() {
        if let serial = try? SerialNumber(parsing: text) {
            require((try? SerialNumber(parsing: serial.text)) == serial, "a serial number reads back as another")
        }
        if let model = try? ModelNumber(parsing: text) {
            require((try? ModelNumber(parsing: model.text)) == model, "a model number reads back as another")
        }
        do throws(IdentifierError) {
            let format = try SerialFormat(parsing: text)
            require((try? SerialFormat(parsing: format.pattern)) == format, "a format reads back as another")
        } catch {
            check(error, "a serial format")
        }
        _ = try? SerialWildcard(vin: text)
        _ = try? CivilDate(parsing: text)
    }

    private mutating func readAnything() {
        for field in PlateText.fields(in: text) {
            require(
                field.range.lowerBound >= 0 && field.range.upperBound <= text.utf8.count,
                "a field lies outside its text")
        }
        for reading in Identifier.interpretations(of: text) {
            require(!reading.reason.isEmpty && !reading.text.isEmpty, "a reading has no reason")
        }
        _ = CodeText(text, dictionary: tables.dictionary)
        _ = CodeText.mendedReadings(of: text, dictionary: tables.dictionary)
        _ = ScannerFault.faults(in: text)
        _ = ScannerFault.originals(of: text)
        _ = Identifier.nearMisses(of: text)
        _ = Likeness.readings(of: text)
        _ = Placeholder.recognise(text)
        _ = PlateShape(of: text)
        _ = RankingFold.fold(text)
        _ = FindKey.fold(text)
    }
}
