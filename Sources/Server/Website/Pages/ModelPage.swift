/// A design: what it is, how its units have fared.
package struct ModelPage: WebPage {
    package static let template = TemplateName.model

    package var title: String
    package var breadcrumb: Breadcrumb
    package var plate: Plate
    package var name: String
    package var maker: Link
    package var badges: [Badge]
    package var notices: [Notice]
    /// What the search box of "Do you have one?" puts before the serial number.
    package var number: String
    package var facts: [Fact]
    package var lifecycle: LifecycleDates?
    package var specifications: [SpecificationGroup]
    package var fleet: FleetReport?
    /// What resembles it.
    package var alike: DataTable?
    /// The comparison with what resembles it, or with what replaces it.
    package var compare: Link?
    /// What speaks for it.
    package var points: SellingPoints?
    /// Parts, versions, packaging, approvals and prices, each where there are any.
    package var lists: [TitledTable] = []
    /// The same on one sheet of paper.
    package var dataSheet: Link?
    /// Manuals, declarations, pictures.
    package var documents: DocumentSection?
    /// Where the plate is.
    package var platePicture: Figure?
    /// Batches, for eyes that may see them.
    package var batches: DataTable?
    /// Some units, for eyes that may see them.
    package var units: DataTable?
    /// Where its serial numbers are issued, for eyes that may.
    package var issue: Link?
    /// Where it is changed, for eyes that may.
    package var edit: Link?
    /// Its batches and its units as tables to take away, for eyes that may.
    package var batchesDownload: Link?
    package var unitsDownload: Link?

    package init(
        title: String, breadcrumb: Breadcrumb, plate: Plate, name: String, maker: Link, badges: [Badge] = [],
        notices: [Notice] = [], number: String, facts: [Fact], lifecycle: LifecycleDates? = nil,
        specifications: [SpecificationGroup] = [], fleet: FleetReport? = nil, batches: DataTable? = nil,
        units: DataTable? = nil, issue: Link? = nil
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.plate = plate
        self.name = name
        self.maker = maker
        self.badges = badges
        self.notices = notices
        self.number = number
        self.facts = facts
        self.lifecycle = lifecycle
        self.specifications = specifications
        self.fleet = fleet
        self.batches = batches
        self.units = units
        self.issue = issue
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "plate": plate.mustache, "name": name, "maker": maker.mustache,
            "badges": shownList(badges), "notices": shownList(notices), "number": number, "facts": shownList(facts),
            "hasDetails": !facts.isEmpty || !specifications.isEmpty,
            "lifecycle": shown(lifecycle), "specifications": shownList(specifications), "fleet": shown(fleet),
            "alike": alike == nil && compare == nil
                ? false as any Sendable
                : ["table": shown(alike), "compare": shown(compare)] as [String: any Sendable],
            "points": shown(points), "lists": shownList(lists), "dataSheet": shown(dataSheet),
            "documents": shown(documents), "platePicture": shown(platePicture),
            "batches": shown(batches), "units": shown(units),
            "issue": shown(issue), "edit": shown(edit), "batchesDownload": shown(batchesDownload),
            "unitsDownload": shown(unitsDownload),
        ]
    }
}
