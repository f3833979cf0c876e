import Identifiers
import Registry
import Storage

/// To which group of an answer the units of one model belong.
struct FleetGrouping {
    /// Parts of an issued batch where serial numbers are asked for, and so many parts in all.
    private static let partsOfBatch: Int64 = 10
    private static let mostParts = 400

    /// Populations that decide, the first that holds first; each within the population that is asked for.
    let populations: [WrittenPopulation?]
    /// What each of them is a group of; nil where the batch, the unit or its component tells.
    private let labels: [FleetLabel?]
    /// The same without the population that is asked for.
    private let own: [Population?]
    private let filter: Population
    private let cut: FleetCut
    /// Of an assembly by its serial number: the batch of its component.
    private let componentBatches: [String: String]

    init(_ question: FleetQuestion, _ model: Model, _ reader: any SQLReader) throws {
        (cut, filter) = (question.cut, question.population.population)
        var (populations, labels): ([Population?], [FleetLabel?]) = ([], [])
        var componentBatches: [String: String] = [:]
        switch question.cut {
        case .version:
            for version in try ModelEntries<ModelVersion>.list(of: model.id, reader).map(\.entry).reversed() {
                guard let text = version.population else { continue }
                populations.append((try? WrittenPopulation(parsing: text))?.population)
                labels.append(.named(version.version))
            }
        case .serials:
            for part in try Self.serialParts(of: model, reader) {
                populations.append(part)
                labels.append(.named(part.text))
            }
        case .component(let number):
            componentBatches = try Self.componentBatches(number, of: model, reader)
        default: break
        }
        let byPopulation = question.cut == .version || question.cut == .serials
        self.populations =
            populations.map { $0.map { question.population.and($0) } } + [question.population]
        own = populations
        self.labels = labels + [byPopulation ? .unknown : nil]
        self.componentBatches = componentBatches
    }

    /// The group of a unit.
    /// - Parameters:
    ///   - index: which of the populations holds it.
    ///   - row: what is known of the unit itself, asked for where it decides.
    func label(
        _ index: Int, _ model: Model, _ batch: Batch?, producedOn: CivilDate?, serial: SerialNumber?,
        market: () throws -> String?
    ) rethrows -> FleetLabel {
        if labels.indices.contains(index), let label = labels[index] { return label }
        let text: String? =
            switch cut {
            case .whole: nil
            case .model: model.number.text
            case .batch: batch?.number
            case .plant: batch?.plant
            case .line: batch?.line
            case .workOrder: batch?.workOrder
            case .week: (producedOn ?? batch?.producedOn)?.isoWeek.map { Self.text($0) }
            case .month:
                (producedOn ?? batch?.producedOn).flatMap { $0.isoText.count >= 7 ? String($0.isoText.prefix(7)) : nil }
            case .market: try market()
            case .component: serial.flatMap { componentBatches[$0.text] }
            case .version, .serials: nil
            }
        if cut == .whole { return .whole }
        return text.map { .named($0) } ?? .unknown
    }

    // MARK: What stands behind a label

    /// Which units the groups have that populations tell apart; none where something else does. Units of a model alone, where
    /// several are asked for.
    func populations(of model: Model, isOnlyModel: Bool) -> [(label: FleetLabel, population: Population)] {
        guard cut == .version || cut == .serials else { return [] }
        let isOfModel = Population.test(.oneOf(.model, [model.number.text], isNegated: false))
        let asked = isOnlyModel ? filter : Self.joined([isOfModel, filter])
        let apart = zip(labels, own).compactMap { label, population in
            label.flatMap { label in population.map { (label, $0) } }
        }
        var found: [(FleetLabel, Population)] = []
        for (index, (label, population)) in apart.enumerated() {
            // Ranges of serial numbers have no units in common; of versions the newest counts.
            let newer = cut == .version ? apart[..<index].map { Population.not($0.1) } : []
            found.append((label, Self.joined([asked, population] + newer)))
        }
        found.append((.unknown, Self.joined([asked] + apart.map { .not($0.1) })))
        return found
    }

    private static func joined(_ parts: [Population]) -> Population {
        let telling = parts.filter { $0 != .everything }
        return telling.isEmpty ? .everything : .conjunction(telling)
    }

    /// Which units a group has.
    static func population(_ label: FleetLabel, _ cut: FleetCut, within filter: Population) -> Population {
        guard case .named(let text) = label else {
            guard label == .unknown, let field = cut.field else { return filter }
            return .conjunction([filter, .test(.known(field, isNegated: true))])
        }
        let test: Population? =
            switch cut {
            case .week: week(text).map { .test(.producedBetween($0, $1)) }
            case .month: (try? CivilDate(parsing: text)).map { .test(.producedOn($0, isNegated: false)) }
            case .component(let number):
                .contains(
                    .conjunction([
                        .test(.oneOf(.model, [number], isNegated: false)),
                        .test(.oneOf(.batch, [text], isNegated: false)),
                    ]))
            case .serials: (try? WrittenPopulation(parsing: text))?.population
            default: cut.field.map { .test(.oneOf($0, [text], isNegated: false)) }
            }
        guard let test else { return filter }
        return filter == .everything ? test : .conjunction([filter, test])
    }

    private static func text(_ week: CivilDate.Week) -> String {
        "\(week.year)-W\(week.week < 10 ? "0" : "")\(week.week)"
    }

    /// The first and the last day of an ISO week.
    private static func week(_ text: String) -> (CivilDate, CivilDate)? {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let week = Int(parts[1].dropFirst()),
            // The fourth of January is in the first week (ISO 8601).
            let fourth = try? CivilDate(parsing: "\(parts[0])-01-04"), (1...53).contains(week), year > 0,
            let monday = CivilDate(dayNumber: fourth.dayNumber - fourth.weekday + 1 + (week - 1) * 7),
            let sunday = CivilDate(dayNumber: monday.dayNumber + 6)
        else { return nil }
        return (monday, sunday)
    }

    private static func serialParts(of model: Model, _ reader: any SQLReader) throws -> [Population] {
        let batches = try Batches.list(of: model.id, after: "", limit: mostParts, reader)
            .filter { $0.issue != nil }.sorted {
                ($0.producedOn?.isoText ?? "", $0.number) < ($1.producedOn?.isoText ?? "", $1.number)
            }
        let parts = max(1, min(partsOfBatch, Int64(mostParts / max(1, batches.count))))
        var populations: [Population] = []
        for batch in batches {
            guard let issued = batch.issue?.sequences, let writer = try RowlessSerials.writer(of: batch, reader) else {
                continue
            }
            let size = max(1, issued.length / parts)
            for part in 0..<min(parts, issued.length) {
                let first = issued.lowerBound + part * size
                let last = part == parts - 1 ? issued.upperBound : first + size - 1
                populations.append(
                    .test(
                        .serials(
                            from: try SerialNumber(parsing: try writer.text(of: first)),
                            to: try SerialNumber(parsing: try writer.text(of: last)))))
            }
        }
        return populations
    }

    /// Which batch of a component each assembly has in it.
    private static func componentBatches(
        _ number: String, of model: Model, _ reader: any SQLReader
    ) throws -> [String: String] {
        guard let component = try Models.named(number, of: model.manufacturer, reader) else {
            throw RegistryError(.modelUnknown, "The manufacturer has no model '\(number.prefix(80))'.", field: "by")
        }
        var numbers: [Int64: String] = [:]
        var found: [String: String] = [:]
        try reader.forEachRow(
            FleetGroupingSQL.components, [.integer(component.id.value), .integer(model.id.value)]
        ) { row in
            let batch = row.integer(1)
            if numbers[batch] == nil { numbers[batch] = try Batches.find(ID(batch), reader)?.number }
            found[row.text(0)] = numbers[batch]
            return true
        }
        return found
    }
}

extension FleetCut {
    /// The field of the language of populations that tells the groups apart.
    fileprivate var field: PopulationField? {
        switch self {
        case .model: .model
        case .batch: .batch
        case .plant: .plant
        case .line: .productionLine
        case .workOrder: .workOrder
        case .market: .market
        case .week, .month: .produced
        case .whole, .version, .serials, .component: nil
        }
    }
}

private enum FleetGroupingSQL {
    static let components = Statement(
        """
        SELECT parent_serial, batch_id
          FROM units
         WHERE model_id = $1
           AND parent_model_id = $2
           AND batch_id IS NOT NULL
        """)
}
