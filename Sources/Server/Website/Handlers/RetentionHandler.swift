import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The rules, and what each would forget now.
    func retention(_ call: Call) async throws -> Response {
        try respond(try await retentionPage(call), to: call)
    }

    /// Changes a rule; or asks if it is meant to be obeyed now, and obeys it.
    func changeRetention(_ call: Call) async throws -> Response {
        let fields = try await Form.read(call)
        let rule = fields["rule"] ?? ""
        guard tokens.requestKey(of: fields["token"], for: call.path, as: call.principal) != nil else {
            let notice = Notice(
                .attention, Words.text("retention.nothingIsChangedYet"), text: Words.text("word.thisPageHadGrown2"))
            return try respond(try await retentionPage(call, notice: notice), to: call, status: 409)
        }
        let registry = call.registry
        switch fields["do"] {
        case "ask": return try respond(try await retentionPage(call, asking: rule), to: call)
        case "run":
            let runs = try await registry.runRetention(
                [rule], isConfirmed: true, as: call.principal, from: call.source)
            let count = runs.map(\.count).reduce(0, +)
            let notice = Notice(
                .good, Words.text("retention.forgotten", ["count": Numbers.grouped(count)]), text: words.retention(rule)
            )
            return try respond(try await retentionPage(call, notice: notice), to: call)
        default: break
        }
        let typed = fields["days-\(rule)"] ?? ""
        do {
            guard let days = Int64(typed.filter { !$0.isWhitespace }) else {
                throw RegistryError(
                    .valueInvalid, Words.text("retention.giveTheTimeIn"), field: "days")
            }
            _ = try await registry.setRetention(
                rule, days: days, isOn: fields["do"] == "on", as: call.principal, from: call.source)
        } catch let error as RegistryError where error.code == .valueInvalid {
            var page = try await retentionPage(call)
            if let place = page.rules.firstIndex(where: { $0.anchor == rule }) {
                page.rules[place].form?.days.value = typed
                page.rules[place].form?.days.problem = FormField.Problem(ErrorText(error))
            }
            return try respond(page, to: call, status: 422)
        }
        let notice = Notice(.good, Words.text("retention.changed"), text: words.retention(rule))
        return try respond(try await retentionPage(call, notice: notice), to: call)
    }

    /// - Parameter asked: the rule of which it is asked if it is meant to be obeyed now.
    private func retentionPage(
        _ call: Call, notice: Notice? = nil, asking asked: String? = nil
    ) async throws -> RetentionPage {
        let rules = try await call.registry.retention(as: call.principal)
        let token = tokens.token(for: Href.retention.text, as: call.principal)
        return RetentionPage(
            notice: notice,
            rules: rules.map {
                RetentionPage.Rule($0, token: token, isAsked: $0.term.rule.rawValue == asked, words: words)
            })
    }
}

extension RetentionPage.Rule {
    init(_ due: Retention.Due, token: String, isAsked: Bool, words: Words) {
        let name = due.term.rule.rawValue
        let days = Words.text("count.day", count: due.term.days)
        let counted = Numbers.grouped(Int64(due.count))
        let count =
            due.count == Retention.mostCounted ? Words.text("retention.atLeast", ["count": counted]) : counted
        let question = Notice(
            .attention, Words.text("retention.wouldBeForgotten", ["count": count]),
            text: Words.text("retention.allThatIsOlder", ["date": Moment(microseconds: due.before).dateText]))
        self.init(
            anchor: name, title: words.retention(name),
            facts: [
                Fact(Words.text("retention.keptFor"), days),
                Fact(
                    Words.text("retention.obeyed"),
                    due.term.rule.isFixed
                        ? Words.text("retention.always")
                        : due.term.isOn ? Words.text("retention.eachNight") : Words.text("retention.no")),
                Fact(Words.text("retention.olderThanThatNow"), count),
            ], first: due.first,
            form: due.term.rule.isFixed
                ? nil
                : RetentionPage.RuleForm(
                    token: token, rule: name,
                    days: FormField(
                        "days-\(name)", Words.text("retention.keepForSoMany"), .number, value: String(due.term.days)),
                    isDue: due.count > 0, question: isAsked ? question : nil))
    }
}
