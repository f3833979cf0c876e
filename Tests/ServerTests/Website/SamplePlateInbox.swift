@testable import Server

/// Unknown plates to be worked off.
extension SamplePages {
    static var plateInbox: [PlateInboxPage] { [fullInbox, emptyInbox] }

    private static var emptyInbox: PlateInboxPage {
        PlateInboxPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Unknown plates"), maker: "Fjordlys",
            filters: [], rows: [],
            empty: EmptyState(
                "Nothing waits here", text: "Nothing.", link: Link("All shapes", .unknownPlates("fjordlys"))),
            action: .plateInbox("fjordlys"), token: nil, shapes: .unknownPlates("fjordlys"))
    }

    private static var fullInbox: PlateInboxPage {
        func row(_ id: String, _ isChoosable: Bool) -> PlateInboxPage.Row {
            PlateInboxPage.Row(
                id: id, shape: "AA9999999A99A", lookups: "17", cause: "Confusing font", pair: "Z is typed for 2",
                advice: "Give the next format another alphabet.", model: Link("FJ-320", .model("fjordlys", "FJ-320")),
                when: "March 2026", state: Badge("Explained"), note: "Old artwork", isChoosable: isChoosable)
        }
        var page = PlateInboxPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Unknown plates"), maker: "Fjordlys",
            notice: Notice(.attention, "Say in a note what the cause was."),
            filters: [
                .init(
                    "State:",
                    [
                        (Link("Open", .plateInbox("fjordlys")), true),
                        (Link("Dismissed", .plateInbox("fjordlys", query: [("state", "dismissed")])), false),
                    ])
            ],
            rows: [row("0123456789ab", true), row("0123456789ac", false)], action: .plateInbox("fjordlys"),
            token: "token", pagination: Pagination(next: .plateInbox("fjordlys"), position: "1 to 2 of 12"),
            shapes: .unknownPlates("fjordlys"))
        page.downloads = [Link("CSV", .plateInbox("fjordlys", query: [("as", "csv")]))]
        page.rows[0].isChosen = true
        page.notice?.particulars = "What the registry says itself."
        page.noteProblem = .init("Say in a note what the cause was.")
        return page
    }
}
