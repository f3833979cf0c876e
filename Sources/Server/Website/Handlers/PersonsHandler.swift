import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The form in which one names a person.
    func persons(_ call: Call) async throws -> Response { try respond(try await personsPage(call), to: call) }

    /// Gives out what is held about a person, shows what would be erased, or erases it.
    func answerPerson(_ call: Call) async throws -> Response {
        let fields = try await Form.read(call)
        var page = try await personsPage(call)
        page.reference.value = CleanText(fields["reference"] ?? "", limit: 400).text
        page.reason.value = CleanText(fields["reason"] ?? "", limit: Reason.most).text
        guard tokens.requestKey(of: fields["token"], for: call.path, as: call.principal) != nil else {
            page.notice = Notice(
                .attention, "Nothing is done yet.", text: "This page had grown old. Press the button once more.")
            return try respond(page, to: call, status: 409)
        }
        do {
            return try await answerPerson(fields, page, call)
        } catch let error as RegistryError where [.reasonInvalid, .partyUnknown].contains(error.code) {
            let problem = FormField.Problem(error.sentence)
            if error.code == .reasonInvalid { page.reason.problem = problem } else { page.reference.problem = problem }
            return try respond(page, to: call, status: 422)
        }
    }

    private func answerPerson(_ fields: [String: String], _ page: PersonsPage, _ call: Call) async throws -> Response {
        let (reference, reason) = (fields["reference"] ?? "", fields["reason"] ?? "")
        let slug = try call.segment("manufacturer")
        guard let order = fields["do"], ["try", "erase"].contains(order) else {
            let exports = try await call.registry.exportPerson(
                .reference(reference), of: slug, reason: reason, as: call.principal, from: call.source)
            var response = Response.json { json in json.object { $0.listField("items", exports) { $1.write(to: &$0) } }
            }
            response.headers[.contentDisposition] = "attachment; filename=\"person.json\""
            return response
        }
        let isDryRun = order == "try"
        let erasure = try await call.registry.erasePerson(
            .reference(reference), of: slug, reason: reason, isDryRun: isDryRun, isConfirmed: true, as: call.principal,
            from: call.source)
        var page = page
        page.extent = PersonsPage.Extent(erasure)
        if !isDryRun {
            (page.reference.value, page.reason.value) = ("", "")
            page.notice = Notice(.good, "The person's data is erased.")
        }
        return try respond(page, to: call)
    }

    private func personsPage(_ call: Call) async throws -> PersonsPage {
        let slug = try call.segment("manufacturer")
        let maker = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readOwners, of: maker.id)
        let action = Href.persons(slug)
        return PersonsPage(
            breadcrumb: Breadcrumb(
                [Link("Manufacturers", .manufacturers), Link(maker.name, .manufacturer(slug))], here: "Persons"),
            maker: maker.name, action: action, token: tokens.token(for: action.text, as: call.principal),
            reference: FormField(
                "reference", "The reference to the person", .code, hint: "as it was given when units were registered"),
            reason: FormField("reason", "Why?", hint: "The person can read it."),
            mayErase: Access.allows(call.principal, .erase, of: maker.id))
    }
}

extension PersonsPage.Extent {
    fileprivate init(_ erasure: PersonErasure) {
        let extents = erasure.extents
        func count(_ number: KeyPath<PartyErasure.Extent, Int64>, _ one: String, _ many: String) -> String {
            Numbers.count(extents.map { $0[keyPath: number] }.reduce(0, +), one, many)
        }
        self.init(
            title: erasure.isDryRun ? "What would be erased" : "What was erased",
            facts: [
                Fact("Names and references", Numbers.count(Int64(extents.count), "person", "persons")),
                Fact("Remarks", count(\.notes, "remark", "remarks")),
                Fact("Reasons of looks", count(\.reasons, "reason", "reasons")),
                Fact("What stays", count(\.events, "event", "events"), note: "by a number that names nobody"),
            ], mayConfirm: erasure.isDryRun)
    }
}
