package import Identifiers
package import Registry
import Storage

/// A unit or container that somebody has named by what its label says.
package struct Goods: Hashable, Sendable {
    package let key: UnitKey

    /// Reads an SSCC as labels and scanners have it: 18 digits, with `(00)` or a symbology identifier before them, an EPC URI
    /// or a Digital Link; nil for anything else.
    static func container(_ text: String) -> SSCC? {
        if let code = try? SSCC(parsing: text) { return code }
        if let link = EPCISIdentifier.canonical(text) {
            let parts = link.dropFirst(DigitalLink.canonicalStem.count).split(separator: "/")
            return parts.count == 2 && parts[0] == "00" ? try? SSCC(parsing: parts[1]) : nil
        }
        let mark = mark(before: text)
        return mark > 0 ? try? SSCC(parsing: text.dropFirst(mark)) : nil
    }

    /// How many characters say that an SSCC follows.
    static func mark(before text: String) -> Int {
        ["(00)", "]C100", "]d200", "]Q300"].first { text.hasPrefix($0) }?.count ?? 0
    }
}

extension NameplateRegistry {
    /// Finds what texts from labels name: containers by their SSCC, units as ``lookup(_:as:)`` finds them. All or none.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `unit.unknown` and `value.invalid` with the field `items[2]`.
    package func goods(
        _ texts: [String], of slug: String, for permission: Permission = .handleStock, as principal: Principal
    ) async throws -> [Goods] {
        let manufacturer = try await database.read { try Manufacturers.require(slug, $0) }
        try Access.require(principal, permission, .somewhere(manufacturer.id))
        var found: [Goods] = []
        var places: [UnitKey: Int] = [:]
        for (place, text) in texts.enumerated() {
            let key = try await goods(text, at: place, of: manufacturer, as: principal)
            if let other = places.updateValue(place, forKey: key) {
                throw RegistryError(
                    .valueInvalid, "This is the same as items[\(other)]: name each once.", field: "items[\(place)]")
            }
            found.append(Goods(key: key))
        }
        return found
    }

    private func goods(
        _ text: String, at place: Int, of manufacturer: Manufacturer, as principal: Principal
    ) async throws -> UnitKey {
        let field = "items[\(place)]"
        if let code = Goods.container(text) {
            let key = try await database.read { reader in
                try Containers.key(code, of: manufacturer, reader).flatMap { try Units.find($0, reader)?.key }
            }
            guard let key else {
                throw RegistryError(.unitUnknown, "No case or pallet has the SSCC \(code.text).", field: field)
            }
            return key
        }
        let answer = try await lookupUncounted(text, as: principal)
        let units: [FoundUnit] =
            switch answer.outcome {
            case .unit(let unit): [unit]
            case .choice(let units, _): units.filter { $0.manufacturer.id == manufacturer.id }
            case .model, .unknown: []
            }
        if units.count > 1 {
            throw RegistryError(
                .valueInvalid, "Several units have this number; write the model number before it.", field: field)
        }
        guard let unit = units.first, unit.manufacturer.id == manufacturer.id else {
            throw RegistryError(
                .unitUnknown,
                answer.notes.first?.sentence ?? "No unit of \(manufacturer.name) is named by this text.", field: field)
        }
        return unit.unit.key
    }
}
