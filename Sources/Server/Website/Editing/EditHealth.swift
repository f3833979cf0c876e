import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// A unit against its siblings, and whether somebody watches it.

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}/watch"

    private static let watchForm = EditForm(
        "watch", Routes.taking(.post, ofUnit), [.text("reason"), .code("until")], subject: "reason", next: shown)

    private static let watchEnd = EditForm(
        "watchEnd", Routes.taking(.delete, ofUnit), in: "watch", at: PathPattern(stringLiteral: "/edit\(ofUnit)/ended"),
        next: shown)

    private static let shown: @Sendable (Call, [String: String]) -> Href = { call, _ in
        .health(
            call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "", done: "watch")
    }

    static let unitHealth = EditPage(
        path: "/manufacturers/{manufacturer}/models/{model}/units/{serial}/health", permission: .readQuality,
        summary: "A unit against its siblings: its failures, its readings, and what fails next",
        query: [
            .init("siblings", .text(most: 10), "'batch' holds it against the units of its batch alone"),
            .init("figure", .text(most: 20), "which figure is drawn"),
        ], forms: [watchForm, watchEnd]
    ) { site, call in
        let answer = try await call.unitHealth()
        var page = FormsPage(answer, call.query["figure"].flatMap(HealthPlot.init) ?? .failures)
        guard answer.mayWatch else { return page }
        var section = site.section(
            watchForm, call,
            ["reason": answer.watched?.reason ?? "", "until": answer.watched?.until?.isoText ?? ""])
        if answer.watched != nil { section.forms.append(site.card(watchEnd, call)) }
        page.sections.append(section)
        return page
    }
}
