import AfterSales
import Identifiers
import Testing

/// The table of situations: each with its verdict and its explanation.
@Suite("Situations of warranty")
struct SituationTests {
    @Test func thereAreMany() throws {
        let situations = try Situation.all()
        #expect(situations.count >= 60)
        #expect(Set(situations.map(\.name)).count == situations.count)
        #expect(situations.allSatisfy { !$0.days.isEmpty })
    }

    @Test(arguments: try Situation.all())
    func isJudgedAsExpected(_ situation: Situation) {
        for day in situation.days {
            let verdict = Warranty.verdict(
                facts: situation.facts, terms: situation.terms, extensions: situation.extensions, asOf: day.asOf)
            #expect(verdict.state == day.state, "\(day.asOf)")
            if let until = day.until { #expect(verdict.until == until, "\(day.asOf)") }
            let reasons = verdict.reasons + verdict.lines.flatMap(\.reasons)
            for code in day.codes { #expect(reasons.contains { $0.code == code }, "\(day.asOf): \(code)") }
            let said = verdict.sentences + verdict.lines.map(\.source.label)
            for words in day.words { #expect(said.contains { $0.contains(words) }, "\(day.asOf): \(words) in \(said)") }
        }
    }

    @Test(arguments: try Situation.all())
    func everyVerdictSaysWhy(_ situation: Situation) {
        for day in situation.days {
            let verdict = Warranty.verdict(
                facts: situation.facts, terms: situation.terms, extensions: situation.extensions, asOf: day.asOf)
            #expect(!verdict.sentences.isEmpty)
            for line in verdict.lines { #expect(!line.reasons.isEmpty) }
        }
    }

    /// Cover ends once: nothing that is in on one day and lost by time alone comes back by time alone.
    @Test(arguments: try Situation.all())
    func theLastDayIsCoveredAndTheNextIsNot(_ situation: Situation) {
        for day in situation.days where day.state == .covered {
            let asked = { (day: CivilDate) in
                Warranty.verdict(
                    facts: situation.facts, terms: situation.terms, extensions: situation.extensions, asOf: day)
            }
            for line in asked(day.asOf).lines where line.state == .covered {
                guard let from = line.from, let until = line.until else { continue }
                #expect(from <= day.asOf && day.asOf <= until)
            }
        }
    }
}
