import Nameplate
import Registry

/// What is wrong with a form, said beside the field that is at fault.
extension [FormField] {
    /// Keeps what was typed, but for secrets and files, and says what is wrong beside the field that the error names.
    /// - Returns: Whether there is such a field.
    mutating func tell(_ error: RegistryError, typed form: [String: String]) -> Bool {
        // A password that is asked for to be sure is not the one that is chosen.
        let isProof = error.code == .signInRefused && contains { $0.name == "present" }
        var problem = Problem(error)
        if isProof { problem.field = "present" }
        return tell(problem, typed: form)
    }

    /// The same of a problem of a document that the form has become: `gtins[1]` lies in the second line of `gtins`.
    mutating func tell(_ problem: Problem, typed form: [String: String]) -> Bool {
        for index in indices {
            guard ![.password, .newPassword, .oneTimeCode, .file].contains(self[index].kind),
                let text = form[self[index].name] ?? (self[index].kind == .flag ? "" : nil)
            else { continue }
            self[index] = self[index].holding(text)
        }
        guard let field = problem.field,
            let place = indices.filter({ field.isMember(self[$0].name) }).max(by: {
                self[$0].name.count < self[$1].name.count
            })
        else { return false }
        let rest = field.dropFirst(self[place].name.count)
        let typed = self[place].value
        var text = ErrorText(code: problem.code, ofPage: problem.sentence)
        if self[place].kind == .lines, let line = rest.firstMatch(of: /^\[(\d+)\]/).flatMap({ Int($0.1) }),
            typed.nonEmptyLines.indices.contains(line)
        {
            text.sentence = Words.text("form.line", ["line": String(line + 1), "problem": text.sentence])
            self[place].problem = FormField.Problem(text, in: typed.nonEmptyLines[line], at: problem.position)
        } else {
            self[place].problem = FormField.Problem(text, in: typed, at: problem.position)
        }
        return true
    }
}

extension String {
    /// Whether an error's field is a member, or lies within it.
    fileprivate func isMember(_ name: String) -> Bool {
        self == name || hasPrefix(name + "[") || hasPrefix(name + ".")
    }
}

extension FormField {
    /// The field with a text in it.
    fileprivate func holding(_ text: String) -> FormField {
        FormField(
            name, label, kind, value: text, hint: hint, problem: problem, isShown: isShown, options: options, id: id)
    }
}

extension FormsPage {
    /// Says what is wrong in the form that was sent; in a notice above where no field of it is at fault.
    /// - Parameter path: where the form was sent.
    func telling(_ error: RegistryError, sentTo path: String, _ form: [String: String]) -> FormsPage {
        var page = self
        var isTold = false
        page.change(sentTo: path) { card in isTold = card.fields.tell(error, typed: form) || isTold }
        page.notice = isTold ? Notice(.bad, Words.text("form.lookAtTheField")) : .refusal(error)
        return page
    }

    /// Changes each form that is sent to a path, beside an item of a list too.
    mutating func change(sentTo path: String, _ body: (inout FormCard) -> Void) {
        for section in sections.indices {
            for card in sections[section].forms.indices where sections[section].forms[card].action.text == path {
                body(&sections[section].forms[card])
            }
            for item in sections[section].items.indices {
                guard var card = sections[section].items[item].form, card.action.text == path else { continue }
                body(&card)
                sections[section].items[item].form = card
            }
        }
    }
}
