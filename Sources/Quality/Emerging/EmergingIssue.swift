package import Identifiers
package import Registry

/// A cohort whose claims exceed what the ages of its units explain, as searches have found it, and what was made of it.
package struct EmergingIssue: Hashable, Sendable {
    package var number: EmergingIssueNumber
    package var manufacturer: ID<Manufacturer>
    package var model: ID<Model>
    package var code: String
    package var cohort: Cohort
    /// The same units, in the language of populations.
    package var population: String
    package var figures: EmergingFigures
    package var also: [EmergingExplanation]
    package var state: EmergingIssueState = EmergingIssueWorkflow.machine.initial
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64
    /// When it was dismissed or faded; nil for others.
    package var endedAt: Int64?
    /// The last day that counted when it was found last.
    package var foundOn: CivilDate
    /// Microseconds since 1970 UTC.
    package var foundAt: Int64
    /// How many claims there were when somebody judged it last.
    package var judgedClaims: Int64?
    /// The problem that was opened for it.
    package var problem: ProblemNumber?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64 = 1
}

extension EmergingIssue: NumberedRecord {
    /// 'F' for finding.
    package static let numberLetter: Character = "F"
}

package typealias EmergingIssueNumber = RecordNumber<EmergingIssue>

package enum EmergingIssueState: String, WorkflowWord {
    case open
    /// A problem was opened for it.
    case takenUp
    /// Somebody said that it is none.
    case dismissed
    /// No search has found it again for a while.
    case faded

    package var isOpen: Bool { self == .open }
}

package enum EmergingIssueStep: String, WorkflowWord {
    case takeUp, dismiss, reopen, fade

    /// Whether somebody does it; searches do the others.
    package var isForPeople: Bool { self != .fade }
    /// Whether it needs words on why.
    package var needsNote: Bool { self == .dismiss || self == .reopen }
}

package enum EmergingIssueWorkflow {
    package static let machine = StateMachine<EmergingIssueState, EmergingIssueStep>(
        of: "emergingIssue", from: .open,
        [
            .init(.open, .takeUp, .takenUp), .init(.open, .dismiss, .dismissed),
            .init(.open, .fade, .faded),
            .init(.takenUp, .reopen, .open), .init(.dismissed, .reopen, .open),
            .init(.faded, .reopen, .open),
        ])
}

/// A step that somebody asks for.
package struct EmergingIssueMove: Hashable, Sendable {
    package static let longestNote = 2_000

    package var step: EmergingIssueStep
    package var note: String?
    /// Of a problem that is opened for it; nil: what the issue says.
    package var title: String?

    package init(_ step: EmergingIssueStep, note: String? = nil, title: String? = nil) {
        (self.step, self.note, self.title) = (step, note, title)
    }

    /// - Throws: `value.invalid`, `reason.invalid`.
    func check() throws(RegistryError) {
        guard step.isForPeople else {
            throw RegistryError(
                .valueInvalid, "Only a search says that an issue has faded.", field: "step")
        }
        if let note { try LongText.check(note, field: "note", limit: Self.longestNote) }
        guard !step.needsNote || note != nil else {
            throw RegistryError(.reasonInvalid, "Say why, for whoever reads it later.", field: "note")
        }
    }
}
