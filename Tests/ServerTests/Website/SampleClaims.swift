import Server

/// Lists of claims.
extension SamplePages {
    static var claims: ClaimsPage {
        ClaimsPage(
            breadcrumb: Breadcrumb([Link("Fjordlys", .manufacturer("fjordlys"))], here: "Claims"), maker: "Fjordlys",
            action: .claims("fjordlys"),
            fields: [
                FormField("state", "State", .choice, options: [.init("", "–"), .init("submitted", "Handed over")]),
                FormField("fault", "Fault code", .code, value: "C<1>"),
            ], isFiltered: true,
            table: DataTable(
                caption: "Claims",
                columns: [.init("Number"), .init("State"), .init("Unit"), .init("Claimed", isNumber: true)],
                rows: [
                    [
                        .init("C-7K3M-9TQ1", href: Href(["edit", "claims", "C-7K3M-9TQ1"])), .init("Handed over"),
                        .init("FJ-320 TR2410001207Y"), .init("4500.00 NOK"),
                    ]
                ]),
            pagination: Pagination(next: .claims("fjordlys", query: [("after", "x")]), position: ""),
            links: [Link("Download as CSV", Href(["api", "v1", "manufacturers", "fjordlys", "claims", "table"]))])
    }

    static var noClaims: ClaimsPage {
        var page = ClaimsPage(
            breadcrumb: Breadcrumb([Link("Fjordlys", .manufacturer("fjordlys"))], here: "Claims"), maker: "Fjordlys",
            action: .claims("fjordlys"), fields: [], table: nil,
            empty: EmptyState("There are no claims.", text: "Whoever owns a unit files one on the unit’s page."))
        page.notice = Notice(.bad, "There is no such model.")
        return page
    }
}
