import Identifiers
import Testing

@Suite("Schemes")
struct SchemeTests {
    private static func reason(_ error: IdentifierError, scheme: String) -> String {
        switch error.code {
        case .length, .empty: "length"
        case .checkCharacter: "check_digit"
        case .character: scheme == "vin" && error.expected == "a check digit, 0 to 9 or X" ? "position9" : "alphabet"
        default: error.code.rawValue
        }
    }

    @Test("VIN vectors get their verdict, reason and parts")
    func vehicles() throws {
        for line in try Vectors.lines("ids-vin", "vin") {
            do {
                let vin = try VIN(parsing: line.input, profile: line.profile == "us" ? .us : .iso)
                #expect(line.isValid, "\(line)")
                #expect(vin.text == line.expect["canonical"])
                #expect(vin.worldManufacturerIdentifier == line.expect["wmi"])
                #expect(String(vin.checkDigit) == line.expect["check_digit"])
                #expect(String(vin.expectedCheckDigit) == line.expect["check_digit_expected"], "\(line)")
                #expect(vin.hasValidCheckDigit == (line.expect["check_digit_ok"] == "1"), "\(line)")
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
                #expect(Self.reason(error, scheme: "vin") == line.reason, "\(line): \(error)")
            }
        }
    }

    @Test("A VIN is found among words, spaces and dashes")
    func vehiclesAmongWords() throws {
        for line in try Vectors.lines("ids-vin", "vin-normalise") {
            let fields: [PlateField] = PlateText.fields(in: line.input)
            let found: [String] = fields.compactMap { field in
                try? VIN(parsing: field.value.filter { $0 != "-" && $0 != " " }).text
            }
            #expect(line.expect["canonical"].map(found.contains) == true, "\(line): \(fields)")
        }
    }

    @Test(
        "An SSCC is read in digits and as an EPC URI",
        arguments: [
            ("106141412345678908", "106141412345678908"), ("1 0614141 234567890 8", "106141412345678908"),
            ("urn:epc:id:sscc:0614141.1234567890", "106141412345678908"),
            ("URN:EPC:ID:SSCC:0614141.1234567890", "106141412345678908"),
            ("395204710000000122", "395204710000000122"),
        ])
    func containers(text: String, canonical: String) throws {
        #expect(try SSCC(parsing: text).text == canonical)
    }

    @Test(
        "What is no SSCC is refused with its reason",
        arguments: [
            ("", IdentifierError.Code.empty), ("12345", .length), ("106141412345678907", .checkCharacter),
            ("10614141234567890A", .character), ("1061414123456789080", .length),
            ("urn:epc:id:sscc:", .length), ("urn:epc:id:sscc:0614141", .length),
            ("urn:epc:id:sscc:0614141.", .length), ("urn:epc:id:sscc:0614141.123", .length),
            ("urn:epc:id:sscc:061414x.1234567890", .character), ("\u{202E}106141412345678908", .character),
        ])
    func noContainers(text: String, code: IdentifierError.Code) {
        let error = #expect(throws: IdentifierError.self) { try SSCC(parsing: text) }
        #expect(error?.code == code)
    }

    @Test("IMEI vectors get their verdict, reason and parts")
    func mobileDevices() throws {
        for line in try Vectors.lines("ids-imei", "imei") {
            do {
                let imei = try IMEI(parsing: line.input)
                #expect(line.isValid, "\(line)")
                #expect(imei.text == line.expect["canonical"])
                if let type = line.expect["tac"] {
                    #expect(imei.typeAllocationCode == type)
                    #expect(imei.serial == line.expect["serial"])
                    #expect(imei.softwareVersion == line.expect["svn"])
                }
                if let check = line.expect["check_digit"] { #expect(String(imei.checkDigit) == check) }
                #expect(try IMEI(parsing: imei.imeiText).typeAllocationCode == imei.typeAllocationCode)
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
                #expect(Self.reason(error, scheme: "imei") == line.reason, "\(line): \(error)")
            }
        }
    }

    @Test("GTIN vectors get their verdict and check digit")
    func tradeItems() throws {
        for line in try Vectors.lines("gs1-gtin", "gtin") {
            let gtin = try? GTIN(parsing: line.input)
            #expect((gtin != nil) == line.isValid, "\(line)")
            if let gtin, let wanted = line.expect["checkDigit"] { #expect(String(gtin.checkDigit) == wanted) }
            if let gtin, let form = line.expect["format"] { #expect("GTIN-\(gtin.form.rawValue)" == form) }
        }
    }

    @Test("GTIN vectors convert to another length, or refuse to")
    func tradeItemForms() throws {
        let forms: [String: GTIN.Form] = [
            "GTIN-8": .gtin8, "GTIN-12": .gtin12, "GTIN-13": .gtin13, "GTIN-14": .gtin14,
        ]
        for line in try Vectors.lines("gs1-gtin", "gtinConvert") {
            let form = try #require(forms[line.options["to"] ?? ""])
            let converted: String? = (try? GTIN(parsing: line.input))?.text(as: form)
            #expect(converted == (line.isValid ? line.expect["value"] : nil), "\(line)")
        }
    }

    @Test("GS1 check digits")
    func checkDigits() throws {
        for line in try Vectors.lines("gs1-gtin", "checkDigit") {
            #expect(CheckCharacter.gs1.compute(over: line.input.utf8) == line.expect["checkDigit"])
        }
    }

    @Test("Container vectors agree with the check digit of ISO 6346")
    func containers() throws {
        for line in try Vectors.lines("ids-iso6346", "iso6346") where line.isValid || line.reason == "check_digit" {
            let plain: String = line.input.uppercased().filter { $0 != " " && $0 != "-" }
            #expect(CheckCharacter.iso6346.isValid(Array(plain.utf8)) == line.isValid, "\(line)")
        }
    }

    @Test(
        "Hostile text is refused, never misread",
        arguments: [
            "", " ", "\u{0}", "\u{202E}4006381333931", "4006381333931\u{0}", "'; DROP TABLE units; --", "<b>1</b>",
            "4006381333931\u{FFFD}", "٤٠٠٦٣٨١٣٣٣٩٣١",
        ])
    func hostile(_ text: String) {
        #expect(throws: IdentifierError.self) { try GTIN(parsing: text) }
        #expect(throws: IdentifierError.self) { try IMEI(parsing: text) }
        #expect(throws: IdentifierError.self) { try VIN(parsing: text) }
    }

    @Test("Full-width digits are digits")
    func fullWidth() throws {
        #expect(try GTIN(parsing: "４００６３８１３３３９３１").text == "04006381333931")
        #expect(try VIN(parsing: "１Ｍ８gdm9axkp042788").text == "1M8GDM9AXKP042788")
    }

    @Test("Ten million characters are refused after a glance")
    func floods() throws {
        let flood = String(repeating: "9", count: 10_000_000)
        #expect(throws: IdentifierError.self) { try GTIN(parsing: flood) }
        #expect(throws: IdentifierError.self) { try IMEI(parsing: flood) }
        #expect(throws: IdentifierError.self) { try VIN(parsing: flood) }
        #expect(throws: IdentifierError.self) { try SerialNumber(parsing: flood) }
        #expect(throws: IdentifierError.self) { try SerialFormat(parsing: flood) }
    }
}
