import Server

extension SamplePages {
    /// What waits, and what runs.
    static var atWork: [any WebPage] { [home, emptyHome, running, idle, StyleguidePage()] }

    private static var home: HomePage {
        HomePage(
            title: "Home", roles: "Catalogue, Quality",
            waiting: [
                Fact("results to fetch", "3", link: .jobs), Fact("Hostile <b>", "1", link: .jobs, note: "a note"),
            ],
            nothingWaits: nil,
            groups: [
                .init(
                    "Every day",
                    [Link("Check a list of numbers", .checkList), Link("Import", .importForm, note: "CSV")])
            ],
            tables: [
                TitledTable(
                    "The latest batches", columns: [.init("Batch"), .init("Units", isNumber: true)],
                    rows: [[.init("2024-W10", href: .front), .init("2 400")]])
            ])
    }

    private static var emptyHome: HomePage {
        HomePage(
            title: "Home", roles: "", waiting: [],
            nothingWaits: EmptyState("Nothing waits for you", text: "What runs shows here."), groups: [], tables: [])
    }

    private static var running: JobsPage {
        let cancel = FormCard(.jobs, token: "token", hidden: [("do", "cancel")], submit: "Cancel")
        return JobsPage(
            title: "Running work", lead: "What you have begun.",
            breadcrumb: Breadcrumb([Link("Running work", .jobs)], here: "An import"),
            cards: [
                JobCard(
                    title: Link("Import of models", .jobs), badge: Badge("Running"), text: "Checking: 12 000 so far",
                    note: "about 3 minutes left", progress: .init(thousandths: 250, label: "Import of models"),
                    form: cancel),
                JobCard(
                    title: Link("Export: units", .jobs), badge: Badge("Running"), text: "Writing",
                    progress: .init(thousandths: nil, label: "Export")),
                JobCard(
                    title: Link("Export: <b>", .jobs), badge: Badge("Done", .good), text: "models.csv, 12 kB",
                    link: Link("Download", .jobs), form: cancel),
            ], isRunning: true)
    }

    private static var idle: JobsPage {
        JobsPage(
            title: "Running work", cards: [], empty: EmptyState("Nothing runs", text: "What takes long shows here."),
            isRunning: false)
    }
}
