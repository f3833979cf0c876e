package import Identifiers
import Registry

/// Cover that one unit has beyond what its terms promise: sold, or given out of goodwill.
package struct CoverExtension: Hashable, Sendable {
    static let kind = DocumentKind(code: .warrantyDocument, field: "coverage")

    package enum Kind: String, CaseIterable, Sendable {
        /// Sold, or part of a contract.
        case extended
        case goodwill
    }

    package enum Start: Hashable, Sendable {
        /// On the day after the last day of what its terms promise for the same.
        case afterCover
        case on(CivilDate)
    }

    package var kind: Kind
    /// The contract or case that it is known by.
    package var reference: String
    package var coverage: Coverage
    package var start: Start
    package var transfer: WarrantyTerm.Transfer
    package var pausesInRepair: Bool
    /// From this day on it is not there any more.
    package var cancelledOn: CivilDate?

    package init(
        _ kind: Kind, _ reference: String, _ coverage: Coverage, _ start: Start,
        transfer: WarrantyTerm.Transfer = .always, pausesInRepair: Bool = false, cancelledOn: CivilDate? = nil
    ) {
        self.kind = kind
        self.reference = reference
        self.coverage = coverage
        self.start = start
        self.transfer = transfer
        self.pausesInRepair = pausesInRepair
        self.cancelledOn = cancelledOn
    }
}
