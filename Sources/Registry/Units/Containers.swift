package import Identifiers
package import Storage

/// Logistic units (cases, pallets): units of a model that each manufacturer has for them.
package enum Containers {
    /// The number of the model to which containers with an SSCC belong.
    package static let modelNumber = "SSCC"

    /// The container with this code; nil where the manufacturer has no containers yet.
    package static func key(
        _ code: SSCC, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> UnitKey? {
        let serial = try SerialNumber(parsing: code.text)
        return try Models.find(modelNumber, of: manufacturer.id, reader).map { UnitKey($0.id, serial) }
    }

    /// The container with this code. The manufacturer's model of containers is made where it is missing.
    package static func keyMakingModel(
        _ code: SSCC, of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> UnitKey {
        if let key = try key(code, of: manufacturer, transaction) { return key }
        var details = ModelDetails(number: try ModelNumber(parsing: modelNumber))
        details.name = "Logistic units"
        let model = try Models.create(
            details, kind: .container, of: manufacturer, as: principal, from: source, transaction)
        return UnitKey(model.id, try SerialNumber(parsing: code.text))
    }

    /// The next SSCC of the manufacturer's first GS1 prefix, with the extension digit 0: after the highest that is known.
    /// - Throws: `value.invalid` where there is no prefix, or no number is left.
    package static func newCode(of manufacturer: Manufacturer, _ transaction: any SQLTransaction) throws -> SSCC {
        guard let prefix = manufacturer.gs1Prefixes.first else {
            throw RegistryError(
                .valueInvalid, "Name an SSCC: \(manufacturer.name) has no GS1 prefix from which one could be made.",
                field: "container")
        }
        try transaction.claim(Claim("container numbers", manufacturer.id), .exclusive)
        let digits = 16 - prefix.utf8.count
        let known = try Models.find(modelNumber, of: manufacturer.id, transaction).flatMap { model in
            try transaction.first(
                ContainersSQL.last, [.integer(model.id.value), .text("0\(prefix)"), .text("0\(prefix):")]
            ) { $0.optionalText(0) } ?? nil
        }
        let last = known.map { $0.dropFirst(1 + prefix.utf8.count).prefix(digits) }
        let next = String((last.flatMap { Int64($0) } ?? 0).addingSaturated(1))
        guard next.utf8.count <= digits else {
            throw RegistryError(.valueInvalid, "All numbers of the prefix \(prefix) are used.", field: "container")
        }
        let reference = String(repeating: "0", count: digits - next.utf8.count) + next
        return try SSCC(parsing: "urn:epc:id:sscc:\(prefix).0\(reference)")
    }
}

private enum ContainersSQL {
    static let last = Statement(
        """
        SELECT MAX(serial_key)
          FROM units
         WHERE model_id = $1
           AND serial_key >= $2
           AND serial_key < $3
        """)
}
