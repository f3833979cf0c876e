import AfterSales
import Nameplate
import Registry

extension Site {
    /// Adds what the unit is in cover for, as far as the reader may know, on the day that the page is about.
    func addWarranty(to page: inout UnitPage, of unit: UnitAnswer, past: Past, _ call: Call) async throws {
        // What was known at an earlier entry is told by the history alone.
        guard unit.model.kind == .product, past.knownAt == nil, past.problem == nil else { return }
        let answer = try await call.registry.warranty(of: unit, asOf: past.asOf, as: call.principal)
        if let verdict = answer.verdict {
            // Nothing is said of makers that have set no terms.
            if !verdict.lines.isEmpty { page.warranty = DataTable(verdict) }
        } else if answer.state != .unknown {
            let state = Words.text("warranty.\(answer.state.rawValue)")
            page.facts.append(Fact(Words.text("warranty.heading"), state, note: answer.asOf.text))
        }
    }
}

extension DataTable {
    /// Every promise and what became of it.
    fileprivate init(_ verdict: CoverVerdict) {
        let heading = Words.text("warranty.heading")
        self.init(
            caption: heading,
            columns: ["promise", "for", "state", "until", "why"].map { Column(Words.text("warranty.\($0)")) },
            rows: verdict.lines.map { line in
                let kinds = line.kinds.map { Words.text("warranty.\($0.rawValue)") }.joined(separator: ", ")
                let reasons = line.reasons.map { reason in
                    Words.text("warranty.reason.\(reason.code)", ["date": reason.day?.text ?? ""])
                }
                return [
                    Cell(line.title ?? line.source.label),
                    Cell("\(line.component ?? Words.text("warranty.wholeUnit")): \(kinds)"),
                    Cell("", badge: Badge(Words.text("warranty.\(line.state.rawValue)"), line.state.tone)),
                    Cell(line.until?.unbrokenText ?? ""), Cell(reasons.joined(separator: " ")),
                ]
            })
    }
}

extension CoverVerdict.State {
    fileprivate var tone: Tone {
        switch self {
        case .covered: .good
        case .notCovered: .attention
        case .unknown: .plain
        }
    }
}
