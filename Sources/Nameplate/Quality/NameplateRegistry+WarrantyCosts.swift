import AfterSales
import Identifiers
package import Quality
package import Registry
import Storage

/// What warranty costs. Whoever asks needs the right to read the manufacturer's quality.
extension NameplateRegistry {
    /// Claims and their cost by when units were made or sold and by month in service.
    /// - Throws: as ``fleet(of:_:as:)``; `value.invalid` for the currency.
    package func warrantyCosts(
        of slug: String, _ inquiry: WarrantyCostInquiry, as principal: Principal
    ) async throws -> WarrantyCostAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readQuality, of: maker.id)
            return try Self.warrantyCosts(inquiry, of: maker, catalogue.scope(of: maker.id, reader), on: today, reader)
        }
    }

    private static func warrantyCosts(
        _ inquiry: WarrantyCostInquiry, of maker: Manufacturer, _ scope: PopulationScope, on today: CivilDate,
        _ reader: any SQLReader
    ) throws -> WarrantyCostAnswer {
        if let currency = inquiry.currency, !CodeLists.isCurrency(letters: currency) {
            throw RegistryError(
                .valueInvalid, "A currency is three capital letters of ISO 4217, such as 'NOK'.", field: "currency")
        }
        let codes = try FaultCodes.list(of: maker.id, reader)
        var fleet = FleetQuestion(
            try population(inquiry.fleet, of: maker, reader), until: min(inquiry.fleet.lastDay ?? today, today))
        fleet.exposure = inquiry.fleet.exposure
        fleet.codes = try Self.codes(inquiry.fleet.faults, among: codes, of: maker)
        let question = WarrantyQuestion(fleet, by: inquiry.rows, currency: inquiry.currency)
        let sample = try WarrantySampler(question, in: scope, reader).sample()
        let (position, head) = try counted(reader)
        return WarrantyCostAnswer(
            manufacturer: maker, sample: sample, table: WarrantyTable(sample), model: inquiry.fleet.model,
            unknownModels: scope.unknownModels(in: fleet.population.population), position: position,
            behind: max(0, head - position))
    }

    /// Claims to come of what is in the field, and what they will cost.
    /// - Throws: as above; `value.invalid` for months and planned sales.
    package func warrantyOutlook(
        of slug: String, _ inquiry: OutlookInquiry, as principal: Principal
    ) async throws -> OutlookAnswer {
        guard WarrantyOutlook.horizons.contains(inquiry.months) else {
            throw RegistryError(
                .valueInvalid,
                "One looks \(WarrantyOutlook.horizons.lowerBound) to \(WarrantyOutlook.horizons.upperBound) months ahead.",
                field: "months")
        }
        guard (0...1e9).contains(inquiry.plannedSales) else {
            throw RegistryError(
                .valueInvalid, "Planned sales are 0 to 1,000,000,000 units a month.", field: "plannedSales")
        }
        guard inquiry.warrantyMonths.map((1...1_200).contains) ?? true else {
            throw RegistryError(
                .valueInvalid, "A warranty is 1 to 1,200 months long.", field: "warrantyMonths")
        }
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readQuality, of: maker.id)
            let answer = try Self.warrantyCosts(
                inquiry.warranty, of: maker, catalogue.scope(of: maker.id, reader), on: today, reader)
            let length = try Self.warrantyLength(inquiry, of: maker, reader)
            let question = WarrantyOutlook.Question(
                months: inquiry.months, warrantyMonths: length?.months, plannedSales: inquiry.plannedSales)
            return OutlookAnswer(
                warranty: answer, outlook: WarrantyOutlook(answer.sample, question), length: length)
        }
    }

    /// What was asked for, or else the longest time that a term of the only model promises for whole units. What lasts a
    /// lifetime has no length.
    private static func warrantyLength(
        _ inquiry: OutlookInquiry, of maker: Manufacturer, _ reader: any SQLReader
    ) throws -> WarrantyLength? {
        if let months = inquiry.warrantyMonths { return WarrantyLength(months: months, source: .asked) }
        guard let number = inquiry.warranty.fleet.model else { return nil }
        let model = try Models.require(number, of: maker, reader)
        var longest: WarrantyLength?
        for term in try WarrantyTerms.list(of: model, reader).map(\.term) {
            for coverage in term.coverages where coverage.component == nil {
                let months: Double
                switch coverage.length.time {
                case .months(let count): months = Double(count)
                case .days(let count): months = Double(count) / AgeMonth.days
                case .lifetime: return nil
                }
                guard months > longest?.months ?? 0 else { continue }
                longest = WarrantyLength(months: months, source: .term(term.label))
            }
        }
        return longest
    }

    /// How long claims have been waiting that were handed over and are not settled.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func claimsAgeing(of slug: String, as principal: Principal) async throws -> ClaimAgeingAnswer {
        let now = moment
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readQuality, of: maker.id)
            return ClaimAgeingAnswer(
                manufacturer: maker, sums: try ClaimAgeing.sums(of: maker.id, at: now, reader), at: now)
        }
    }
}
