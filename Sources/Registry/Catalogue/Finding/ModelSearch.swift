import Identifiers
package import Storage

/// Finds models by words and conditions, in an order.
///
/// Each part of a question that an index knows lists the models that may meet it. Where one of the lists, or what they
/// share, is short, all its models are looked at, and what is found is all there is. Where all are long, so are the
/// findings: then models are looked at in the order asked for until a page is full. Either way the work has bounds that do
/// not depend on the catalogue's size. What a part means is decided in one place only, of a model's own values.
package struct ModelSearch {
    /// How much one question may take.
    package struct Bounds: Sendable {
        /// Models that are looked at where all of a list are.
        var lookedAt = 500
        /// Models of a list that is held against another.
        var listed = 20_000
        /// Models of the shortest list, without which no longer one is read.
        var shortest = 5_000
        /// Models that are passed over, and looked at, on the way to a full page.
        var passed = 40_000
        var onTheWay = 600
        /// Models by which facets are counted where not all can be.
        var ofFacets = 300

        package init() {}
    }

    /// Manufacturers that a word may mean.
    static let mostManufacturers = 200

    let question: ModelQuestion
    private let bounds: Bounds
    let reader: any SQLReader
    private let isVisible: (ModelFacts) -> Bool
    /// The condition, with its units.
    let condition: ModelCondition?
    let templates: [CategoryTemplate]
    /// The question as a number.
    private let asked: String
    var words: [AskedWord]
    var columns: [ModelColumn]?
    private let lists: SourceLists
    /// The sources of which only what they list is looked at.
    private var listed: Set<ModelSource> = []
    private var makers: [ID<Manufacturer>: Set<String>] = [:]

    /// A word of the question, the words that are taken for it, and whom it names.
    struct AskedWord {
        var written: String
        var folded: String
        var ranges: [ModelSource.WordRange]
        var manufacturers: [Int64]

        var source: ModelSource { .words(ranges, manufacturers: manufacturers) }
    }

    private init(
        _ question: ModelQuestion, within bounds: Bounds, _ lists: SourceLists, _ reader: any SQLReader,
        isVisible: @escaping (ModelFacts) -> Bool
    ) throws {
        self.question = question
        self.bounds = bounds
        self.lists = lists
        self.reader = reader
        self.isVisible = isVisible
        let spelled = try question.condition?.mapTests { try Self.spelled($0, reader) }
        let templates = try (spelled?.categories ?? []).prefix(20).compactMap {
            try Categories.template(of: $0, reader)
        }
        self.templates = templates
        let entries = Dictionary(templates.flatMap(\.entries).map { ($0.name.lowercased(), $0) }) { first, _ in first }
        condition = try spelled?.withUnits(of: entries)
        asked = ModelText.folded(question.text)
        words = try ModelText.asked(question.text).map { word in
            let ranges = [ModelSource.WordRange(prefix: word.folded)]
            return AskedWord(
                written: word.written, folded: word.folded, ranges: ranges,
                manufacturers: try ModelSource.manufacturers(called: ranges, limit: Self.mostManufacturers, reader))
        }
    }

    /// - Parameters:
    ///   - lists: what was read for a question that shares parts with this one.
    ///   - isVisible: whether the reader may know of a model: what he may not know of leaves no trace.
    /// - Throws: `condition.value`, `order.tooLarge`.
    package static func find(
        _ question: ModelQuestion, within bounds: Bounds = Bounds(), sharing lists: SourceLists = SourceLists(),
        _ reader: any SQLReader,
        isVisible: @escaping (ModelFacts) -> Bool
    ) throws -> ModelFinding {
        var search = try ModelSearch(question, within: bounds, lists, reader, isVisible: isVisible)
        // Of a text that holds no word nothing can be found.
        guard !search.words.isEmpty || question.text.allSatisfy(\.isWhitespace) else {
            return ModelFinding(isCountExact: true)
        }
        var finding = try search.run()
        if finding.count == 0, finding.isCountExact, !search.words.isEmpty {
            try search.takeNearWords()
            finding = try search.run()
            finding.corrections = try search.corrections(in: finding.models)
        }
        return finding
    }

    // MARK: Looking

    private mutating func run() throws -> ModelFinding {
        // Of many sources the first will do.
        let sources = try sources().prefix(6)
        for limit in [bounds.lookedAt, bounds.shortest, bounds.listed] {
            var shared: [Int64]?
            listed = []
            for source in sources {
                guard let ids = try lists.ids(of: source, atMost: limit, reader) else { continue }
                listed.insert(source)
                shared = shared.map { $0.intersection(ids) } ?? ids
                if let shared, shared.count <= bounds.lookedAt { return try all(of: shared) }
            }
            // Where even the shortest list is long, so are the findings.
            if shared == nil, limit == bounds.shortest { break }
            if limit == bounds.listed { return try page(of: shared) }
        }
        listed = []
        return try page(of: nil)
    }

    /// Looks at all of these models.
    private mutating func all(of ids: [Int64]) throws -> ModelFinding {
        let found = try look(at: ids[...])
        let order = question.order
        var placed = found.map { (place: order.place(of: $0, asked: asked), model: $0) }
        placed.sort { order.precedes($0.place, $1.place) }
        var finding = ModelFinding(count: found.count, isCountExact: true)
        if question.wantsFacets { finding.facets = try facets(of: found, isAll: true) }
        let rest = question.after.map { after in placed.drop { !order.precedes(after, $0.place) } } ?? placed[...]
        finding.models = rest.prefix(question.limit).map(\.model)
        if rest.count > question.limit { finding.next = rest.prefix(question.limit).last?.place ?? question.after }
        return finding
    }

    /// Looks at models in the order asked for until a page is full.
    /// - Parameter list: only these; nil for any.
    private mutating func page(of list: [Int64]?) throws -> ModelFinding {
        var columns: [ModelColumn] = []
        if case .specification(let name) = question.order.key { columns = try self.columns(named: name) }
        var walk = OrderedModels(question.order, columns: columns, asked: asked, after: question.after)
        var finding = ModelFinding()
        var (passed, lookedAt) = (0, 0)
        var counted: [ModelFacts] = []
        var last = question.after
        let wanted =
            question.wantsFacets && question.after == nil ? max(bounds.ofFacets, question.limit) : question.limit
        var size = min(max(2 * question.limit, 50), 500)
        while finding.count <= wanted, passed < bounds.passed, lookedAt < bounds.onTheWay {
            let rows = try walk.next(list == nil ? size : max(size, 2_000), reader)
            guard !rows.isEmpty else {
                finding.isCountExact = question.after == nil
                last = nil
                break
            }
            passed += rows.count
            let chosen = list.map { list in rows.filter { list.holds($0.id) } } ?? rows
            lookedAt += chosen.count
            let places = Dictionary(chosen.map { ($0.id, $0) }) { first, _ in first }
            for model in try look(at: chosen.map(\.id)[...]) {
                guard let place = places[model.id.value], isAt(place, model) else { continue }
                finding.count += 1
                counted.append(model)
                guard finding.models.count < question.limit else { continue }
                finding.models.append(model)
                if finding.models.count == question.limit { finding.next = place }
            }
            last = rows.last
            size = min(size * 2, 500)
        }
        if finding.models.count < question.limit {
            finding.next = last
        } else if finding.count <= question.limit, last == nil {
            finding.next = nil
        }
        if question.wantsFacets { finding.facets = try facets(of: counted, isAll: finding.isCountExact) }
        return finding
    }

    /// Whether a model comes in the group in which a walk has met it.
    private func isAt(_ place: ModelPlace, _ model: ModelFacts) -> Bool {
        let own = question.order.place(of: model, asked: asked).group
        return switch question.order.key {
        case .specification: (own == 0) == (place.group == 0)
        case .relevance: (own == 2) == (place.group == 2)
        default: own == place.group
        }
    }

    /// Those of these models that meet the question.
    private mutating func look(at ids: ArraySlice<Int64>) throws -> [ModelFacts] {
        var names: Set<String>? = question.wantsFacets ? nil : []
        for case .specification(let name) in (condition?.tests ?? []).map(\.field) { names?.insert(name) }
        if case .specification(let name) = question.order.key { names?.insert(name) }
        let needsMaker = condition?.tests.contains { $0.field == .manufacturer } == true
        var models = try ModelFacts.of(ids, withValues: names?.isEmpty != true, named: names, reader)
            .filter { $0.isProduct && isVisible($0) }
        if let condition {
            var met: [ModelFacts] = []
            for model in models
            where condition.holds(for: model, of: needsMaker ? try maker(model.manufacturer) : []) { met.append(model) }
            models = met
        }
        // What the list of a word names has it.
        let words = words.filter { !listed.contains($0.source) }
        guard !words.isEmpty, !models.isEmpty else { return models }
        func lacks(_ model: ModelFacts, _ others: ModelOtherWords.Known) -> Bool {
            let own = ModelText.words(of: model, others: others)
            return words.contains { asked in
                !asked.manufacturers.contains(model.manufacturer.value)
                    && !own.contains { word in asked.ranges.contains { $0.holds(word) } }
            }
        }
        let doubtful = models.filter { lacks($0, ModelOtherWords.Known()) }.map(\.id.value)
        let others = try ModelOtherWords.of(doubtful, reader)
        let lacking = Set(doubtful)
        return models.filter { model in
            guard lacking.contains(model.id.value) else { return true }
            return others[model.id.value].map { !lacks(model, $0) } ?? false
        }
    }

    mutating func maker(_ id: ID<Manufacturer>) throws -> Set<String> {
        if let known = makers[id] { return known }
        let found = try Manufacturers.find(id, reader)
        let names: Set<String> = [found?.slug.lowercased() ?? "", found?.name.lowercased() ?? ""]
        makers[id] = names
        return names
    }

    // MARK: Facets

    private func facets(of models: [ModelFacts], isAll: Bool) throws -> [ModelFacet] {
        let categories = Set(models.compactMap(\.category))
        let template = try categories.count == 1 ? Categories.template(of: categories.first, reader) : nil
        return try ModelFacet.all(of: models, template: template, isAll: isAll) { id in
            try Manufacturers.find(id, reader).map { ($0.slug, $0.name) }
        }
    }
}
