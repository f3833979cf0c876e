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
}
