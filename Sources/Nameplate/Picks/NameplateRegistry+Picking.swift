import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Finds what texts that were scanned for a pick list name: units as ``lookup(_:as:)`` finds them, cases and pallets by their
    /// SSCC, pieces by their model's number or GTIN. What names nothing is kept as such; no text rejects the others.
    /// - Throws: `manufacturer.unknown`, `pick.unknown`, `access.forbidden`, `value.invalid` for too many.
    package func picked(
        _ entries: [ScanEntry], inPick name: String, of slug: String, as principal: Principal
    ) async throws -> [KeyedPick] {
        guard (1...PickScan.most).contains(entries.count) else {
            throw RegistryError(.valueInvalid, "Send 1 to \(PickScan.most) scans at a time.", field: "scans")
        }
        let (now, references) = (moment, referenceSnapshot)
        return try await database.read { reader in
            let (maker, list) = try Self.pick(name, of: slug, as: principal, reader)
            let models = Set(try Picks.lines(of: list, reader).map(\.line.model))
            let reading = PickReading(
                manufacturer: maker, models: models, registry: self, principal: principal, references: references,
                reader: reader)
            return KeyedPick.list(
                try entries.map { entry in
                    var scan = PickScan(entry.text, at: entry.time ?? now, .unread)
                    (scan.id, scan.quantity, scan.reason) = (entry.id, entry.quantity, entry.fault)
                    if scan.reason == nil { (scan.subject, scan.reason) = try reading.subject(of: entry.text) }
                    return scan
                })
        }
    }
}

/// Finds what one label after the other names.
private struct PickReading {
    let manufacturer: Manufacturer
    /// What the list asks for.
    let models: Set<ID<Model>>
    let registry: NameplateRegistry
    let principal: Principal
    let references: ReferenceTableCache.Snapshot
    let reader: any SQLReader

    func subject(of text: String) throws -> (PickScan.Subject, String?) {
        if let code = Goods.container(text) {
            guard
                let key = try Containers.key(code, of: manufacturer, reader).flatMap({ try Units.find($0, reader)?.key }
                )
            else { return (.unread, "No case or pallet has the SSCC \(code.text).") }
            return (.container(key), nil)
        }
        let clean = CleanText(text, limit: SerialListLimit.line).text
        guard clean.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return (.unread, nil) }
        if let number = try? ModelNumber(parsing: clean),
            let model = try Models.find(number.text, of: manufacturer.id, reader), try hasPieces(model)
        {
            return (.pieces(model.id, batch: nil), nil)
        }
        var search = LookupSearch(
            catalogue: registry.catalogue, references: references, today: registry.today, principal: principal, reader,
            proposes: false, vain: VainNumbers(most: nil))
        let answer = try search.answer(listed: clean, typed: text, model: nil)
        let reason = answer.notes.first { $0.code != .cleaned }?.sentence
        switch answer.outcome {
        case .unit(let found) where found.manufacturer.id == manufacturer.id: return (.unit(found.unit.key), nil)
        case .choice(let units, _):
            let own = units.filter { $0.manufacturer.id == manufacturer.id }.map(\.unit.key)
            let asked = own.filter { models.contains($0.model) }
            if let key = asked.count == 1 ? asked.first : own.count == 1 ? own.first : nil { return (.unit(key), nil) }
            return (.unread, own.isEmpty ? reason : "Several units have this number; write the model number before it.")
        case .model(let found) where found.manufacturer.id == manufacturer.id:
            if try hasPieces(found.model) { return (.pieces(found.model.id, batch: nil), nil) }
            return (.unread, reason ?? "This names a model alone.")
        case .unit, .model, .unknown: return (.unread, "No unit of \(manufacturer.name) is named by this text.")
        }
    }

    private func hasPieces(_ model: Model) throws -> Bool {
        try model.kind != .container && registry.catalogue.formats(of: model.id, reader).isEmpty
    }
}
