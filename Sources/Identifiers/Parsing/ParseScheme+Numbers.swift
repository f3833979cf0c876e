extension ParseScheme {
    /// Numbers of the schemes outside GS1.
    static let numbers: [ParseScheme] = [
        ParseScheme("vin", vehicle),
        ParseScheme("vin-normalise") { context throws(ParseFault) in
            let text: String = try context.text()
            let vin: VIN = try context.read { () throws(IdentifierError) in
                try VIN(written: text, profile: context.request.profile == "iso" ? .iso : .us)
            }
            return context.outcome(of: vin)
        },
        number(IMEI.self), number(ICCID.self), number(MEID.self), number(MACAddress.self), number(EUI64.self),
        number(ContainerNumber.self), number(ShipNumber.self), number(ISBN.self), number(ISSN.self),
        number(HIBC.self), ParseScheme("hibc-transposition", number(HIBC.self).answer), number(ISBT128.self),
        number(DeviceIdentifier.self), number(UniqueItemIdentifier.self), number(AppleSerialNumber.self),
        number(DellServiceTag.self), number(DellExpressCode.self), number(HPSerialNumber.self),
        number(GESerialNumber.self), number(FDNumber.self), ParseScheme("tire-tin", tire),
    ]

    /// A number whose rules need nothing but the text.
    static func number<Value: SchemeValue>(_ type: Value.Type) -> ParseScheme {
        ParseScheme(Value.scheme.rawValue) { context throws(ParseFault) in
            let text: String = try context.text()
            do throws(IdentifierError) {
                return context.outcome(of: try Value(parsing: text))
            } catch {
                var outcome = ParseOutcome(
                    [], fault: ParseFault(error, reason: MistakeKind.word(error, scheme: context.name)))
                if error.code == .checkCharacter || error.code == .character {
                    outcome.corrections = Value.corrections(of: text)
                }
                return outcome
            }
        }
    }

    @Sendable
    private static func vehicle(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        let profile: VIN.Profile = context.request.profile == "us" ? .us : .iso
        do throws(IdentifierError) {
            return context.outcome(of: try VIN(parsing: text, profile: profile))
        } catch {
            var outcome = ParseOutcome([], fault: ParseFault(error, reason: MistakeKind.word(error, scheme: "vin")))
            if let vin = try? VIN(parsing: text, profile: .iso) {
                outcome.value = context.outcome(of: vin).value
            } else if error.code == .character {
                let bad: [String] = text.unicodeScalars.filter { !$0.isSpace && !isOfVehicle($0) }.map { String($0) }
                outcome.value = [.init("bad", .texts(bad.prefix(17)))]
            }
            if error.code != .length, error.code != .empty {
                outcome.corrections = VIN.corrections(of: text, profile: profile)
            }
            return outcome
        }
    }

    private static func isOfVehicle(_ scalar: Unicode.Scalar) -> Bool {
        let narrow: Unicode.Scalar = scalar.halfWidth
        return narrow.isASCII && VIN.value(of: ASCII.uppercased(UInt8(narrow.value))) >= 0
    }

    @Sendable
    private static func tire(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        var form: TireIdentificationNumber.Form?
        if let hint = context.request.hint {
            form = TireIdentificationNumber.Form(rawValue: hint)
            guard form != nil else {
                throw ParseFault(
                    ParseRequest.error(
                        "there is no form '\(ParseRequest.shown(hint))' of a tyre's number",
                        expected: TireIdentificationNumber.Form.allCases.map(\.rawValue).joined(separator: ", ")))
            }
        }
        let number: TireIdentificationNumber = try context.read { () throws(IdentifierError) in
            try TireIdentificationNumber(parsing: text, form: form)
        }
        return context.outcome(of: number)
    }
}

extension ParseContext {
    var describer: ValueDescriber {
        ValueDescriber(
            tables: tables, asOf: asOf, vehicleClass: request.vehicleClass.flatMap(VIN.VehicleClass.init))
    }

    /// A value with all that is known of it.
    func outcome(of value: any IdentifierValue) -> ParseOutcome {
        let describer: ValueDescriber = self.describer
        var outcome = ParseOutcome(describer.members(of: value))
        outcome.tables = describer.tables(for: value)
        return outcome
    }
}
