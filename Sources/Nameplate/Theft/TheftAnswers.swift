package import Identifiers
package import Registry
package import Safeguards

/// A report of a theft or a loss, as far as somebody may know it.
package struct TheftAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    /// Without what is not for the asker; its state is what the asker is told.
    package var report: TheftReport
    /// What whoever asks is to it.
    package var part: TheftAccess.Part
    /// What was done, in order, as far as it is for the asker.
    package var steps: [TheftStepEntry]
    /// What the asker may do next.
    package var possible: [TheftStep]
    /// What finders have written, for staff and whoever has reported it, the newest first.
    package var threads: [TheftThread]
}

/// That a unit is reported stolen or lost, for whoever may know.
package struct TheftNote: Hashable, Sendable {
    package var number: TheftNumber
    package var kind: TheftKind
    package var state: TheftState
    package var happenedOn: CivilDate
}

/// A row of a list of reports.
package struct ListedTheft: Sendable {
    package var model: Model?
    package var report: TheftReport

    package init(model: Model?, report: TheftReport) {
        self.model = model
        self.report = report
    }
}

/// What somebody says of a theft or a loss, in the words of a request; made ready by
/// ``NameplateRegistry/prepare(_:as:from:)``.
package struct TheftOrder: Sendable {
    package var slug: String
    package var number: String
    package var serial: String
    package var details: TheftDetails
    /// As it was typed.
    package var ownerCode: String?
    /// Whether it waits though something speaks for it: staff write down what somebody else says.
    package var isHearsay: Bool
    /// With it, all units of the batch from the serial number to this one; for staff.
    package var lastSerial: String?
    /// Whether what is in the case or pallet is meant too; for staff.
    package var hasContents = false

    package init(
        _ slug: String, _ number: String, _ serial: String, _ details: TheftDetails, ownerCode: String? = nil,
        isHearsay: Bool = false
    ) {
        self.slug = slug
        self.number = number
        self.serial = serial
        self.details = details
        self.ownerCode = ownerCode
        self.isHearsay = isHearsay
    }
}

/// What somebody does with a report, in the words of a request.
package struct TheftMoveOrder: Sendable {
    package var theft: String
    package var move: TheftMove
    /// As it was typed.
    package var ownerCode: String?

    package init(_ theft: String, _ move: TheftMove, ownerCode: String? = nil) {
        self.theft = theft
        self.move = move
        self.ownerCode = ownerCode
    }
}

/// Which reports somebody wants to see, in the words of a request.
package struct TheftFilter: Sendable {
    /// Those that have ended instead of those that are open.
    package var isEnded = false
    package var state: TheftState?
    package var model: String?

    package init() {}
}

/// A unit that an event speaks of and that is reported stolen or lost.
package struct TheftWarning: Hashable, Sendable {
    package var serial: SerialNumber
    /// Nil where the unit only carries the mark: somebody has recorded that it was stolen, and made no report.
    package var note: TheftNote?

    /// An event of more units than this warns of the first so many.
    package static let most = 100
}

/// What somebody writes who has found a unit that is reported.
package struct FindingOrder: Sendable {
    package var slug: String
    package var number: String
    package var serial: String
    package var text: String
    /// Where an answer is told of; nobody is shown it.
    package var email: String?

    package init(_ slug: String, _ number: String, _ serial: String, _ text: String, email: String? = nil) {
        self.slug = slug
        self.number = number
        self.serial = serial
        self.text = text
        self.email = email
    }
}

/// A unit as a feed tells of it: nothing but that it was stolen or lost, and in which month. Of reports of several units the
/// feed tells how many there are of a model and month, and no numbers: those would tell which were issued together.
package struct PublishedTheft: Hashable, Sendable {
    package var model: String
    /// Nil for several units.
    package var serial: SerialNumber?
    /// How many.
    package var count: Int64 = 1
    /// Whether these are cases and pallets, with what is in them.
    package var isContainer = false
    /// To the month.
    package var month: CivilDate
}

/// The feed of a manufacturer.
package struct TheftFeed: Sendable {
    package var manufacturer: Manufacturer
    /// The newest first.
    package var items: [PublishedTheft]
}
