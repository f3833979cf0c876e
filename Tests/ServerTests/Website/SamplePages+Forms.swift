import Plots
import Server

extension SamplePages {
    static var forms: FormsPage {
        let take = FormCard(
            .accounts("anna@example.com", "take"), token: "token", hidden: [("role", "service")], submit: "Take it",
            isDanger: true)
        let give = FormCard(
            .accounts("anna@example.com", "give"), token: "token",
            fields: [
                FormField(
                    "role", "Role", .choice, value: "quality",
                    options: [.init("service", "Service"), .init("quality", "Quality")]),
                FormField("present", "Your password", .password, hint: "The present one."),
                FormField("numbers", "Numbers", .lines, value: "<one>\ntwo", problem: .init("Line 2 is no number.")),
                FormField("known", "Everybody knows it", .flag, value: "true"),
                FormField(
                    "level", "Level", .choice, problem: .init("Choose one."), options: [.init("each", "Single unit")]),
            ], submit: "Give it", text: "What somebody works at.")
        var linked = FormSection.Item("Recall")
        linked.href = .account
        var list = FormSection(
            "list", "Who may sign in",
            table: DataTable(caption: "Accounts", columns: [.init("Name")], rows: [[.init("anna@example.com")]]))
        list.isWide = true
        list.notice = Notice(.good, "It is done.")
        let bars = PlotLayer(name: "Failures", shape: .bars([PlotPoint(x: 0, y: 2)]))
        let plot = Plot(
            "Failures <by> age", x: PlotAxis(label: "Fault", scale: .categories(["E1"])),
            y: PlotAxis(label: "Failures"),
            layers: [bars], source: "")
        list.figures = [PlotFigure(plot, csv: nil, svg: nil)]
        return FormsPage(
            title: "anna@example.com", eyebrow: "Account", lead: "Anna",
            breadcrumb: Breadcrumb([Link("Accounts", .accounts)], here: "anna@example.com"),
            notice: Notice(.good, "Done."),
            sections: [
                list,
                FormSection(
                    "roles", "Roles", text: "What she may do.", facts: [Fact("State", "active")],
                    items: [linked, .init("Service", note: "every manufacturer", form: take), .init("Quality")],
                    forms: [give]),
                FormSection("factor", "Scan this", code: ("M4 4h7v1h-7z", 29), secrets: ["ABCD-EFGH", "<b>&"]),
            ])
    }

    static var shortForm: FormsPage {
        var page = FormsPage(
            title: "Sign in",
            sections: [
                FormSection(
                    "sign-in", "Your account",
                    forms: [
                        FormCard(
                            .signIn, token: "token", fields: [FormField("code", "Code", .oneTimeCode)], submit: "Go on")
                    ])
            ], isNarrow: true)
        page.signing = SigningCheck(keys: [String(repeating: "A", count: 43) + "="])
        return page
    }
}
