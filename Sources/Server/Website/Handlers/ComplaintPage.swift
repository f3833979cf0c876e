import Identifiers
import Nameplate
import Quality
import Registry

// A complaint: what it says, and of which problem it is a sign.

extension Site {
    func complaintPage(_ answer: ComplaintAnswer) -> FormsPage {
        let (slug, number) = (answer.manufacturer.slug, answer.complaint.number.text)
        var sections = [FormSection("about", Words.text("complaints.about"), facts: Self.facts(answer))]
        if let words = answer.complaint.details.words {
            sections.append(FormSection("words", Words.text("complaints.words"), text: words))
        }
        return FormsPage(
            title: Words.text("complaints.one", ["number": number]), eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("complaints.title"), .complaints(slug)),
                ], here: number), sections: sections)
    }

    private static func facts(_ answer: ComplaintAnswer) -> [Fact] {
        let (complaint, slug, model) = (answer.complaint, answer.manufacturer.slug, answer.model.number.text)
        let details = complaint.details
        let facts: [Fact?] = [
            Fact(Words.text("word.state"), Words.text("complaintState.\(complaint.state.rawValue)")),
            Fact(Words.text("word.model"), model, link: .model(slug, model)),
            complaint.serial.map {
                Fact(Words.text("word.serialNumber"), $0.text, link: .unit(slug, model, $0.text), isNumber: true)
            },
            details.identification.map { Fact(Words.text("complaints.identification"), $0, isNumber: true) },
            details.faultCodes.isEmpty
                ? nil : Fact(Words.text("quality.fault"), details.faultCodes.joined(separator: ", ")),
            Fact(Words.text("complaints.receivedOn"), details.receivedOn.isoText),
            details.failedOn.map { Fact(Words.text("complaints.failedOn"), $0.isoText) },
            details.usage.map {
                Fact(
                    Words.text("complaints.usage"),
                    Words.text("usageUnit.\($0.unit.rawValue)", ["count": Numbers.grouped($0.value)]))
            },
            details.country.map { Fact(Words.text("complaints.country"), $0) },
            details.harm.isAny ? Fact(Words.text("complaints.harm"), details.harm.shown) : nil,
            Fact(Words.text("complaints.source"), Words.text("complaintSource.\(complaint.source.rawValue)")),
            complaint.reference.map { Fact(Words.text("complaints.reference"), $0) },
            complaint.problem.map { Fact(Words.text("complaints.problem"), $0.text, link: .problem(slug, $0.text)) },
            Fact(Words.text("complaints.enteredAt"), Moment(microseconds: complaint.enteredAt).dateText),
            Fact(Words.text("complaints.enteredBy"), complaint.enteredBy),
        ]
        return facts.compactMap(\.self)
    }
}
