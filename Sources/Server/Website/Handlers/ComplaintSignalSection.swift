import Identifiers
import Nameplate
import Quality
import Registry

// What stands out among complaints, below their list.

extension TableSection {
    /// Nil where nothing does.
    init?(_ answer: ComplaintSignalsAnswer, of slug: String) {
        guard !answer.signals.isEmpty else { return nil }
        self.init(
            Words.text("complaints.signals"), lead: Words.text("complaints.signalsLead"),
            DataTable(
                caption: Words.text("complaints.signals"),
                columns: [
                    .init(Words.text("word.model")), .init(Words.text("quality.fault")),
                    .init(Words.text("complaints.signalSince")),
                    .init(Words.text("complaints.title"), isNumber: true),
                    .init(Words.text("complaints.signalExpected"), isNumber: true),
                    .init(Words.text("complaints.signalHarmful"), isNumber: true),
                ],
                rows: answer.signals.prefix(25).map { signal in
                    let (figures, code) = (signal.figures, signal.raised.hand.cell.code)
                    let number = signal.model?.number.text ?? ""
                    let title = signal.fault?.title(in: Words.current.language)
                    return [
                        .init(number, href: .complaints(slug, query: [("model", number), ("faultCode", code)])),
                        .init(title.map { $0 == code ? code : "\(code): \($0)" } ?? code),
                        .init(signal.raisedOn?.isoText ?? ""), .init(Numbers.grouped(Int64(figures.complaints))),
                        .init(Numbers.fixed(figures.expected, places: 1)),
                        .init(Numbers.grouped(Int64(figures.harmful))),
                    ]
                }))
    }
}
