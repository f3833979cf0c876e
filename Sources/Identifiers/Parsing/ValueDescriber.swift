/// Says all that is known of a value: by itself and by the tables.
struct ValueDescriber {
    typealias Members = [ParseValue.Member]

    let tables: ReferenceTables
    let asOf: CivilDate
    var vehicleClass: VIN.VehicleClass?

    /// The parts under stable names, the canonical form first.
    func members(of value: any IdentifierValue) -> Members {
        var members: Members = [.init("canonical", value.text)]
        switch value {
        case let vin as VIN: members += vehicle(vin)
        case let message as GS1Message: members.merge(MessageDescriber(tables: tables, asOf: asOf).members(of: message))
        case let link as DigitalLink:
            members[0] = .init("canonical", link.canonicalText)
            members.merge(MessageDescriber(tables: tables, asOf: asOf).members(of: link))
        default:
            members += Members(value.elements(asOf: asOf.year))
            members += more(about: value)
        }
        return members
    }

    /// What only tables tell, and what is told of a part that is missing.
    private func more(about value: any IdentifierValue) -> Members {
        var members: Members = []
        switch value {
        case let imei as IMEI:
            guard let model = tables.devices.model(of: imei) else { break }
            members.add("tac_brand", model.brand)
            if !model.name.isEmpty { members.add("tac_model", model.name) }
        case let address as MACAddress where address.organizationallyUniqueIdentifier == nil:
            members.append(.init("oui", .null))
        case let item as UniqueItemIdentifier:
            if item.construct == nil { members.append(.init("construct", .null)) }
            members.append(.init("length_ok", .flag(item.text.utf8.count <= 50)))
        case let gtin as GTIN: members += owner(tables.prefixes.allocation(of: gtin))
        case let book as ISBN: members.add("gtin", book.text)
        case let gln as GLN: members += owner(tables.prefixes.allocation(of: gln.text))
        case let sscc as SSCC: members += owner(tables.prefixes.allocation(of: sscc.text.dropFirst()))
        case let key as GS1Key:
            // The prefix of a GRAI stands behind a zero.
            members += owner(
                tables.prefixes.allocation(of: key.kind == .grai ? key.number.dropFirst() : key.number[...]))
        default: break
        }
        return members
    }

    private func owner(_ allocation: GS1Prefixes.Allocation?) -> Members {
        guard let allocation else { return [] }
        return [.init("prefix", allocation.prefix), .init("owner", allocation.owner)]
    }

    /// A VIN by its digits, and by the plans of its maker.
    func vehicle(_ vin: VIN) -> Members {
        let found: VehicleDescription = tables.vehicles.describe(vin, vehicleClass: vehicleClass, asOf: asOf.year)
        let isOpen: Bool = vehicleClass == .heavy && found.modelYears.count > 1
        let told: Members = Members(found.elements).filter {
            $0.name != "table" && !(isOpen && $0.name == "model_year")
        }
        // What the table tells goes before what the number tells by itself.
        var members: Members = told
        members.merge(Members(vin.elements(of: vehicleClass, asOf: asOf.year)))
        if !found.alternatives.isEmpty {
            members.append(
                .init("alternatives", .texts(found.alternatives.map { "\($0.make) \($0.name)" })))
        }
        return members
    }

    /// The tables that speak of a value.
    func tables(for value: any IdentifierValue) -> [ParseAnswer.Table] {
        switch value.identifierScheme {
        case .vin: [.init(name: "vehicles", version: tables.vehicles.version)]
        case .imei: [.init(name: "devices", version: tables.devices.version)]
        case .elementString, .digitalLink: [dictionaryTable]
        default: []
        }
    }

    var dictionaryTable: ParseAnswer.Table {
        .init(name: "gs1", version: "GS1 Barcode Syntax Dictionary \(tables.dictionary.release ?? "of no release")")
    }
}
