import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// The counts of a manufacturer's places that are for the principal, the newest first.
    /// - Parameter name: only of this place, by a name of it.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`.
    package func counts(
        of slug: String, at name: String? = nil, _ state: CountState? = nil, after place: RecordPlace? = nil,
        limit: Int, as principal: Principal
    ) async throws -> [ListedCount] {
        try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            let records = try PlacedRecords(of: maker, as: principal, reader)
            let location = try name.map { try Self.location($0, of: maker, as: principal, reader) }
            var models = StockUnitLines(of: maker.id, reader)
            return try records.list(after: place, limit: limit) { place, limit in
                try Counts.page(of: maker.id, at: location?.code, state, after: place, limit: limit, reader)
            } entry: { count in
                (RecordPlace(at: count.openedAt, id: count.number.value), count.location)
            }.map { location, count in
                ListedCount(location: location, model: try count.model.flatMap { try models.model($0) }, count: count)
            }
        }
    }

    /// A count by its number.
    /// - Throws: `manufacturer.unknown`, `count.unknown`, `access.forbidden`.
    package func count(_ number: String, of slug: String, as principal: Principal) async throws -> CountAnswer {
        try await database.read { reader in
            try Self.answer(Self.count(number, of: slug, as: principal, reader), as: principal, reader)
        }
    }

    /// What should be at the place of a count by now.
    /// - Throws: as ``count(_:of:as:)``; `count.state` while the count is blind and open.
    package func expected(
        inCount number: String, of slug: String, from place: StockUnitPlace? = nil, limit: Int, as principal: Principal
    ) async throws -> StockUnitsAnswer {
        try await database.read { reader in
            let count = try Self.count(number, of: slug, as: principal, reader)
            guard !count.hidesExpected else {
                throw RegistryError(
                    .countState, "The count is blind: what should be there is told once the round is finished.")
            }
            let (maker, location) = (try Manufacturers.require(slug, reader), try Self.place(of: count, reader))
            var question = StockUnits.Question(of: maker.id, at: try CountedPlaces(location, reader).names)
            question.model = count.model
            let page = try StockUnits.page(question, from: place, limit: limit, reader)
            var lines = StockUnitLines(of: maker.id, reader)
            return StockUnitsAnswer(
                manufacturer: maker, location: location, lines: try page.items.compactMap { try lines.line($0) },
                next: page.next)
        }
    }

    /// What was scanned in the latest round.
    /// - Parameter key: after which the page begins.
    /// - Throws: as ``count(_:of:as:)``.
    package func scans(
        inCount number: String, of slug: String, after key: String = "", limit: Int, as principal: Principal
    ) async throws -> [(key: String, scan: ScanAnswer, time: Int64)] {
        try await database.read { reader in
            let count = try Self.count(number, of: slug, as: principal, reader)
            return try Counts.scans(of: count, after: key, limit: limit, reader).map { key, scan in
                var answer = ScanAnswer(text: scan.text, result: .taken, quantity: scan.quantity, reason: scan.reason)
                switch scan.subject {
                case .unit(let key): answer.unit = try Self.reference(key, reader)
                case .pieces(let model, _): answer.model = try Models.find(model, reader)?.number.text
                case .unread: answer.result = .unread
                }
                return (key, answer, scan.time)
            }
        }
    }

    /// What the last finished round has found to differ; of a blind count whose recount is under way only in what.
    /// - Throws: as ``count(_:of:as:)``.
    package func differences(
        inCount number: String, of slug: String, from ordinal: Int64 = 0, limit: Int, as principal: Principal
    ) async throws -> [CountDifferenceLine] {
        try await database.read { reader in
            let count = try Self.count(number, of: slug, as: principal, reader)
            var lines = CountDifferenceLines(of: count, reader)
            return try Counts.differences(of: count, from: ordinal, limit: limit, reader).map { try lines.line($0) }
        }
    }

    /// Ends a round of a count: finds what differs, without keeping writers waiting, and writes it down.
    /// - Throws: `manufacturer.unknown`, `count.unknown`, `count.state`, `count.changed`, `access.forbidden`,
    ///   `value.invalid` where it is too much.
    package func outcome(ofCount number: String, of slug: String, as principal: Principal) async throws -> CountOutcome
    {
        try await database.read { reader in
            let count = try Self.count(number, of: slug, as: principal, reader)
            let line = try Locations.line(to: Self.place(of: count, reader), reader)
            try LocationAccess.require(principal, .handleStock, at: line)
            guard count.state == .open else {
                throw RegistryError(.countState, "The count is '\(count.state.rawValue)': its round is finished.")
            }
        }
        try await countStock()
        return try await database.read { reader in
            try CountOutcome.find(Self.count(number, of: slug, as: principal, reader), reader)
        }
    }

    /// Has the figures follow the ledger to its end, events that have no position yet among it: what they do not know would be found
    /// to differ.
    private func countStock() async throws {
        try await Positions.giveAll(in: database)
        try await Positions.giveLeft(in: database)
        try await Followers.advance(StockFollower(), in: database)
    }

    // MARK: Parts

    static func count(
        _ number: String, of slug: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> InventoryCount {
        let maker = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readStock, .somewhere(maker.id))
        guard let number = InventoryCountNumber(parsing: number), let count = try Counts.find(number, reader),
            count.manufacturer == maker.id,
            LocationAccess.allows(
                principal, .readStock, at: try Locations.line(to: place(of: count, reader), reader))
        else { throw Counts.unknown }
        return count
    }

    /// The place of a count: it is never deleted.
    static func place(of count: InventoryCount, _ reader: any SQLReader) throws -> Location {
        guard let location = try Locations.find(code: count.location, of: count.manufacturer, reader) else {
            throw Locations.unknown
        }
        return location
    }

    static func answer(
        _ count: InventoryCount, as principal: Principal, _ reader: any SQLReader
    ) throws -> CountAnswer {
        guard let maker = try Manufacturers.find(count.manufacturer, reader) else { throw Counts.unknown }
        let location = try place(of: count, reader)
        let mayHandle = LocationAccess.allows(
            principal, .handleStock, at: try Locations.line(to: location, reader))
        let numbers = try Counts.differenceNumbers(of: count, reader)
        return CountAnswer(
            manufacturer: maker, location: location, model: try count.model.flatMap { try Models.find($0, reader) },
            count: count, scanned: try Counts.scanned(in: count, reader),
            differences: count.hidesExpected ? [:] : numbers.kinds, open: count.hidesExpected ? 0 : numbers.open,
            possible: mayHandle ? count.state.steps : [])
    }
}

/// Tells differences with what their models, batches and places are called.
struct CountDifferenceLines {
    private let count: InventoryCount
    private let reader: any SQLReader
    private var lines: StockUnitLines

    init(of count: InventoryCount, _ reader: any SQLReader) {
        (self.count, self.reader) = (count, reader)
        lines = StockUnitLines(of: count.manufacturer, reader)
    }

    mutating func line(_ difference: CountDifference) throws -> CountDifferenceLine {
        var line = CountDifferenceLine(difference: difference, isSubjectOnly: count.hidesExpected)
        switch difference.subject {
        case .unit(let key):
            line.unit = try NameplateRegistry.reference(key, reader)
            line.model = try lines.model(key.model)
        case .range(let range):
            guard let batch = try lines.batch(range.batch) else { break }
            line.batch = batch.number
            line.model = try lines.model(batch.model)
            line.serials = try lines.serials(range, of: batch)
        case .pieces(let model): line.model = try lines.model(model)
        case .text: break
        }
        line.believed = try difference.believed.flatMap { $0.isEmpty ? nil : try lines.location($0) }
        return line
    }
}
