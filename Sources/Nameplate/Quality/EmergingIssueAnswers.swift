package import Identifiers
package import Quality
package import Registry

/// An emerging issue with what was made of it.
package struct EmergingIssueAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var issue: EmergingIssue
    /// Nil of a code that the manufacturer's tree has not.
    package var fault: FaultCode?
    package var steps: [EmergingIssueStepEntry]
    /// What the asker may do next.
    package var possible: [EmergingIssueStep]
    /// Whether the asker may write a recall.
    package var mayRecall: Bool
}

/// A row of a list of emerging issues.
package struct ListedEmergingIssue: Sendable {
    package var model: Model
    package var issue: EmergingIssue
    package var fault: FaultCode?
}

/// Which issues somebody wants to see, in the words of a request.
package struct EmergingIssueFilter: Sendable {
    package var state: EmergingIssueState?
    /// Only open ones, or only the others; nil for all.
    package var isOpen: Bool?
    package var model: String?

    package init() {}
}

/// What a search that somebody asked for has found.
package struct EmergingSearchAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var scope: EmergingScope
    package var milliseconds: Int64
    package var findings: [EmergingFinding]
    /// Issues that are new, or open again; none of a search that only looks.
    package var raised: [EmergingIssue]
    package var isDryRun: Bool
    /// How many events are not counted yet.
    package var behind: Int64
}
