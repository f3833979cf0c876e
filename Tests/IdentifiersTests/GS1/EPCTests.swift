import IdentifierTables
import Identifiers
import Testing

@Suite("EPC URIs")
struct EPCTests {
    @Test("Every vector of a pure identity or class gets its verdict, scheme and elements")
    func identities() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcUri") {
            do {
                let code = try EPC(parsing: line.input)
                let wanted: String? = line.option("scheme") ?? line.expected("scheme")
                let isRight: Bool = wanted.map { $0.lowercased() == code.scheme.rawValue } ?? true
                #expect(isRight == line.isValid, "\(line)")
                guard line.isValid else { continue }
                #expect(try EPC(parsing: code.text) == code, "\(line)")
                if let bracketed = line.expected("bracketed") { #expect(code.bracketed == bracketed, "\(line)") }
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("Every vector becomes its element string")
    func elementStrings() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcToElementString") {
            let code: EPC? = try? EPC(parsing: line.input)
            #expect((code != nil) == line.isValid, "\(line)")
            guard let code, line.isValid else { continue }
            if let bracketed = line.expected("bracketed") { #expect(code.bracketed == bracketed, "\(line)") }
            if let key = line.expected("key") { #expect(code.key == key, "\(line)") }
            if let length = line.option("companyPrefixLength") {
                #expect(code.companyPrefix?.count == Int(length), "\(line)")
            }
        }
    }

    @Test("Every vector becomes its Digital Link")
    func digitalLinks() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcToDigitalLink") {
            let link: String? =
                (try? EPC(parsing: line.input))?.digitalLink ?? (try? EPCPattern(parsing: line.input))?.digitalLink
            #expect(link == (line.isValid ? line.expected("uri") : nil), "\(line)")
        }
    }

    @Test("Every vector of a pattern gets the key that it stands for")
    func patterns() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcIdPattern") {
            let pattern: String? = (try? EPCPattern(parsing: line.input))?.keyPattern
            #expect(pattern == (line.isValid ? line.expected("keyPattern") : nil), "\(line)")
        }
    }

    @Test("Every vector becomes the identifier that EPCIS events compare")
    func canonical() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcisCanonicalId") {
            #expect(EPCISIdentifier.canonical(line.input) == (line.isValid ? line.expected("uri") : nil), "\(line)")
        }
    }

    @Test("From a message back to the URI, once the length of the company prefix is known")
    func fromMessages() throws {
        for line in try GS1Vectors.lines("gs1-epc", "epcUri") where line.isValid {
            let code = try EPC(parsing: line.input)
            // The rules of element strings are narrower in places, such as for the piece of a total.
            guard let message = try? code.message(dictionary: .builtIn) else { continue }
            #expect(try EPC(message, companyPrefixLength: code.companyPrefix?.count) == code, "\(line)")
            let error = #expect(throws: IdentifierError.self) { try EPC(message, companyPrefixLength: nil) }
            #expect(error?.code == .gs1CompanyPrefixLength)
        }
    }

    @Test("A pattern matches the units of its model")
    func matching() throws {
        let pattern = try EPCPattern(parsing: "urn:epc:idpat:sgtin:0614141.112345.*")
        #expect(pattern.matches(try EPC(parsing: "urn:epc:id:sgtin:0614141.112345.400")))
        #expect(!pattern.matches(try EPC(parsing: "urn:epc:id:sgtin:0614141.112346.400")))
        #expect(pattern.text == "urn:epc:idpat:sgtin:0614141.112345.*")
    }

    @Test(
        "Hostile texts are refused",
        arguments: [
            "", "urn:epc:id:", "urn:epc:id:sgtin:", "urn:epc:id:sgtin:...", "urn:epc:id:sgtin:0614141.112345.%",
            "urn:epc:id:sgtin:0614141.112345.%00", "urn:epc:id:sgtin:٠614141.112345.1", "urn:epc:id:cpi:0614141..1",
            "urn:epc:id:sscc:0614141.", "urn:epc:id:sgtin:0614141.112345.a b", "urn:epc:id:lgtin:0614141.112345.1",
            "urn:epc:class:sgtin:0614141.112345.1", "urn:epc:id:sgln:061414112345.1.0",
        ])
    func hostile(text: String) {
        #expect(throws: IdentifierError.self) { try EPC(parsing: text) }
        #expect(throws: IdentifierError.self) { try EPCPattern(parsing: text) }
    }
}
