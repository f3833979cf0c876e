import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Finds what texts that were scanned in a count name: cases and pallets by their SSCC, units as ``lookup(_:as:)`` finds
    /// them, with a quantity pieces by their model's number. What names nothing is kept as such; no text rejects the others.
    /// - Throws: `manufacturer.unknown`, `count.unknown`, `access.forbidden`, `value.invalid` for too many.
    package func scans(
        _ texts: [ScannedText], inCount number: String, of slug: String, as principal: Principal
    ) async throws -> [CountScan] {
        guard (1...ScannedText.most).contains(texts.count) else {
            throw RegistryError(.valueInvalid, "Send 1 to \(ScannedText.most) things at a time.", field: "items")
        }
        let now = moment
        let (maker, count) = try await database.read { reader in
            (
                try Manufacturers.require(slug, reader), try Self.count(number, of: slug, as: principal, reader)
            )
        }
        let places = try await database.read { reader in
            try CountedPlaces(Self.place(of: count, reader), reader)
        }
        var rest = texts.enumerated().map { SerialListEntry(line: $0 + 1, text: $1.text) }[...]
        let reading = ListReading(registry: self, principal: principal, model: nil)
        var scans: [CountScan] = []
        while !rest.isEmpty {
            let portion = try reading.portion(of: &rest, after: scans.count)
            scans += try await reading.read(
                portion,
                refused: { entry, reason in
                    let scanned = texts[entry.line - 1]
                    return Self.unread(scanned, at: scanned.time?.microseconds ?? now, reason?.sentence)
                }
            ) { _ in
                { entry, _, search in
                    let scanned = texts[entry.line - 1]
                    return try Self.scan(
                        scanned, at: scanned.time?.microseconds ?? now, of: maker, in: places, search, self)
                }
            }
        }
        return scans
    }

    private static func unread(_ scanned: ScannedText, at time: Int64, _ reason: String?) -> CountScan {
        let text = CleanText(scanned.text, limit: CountScan.longestText).text
        var scan = CountScan(.unread(text), text, time: time)
        scan.reason = reason ?? "Nothing is named by this text."
        return scan
    }

    private static func scan(
        _ scanned: ScannedText, at time: Int64, of maker: Manufacturer, in places: CountedPlaces,
        _ search: LookupSearch, _ registry: NameplateRegistry
    ) throws -> ListReading.Outcome<CountScan> {
        let reader = search.reader
        let text = CleanText(scanned.text, limit: SerialListLimit.line).text
        if let quantity = scanned.quantity {
            return ListReading.Outcome(
                value: try pieces(quantity, scanned, at: time, of: maker, in: places, reader), isFound: true)
        }
        if let code = Goods.container(text) {
            guard let key = try Containers.key(code, of: maker, reader).flatMap({ try Units.find($0, reader)?.key })
            else {
                return ListReading.Outcome(
                    value: unread(scanned, at: time, "No case or pallet has the SSCC \(code.text)."))
            }
            return ListReading.Outcome(value: CountScan(.unit(key), text, time: time), isFound: true)
        }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return ListReading.Outcome(value: unread(scanned, at: time, nil))
        }
        var search = search
        let answer = try search.answer(listed: text, typed: scanned.text, model: nil)
        let cost = registry.cost(of: answer, vain: search.vain.count, as: search.principal)
        let units: [FoundUnit] =
            switch answer.outcome {
            case .unit(let unit): [unit]
            case .choice(let units, _): units
            case .model, .unknown: []
            }
        let own = units.filter { $0.manufacturer.id == maker.id }
        guard own.count == 1, let unit = own.first else {
            let reason =
                own.count > 1
                ? "Several units have this number; write the model number before it." : answer.notes.first?.sentence
            return ListReading.Outcome(value: unread(scanned, at: time, reason), cost: cost)
        }
        return ListReading.Outcome(
            value: CountScan(.unit(unit.unit.key), text, time: time), cost: cost, isFound: true)
    }

    private static func pieces(
        _ quantity: Int64, _ scanned: ScannedText, at time: Int64, of maker: Manufacturer, in places: CountedPlaces,
        _ reader: any SQLReader
    ) throws -> CountScan {
        guard (0...CountScan.mostPieces).contains(quantity) else {
            return unread(scanned, at: time, "A number of pieces is from 0 to 10^12.")
        }
        let text = CleanText(scanned.text, limit: CountScan.longestText).text
        guard let model = try? ModelNumber(parsing: text), let found = try Models.find(model.text, of: maker.id, reader)
        else { return unread(scanned, at: time, "\(maker.name) has no model of this number.") }
        guard try SerialFormats.list(of: found.id, reader).isEmpty, found.kind != .container else {
            return unread(scanned, at: time, "Units of this model have serial numbers: scan them one by one.")
        }
        var place = places.location.code
        if let name = scanned.location {
            guard let location = try Locations.find(named: name, of: maker.id, reader),
                places.names.contains(location.code)
            else { return unread(scanned, at: time, "That place is not within the one that is counted.") }
            place = location.code
        }
        return CountScan(.pieces(found.id, at: place), text, quantity: quantity, time: time)
    }
}
