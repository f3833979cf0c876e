import Server

/// Lists, the interface's page and errors.
extension SamplePages {
    static var manufacturers: ManufacturersPage {
        var page = ManufacturersPage(
            summary: "Who assigns model and serial numbers in this registry.",
            table: DataTable(
                caption: "Manufacturers",
                columns: [.init("Name"), .init("Country"), .init("Models", isNumber: true)],
                rows: [
                    [
                        .init("Fjordlys", href: .manufacturer("fjordlys"), badge: Badge("Sample data")),
                        .init("Norway"), .init("6"),
                    ],
                    [.init("HGST", href: .manufacturer("hgst")), .init("Japan"), .init("12")],
                    [.init("Seagate", href: .manufacturer("seagate")), .init("United States"), .init("31")],
                    [.init("Western Digital", href: .manufacturer("wdc")), .init("United States"), .init("28")],
                ]),
            pagination: Pagination(
                first: Href(["manufacturers"], query: [("before", "f")]), position: "1 to 4 of 4"))
        page.download = Link("Download as a table", .export("manufacturers"), note: "CSV")
        page.add = Link("Add a manufacturer", .newManufacturer)
        return page
    }

    static var noManufacturers: ManufacturersPage {
        var page = manufacturers
        page.table = nil
        page.download = nil
        page.pagination = nil
        page.empty = EmptyState(
            "No manufacturer yet", text: "The registry is new. Import models to begin.", link: Link("How", .api))
        return page
    }

    static var manufacturer: ManufacturerPage {
        var page = ManufacturerPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Seagate"), name: "Seagate",
            badges: [Badge("Hard disk drives")],
            facts: [
                Fact("Country", "United States"), Fact("Models", "31"),
                Fact("GS1 company prefix", "763649", isNumber: true),
            ],
            population: Link("Count and list units", .population("seagate"), note: "by model, batch and more"),
            filter: FilterForm(
                action: .manufacturer("seagate"), label: "Number or name", query: "ST4000"),
            models: DataTable(
                caption: "Models of Seagate",
                columns: [
                    .init("Model number"), .init("Name"), .init("Drives", isNumber: true),
                    .init("Fail in a year", isNumber: true),
                ],
                rows: [
                    [
                        .init("ST4000DM000", href: .model("seagate", "ST4000DM000")), .init("Desktop HDD.15, 4 TB"),
                        .init(Numbers.grouped(18_247)), .init(Numbers.percent(2.9)),
                    ],
                    [
                        .init("ST4000DX000", href: .model("seagate", "ST4000DX000")), .init("Barracuda XT, 4 TB"),
                        .init(Numbers.grouped(109)), .init(Numbers.percent(1.07)),
                    ],
                ]),
            pagination: Pagination(position: "2 of 31"))
        page.models?.selection = Selection(
            "models", keys: ["seagate/ST4000DM000", "seagate/ST4000DX000"], actions: [.init("csv", "CSV")])
        page.downloads = [Link("CSV", .manufacturer("seagate", query: [("q", "ST4000"), ("as", "csv")]))]
        page.download = Link("Download as a table", .export("models", of: "seagate"), note: "CSV")
        page.links = [Link("Looked up in vain", .unknownPlates("seagate"), note: "by shape")]
        return page
    }

    static var emptyManufacturer: ManufacturerPage {
        var page = manufacturer
        page.models = nil
        page.pagination = nil
        page.badges = []
        page.filter.query = "banana"
        page.empty = EmptyState(
            "No model fits “banana”", text: "Type a part of the model number or of the name.",
            link: Link("Show all models", .manufacturer("seagate")))
        return page
    }

    static var oneSubject: APIPage {
        var page = api
        page.groups.removeLast()
        return page
    }

    static var api: APIPage {
        APIPage(
            summary:
                "Everything on these pages can be asked by a program. Answers are JSON, errors are RFC 9457 problems.",
            openAPI: Href(["api", "openapi.json"]),
            contents: [
                Link("Look-up", .api(about: "lookup"), note: "2 routes"),
                Link("Batches", .api(about: "batches"), note: "5 routes"),
            ],
            groups: [
                .init(
                    anchor: "look-up", title: "Look-up",
                    routes: [
                        .init(
                            anchor: "lookup", method: "GET", path: "/api/v1/lookup",
                            purpose: "Reads a text as typed or scanned and says which model or unit it names.",
                            permission: "Anyone may ask.",
                            parameters: [
                                .init("q", in: "query", purpose: "the text, up to 512 bytes", isRequired: true),
                                .init("asOf", in: "query", purpose: "the day to look at, as YYYY-MM-DD"),
                            ],
                            request: "curl 'http://127.0.0.1:8080/api/v1/lookup?q=ST4000DM000'",
                            answer: "{\n  \"kind\": \"model\",\n  \"model\": { \"number\": \"ST4000DM000\" }\n}"),
                        .init(
                            anchor: "list", method: "POST", path: "/api/v1/lookup/list",
                            purpose: "Says what the entries of a list are."),
                    ]),
                .init(
                    anchor: "batches", title: "Batches",
                    routes: [
                        .init(
                            anchor: "issue", method: "POST",
                            path: "/api/v1/manufacturers/{slug}/models/{number}/batches",
                            purpose: "Issues serial numbers in one batch. Needs an Idempotency-Key.")
                    ]),
            ])
    }

    static var notFound: ErrorPage {
        ErrorPage(
            status: "404", headline: "There is no page here", text: "The address leads to nothing that we have.",
            code: "path.unknown", requestID: "7c1e9a", advice: ["Check the address.", "Look up the number instead."],
            links: [Link("Front page", .front), Link("Manufacturers", .manufacturers)])
    }

    static var broken: ErrorPage {
        ErrorPage(
            status: "500", headline: "That was our fault",
            text: "Something broke while we answered. Nothing was changed. Please try again in a minute.")
    }
}
