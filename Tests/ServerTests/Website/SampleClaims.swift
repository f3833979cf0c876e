import Plots
import Server

/// Lists of claims.
extension SamplePages {
    static var claims: RecordsPage {
        RecordsPage(
            title: "Claims: Fjordlys",
            breadcrumb: Breadcrumb([Link("Fjordlys", .manufacturer("fjordlys"))], here: "Claims"), maker: "Fjordlys",
            heading: "Claims", lead: "What is asked for under warranty.", listHeading: "Claims for you",
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

    static var noClaims: RecordsPage {
        var page = RecordsPage(
            title: "Claims: Fjordlys",
            breadcrumb: Breadcrumb([Link("Fjordlys", .manufacturer("fjordlys"))], here: "Claims"), maker: "Fjordlys",
            heading: "Claims", lead: "What is asked for under warranty.", listHeading: "Claims for you",
            action: .claims("fjordlys"), fields: [], table: nil,
            empty: EmptyState("There are no claims.", text: "Whoever owns a unit files one on the unit’s page."))
        page.notice = Notice(.bad, "There is no such model.")
        return page
    }

    static var cases: RecordsPage {
        var page = RecordsPage(
            title: "Cases: Fjordlys",
            breadcrumb: Breadcrumb([Link("Fjordlys", .manufacturer("fjordlys"))], here: "Cases"), maker: "Fjordlys",
            heading: "Cases", lead: "What customers ask.", listHeading: "Cases for you", action: .cases("fjordlys"),
            fields: [FormField("overdue", "Only overdue ones", .flag, value: "true")],
            table: DataTable(
                caption: "Cases", columns: [.init("Number"), .init("Due"), .init("What is asked")],
                rows: [
                    [
                        .init("S-7K3M-9TQ1", href: Href(["edit", "cases", "S-7K3M-9TQ1"])),
                        .init("14 July 2026", badge: Badge("Overdue", .bad)), .init("Fault: <it> hums"),
                    ]
                ]))
        page.badges = [Badge("2 open"), Badge("1 overdue", .bad)]
        let bars = PlotLayer(name: "Cases", shape: .bars([PlotPoint(x: 0, y: 2)]))
        let plot = Plot(
            "Cases <by> fault", x: PlotAxis(label: "Fault", scale: .categories(["E1"])), y: PlotAxis(label: "Cases"),
            layers: [bars], source: "")
        page.figures = [PlotFigure(plot, csv: nil, svg: nil)]
        page.besides = TableSection(
            "What <stands> out", lead: "More than the others.",
            DataTable(caption: "What stands out", columns: [.init("Model")], rows: [[.init("FJ-320")]]))
        return page
    }

    static var quality: RecordsPage {
        var page = cases
        let points = [PlotPoint(x: 0, y: 0.02, low: 0.01, high: 0.04, link: "/claims"), PlotPoint(x: 1, y: 0.03)]
        let plot = Plot(
            "Failure rates", subtitle: "Fjordlys: model = <FJ-320>",
            x: PlotAxis(label: "Batch", scale: .categories(["2024-W10", "2024-W37"])),
            y: PlotAxis(label: "Failures per unit-year", format: .percent),
            layers: [PlotLayer(name: "Rate", shape: .points(points))], source: "12 units in service")
        page.figures = [PlotFigure(plot, csv: .claims("fjordlys"), svg: .claims("fjordlys"), mostRows: 1)]
        return page
    }
}
