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
                .attention, Words.text("persons.nothingIsDoneYet"), text: Words.text("word.thisPageHadGrown2"))
            return try respond(page, to: call, status: 409)
        }
        do {
            return try await answerPerson(fields, page, call)
        } catch let error as RegistryError where [.reasonInvalid, .partyUnknown].contains(error.code) {
            let problem = FormField.Problem(ErrorText(error))
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
            page.notice = Notice(.good, Words.text("persons.thePersonsDataIs"))
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
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(slug))],
                here: Words.text("word.persons")),
            maker: maker.name, action: action, token: tokens.token(for: action.text, as: call.principal),
            reference: FormField(
                "reference", Words.text("persons.theReferenceToThe"), .code, hint: Words.text("persons.asItWasGiven")),
            reason: FormField("reason", Words.text("persons.why"), hint: Words.text("persons.thePersonCanRead")),
            mayErase: Access.allows(call.principal, .erase, of: maker.id))
    }
}

extension PersonsPage.Extent {
    fileprivate init(_ erasure: PersonErasure) {
        let extents = erasure.extents
        func count(_ number: KeyPath<PartyErasure.Extent, Int64>, _ key: String) -> String {
            Words.text(key, count: extents.map { $0[keyPath: number] }.reduce(0, +))
        }
        self.init(
            title: erasure.isDryRun ? Words.text("persons.whatWouldBeErased") : Words.text("persons.whatWasErased"),
            facts: [
                Fact(Words.text("persons.namesAndReferences"), Words.text("count.person", count: Int64(extents.count))),
                Fact(Words.text("persons.remarks"), count(\.notes, "count.remark")),
                Fact(Words.text("persons.reasonsOfLooks"), count(\.reasons, "count.reason")),
                Fact(
                    Words.text("persons.whatStays"), count(\.events, "count.event"),
                    note: Words.text("persons.byANumberThat")),
            ], mayConfirm: erasure.isDryRun)
    }
}
