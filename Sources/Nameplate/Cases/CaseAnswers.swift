package import AfterSales
package import Registry

/// A case, as far as somebody may know it.
package struct CaseAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    /// Without who looks after it, where that is not for the asker.
    package var serviceCase: ServiceCase
    /// What whoever asks is to it.
    package var part: CaseAccess.Part
    /// What was said and done, in order; without what is said within the desk where that is not for the asker.
    package var replies: [CaseReply]
    package var files: [AttachedFile]
    /// What the asker may do next.
    package var possible: [CaseStep]
    package var mayRate: Bool
    package var isOverdue: Bool
    /// The open reports that the unit was stolen or lost; for the desk.
    package var thefts: [TheftNote] = []

    /// What the customer was told last of how to send the unit back.
    package var returnInstructions: String? { replies.last { $0.step == .approveReturn }?.text }
}

/// A row of a list of cases.
package struct ListedCase: Sendable {
    package var model: Model?
    package var serviceCase: ServiceCase
    package var isOverdue: Bool

    package init(model: Model?, serviceCase: ServiceCase, isOverdue: Bool) {
        self.model = model
        self.serviceCase = serviceCase
        self.isOverdue = isOverdue
    }
}

/// A page of a list of cases, and what stands at its head.
package struct CasePage: Sendable {
    package var cases: [ListedCase]
    /// Of the whole manufacturer, for its desk; nil for others.
    package var counts: CaseList.Counts?
    /// Of the model that is asked for, over the last 90 days, for the desk.
    package var ratings: CaseList.Ratings?

    package init(cases: [ListedCase]) { self.cases = cases }
}

/// Which cases somebody wants to see, in the words of a request.
package struct CaseFilter: Sendable {
    package enum Assignee: Hashable, Sendable {
        case anybody
        case nobody
        /// Whoever asks.
        case me
        case account(String)
    }

    /// Those at an end instead of the open ones.
    package var isEnded = false
    package var state: CaseState?
    package var assignee = Assignee.anybody
    package var model: String?
    package var priority: CasePriority?
    package var overdueOnly = false

    package init() {}
}
