import Server

/// Comparisons, product lines, categories and what is missing.
extension SamplePages {
    static var comparisons: [any WebPage] {
        [
            compare, emptyCompare, hostileCompare, productLine, categories, noCategories, category, emptyCategory, gaps,
            noGaps, found, nothingFound, dataSheet, bareDataSheet,
        ]
    }

    static var modelAlike: ModelPage {
        var page = model
        page.lists = [
            TitledTable(
                "Parts and accessories", columns: [.init("Where"), .init("Part")],
                rows: [[.init("compressor"), .init("CX-95", href: .model("fjordlys", "CX-95"))]])
        ]
        page.points = SellingPoints(segment: "Small kitchens", points: ["Only 37 dB", "<b>60 cm</b> wide"])
        page.dataSheet = Link("Data sheet to print", .dataSheet("fjordlys", "FJ-320"))
        page.alike = DataTable(
            caption: "Models similar to this one", columns: [.init("Model"), .init("Alike", isNumber: true)],
            rows: [[.init("FJ-300", href: .model("fjordlys", "FJ-300")), .init("86 %")]])
        page.compare = Link("Compare them side by side", .compare(["fjordlys/FJ-320", "fjordlys/FJ-300"]))
        return page
    }

    static var dataSheet: DataSheetPage {
        DataSheetPage(
            title: "Fjordlys FJ-320, data sheet", name: "Fjordlys 320 (sample)", maker: "Fjordlys",
            model: Link("FJ-320", .model("fjordlys", "FJ-320")), points: SellingPoints(points: ["Only 37 dB"]),
            facts: [Fact("GTIN", "07091234500101", isNumber: true)],
            specifications: [SpecificationGroup("Size", rows: [Fact("Width", "60 cm")])],
            lists: [
                TitledTable(
                    "What it costs", columns: [.init("Where"), .init("Price")],
                    rows: [[.init("NO"), .init("NOK 10990")]])
            ],
            asOf: "As of 26 November 2026.")
    }

    static var bareDataSheet: DataSheetPage {
        DataSheetPage(
            title: "Acme X, data sheet", name: "X", maker: "Acme", model: Link("X", .model("acme", "X")), facts: [],
            asOf: "As of 26 November 2026.")
    }

    static var comparisonTable: ComparisonTable {
        ComparisonTable(
            caption: "Models side by side",
            models: [
                .init(
                    "FJ-300", name: "Fjordlys 300 (sample)", maker: "Fjordlys", href: .model("fjordlys", "FJ-300"),
                    remove: .compare(["fjordlys/FJ-320", "acme/X-1"])),
                .init("FJ-320", name: "Fjordlys 320 (sample)", maker: "Fjordlys", href: .model("fjordlys", "FJ-320")),
                .init("X-1", name: nil, maker: "Acme", href: .model("acme", "X-1")),
            ],
            groups: [
                .init(
                    "Size",
                    [
                        .init(
                            "Capacity",
                            [.init("298 L"), .init("321 L", isBest: true), .init("300 L", given: "10.6 ft³")]),
                        .init("Width", [.init("60 cm"), .init("60 cm"), .init(nil)]),
                    ]),
                .init(nil, [.init("Colour", [.init("White"), .init("Grey"), .init("Black")])]),
            ])
    }

    static var compare: ComparePage {
        ComparePage(
            notices: [Notice(.attention, "“FJ-999” is left out.", text: "No model is known as “FJ-999”.")],
            kept: [.init("model", "fjordlys/FJ-300"), .init("model", "fjordlys/FJ-320")],
            choices: [Link("Also what is alike", .compare(["fjordlys/FJ-300"], query: [("all", "true")]))],
            table: comparisonTable)
    }

    static var emptyCompare: ComparePage {
        ComparePage(
            kept: [],
            empty: EmptyState("Nothing to compare yet", text: "Add two models.", link: Link("Find", .manufacturers)))
    }

    static var found: FindPage {
        var page = emptyFind
        page.conditions = [Link("capacity >= 300 L", .models(query: [("where", "capacity >= 300 L")]))]
        page.notices = [Notice(.attention, "Nothing is called “fjrod”.", text: "These are called “Fjord”.")]
        page.summary = "2 models."
        page.facets = [
            .init(title: "Colour", links: [Link("White", .models(query: [("where", "Colour = White")]), note: "12+")])
        ]
        page.facetsNote = "Counted among the first 500; there are more of each."
        page.table = DataTable(
            caption: "Models found", columns: [.init("Model number", sort: .init(.models(), .ascending))],
            rows: [[.init("FJ-300", href: .model("fjordlys", "FJ-300"))]])
        page.pagination = Pagination(next: .models(query: [("after", "x")]), position: "2 on this page")
        page.downloads = [Link("CSV", .models(query: [("as", "csv")]))]
        return page
    }

    static var nothingFound: FindPage {
        var page = emptyFind
        page.condition.problem = FormField.Problem(hostile, in: hostile, at: 3)
        page.empty = EmptyState("Nothing found", text: hostile, link: Link("Show all models", .models()))
        page.without = [Link("Without \(hostile)", .models(query: [("where", hostile)]), note: "2 models")]
        return page
    }

    private static var emptyFind: FindPage {
        FindPage(
            words: FormField("q", "Words", value: hostile, id: "words"),
            condition: FormField("where", "Conditions", .code),
            order: FormField("sort", "In the order of", .choice, options: [.init("", "what fits best")]))
    }

    static var hostileCompare: ComparePage {
        ComparePage(
            notices: [Notice(.attention, hostile, text: hostile)], kept: [.init("model", hostile)],
            table: ComparisonTable(
                caption: hostile,
                models: [.init(longSerial, name: hostile, maker: hostile, href: .model(hostile, hostile))],
                groups: [.init(hostile, [.init(hostile, [.init(longSerial, isBest: true, given: hostile)])])]))
    }

    static var productLine: ProductLinePage {
        ProductLinePage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Fjord"), maker: "Fjordlys",
            line: "Fjord", summary: "3 models", table: comparisonTable,
            more: Link("There are more", .manufacturer("fjordlys")))
    }

    static var categories: CategoriesPage {
        CategoriesPage(
            table: DataTable(
                caption: "Categories",
                columns: [.init("Category"), .init("Within"), .init("Entries", isNumber: true)],
                rows: [[.init("Refrigerators", href: .category("Refrigerator")), .init("Cold appliance"), .init("12")]]),
            pagination: Pagination(position: "1 in all"),
            form: .init(
                token: "token", notice: Notice(.bad, "There is a category 'Refrigerator' already; change it."),
                fields: [FormField("key", "The text that models carry", value: "Refrigerator")]))
    }

    static var noCategories: CategoriesPage {
        CategoriesPage(table: nil, empty: EmptyState("No category yet", text: "Models are compared as they are."))
    }

    static var category: CategoryPage {
        var page = CategoryPage(
            breadcrumb: Breadcrumb([Link("Categories", .categories)], here: "Refrigerators"), name: "Refrigerators",
            notice: Notice(.bad, "The kind is number, text, yes/no, range, list or dimensions."),
            facts: [Fact("Models carry the text", "Refrigerator", isNumber: true)],
            table: DataTable(
                caption: "What models should tell", columns: [.init("Specification"), .init("Kind")],
                rows: [[.init("Capacity"), .init("Number")]]),
            form: .init(
                action: .category("Refrigerator"), token: "token", version: "3",
                fields: [FormField("name", "What readers see", value: hostile)],
                entries: "Capacity = number L, more\n\(hostile)"))
        page.form?.problem = .init(hostile)
        return page
    }

    static var emptyCategory: CategoryPage {
        CategoryPage(
            breadcrumb: Breadcrumb([Link("Categories", .categories)], here: "Fan"), name: "Fan", table: nil,
            empty: EmptyState("Nothing is said yet", text: "Nobody has said what a fan should tell."))
    }

    static var gaps: GapsPage {
        GapsPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "What is missing"), maker: "Fjordlys",
            kinds: [Link("All", .gaps("fjordlys"))], heading: "All gaps",
            table: DataTable(
                caption: "Gaps", columns: [.init("Model"), .init("Kind"), .init("What is wrong")],
                rows: [
                    [
                        .init("FJ-210U", href: .model("fjordlys", "FJ-210U")), .init("Missing"),
                        .init("'Noise' is missing."),
                    ]
                ]),
            pagination: Pagination(next: .gaps("fjordlys", query: [("after", "FJ-210U")]), position: "1 on this page"))
    }

    static var noGaps: GapsPage {
        GapsPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "What is missing"), maker: "Fjordlys",
            kinds: [Link("All", .gaps("fjordlys"))], heading: "All gaps", table: nil,
            empty: EmptyState("Nothing is missing", text: "As far as these models were looked at."))
    }
}
