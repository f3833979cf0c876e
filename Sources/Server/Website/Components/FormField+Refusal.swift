import Nameplate
import Registry

/// What is wrong with a form, said beside the field that is at fault.
extension [FormField] {
    /// Keeps what was typed, but for secrets and files, and says what is wrong beside the field that the error names.
    /// - Returns: Whether there is such a field.
    mutating func tell(_ error: RegistryError, typed form: [String: String]) -> Bool {
        for index in indices {
            guard ![.password, .newPassword, .oneTimeCode, .file].contains(self[index].kind),
                let text = form[self[index].name]
            else { continue }
            self[index] = self[index].holding(text)
        }
        // A password that is asked for to be sure is not the one that is chosen.
        let isProof = error.code == .signInRefused && contains { $0.name == "present" }
        let name = isProof ? "present" : error.field
        guard let place = firstIndex(where: { $0.name == name }) else { return false }
        self[place].problem = FormField.Problem(ErrorText(error), in: self[place].value, at: error.position)
        return true
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
        for section in page.sections.indices {
            for card in page.sections[section].forms.indices {
                guard page.sections[section].forms[card].action.text == path else { continue }
                isTold = page.sections[section].forms[card].fields.tell(error, typed: form) || isTold
            }
            for item in page.sections[section].items.indices {
                guard var card = page.sections[section].items[item].form, card.action.text == path else { continue }
                isTold = card.fields.tell(error, typed: form) || isTold
                page.sections[section].items[item].form = card
            }
        }
        page.notice = isTold ? Notice(.bad, Words.text("form.lookAtTheField")) : .refusal(error)
        return page
    }
}
