import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The pages of the catalogue: categories, comparisons, product lines, what is missing.
    var catalogueRoutes: [Route] {
        [
            Route(
                method: .get, path: "/models", permission: .look, summary: "Find models",
                query: Routes.foundModels.filter { ["q", "where", "sort"].contains($0.name) } + [
                    .init("after", .text(most: 1_000), "the cursor of the page"), Self.formParameter,
                ], answer: .page("the page, or what is wrong with the condition"), handle: find),
            Route(
                method: .get, path: "/compare", permission: .look, summary: "Models side by side",
                query: [
                    .init(
                        "model", .text(), most: NameplateRegistry.mostComparedModels + 1,
                        "a model as manufacturer/number, or its number alone; blank ones do not count"),
                    .init("all", .boolean, "true: also what all of them tell alike"),
                    .init("units", .word(UnitOfMeasure.System.allCases.map(\.rawValue)), "the reader's units"),
                    .init("as", .word(["csv"]), "as a table for spreadsheets"),
                ], answer: .page("the page"), handle: compare),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/lines/{line}", permission: .look,
                summary: "A product line, its models by what differs", answer: .page("the page"), handle: productLine),
            Route(
                method: .get, path: "/categories", permission: .look, summary: "All categories",
                query: [.init("after", .text(), "the last category of the page before")], answer: .page("the page")
            ) { call in try respond(await categoriesPage(call), to: call) },
            Route(
                method: .post, path: "/categories", permission: .editCatalogue, summary: "Add a category",
                request: .form, answer: .page("the category, with 303, or what is wrong"), handle: addCategory),
            Route(
                method: .get, path: "/categories/{category}", permission: .look,
                summary: "What models of a category should tell", answer: .page("the page")
            ) { call in try respond(await categoryPage(call), to: call) },
            Route(
                method: .post, path: "/categories/{category}", permission: .editCatalogue,
                summary: "Change a category", request: .form, answer: .page("the page, with 303, or what is wrong"),
                handle: changeCategory),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/gaps", permission: .readModels,
                summary: "What the catalogue lacks of a manufacturer's models",
                query: gapsParameters, answer: .page("the page"), handle: gaps),
        ]
    }

    private var gapsParameters: [Route.Parameter] {
        Routes.gapParameters + [.init("after", .text(), "the last model of the page before")]
    }

    // MARK: Categories

    private func addCategory(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await categoriesPage(call, form, notice: .aged), to: call, status: 409)
        }
        let draft = CategoryDraft(
            key: form["key"] ?? "", name: Self.filled(form["name"]), parent: Self.filled(form["parent"]))
        do {
            let made = try await call.registry.perform(as: call.principal, from: call.source) {
                try $0.createCategory(draft).category.key
            }
            return redirect(to: .category(made))
        } catch let error as RegistryError where error.field != nil {
            var page = try await categoriesPage(call, form)
            if page.form?.fields.tell(error, typed: form) != true { page.form?.notice = .refusal(error) }
            return try respond(page, to: call, status: 422)
        }
    }

    private func changeCategory(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let key = try call.segment("category")
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await categoryPage(call, form, notice: .aged), to: call, status: 409)
        }
        do {
            // Browsers send CRLF for each line.
            let lines = (form["entries"] ?? "").split(whereSeparator: \.isNewline)
            let entries = try lines.filter { !$0.allSatisfy(\.isWhitespace) }
                .map { line throws(RegistryError) in try TemplateEntry(reading: String(line)) }
            let draft = CategoryDraft(
                key: key, name: Self.filled(form["name"]), parent: Self.filled(form["parent"]), entries: entries)
            // What is no number is no version that anybody has seen.
            let version = form["version"].flatMap { Int64($0) } ?? 0
            _ = try await call.registry.perform(as: call.principal, from: call.source) {
                try $0.updateCategory(draft, expecting: version)
            }
            return redirect(to: .category(key))
        } catch let error as RegistryError where error.field != nil || error.code == .categoryChanged {
            var page = try await categoryPage(call, form)
            // Else it lies in the entries, by whose names errors go, unless somebody has changed the category meanwhile.
            if page.form?.fields.tell(error, typed: form) != true {
                if error.field == nil {
                    page.notice = .refusal(error)
                } else {
                    page.form?.problem = FormField.Problem(ErrorText(error))
                }
            }
            return try respond(page, to: call, status: 422)
        }
    }

    private static func filled(_ text: String?) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }

    private func categoriesPage(
        _ call: Call, _ form: [String: String] = [:], notice: Notice? = nil
    ) async throws -> CategoriesPage {
        let after = call.query["after"] ?? ""
        let found = try await call.registry.categories(after: after, limit: Limits.page + 1, as: call.principal)
        let shown = found.prefix(Limits.page)
        let rows = shown.map { answer in
            [
                DataTable.Cell(answer.category.title, href: .category(answer.category.key)),
                DataTable.Cell(answer.wider.first ?? "", href: answer.wider.first.map { .category($0) }),
                DataTable.Cell(Numbers.grouped(answer.template.entries.count)),
            ]
        }
        var page = CategoriesPage(
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("word.categories"),
                    columns: [
                        .init(Words.text("category.eyebrow")), .init(Words.text("category.within")),
                        .init(Words.text("category.entries2"), isNumber: true),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(
                    Words.text("category.noCategoryYet"), text: Words.text("category.withoutOneModelsAre"))
                : nil,
            pagination: Pagination(
                of: shown.last?.category.key, hasMore: found.count > Limits.page, isFirst: after.isEmpty,
                count: rows.count, at: ["categories"]))
        if Access.allows(call.principal, .editCatalogue) {
            page.form = CategoriesPage.NewForm(
                token: tokens.token(for: Href.categories.text, as: call.principal), notice: notice,
                fields: [
                    FormField(
                        "key", Words.text("category.theTextThatModels"), value: form["key"] ?? "",
                        hint: Words.text("category.suchAsRefrigeratorIt")),
                    FormField("name", Words.text("category.whatReadersSeeWhere"), value: form["name"] ?? ""),
                    FormField(
                        "parent", Words.text("category.within"), value: form["parent"] ?? "",
                        hint: Words.text("category.theWiderCategoryWhose")),
                ])
        }
        return page
    }

    private func categoryPage(
        _ call: Call, _ form: [String: String] = [:], notice: Notice? = nil
    ) async throws -> CategoryPage {
        let answer = try await call.registry.category(call.segment("category"), as: call.principal)
        var page = CategoryPage(answer, notice: notice, words: words)
        if Access.allows(call.principal, .editCatalogue) {
            let category = answer.category
            page.form = CategoryPage.ChangeForm(
                action: .category(category.key),
                token: tokens.token(for: Href.category(category.key).text, as: call.principal),
                version: form["version"] ?? String(category.rowVersion),
                fields: [
                    FormField(
                        "name", Words.text("category.whatReadersSeeWhere"),
                        value: form["name"] ?? category.name ?? ""),
                    FormField(
                        "parent", Words.text("category.within"), value: form["parent"] ?? answer.wider.first ?? ""),
                ],
                entries: form["entries"] ?? category.entries.map(\.text).joined(separator: "\n"))
        }
        return page
    }
}

extension CategoryPage {
    init(_ answer: CategoryAnswer, notice: Notice?, words: Words) {
        let category = answer.category
        var facts = [Fact(Words.text("category.modelsCarryTheText"), category.key, isNumber: true)]
        if let parent = answer.wider.first {
            facts.append(Fact(Words.text("category.within"), parent, link: .category(parent)))
        }
        let rows = answer.template.entries.map { entry in
            [
                DataTable.Cell(entry.name), DataTable.Cell(words.kind(entry.kind.rawValue)),
                DataTable.Cell(entry.unit.map { words.unit($0) } ?? ""),
                DataTable.Cell(
                    entry.direction.map {
                        $0 == .more ? Words.text("category.moreIsBetter") : Words.text("category.lessIsBetter")
                    } ?? ""),
                DataTable.Cell(entry.group ?? ""),
                DataTable.Cell(entry.isRequired ? Words.text("category.required") : ""),
            ]
        }
        self.init(
            breadcrumb: Breadcrumb([Link(Words.text("word.categories"), .categories)], here: category.title),
            name: category.title,
            notice: notice, facts: facts,
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("category.whatModelsOfShould", ["category": category.title]),
                    columns: [
                        .init(Words.text("category.specification")), .init(Words.text("word.kind")),
                        .init(Words.text("category.unit")), .init(Words.text("category.better")),
                        .init(Words.text("category.group")),
                        .init(Words.text("category.required")),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(Words.text("category.nothingIsSaidYet"), text: Words.text("category.nobodyHasSaidWhat"))
                : nil)
    }
}
