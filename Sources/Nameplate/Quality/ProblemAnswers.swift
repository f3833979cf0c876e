package import Identifiers
package import Quality
package import Registry

/// A problem with what was done about it.
package struct ProblemAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var models: [Model]
    package var problem: QualityProblem
    /// What was done, in order.
    package var steps: [ProblemStepEntry]
    /// How many complaints belong to it.
    package var complaints: Int64
    package var isOverdue: Bool
    /// What the asker may do next.
    package var possible: [ProblemStep]
    /// Whether the asker may say other things of it.
    package var mayChange: Bool
}

/// A row of a list of problems.
package struct ListedProblem: Sendable {
    package var models: [Model]
    package var problem: QualityProblem
    package var isOverdue: Bool
}

/// Which problems somebody wants to see, in the words of a request.
package struct ProblemFilter: Sendable {
    package var state: ProblemState?
    /// Only open ones, or only those at an end; nil for all.
    package var isOpen: Bool?
    package var model: String?
    package var owner: String?

    package init() {}
}

/// A problem, in the words of a request.
package struct ProblemOrder: Sendable {
    /// Without its models.
    package var details: ProblemDetails
    /// Their numbers.
    package var models: [String]

    package init(_ details: ProblemDetails, of models: [String]) { (self.details, self.models) = (details, models) }
}
