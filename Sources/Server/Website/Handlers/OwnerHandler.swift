import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Shows who owns a unit to somebody who has said why.
    func owner(_ call: Call) async throws -> Response {
        let fields = try await Form.read(call)
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let serial = try call.segment("serial")
        var page = try await unitPage(serial, number, slug, past: Past(), call)
        let reason = fields["reason"] ?? ""
        guard tokens.requestKey(of: fields["token"], for: call.path, as: call.principal) != nil else {
            page.owner?.form?.reason.value = reason
            page.notices.insert(
                Notice(
                    .attention, Words.text("owner.nothingIsShownYet"), text: Words.text("word.thisPageHadGrown2")),
                at: 0)
            return try respond(page, to: call, status: 409)
        }
        do {
            let answer = try await call.registry.owner(
                of: serial, model: number, of: slug, reason: reason, as: call.principal, from: call.source)
            page.owner = OwnerSection(facts: Self.facts(answer.owner))
            return try respond(page, to: call)
        } catch let error as RegistryError where error.code == .reasonInvalid {
            page.owner?.form?.reason.value = CleanText(reason, limit: Reason.most).text
            page.owner?.form?.reason.problem = FormField.Problem(ErrorText(error))
            return try respond(page, to: call, status: 422)
        }
    }

    private static func facts(_ owner: OwnerAnswer.Owner?) -> [Fact] {
        guard let owner else { return [Fact(Words.text("word.owner"), Words.text("owner.nobodyHasRegisteredIt"))] }
        var facts: [Fact] = []
        if let erasedAt = owner.party.erasedAt {
            facts.append(
                Fact(
                    Words.text("word.owner"), Words.text("word.erased"),
                    note: Words.text("owner.on", ["date": Moment(microseconds: erasedAt).dateText])))
        }
        if let name = owner.party.name { facts.append(Fact(Words.text("word.name"), name)) }
        if let reference = owner.party.reference { facts.append(Fact(Words.text("owner.reference"), reference)) }
        if let since = owner.since {
            facts.append(Fact(Words.text("word.since"), Moment(microseconds: since).dateText))
        }
        return facts
    }

    /// Where one asks for the owner, for eyes that may, of a unit that has one.
    func ownerSection(_ answer: UnitAnswer, _ call: Call) -> OwnerSection? {
        guard answer.hasOwner == true, answer.ownerName == nil,
            Access.allows(call.principal, .readOwners, of: answer.manufacturer.id)
        else { return nil }
        let action = Href.owner(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)
        return OwnerSection(
            form: OwnerSection.Form(
                action: action, token: tokens.token(for: action.text, as: call.principal),
                reason: FormField("reason", Words.text("owner.whyDoYouAsk"), hint: Words.text("owner.suchAsTheNumber")))
        )
    }
}

extension LookSection {
    init(_ looks: [Look], words: Words) {
        self.init(
            facts: looks.map { look in
                let reason =
                    look.reason.map { "“\($0)”" } ?? (look.isReasonErased ? Words.text("owner.theReasonHasBeen") : nil)
                return Fact(
                    Moment(microseconds: look.at).dateText, "\(words.audit(look.action)): \(look.who)", note: reason)
            })
    }
}
