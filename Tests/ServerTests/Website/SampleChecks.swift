import Server

extension SamplePages {
    static var emptyCheckList: CheckListPage { CheckListPage() }

    static var checkList: CheckListPage {
        CheckListPage(
            list: "FL24K000417T\n" + hostile + "\n", model: hostile,
            result: CheckListPage.Result(
                summary: "2 entries",
                choices: [
                    .init(value: "", label: "All 2", isChosen: true),
                    .init(value: "found", label: "Found 1", isChosen: false),
                ],
                table: DataTable(
                    caption: "Verdicts", columns: [.init("Entry"), .init("Line", isNumber: true), .init("Verdict")],
                    rows: [
                        [
                            .init("FL24K000417T", href: .unit("fjordlys", "FL-NORD-300", "FL24K000417T")), .init("1"),
                            .init("", badge: Badge("Found", .good)),
                        ],
                        [.init(hostile), .init("2"), .init("", badge: Badge("Not known", .bad))],
                    ]), more: "The first 2 of 3 are shown."))
    }

    static var refusedCheckList: CheckListPage {
        CheckListPage(list: hostile, notice: Notice(.attention, "The list cannot be checked", text: hostile))
    }

    static var emptyExplain: ExplainPage {
        ExplainPage(examples: [Link("4006381333931", .explain("4006381333931"), note: "a bar code")])
    }

    static var explain: ExplainPage {
        ExplainPage(
            text: "1C4PJMBXXJD592546\n" + hostile,
            notice: Notice(.attention, "The first 2 of 3 lines are explained"),
            results: [
                ExplainPage.Result(
                    id: 1, scheme: Badge("VIN", .good), confidence: Badge("Likely"), number: .init("1C4PJMBXXJD592546"),
                    reason: "17 characters with the check digit of a VIN.", facts: [Fact("Maker", hostile)],
                    lists: [.init("Perhaps this is meant", [.init(hostile, link: Link(hostile, .explain(hostile)))])],
                    source: "vPIC"),
                ExplainPage.Result(
                    id: 2, scheme: Badge("Not recognised", .attention), number: .init(hostile), reason: hostile),
            ])
    }

    static var unknownPlates: UnknownPlatesPage {
        UnknownPlatesPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Looked up in vain"),
            maker: "Fjordlys",
            month: "March 2026",
            months: [Link("February 2026", .unknownPlates("fjordlys", query: [("month", "2026-02")]))],
            table: DataTable(
                caption: "Shapes", columns: [.init("Shape"), .init("Times", isNumber: true)],
                rows: [[.init("AA9999999A99A"), .init("12")]]),
            download: Link("Download as CSV", .unknownPlates("fjordlys", query: [("as", "csv")])))
    }

    static var noUnknownPlates: UnknownPlatesPage {
        UnknownPlatesPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Looked up in vain"), maker: hostile,
            month: "March 2026", table: nil, empty: EmptyState("Nothing", text: "All is known."))
    }

    static var referenceTables: ReferenceTablesPage {
        var page = ReferenceTablesPage(tables: [
            .init(
                anchor: "vehicles", title: "Vehicles by their identification number",
                facts: [Fact("Version", "vPIC 3.45 (2024-03-16)"), Fact("Source", hostile)], licence: "Public domain.",
                download: Link("Download the file", .referenceTable("vehicles"))),
            .init(
                anchor: "devices", title: "Mobile devices by their type allocation code",
                facts: [
                    Fact("Version", hostile), Fact("In use since", "26 November 2026", note: "There is a newer one."),
                ],
                licence: hostile, warning: Notice(.attention, "A stored file cannot be used", text: hostile),
                download: Link("Download the file", .referenceTable("devices"))),
        ])
        page.edit = Link("Replace them", .referenceTables)
        return page
    }
}
