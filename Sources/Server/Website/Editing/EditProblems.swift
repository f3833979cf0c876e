import Hummingbird
import Nameplate
import Quality
import Registry

// A problem is moved on: contained, explained, corrected, verified.

extension Site {
    private static let problemStep = EditForm(
        "problemStep", Routes.taking(.post, "/manufacturers/{manufacturer}/problems/{problem}/steps"),
        [
            .choice("step", ProblemStep.self) { _, word in Words.text("problemStep.\(word)") }, .text("note"),
            .prose("containment"), .code("containedOn"), .prose("cause"),
            .choice("causeCategory", ProblemDetails.CauseCategory.self) { _, word in
                Words.text("causeCategory.\(word)")
            },
            .prose("correction"), .code("effectivity"), .code("changeNote"),
        ], subject: "step"
    ) { call, _ in
        .problem(call.values["manufacturer"] ?? "", call.values["problem"] ?? "", done: "problemStep")
    }

    static let problemEditing = EditPage(
        path: "/manufacturers/{manufacturer}/problems/{problem}", permission: .readQuality,
        summary: "A problem: what was done about it, and whether that has helped", forms: [problemStep]
    ) { site, call in
        let answer = try await call.registry.problem(
            call.segment("problem"), of: call.segment("manufacturer"), as: call.principal)
        var page = try await site.problemPage(answer, call)
        guard !answer.possible.isEmpty else { return page }
        var section = site.section(
            problemStep, call,
            options: ["step": answer.possible.map { .init($0.rawValue, Words.text("problemStep.\($0.rawValue)")) }],
            hidden: [(name: "rowVersion", value: String(answer.problem.rowVersion))])
        section.isWide = true
        page.sections.append(section)
        return page
    }
}
