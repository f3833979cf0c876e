package import Identifiers
package import Registry

/// What is said of a problem.
package struct ProblemDetails: Hashable, Sendable {
    /// What keeps units that have it from doing harm until it is corrected.
    package struct Containment: Hashable, Sendable {
        package var text: String
        /// Since which day.
        package var on: CivilDate?

        package init(_ text: String, on day: CivilDate? = nil) { (self.text, on) = (text, day) }
    }

    package struct Cause: Hashable, Sendable {
        package var text: String
        package var category: CauseCategory

        package init(_ text: String, _ category: CauseCategory) { (self.text, self.category) = (text, category) }
    }

    /// What is made otherwise, and from which unit on.
    package struct Correction: Hashable, Sendable {
        package var text: String
        /// The number of the note by which the design or the process was changed.
        package var changeNote: String?
        /// The units that are made with it, in the language of populations.
        package var effectivity: String

        package init(_ text: String, effectivity: String, changeNote: String? = nil) {
            (self.text, self.effectivity, self.changeNote) = (text, effectivity, changeNote)
        }
    }

    /// Where a cause lies: the branches of Ishikawa's diagram, and the design.
    package enum CauseCategory: String, CaseIterable, Sendable {
        case design, material, supplier, machine, method, people, measurement, environment, software, use, unknown
    }

    package static let longestTitle = 200
    package static let longestText = 4_000
    package static let longestChangeNote = 80
    package static let mostModels = 50
    package static let mostFaultCodes = 20

    package var title: String
    package var models: [ID<Model>]
    /// Which units of the models have it or may have it, in the language of populations; nil for all.
    package var population: String?
    /// The faults by which it shows; its failures are those with one of these codes or a narrower one.
    package var faultCodes: [String]
    /// 1, hardly noticed, to 10, dangerous without warning, as in an FMEA.
    package var severity: Int64?
    /// The name of the account of whoever sees to it.
    package var owner: String?
    /// By when it is to be at an end.
    package var dueOn: CivilDate?
    package var containment: Containment?
    package var cause: Cause?
    package var correction: Correction?

    package init(_ title: String, of models: [ID<Model>], faultCodes: [String] = []) {
        (self.title, self.models, self.faultCodes) = (title, models, faultCodes)
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        try TextRules.check(title, field: "title", limit: Self.longestTitle)
        guard (1...Self.mostModels).contains(models.count), Set(models).count == models.count else {
            throw Self.invalid("A problem has 1 to \(Self.mostModels) models, each of them once.", "models")
        }
        guard faultCodes.count <= Self.mostFaultCodes, Set(faultCodes).count == faultCodes.count else {
            throw Self.invalid(
                "A problem has up to \(Self.mostFaultCodes) fault codes, each of them once.", "faultCodes")
        }
        for code in faultCodes { try TextRules.check(code, field: "faultCodes", limit: FaultCode.longestCode) }
        guard severity.map({ (1...10).contains($0) }) ?? true else {
            throw Self.invalid("A severity is 1, hardly noticed, to 10, dangerous without warning.", "severity")
        }
        guard dueOn.map({ $0.precision == .day }) ?? true else {
            throw Self.invalid("It is due on a day such as 2026-03-14.", "dueOn")
        }
        guard containment?.on.map({ $0.precision == .day }) ?? true else {
            throw Self.invalid("It is contained since a day such as 2026-03-14.", "containment")
        }
        if let text = containment?.text {
            try LongText.check(text, field: "containment", limit: Self.longestText)
        }
        if let text = cause?.text { try LongText.check(text, field: "cause", limit: Self.longestText) }
        if let text = correction?.text { try LongText.check(text, field: "correction", limit: Self.longestText) }
        try TextRules.check(correction?.changeNote, field: "changeNote", limit: Self.longestChangeNote)
    }

    private static func invalid(_ sentence: String, _ field: String) -> RegistryError {
        RegistryError(.valueInvalid, sentence, field: field)
    }
}

/// A step of a problem, with what belongs to it.
package struct ProblemMove: Hashable, Sendable {
    package static let longestNote = 2_000

    package var step: ProblemStep
    package var note: String?
    /// What is said with it, instead of what was said before.
    package var containment: ProblemDetails.Containment?
    package var cause: ProblemDetails.Cause?
    package var correction: ProblemDetails.Correction?

    package init(_ step: ProblemStep, note: String? = nil) { (self.step, self.note) = (step, note) }

    /// What is said of the problem after it.
    func changing(_ details: ProblemDetails) -> ProblemDetails {
        var changed = details
        changed.containment = containment ?? details.containment
        changed.cause = cause ?? details.cause
        changed.correction = correction ?? details.correction
        return changed
    }

    /// - Parameter details: what is said of the problem after it.
    /// - Throws: `value.invalid`, `reason.invalid`.
    func check(_ details: ProblemDetails) throws(RegistryError) {
        if let note { try LongText.check(note, field: "note", limit: Self.longestNote) }
        let missing: (String, String)? =
            switch step {
            case .contain where details.containment == nil: ("Say how it is contained.", "containment")
            case .findCause where details.cause == nil: ("Say what the cause is.", "cause")
            case .correct where details.correction == nil:
                ("Say what is made otherwise, and from which unit on.", "correction")
            default: nil
            }
        if let (sentence, field) = missing { throw RegistryError(.valueInvalid, sentence, field: field) }
        guard !step.needsNote || note != nil else {
            throw RegistryError(.reasonInvalid, "Say why, for whoever reads it later.", field: "note")
        }
    }
}
