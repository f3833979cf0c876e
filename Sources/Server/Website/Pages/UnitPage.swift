/// One unit: is it yours, and what happened to it.
package struct UnitPage: WebPage {
    package static let template = TemplateName.unit

    package var title: String
    package var breadcrumb: Breadcrumb
    package var plate: Plate
    package var name: String
    /// The state in plain words: "Sold".
    package var state: Badge
    /// A sentence about the state: "since 14 March 2024, at Elkjøp Bergen".
    package var summary: String
    /// Warnings first, then what was asked and answered.
    package var notices: [Notice]
    /// Its printable plate, for eyes that may print it.
    package var print: Link?
    /// Where it is recorded what happened to it, for eyes that may.
    package var record: Link?
    /// Where work on it is done, such as claims and service orders, for eyes that may.
    package var work: [Link] = []
    /// What was asked about it before, for eyes that may.
    package var caseList: DataTable?
    /// Present while one looks at the past.
    package var pastNotice: Notice?
    package var facts: [Fact]
    package var asOf: AsOfForm
    /// Nil where nothing is in it, or the reader may not know.
    package var parts: PartSection?
    /// Parts and accessories that may be fitted.
    package var fitting: DataTable?
    /// What it is in cover for, for eyes that may know its days.
    package var warranty: DataTable?
    /// What is to be done on it, for eyes that may know.
    package var maintenance: MaintenanceSection?
    /// The right manuals and pictures for it.
    package var documents: DocumentSection?
    /// For eyes that may ask for the owner.
    package var owner: OwnerSection?
    /// For the owner's eyes.
    package var looks: LookSection?
    package var history: TimeLine?
    /// What stands in the history's place where there is none to see.
    package var noHistory: EmptyState?

    package init(
        title: String, breadcrumb: Breadcrumb, plate: Plate, name: String, state: Badge, summary: String,
        notices: [Notice] = [], print: Link? = nil, pastNotice: Notice? = nil, facts: [Fact], asOf: AsOfForm,
        parts: PartSection? = nil, history: TimeLine? = nil, noHistory: EmptyState? = nil
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.plate = plate
        self.name = name
        self.state = state
        self.summary = summary
        self.notices = notices
        self.print = print
        self.pastNotice = pastNotice
        self.facts = facts
        self.asOf = asOf
        self.parts = parts
        self.history = history
        self.noHistory = noHistory
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "plate": plate.mustache, "name": name, "state": state.mustache,
            "summary": summary, "notices": shownList(notices), "print": shown(print),
            "record": shown(record), "work": shown(work), "caseList": shown(caseList),
            "pastNotice": shown(pastNotice), "facts": shownList(facts), "owner": shown(owner), "looks": shown(looks),
            "asOf": asOf.mustache, "parts": shown(parts), "fitting": shown(fitting), "warranty": shown(warranty),
            "maintenance": shown(maintenance),
            "documents": shown(documents),
            "history": shown(history), "noHistory": shown(noHistory),
        ]
    }
}
