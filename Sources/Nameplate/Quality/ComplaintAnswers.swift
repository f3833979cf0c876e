package import Identifiers
package import Quality
package import Registry

/// A complaint, as far as somebody may know it.
package struct ComplaintAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    /// Without the words, where these are not for the asker.
    package var complaint: Complaint
    /// What the asker may do next.
    package var possible: [ComplaintStep]
    /// Whether the asker may say other things of it.
    package var mayChange: Bool
}

/// A row of a list of complaints.
package struct ListedComplaint: Sendable {
    package var model: Model?
    /// Without the words, where these are not for the asker.
    package var complaint: Complaint
}

/// How often something is complained of.
package struct CountedFaultCode: Sendable {
    package var count: ComplaintList.CodeCount
    /// Nil for a code of no tree.
    package var fault: FaultCode?
}

/// Which complaints somebody wants to see, in the words of a request.
package struct ComplaintFilter: Sendable {
    package var model: String?
    /// This code and all narrower ones.
    package var faultCode: String?
    package var since: CivilDate?
    package var until: CivilDate?
    package var state: ComplaintState?
    package var problem: String?
    package var text: String?

    package init() {}
}

/// A complaint that somebody enters.
package struct ComplaintOrder: Sendable {
    package var model: String
    package var serial: String?
    package var reference: String?
    package var details: ComplaintDetails

    package init(about model: String, _ details: ComplaintDetails) { (self.model, self.details) = (model, details) }
}

/// What became of the complaints of a table.
package struct ImportedComplaints: Sendable {
    /// Their numbers, in the order of the rows.
    package var numbers: [ComplaintNumber] = []
    package var added = 0
    /// Those that were there already, by their reference: nothing of them is changed.
    package var unchanged = 0
}

/// What became of a complaint of an authority's table.
package struct ImportedPublishedComplaint: Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        case added
        /// It was there already, by the authority's number.
        case unchanged
        /// The registry has no such manufacturer, or none whose quality the principal sees to.
        case makerUnknown
        /// The manufacturer has no such model.
        case modelUnknown
        /// The manufacturer's tree has no fault code for one of its components.
        case faultUnknown
    }
    package var complaint: PublishedComplaint
    package var outcome: Outcome
    package var number: ComplaintNumber?
}
