package import AfterSales
package import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Whether a unit is in cover, today or on another day.
    ///
    /// Strangers learn whether it is in cover at any time of the month that holds the day, and nothing else: when it was sold
    /// and registered is its owner's affair.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does.
    package func warranty(
        ofUnit serial: String, model number: String, of slug: String, asOf: CivilDate? = nil, as principal: Principal
    ) async throws -> WarrantyAnswer {
        let today = self.today
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            try Self.warranty(of: found, asOf: asOf ?? today, as: principal, CoverDesk(on: today, reader), reader)
        }
    }

    /// The same of a unit of which the asker has an answer already.
    package func warranty(
        of unit: UnitAnswer, asOf: CivilDate? = nil, as principal: Principal
    ) async throws -> WarrantyAnswer {
        let today = self.today
        return try await readUnit(unit) { found, reader in
            try Self.warranty(of: found, asOf: asOf ?? today, as: principal, CoverDesk(on: today, reader), reader)
        }
    }

    static func warranty(
        of found: FoundUnit, asOf: CivilDate, as principal: Principal, _ desk: CoverDesk, _ reader: any SQLReader
    ) throws -> WarrantyAnswer {
        let view = try view(of: found, as: principal, reader)
        var verdict = try desk.verdict(on: found.unit, asOf: asOf)
        var answer = WarrantyAnswer(
            manufacturer: found.manufacturer, model: found.model, serial: found.unit.key.serial, state: verdict.state,
            asOf: asOf, verdict: verdict)
        guard !view.exactDates else { return answer }
        // Days within a month look alike, so that nobody finds a day by asking for one after the other.
        let month = asOf.toMonth
        verdict = try desk.verdict(on: found.unit, asOf: month.lastDay)
        if verdict.state != .covered {
            let first = try desk.verdict(on: found.unit, asOf: month.firstDay)
            if first.state == .covered { verdict = first }
        }
        (answer.state, answer.asOf, answer.verdict) = (verdict.state, month, nil)
        return answer
    }

    // MARK: Many

    /// The cover of the units of a list, part by part and in order; see ``ListLookup``.
    package func warranties(
        of entries: [ListVerdict], asOf: CivilDate?, as principal: Principal
    ) async throws -> [ListedWarranty] {
        let (today, day) = (self.today, asOf ?? self.today)
        return try await database.read { reader in
            let desk = CoverDesk(on: today, reader)
            return try entries.map { entry in
                guard let manufacturer = entry.manufacturer, let model = entry.model, let serial = entry.serial,
                    let unit = try Units.find(UnitKey(model.id, serial), reader)
                else { return ListedWarranty(entry: entry) }
                let found = FoundUnit(manufacturer: manufacturer, model: model, unit: unit)
                return ListedWarranty(
                    entry: entry, answer: try Self.warranty(of: found, asOf: day, as: principal, desk, reader))
            }
        }
    }

    /// Units of a model that are in cover today and within so many days no more, by last day: at most `limit` entries.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, `population.tooLarge`.
    package func expiringCovers(
        of number: String, _ slug: String, within days: Int, limit: Int, as principal: Principal
    ) async throws -> [ExpiringCover] {
        let today = self.today
        let last = today.adding(days: max(0, min(days, 36_500)))
        let parts = try await scan(of: number, slug, as: principal) { scan, after, end, reader in
            var soonest = SoonestUnits<[String]>(limit: limit)
            try scan.forEach(after: after, last: end, asOf: today) { unit, verdict in
                if let (until, sources) = ExpiringCover.ending(by: last, verdict) {
                    soonest.take(unit.serial, on: until, sources)
                }
                return true
            }
            // One of two halves looks through the batches.
            guard after == nil else { return soonest }
            try scan.forEachRowless(asOf: today) { units, verdict in
                guard let (until, sources) = ExpiringCover.ending(by: last, verdict) else { return true }
                switch units {
                case .unit(let key): soonest.take(key.serial, on: until, sources)
                case .part(let part): try soonest.take(part, on: until, sources, reader)
                }
                return true
            }
            try soonest.finish(reader)
            return soonest
        }
        return parts.reduce(into: SoonestUnits<[String]>(limit: limit)) { $0.merge($1) }.entries.map {
            ExpiringCover(units: $0.units, until: $0.on, sources: $0.words)
        }
    }

    /// How many units of a model are in cover on a day, by state: those that have a row and those that batches imply.
    /// - Throws: as ``expiringCovers(of:_:within:limit:as:)`` does.
    package func coverCounts(
        of number: String, _ slug: String, asOf: CivilDate, as principal: Principal
    ) async throws -> [CoverVerdict.State: Int64] {
        try await scan(of: number, slug, as: principal) { scan, after, last, _ in
            var counts: [CoverVerdict.State: Int64] = [:]
            try scan.forEach(after: after, last: last, asOf: asOf) { _, verdict in
                counts[verdict.state, default: 0] += 1
                return true
            }
            guard after == nil else { return counts }
            try scan.forEachRowless(asOf: asOf) { units, verdict in
                let (sum, overflow) = counts[verdict.state, default: 0].addingReportingOverflow(units.count)
                counts[verdict.state] = overflow ? .max : sum
                return true
            }
            return counts
        }.reduce(into: [:]) { sum, part in
            sum.merge(part) { left, right in
                let (sum, overflow) = left.addingReportingOverflow(right)
                return overflow ? .max : sum
            }
        }
    }

    private func scan<Part: Sendable>(
        of number: String, _ slug: String, as principal: Principal,
        _ body: @escaping @Sendable (CoverScan, _ after: String?, _ last: String?, any SQLReader) throws -> Part
    ) async throws -> [Part] {
        let today = self.today
        return try await inHalves(of: number, slug, as: principal) { model, after, last, reader in
            try body(try CoverScan(of: model, on: today, reader), after, last, reader)
        }
    }

    // MARK: Terms

    /// What a manufacturer promises: all of it, or what concerns a model. Everybody may read it of released models.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func warrantyTerms(
        of slug: String, model number: String? = nil, as principal: Principal
    ) async throws -> [KeptTerm] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            if let number {
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                let terms = try WarrantyTerms.list(of: model, reader)
                return Access.seesProduction(of: manufacturer.id, as: principal)
                    ? terms : try terms.map { try $0.withholdingPopulation() }
            }
            let terms = try WarrantyTerms.list(of: manufacturer.id, reader)
            guard !Access.seesProduction(of: manufacturer.id, as: principal) else { return terms }
            return try terms.filter { kept in
                guard case .model(let number) = kept.term.target else { return true }
                let model = try? Models.require(number, of: manufacturer, reader)
                return model.map { Self.visible($0, on: today, as: principal) } ?? false
            }.map { try $0.withholdingPopulation() }
        }
    }
}
