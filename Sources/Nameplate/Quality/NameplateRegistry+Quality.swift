import Identifiers
package import Quality
package import Registry
import Storage

/// How often units fail is a secret of the trade: whoever asks for it needs the right to read the manufacturer's quality.
extension NameplateRegistry {
    /// So many events are counted before an answer is given; where more wait, it says how many.
    private static let mostAwaited: Int64 = 2_000

    /// How a fleet fares.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `fault.unknown`, `population.range`,
    ///   `population.tooLarge`, `value.invalid` of too many groups.
    package func fleet(
        of slug: String, _ inquiry: FleetInquiry, as principal: Principal
    ) async throws -> FleetAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readQuality, of: maker.id)
            let scope = try catalogue.scope(of: maker.id, reader)
            let codes = try FaultCodes.list(of: maker.id, reader)
            var question = FleetQuestion(
                try Self.population(inquiry, of: maker, reader), until: min(inquiry.lastDay ?? today, today))
            question.cut = inquiry.cut
            question.exposure = inquiry.exposure
            question.codes = try Self.codes(inquiry.faults, among: codes, of: maker)
            let noFaults = Set(codes.filter { $0.kind == .noTroubleFound }.map(\.code))
            let sample = try FleetSampler(question, in: scope, noFaults: noFaults, reader).sample()
            let (position, head) = try Self.counted(reader)
            return FleetAnswer(
                manufacturer: maker, sample: sample, comparisons: FleetComparison.all(sample),
                titles: Dictionary(
                    codes.filter { sample.whole.codes[$0.code] != nil }.map { ($0.code, $0) }
                ) { first, _ in first },
                unknownModels: scope.unknownModels(in: question.population.population), position: position,
                behind: max(0, head - position))
        }
    }

    /// Failures looked at for one page at most: of a population that few of them are of, the page is short and goes on.
    private static let mostLookedAt = 5_000

    /// The failures behind a figure, the latest first.
    /// - Parameter place: after which the page begins.
    /// - Throws: as ``fleet(of:_:as:)``; `value.missing` without a model.
    package func failures(
        of slug: String, _ inquiry: FleetInquiry, after place: FieldFailure.Place = .first, limit: Int,
        as principal: Principal
    ) async throws -> FieldFailuresAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readQuality, of: maker.id)
            let model = try Models.require(inquiry.model ?? "", of: maker, reader)
            let all = try FaultCodes.list(of: maker.id, reader)
            let codes = try Self.codes(inquiry.faults, among: all, of: maker)
            let scope = try catalogue.scope(of: maker.id, reader)
            let lastDay = min(inquiry.lastDay ?? today, today)
            let population = try CompiledPopulation(
                Self.population(inquiry, of: maker, reader), in: scope, on: lastDay)
            let kind = scope.model(model.id)
            var items: [FieldFailuresAnswer.Item] = []
            var (next, seen): (FieldFailure.Place?, Int) = (place, 0)
            while let start = next, items.count < limit, seen < Self.mostLookedAt {
                let page = try FieldFailures.page(of: model.id, after: start, limit: limit, reader)
                next = page.count == limit ? page.last?.place : nil
                for (index, failure) in page.enumerated() {
                    seen += 1
                    guard failure.failure.time / 86_400_000_000 <= Int64(lastDay.dayNumber),
                        codes?.contains(failure.failure.code) ?? true,
                        let kind, let row = try UnitRows.find(failure.unit, reader)
                    else { continue }
                    let batch = try row.batch.flatMap { try Batches.find($0, reader) }
                    guard try population.holds(UnitFacts(row, batch: batch, model: kind), in: scope, reader) else {
                        continue
                    }
                    items.append(
                        FieldFailuresAnswer.Item(
                            failure: failure, age: failure.age(inquiry.exposure), batch: batch?.number))
                    if items.count == limit {
                        next = index < page.count - 1 ? failure.place : next
                        break
                    }
                }
            }
            let (position, head) = try Self.counted(reader)
            return FieldFailuresAnswer(
                manufacturer: maker, model: model, items: items,
                titles: Dictionary(all.map { ($0.code, $0) }) { first, _ in first }, next: next,
                behind: max(0, head - position))
        }
    }

    /// Counts the events that are not counted yet where they are few.
    func countLives(of slug: String, as principal: Principal) async throws {
        let (position, head) = try await database.read { reader in
            try Access.require(principal, .readQuality, of: Manufacturers.require(slug, reader).id)
            return try Self.counted(reader)
        }
        guard position < head, head - position <= Self.mostAwaited else { return }
        try await Followers.advance(QualityFollower(), in: database)
    }

    static func counted(_ reader: any SQLReader) throws -> (position: Int64, head: Int64) {
        (try Followers.reached(by: QualityFollower(), reader), try Positions.head(reader))
    }

    static func population(
        _ inquiry: FleetInquiry, of maker: Manufacturer, _ reader: any SQLReader
    ) throws -> WrittenPopulation {
        guard let number = inquiry.model else { return inquiry.population ?? WrittenPopulation(.everything) }
        let model = try Models.require(number, of: maker, reader)
        let isOfModel = Population.test(.oneOf(.model, [model.number.text], isNegated: false))
        guard let written = inquiry.population else { return WrittenPopulation(isOfModel) }
        return written.and(isOfModel)
    }

    /// The codes that are asked for with those below them; nil for all.
    static func codes(
        _ asked: [String], among all: [FaultCode], of maker: Manufacturer
    ) throws(RegistryError) -> Set<String>? {
        guard !asked.isEmpty else { return nil }
        if !all.isEmpty, let unknown = asked.first(where: { code in !all.contains { $0.code == code } }) {
            throw RegistryError(
                .faultUnknown,
                "'\(unknown.prefix(80))' is no fault code of \(maker.name). List them: nameplate faults list.",
                field: "fault")
        }
        return Set(asked.flatMap { FaultCode.codes(from: $0, among: all) })
    }
}
