import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Models by words and conditions, with links that narrow them down.
    func find(_ call: Call) async throws -> Response {
        let question = FindPage.Question(call)
        if let form = call.query["as"].flatMap({ ExportForm(rawValue: $0) }) {
            return try await export(.models, found(question, call), form, call)
        }
        return try respond(await findPage(question, call), to: call)
    }

    private func findPage(_ question: FindPage.Question, _ call: Call) async throws -> FindPage {
        var page = FindPage(question)
        do {
            let answer = try await call.registry.findModels(
                question.words, where: question.condition, order: ModelOrder(parsing: question.order),
                after: try call.after(), facets: true, as: call.principal)
            let template = try await template(of: answer.items, call)
            page.show(answer, template: template, question, cursor: call.cursor(of: answer), words: words)
            if maySelect(call), !answer.items.isEmpty {
                page.table?.selection = .models(answer.items.map { ($0.manufacturer.slug, $0.model.number.text) })
                page.downloads = Self.downloads { question.href(as: $0) }
            }
        } catch {
            // What is wrong with the condition is told beside it; everything else has a page of its own.
            guard let problem = Problem(of: error), problem.field == "where", problem.status == 422 else { throw error }
            page.condition.problem = FormField.Problem(
                ErrorText(problem), in: question.condition, at: problem.position)
        }
        return page
    }

    /// The names of all models that are found, in the order in which they are shown.
    private func found(_ question: FindPage.Question, _ call: Call) async throws -> [ExportQuestion.Key] {
        try await Self.all { after in
            let answer = try await call.registry.findModels(
                question.words, where: question.condition, order: ModelOrder(parsing: question.order), after: after,
                limit: NameplateRegistry.mostFound, as: call.principal)
            let keys = answer.items.map {
                ExportQuestion.Key(manufacturer: $0.manufacturer.slug, model: $0.model.number.text)
            }
            return (keys, answer.next?.cursor)
        }
    }

    /// What the models of one category tell; nil for several.
    private func template(of items: [ModelSummary], _ call: Call) async throws -> CategoryTemplate? {
        let categories = Set(items.map(\.model.details.category))
        return categories.count == 1 ? try await template(of: categories.first ?? nil, call) : nil
    }

    /// What models of a category tell; nil where nobody has said.
    func template(of category: String?, _ call: Call) async throws -> CategoryTemplate? {
        guard let category else { return nil }
        do {
            return try await call.registry.category(category, as: call.principal).template
        } catch let error as RegistryError where error.code == .categoryUnknown {
            return nil
        }
    }
}

extension FindPage {
    /// What the reader looks for.
    struct Question {
        var words: String
        var condition: String
        var order: String
        var isFirst: Bool

        init(_ call: Call) {
            words = call.query["q"] ?? ""
            condition = call.query["where"] ?? ""
            order = call.query["sort"] ?? ""
            isFirst = call.query["after"] == nil
        }

        /// The same question with something else in it.
        func href(
            condition: String? = nil, order: String? = nil, after: String? = nil, as form: String? = nil
        ) -> Href {
            let query = [
                ("q", words), ("where", condition ?? self.condition), ("sort", order ?? self.order),
                ("after", after ?? ""), ("as", form ?? ""),
            ]
            return .models(query: query.filter { !$0.1.isEmpty })
        }

        /// The parts of the condition; none of one that cannot be read.
        var parts: [ModelCondition] {
            condition.allSatisfy(\.isWhitespace) ? [] : (try? ModelCondition(parsing: condition))?.conjuncts ?? []
        }

        func href(with part: String) -> Href {
            href(condition: (parts.map { $0.text(in: condition) } + [part]).joined(separator: " and "))
        }
    }

    init(_ question: Question) {
        self.init(
            words: FormField(
                "q", Words.text("find.words"), value: question.words,
                hint: Words.text("find.theBeginningOfA"), id: "words"),
            condition: FormField(
                "where", Words.text("find.conditions2"), .code, value: question.condition,
                hint: Words.text("find.suchAsCategoryRefrigerator")),
            order: FormField(
                "sort", Words.text("find.inTheOrderOf"), .choice, value: question.order,
                options: Self.orders(nil, question)))
    }

    mutating func show(
        _ answer: FoundModelsAnswer, template: CategoryTemplate?, _ question: Question, cursor: String?, words: Words
    ) {
        order = FormField(
            "sort", Words.text("find.inTheOrderOf"), .choice, value: question.order,
            options: Self.orders(template, question))
        let parts = question.parts.map { $0.text(in: question.condition) }
        conditions = parts.indices.map { index in
            var rest = parts
            let part = rest.remove(at: index)
            return Link(part, question.href(condition: rest.joined(separator: " and ")))
        }
        notices = answer.corrections.map {
            Notice(
                .attention, Words.text("find.nothingIsCalled", ["asked": "\($0.asked)"]),
                text: Words.text("find.theseAreCalled", ["found": "\($0.found)"]))
        }
        if answer.count > 0, question.isFirst {
            let count = Words.text("count.model", count: answer.count)
            summary =
                answer.isCountExact
                ? "\(count)." : Words.text("find.moreThanModels", ["answer": Numbers.grouped(answer.count)])
        }
        facets = answer.facets.map { facet in
            Facet(
                title: Self.capitalised(facet.field),
                links: facet.parts.map { part in
                    Link(
                        part.label, question.href(with: part.condition),
                        note: "\(Numbers.grouped(part.count))\(facet.isExact ? "" : "+")")
                })
        }
        if answer.facets.contains(where: { !$0.isExact }) {
            facetsNote = Words.text("find.countedAmongTheFirst", ["answer": Numbers.grouped(answer.count)])
        }
        if !answer.items.isEmpty { table = Self.table(answer.items, template, question, words) }
        showNothing(answer, question, hasNext: cursor != nil)
        if !answer.items.isEmpty || cursor != nil {
            pagination = Pagination(
                first: question.isFirst ? nil : question.href(), next: cursor.map { question.href(after: $0) },
                position: question.isFirst && cursor == nil
                    ? Words.text("word.inAll", ["items": "\(answer.items.count)"])
                    : Words.text("word.onThisPage", ["items": "\(answer.items.count)"]))
        }
    }

    private mutating func showNothing(_ answer: FoundModelsAnswer, _ question: Question, hasNext: Bool) {
        guard answer.items.isEmpty else { return }
        if hasNext {
            empty = EmptyState(
                Words.text("find.noneSoFar"), text: Words.text("find.manyModelsWereLooked"))
            return
        }
        empty = EmptyState(
            Words.text("find.nothingFound"),
            text: answer.without.isEmpty
                ? Words.text("find.noModelOnSale")
                : Words.text("find.noModelMeetsAll"),
            link: answer.without.isEmpty
                ? Link(Words.text("word.showAllModels"), .models(query: [(ListMemory.parameter, "none")])) : nil)
        without = answer.without.map { without in
            Link(
                Words.text("find.without2", ["left": without.left]), question.href(condition: without.rest),
                note: Words.text(without.isCountExact ? "count.model" : "count.moreModels", count: without.count))
        }
    }

    // MARK: The table

    /// Specifications that stand in the table.
    private static let mostColumns = 3

    private static func table(
        _ items: [ModelSummary], _ template: CategoryTemplate?, _ question: Question, _ words: Words
    ) -> DataTable {
        let sorted = ModelOrder(parsing: question.order)
        var names = (template?.entries ?? []).sorted { $0.isRequired && !$1.isRequired }.map(\.name)
        if case .specification(let name) = sorted.key {
            let spelled = items.lazy.flatMap(\.model.details.specifications).first { $0.name.lowercased() == name }?
                .name
            names.removeAll { $0.lowercased() == name }
            if let spelled { names.insert(spelled, at: 0) }
        }
        names = Array(names.prefix(mostColumns))
        func sort(_ key: String) -> DataTable.Sort {
            let isNow = ModelOrder(parsing: key).key == sorted.key
            let isDown = isNow && sorted.isDescending
            return DataTable.Sort(
                question.href(order: isNow && !isDown ? "-\(key)" : key),
                isNow ? (isDown ? .descending : .ascending) : .none)
        }
        let columns =
            [
                DataTable.Column(Words.text("word.modelNumber"), sort: sort("number")),
                .init(Words.text("word.name"), sort: sort("name")),
                .init(Words.text("word.maker")),
                .init(Words.text("word.onSaleSince"), sort: sort("released")),
            ] + names.map { DataTable.Column($0, isNumber: template?.entry($0)?.kind == .number, sort: sort($0)) }
        let rows = items.map { item in
            let details = item.model.details
            return [
                DataTable.Cell(details.number.text, href: .model(item.manufacturer.slug, details.number.text)),
                DataTable.Cell(details.name ?? ""),
                DataTable.Cell(item.manufacturer.name, href: .manufacturer(item.manufacturer.slug)),
                DataTable.Cell(details.releasedOn?.unbrokenText ?? ""),
            ]
                + names.map { name in
                    let unit = template?.entry(name)?.unit.flatMap(UnitOfMeasure.coded)
                    let value = details.specifications.first { $0.name == name }?.value.converted(to: unit)
                    return DataTable.Cell(value.map { words.value($0) } ?? "")
                }
        }
        return DataTable(caption: Words.text("find.found"), columns: columns, rows: rows)
    }

    private static func orders(_ template: CategoryTemplate?, _ question: Question) -> [FormField.Option] {
        var orders: [FormField.Option] = [
            .init("", Words.text("find.whatFitsBest")), .init("number", Words.text("find.modelNumber")),
            .init("name", Words.text("find.name")),
            .init("-released", Words.text("find.releaseTheLatestFirst")),
        ]
        for entry in template?.entries ?? [] where entry.kind == .number || entry.kind == .range {
            let isMore = entry.direction == .more
            let more = FormField.Option("-\(entry.name)", Words.text("find.theMostFirst", ["entry": entry.name]))
            let less = FormField.Option(entry.name, Words.text("find.theLeastFirst", ["entry": entry.name]))
            orders += isMore ? [more, less] : [less, more]
        }
        if !orders.contains(where: { $0.value == question.order }) {
            orders.append(.init(question.order, question.order))
        }
        return orders
    }

    private static func capitalised(_ field: String) -> String {
        let name = field.hasPrefix("'") ? String(field.dropFirst().dropLast()).replacing("''", with: "'") : field
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
