import Hummingbird
import Nameplate
import Quality
import Registry

// A complaint is entered and moved on.

extension Site {
    private static let allComplaints = "/manufacturers/{manufacturer}/complaints"

    private static let newComplaint = EditForm(
        "newComplaint", Routes.taking(.post, allComplaints),
        [
            .code("model"), .code("serial"), .code("identification"), .lines("faultCodes"), .code("receivedOn"),
            .code("failedOn"), .number("usage"),
            .choice("usageUnit", ComplaintDetails.UsageUnit.self) { _, word in Words.text("usageUnitName.\(word)") },
            .code("country"), .flag("crash"), .flag("fire"), .number("injured"), .number("deaths"), .code("reference"),
            .prose("words"),
        ], subject: "model"
    ) { call, _ in .complaints(call.values["manufacturer"] ?? "") }

    private static let complaintStep = EditForm(
        "complaintStep", Routes.taking(.post, "\(allComplaints)/{complaint}/steps"),
        [.choice("step", ComplaintStep.self) { _, word in Words.text("complaintStep.\(word)") }], subject: "step"
    ) { call, _ in
        .complaint(call.values["manufacturer"] ?? "", call.values["complaint"] ?? "", done: "complaintStep")
    }

    static let complaintWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/complaints", permission: .handleQuality,
        summary: "Enter a complaint", forms: [newComplaint]
    ) { site, call in try await site.newComplaintPage(call) }

    static let complaintEditing = EditPage(
        path: "/manufacturers/{manufacturer}/complaints/{complaint}", permission: .readQuality,
        summary: "A complaint: what it says and of which problem it is a sign", forms: [complaintStep]
    ) { site, call in
        let answer = try await call.registry.complaint(
            call.segment("complaint"), of: call.segment("manufacturer"), as: call.principal)
        var page = site.complaintPage(answer)
        guard !answer.possible.isEmpty else { return page }
        page.sections.append(
            site.section(
                complaintStep, call,
                options: [
                    "step": answer.possible.map { .init($0.rawValue, Words.text("complaintStep.\($0.rawValue)")) }
                ], hidden: [(name: "rowVersion", value: String(answer.complaint.rowVersion))]))
        return page
    }

    private func newComplaintPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleQuality, of: manufacturer.id)
        var section = section(Self.newComplaint, call)
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.newComplaint"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("complaints.title"), .complaints(slug)),
                ], here: Words.text("editForm.newComplaint")), sections: [section])
    }
}
