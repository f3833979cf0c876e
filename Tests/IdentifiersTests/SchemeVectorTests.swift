import Identifiers
import Testing

/// Every line of the vectors against the scheme that it names: verdict, reason, canonical form and every part.
@Suite("Scheme vectors")
struct SchemeVectorTests {
    /// Expectations that need a catalogue, or that say what the vector is for.
    private static let beyond: Set<String> = [
        "reason", "canonical", "note", "company", "brand", "model", "make", "tac_brand", "tac_model", "trim", "series",
        "body_class", "vehicle_type", "electrification_level", "manufacturer", "bad", "length_ok",
    ]

    private func check(_ value: any SchemeValue, _ line: Vectors.Line, elements: [Element]) {
        if let canonical = line.expect["canonical"] { #expect(value.text == canonical, "\(line)") }
        let parts = Dictionary(elements.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        for (name, wanted) in line.expect where !Self.beyond.contains(name) {
            let found: String? =
                switch parts[name] {
                case .flag(let flag): flag ? "1" : "0"
                case .some(let value): Element(name, value).text
                case nil: nil
                }
            #expect(found == wanted, "\(line) \(name)")
        }
        for (name, wanted) in line.lists where !Self.beyond.contains(name) {
            guard case .numbers(let found)? = parts[name] else {
                Issue.record("\(line) has no \(name)")
                continue
            }
            #expect(found.map(String.init) == wanted, "\(line) \(name)")
        }
    }

    private func run<Value: SchemeValue>(
        _ type: Value.Type, _ file: String, _ scheme: String? = nil,
        reading: ((Vectors.Line) throws -> Value)? = nil
    ) throws {
        for line in try Vectors.lines(file, scheme ?? Value.scheme.rawValue) {
            do {
                let value: Value = try reading?(line) ?? Value(parsing: line.input)
                #expect(line.isValid, "\(line)")
                check(value, line, elements: value.elements(asOf: line.asOf))
                if Value.scheme != .iuid { #expect(try Value(parsing: value.text) == value, "\(line)") }
            } catch let error as IdentifierError {
                #expect(!line.isValid, "\(line): \(error)")
                if let reason = line.reason { checkReason(error, reason, line) }
            }
        }
    }

    private func checkReason(_ error: IdentifierError, _ reason: String, _ line: Vectors.Line) {
        let codes: [IdentifierError.Code] =
            switch reason {
            case "length": [.length, .empty]
            case "check_digit", "check": [.checkCharacter]
            case "alphabet", "category", "position9": [.character]
            case "week": [.date]
            default: [.length, .character, .date, .empty]
            }
        #expect(codes.contains(error.code), "\(line): \(error)")
    }

    @Test("MEID") func meid() throws { try run(MEID.self, "ids-meid") }
    @Test("ICCID") func iccid() throws { try run(ICCID.self, "ids-imei") }
    @Test("IMEI") func imei() throws { try run(IMEI.self, "ids-imei") }
    @Test("MAC") func mac() throws { try run(MACAddress.self, "ids-mac") }
    @Test("EUI-64") func eui64() throws { try run(EUI64.self, "ids-mac") }
    @Test("Containers") func containers() throws { try run(ContainerNumber.self, "ids-iso6346") }
    @Test("Ships") func ships() throws { try run(ShipNumber.self, "ids-iso6346") }
    @Test("HIBC") func hibc() throws { try run(HIBC.self, "ids-udi") }
    @Test("HIBC with a swap") func swapped() throws { try run(HIBC.self, "ids-udi", "hibc-transposition") }
    @Test("ICCBBA") func iccbba() throws { try run(ISBT128.self, "ids-udi") }
    @Test("Device identifiers") func devices() throws { try run(DeviceIdentifier.self, "ids-udi") }
    @Test("IUID") func iuid() throws { try run(UniqueItemIdentifier.self, "ids-iuid") }
    @Test("Apple") func apple() throws { try run(AppleSerialNumber.self, "ids-serial-dates") }
    @Test("Dell service tag") func dellTag() throws { try run(DellServiceTag.self, "ids-serial-dates") }
    @Test("Dell express code") func dellCode() throws { try run(DellExpressCode.self, "ids-serial-dates") }
    @Test("HP") func hp() throws { try run(HPSerialNumber.self, "ids-serial-dates") }
    @Test("GE") func ge() throws { try run(GESerialNumber.self, "ids-serial-dates") }
    @Test("Bosch") func bosch() throws { try run(FDNumber.self, "ids-serial-dates") }

    @Test("Tyres")
    func tires() throws {
        try run(TireIdentificationNumber.self, "ids-tin") { line in
            try TireIdentificationNumber(
                parsing: line.input, form: line.hint.flatMap(TireIdentificationNumber.Form.init))
        }
    }

    @Test("A HIBC device identifier is read with its check character, as many are registered with FDA")
    func devicesWithCheck() throws {
        #expect(try DeviceIdentifier(parsing: "H373VBJR060202A3A").text == "H373VBJR060202A3")
        #expect(try DeviceIdentifier(parsing: "M4400192Z1").text == "M4400192Z1")
        #expect(throws: IdentifierError.self) { try DeviceIdentifier(parsing: "H373VBJR060202A3B") }
    }

    @Test("VINs as people write them")
    func writtenVehicles() throws {
        for line in try Vectors.lines("ids-vin", "vin-normalise") {
            #expect(try VIN(written: line.input, profile: .us).text == line.expect["canonical"], "\(line)")
        }
    }

    @Test("An IMEI is an MEID too, with its own check digit")
    func dualDevices() throws {
        #expect(try MEID(parsing: "49-015420-323751").text == "49015420323751")
        #expect(try MEID(parsing: "35-209900-176148-1").text == "35209900176148")
        #expect(throws: IdentifierError.self) { try MEID(parsing: "35-209900-176148-2") }
        #expect(try MEID(parsing: "29360 87365 0070 3710 0").text == "AF0123450ABCDE")
        // 0x12345678 begins with a digit and the rest is not decimal.
        #expect(throws: IdentifierError.self) { try MEID(parsing: "1234567AABCDEF") }
    }

    @Test("VIN, and its model year for its class of vehicle")
    func vehicles() throws {
        for line in try Vectors.lines("ids-vin", "vin") where line.isValid {
            let vin = try VIN(parsing: line.input, profile: line.profile == "us" ? .us : .iso)
            let vehicleClass: VIN.VehicleClass? = line.hint.flatMap(VIN.VehicleClass.init)
            let year: Int = line.asOf ?? 2026
            if let wanted = line.expect["model_year"] {
                let candidates: [Int] = vin.modelYears(of: vehicleClass, asOf: year)
                if vehicleClass == .light { #expect(candidates.count == 1) }
                #expect(candidates.map(String.init).contains(wanted), "\(line) \(candidates)")
            }
            if let wanted = line.lists["model_year_candidates"] {
                #expect(vin.modelYears(of: vehicleClass, asOf: year).map(String.init) == wanted, "\(line)")
            }
            if let wanted = line.expect["model_year_reliable"] {
                #expect(vin.hasReliableYear == (wanted == "1"), "\(line)")
            }
            if let wanted = line.expect["model_year_position"] {
                #expect(String(vin.modelYearPosition) == wanted, "\(line)")
            }
            if let wanted = line.expect["low_volume_manufacturer"] {
                #expect(vin.smallMakerCode.map { vin.worldManufacturerIdentifier + $0 } == wanted, "\(line)")
            }
            if let wanted = line.expect["serial"] { #expect(vin.serial == wanted, "\(line)") }
        }
    }
}
