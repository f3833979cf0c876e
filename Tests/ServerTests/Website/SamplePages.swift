import Server

/// One filled page of every kind, and the extremes: hostile text, very long numbers, nothing at all.
enum SamplePages {
    static func all() -> [any WebPage] {
        [front, model, unit, unitInThePast, batch, bareBatch, whichModel, unknownSerial, swapped, manufacturers]
            + [population, faultyPopulation, newPopulation, hostilePopulation]
            + [
                noManufacturers, manufacturer, emptyManufacturer, api, oneSubject, notFound, broken, bareModel,
                emptyUnit,
            ]
            + [hostileUnit, hostileModel, hostileSearch, issue, wrongIssue, hostileIssue]
            + [emptyCheckList, checkList, refusedCheckList, unknownPlates, noUnknownPlates, referenceTables]
            + [emptyExplain, explain, learnForm, learnt, learntNothing, hostileList, forms, shortForm]
            + [unitWithOwner, unitOfOwner, unitNobodyLookedAt, auditTrail, emptyAuditTrail, retention, persons]
            + [audience] + comparisons + [modelAlike] + withDocuments + [claims, noClaims, cases, quality] + photos
            + atWork
            + plateInbox
            + labelPages
    }

    static let frame = Frame(
        query: "",
        eyes: EyesSwitch(
            choices: [
                .init(value: "public", label: "Anyone", isChosen: true),
                .init(value: "owner", label: "An owner", isChosen: false),
                .init(value: "support", label: "Support", isChosen: false),
                .init(value: "technician", label: "A technician", isChosen: false),
                .init(value: "maker", label: "The maker", isChosen: false),
            ], back: .model("seagate", "ST4000DM000")),
        account: "anna@example.com", signOutToken: "token", managesAccounts: true, hasHome: true, hasProducts: true,
        sources: [
            "Drives: Backblaze Drive Stats, Backblaze Inc.",
            "Fjordlys is invented: sample data.",
        ],
        version: "0.1",
        languages: LanguageSwitch(
            choices: [
                .init(tag: "de", name: "Deutsch", isChosen: false),
                .init(tag: "en", name: "English", isChosen: true),
            ], back: .front), listWithoutMemory: .models(query: [("last", "none")]))

    static var front: FrontPage {
        FrontPage(
            examples: [
                Link("ST4000DM000", .lookup("ST4000DM000"), note: "a model: how have these drives fared?"),
                Link("S/N Z302SWQW", .lookup("S/N Z302SWQW"), note: "a serial number: what happened to this one?"),
                Link(
                    "M/N FL-NORD-300 SER. FL24K000417T", .lookup("M/N FL-NORD-300 SER. FL24K000417T"),
                    note: "both, as they stand on a refrigerator"),
            ],
            counts: [
                Fact("manufacturers", "7", link: .manufacturers), Fact("models", "81"),
                Fact("drives in service", Numbers.grouped(53_821)), Fact("events", Numbers.grouped(1_204_118)),
            ],
            plate: Plate(
                maker: "Fjordlys", product: "Refrigerator Nord 300", model: .init("FL-NORD-300"),
                serial: .init("FL24K000417T"),
                fields: [Fact("Made", "2024"), Fact("Volts", "230 V~ 50 Hz"), Fact("Gas", "R600a 42 g")],
                stamp: "Sample"))
    }

    static var model: ModelPage {
        var page = ModelPage(
            title: "Seagate ST4000DM000",
            breadcrumb: Breadcrumb(
                [Link("Manufacturers", .manufacturers), Link("Seagate", .manufacturer("seagate"))],
                here: "ST4000DM000"),
            plate: Plate(
                maker: "Seagate", product: "Desktop HDD.15", model: .init("ST4000DM000", isAsked: true), serial: nil),
            name: "Desktop HDD.15, 4 TB", maker: Link("Seagate", .manufacturer("seagate")),
            badges: [Badge("No longer made", .attention), Badge("Hard disk drive")],
            notices: [
                Notice(
                    .plain, "A newer model took its place.", text: "ST4000DM004 replaces it.",
                    link: Link("See ST4000DM004", .model("seagate", "ST4000DM004")))
            ],
            number: "ST4000DM000",
            facts: [
                Fact("Model number", "ST4000DM000", isNumber: true),
                Fact("Line", "Desktop HDD"), Fact("Brand", "Barracuda"),
                Fact("Category", "Hard disk drive, 3.5 inch"),
                Fact("GTIN", "07636490045103", isNumber: true, note: "on the box"),
                Fact("Replaced by", "ST4000DM004", link: .model("seagate", "ST4000DM004"), isNumber: true),
            ],
            lifecycle: LifecycleDates([
                .init("Announced", "March 2013", isPast: true), .init("On sale", "May 2013", isPast: true),
                .init("Last sold", "2017", isPast: true), .init("Supported until", "31 December 2027", isPast: false),
            ]),
            specifications: [
                SpecificationGroup(
                    "Capacity and speed",
                    rows: [
                        Fact("Capacity", "4 000 GB"), Fact("Rotation", "5 900 rpm"),
                        Fact("Interface", "SATA, 6 Gbit/s"), Fact("Cache", "64 MB", note: "multisegmented"),
                    ]),
                SpecificationGroup(
                    "Power",
                    rows: [Fact("Supply", "5 V and 12 V DC"), Fact("In use", "7.5 W"), Fact("Asleep", "0.75 W")]),
            ],
            fleet: FleetReport(
                figures: [
                    Fact("drives", Numbers.grouped(18_247)), Fact("drive-years in service", Numbers.grouped(31_402)),
                    Fact("failures", Numbers.grouped(912), note: "of which 31 within the first month"),
                ],
                rate: Numbers.percent(2.90), limits: "certainly between 2.72 % and 3.10 % (95 of 100 times)",
                bar: IntervalBar(
                    low: 2.72, point: 2.90, high: 3.10, label: "2.90 % a year, between 2.72 % and 3.10 %"),
                note: "Counted in Backblaze's data centres from April 2013 to September 2016."),
            batches: DataTable(
                caption: "Batches of ST4000DM000",
                columns: [.init("Batch"), .init("Numbered"), .init("Units", isNumber: true), .init("State")],
                rows: [
                    [
                        .init("W13-1", href: .batch("seagate", "ST4000DM000", "W13-1")), .init("25 March 2013"),
                        .init(Numbers.grouped(50_000)), .init("", badge: Badge("Shipped", .good)),
                    ],
                    [
                        .init("W14-2", href: .batch("seagate", "ST4000DM000", "W13-1")), .init("2 April 2013"),
                        .init(Numbers.grouped(120_000)),
                        .init("", badge: Badge("Held back", .attention)),
                    ],
                ]),
            units: DataTable(
                caption: "Some units of ST4000DM000",
                columns: [
                    .init("Serial number", sort: .init(Href(["x"], query: [("sort", "serial")]), .ascending)),
                    .init("In service since", sort: .init(Href(["x"], query: [("sort", "since")]), .descending)),
                    .init("State", sort: .init(Href(["x"], query: [("sort", "state")]))),
                ],
                rows: [
                    [
                        .init("Z302SWQW", href: .unit("seagate", "ST4000DM000", "Z302SWQW")), .init("7 May 2014"),
                        .init("", badge: Badge("In use", .good)),
                    ],
                    [
                        .init("Z300K3FP", href: .unit("seagate", "ST4000DM000", "Z300K3FP")), .init("2 July 2013"),
                        .init("", badge: Badge("Damaged", .bad)),
                    ],
                ]), issue: Link("Issue serial numbers", .issue("seagate", "ST4000DM000")))
        page.batchesDownload = Link(
            "All batches as a table", .export("batches", of: "seagate", model: "ST4000DM000"), note: "CSV")
        page.unitsDownload = Link(
            "All of these as a table", .export("units", of: "seagate", model: "ST4000DM000"), note: "CSV")
        page.edit = Link("Change", .edit("seagate", "models", "ST4000DM000"))
        return page
    }

    static var unit: UnitPage {
        var page = UnitPage(
            title: "Fjordlys FL-NORD-300, FL24K000417T",
            breadcrumb: Breadcrumb(
                [
                    Link("Manufacturers", .manufacturers), Link("Fjordlys", .manufacturer("fjordlys")),
                    Link("FL-NORD-300", .model("fjordlys", "FL-NORD-300")),
                ], here: "FL24K000417T"),
            plate: refrigeratorPlate,
            name: "Refrigerator Nord 300", state: Badge("In use", .good),
            summary: "since 19 April 2024, in Bergen",
            notices: [
                Notice(
                    .plain, "Fjordlys issued this number.",
                    text: "A number can be copied: it does not prove that the product in your hands is genuine.")
            ],
            print: Link("Print its plate", .labels("fjordlys", "FL-NORD-300", unit: "FL24K000417T")),
            facts: [
                Fact("Model", "FL-NORD-300", link: .model("fjordlys", "FL-NORD-300"), isNumber: true),
                Fact("Serial number", "FL24K000417T", isNumber: true),
                Fact("Made", "12 March 2024", note: "from the serial number"),
                Fact("Batch", "2024, week 11", link: .batch("fjordlys", "FL-NORD-300", "2024-W11")),
                Fact("Last seen", "Bergen service centre"),
            ],
            asOf: AsOfForm(
                action: .unit("fjordlys", "FL-NORD-300", "FL24K000417T"), first: "2024-03-12", last: "2026-11-23"),
            parts: parts, history: TimeLine(SampleEvents.refrigerator))
        page.work = [
            Link("Claims", .claims("seagate", "ST4000DM000", "Z302SWQW")),
            Link("Open a case", .cases("seagate", "ST4000DM000", "Z302SWQW")),
        ]
        page.caseList = DataTable(
            caption: "Cases", columns: [.init("Number"), .init("State")],
            rows: [[.init("S-7K3M-9TQ1"), .init("Solved: repaired")]])
        page.record = Link(
            "Record what happened", .edit("fjordlys", "models", "FL-NORD-300", "units", "FL24K000417T"))
        return page
    }

    static var parts: PartSection {
        let motor = PartList.Item(name: "EC-7 EC7-00412", slot: "motor", since: "since 12 March 2024")
        return PartSection(
            views: [
                .init("As it is", .unit("fjordlys", "FL-NORD-300", "FL24K000417T"), isChosen: true),
                .init("As it was built", Href(["x"], query: [("view", "built")]), isChosen: false),
            ], hint: "As it left production on 14 March 2024.",
            parts: PartList([
                .init(
                    name: "CX-95 CX95-204406", href: .unit("fjordlys", "CX-95", "CX95-204406"),
                    badge: Badge("Replaced", .attention), slot: "compressor", since: "since 22 July 2025",
                    related: Link("instead of CX-90 CX90-118842", .unit("fjordlys", "CX-90", "CX90-118842")),
                    parts: PartList([motor])),
                .init(name: "FN-12 FN25000001 to FN25000002 (2)", since: "since 12 March 2024"),
            ]),
            gone: PartList([
                .init(
                    name: "CX-90 CX90-118842", href: .unit("fjordlys", "CX-90", "CX90-118842"), slot: "compressor")
            ]), more: "There is more in it: the table has all.",
            table: .components("fjordlys", "FL-NORD-300", "FL24K000417T", query: []))
    }

    static var refrigeratorPlate: Plate {
        Plate(
            maker: "Fjordlys", product: "Refrigerator Nord 300", model: .init("FL-NORD-300"),
            serial: .init(
                "FL24K000417T", doubtful: [5: "zero, not the letter O", 9: "one, not the letter I"], isAsked: true),
            fields: [Fact("Made", "2024"), Fact("Volts", "230 V~ 50 Hz"), Fact("Gas", "R600a 42 g")], stamp: "Sample")
    }

    static var unitInThePast: UnitPage {
        var page = unit
        page.state = Badge("On its way", .plain)
        page.summary = "since 2 April 2024"
        page.fitting = DataTable(
            caption: "Parts and accessories", columns: [.init("Part"), .init("Fits yours")],
            rows: [[.init("CX-95", href: .model("fjordlys", "CX-95")), .init("yes")]])
        page.pastNotice = Notice(
            .attention, "You see it as it was on 3 April 2024.",
            text: "7 later events are left out.", link: Link("Back to today", page.asOf.action))
        page.asOf.asOf = "2024-04-03"
        page.asOf.knownAt = "1204"
        page.asOf.problem = "That day lies before the first event. Choose one from 12 March 2024 on."
        page.history = TimeLine(Array(SampleEvents.refrigerator.suffix(3)))
        return page
    }

    static var batch: BatchPage {
        var page = BatchPage(
            title: "Batch 2024, week 11",
            breadcrumb: Breadcrumb(
                [
                    Link("Manufacturers", .manufacturers), Link("Fjordlys", .manufacturer("fjordlys")),
                    Link("FL-NORD-300", .model("fjordlys", "FL-NORD-300")),
                ], here: "2024, week 11"),
            name: "2024, week 11", badges: [Badge("Numbers can be guessed", .attention), Badge("Oslo plant")],
            notice: Notice(.good, "50 000 serial numbers are issued."),
            summary: "Refrigerators Nord 300 that were numbered together on 11 March 2024.",
            facts: [
                Fact("Model", "FL-NORD-300", link: .model("fjordlys", "FL-NORD-300"), isNumber: true),
                Fact("Numbered", "11 March 2024, 06:00 +01:00"), Fact("Plant", "Oslo"),
                Fact("How the number is built", "FL{yy}K{seq:6}{check:mod37-36}", isNumber: true),
            ],
            serials: .init(
                first: numbered("FL24K000001E"), last: numbered("FL24K050000R"), count: "50 000 serial numbers",
                between: ["FL24K000002C", "FL24K000003A", "FL24K000417T", "FL24K025000Q"].map(numbered),
                list: .serials("fjordlys", "FL-NORD-300", "2024-W11"),
                table: .serials("fjordlys", "FL-NORD-300", "2024-W11", as: "csv"),
                codes: .codes("fjordlys", "FL-NORD-300", "2024-W11"),
                plate: .labels("fjordlys", "FL-NORD-300", batch: "B-1")),
            uses: .init(
                rows: DataTable(
                    caption: "Units that contain parts of this batch",
                    columns: [.init("Part"), .init("In"), .init("Which is in")],
                    rows: [
                        [
                            .init("FL24K000417T", href: .unit("fjordlys", "FL-NORD-300", "FL24K000417T")),
                            .init("KT-1 88120", href: .unit("fjordlys", "KT-1", "88120")), .init(""),
                        ]
                    ]), pagination: Pagination(next: Href(["x"], query: [("after", "n7")]), position: "1 on this page"),
                table: .uses("fjordlys", "FL-NORD-300", "2024-W11")),
            history: TimeLine([
                TimeLineEvent(
                    anchor: "e2", at: Moment(microseconds: 1_712_052_000_000_000, offsetMinutes: 120),
                    step: "Shipped", text: "Serial numbers FL24K000001E to FL24K001200M.", place: "Oslo plant"),
                TimeLineEvent(
                    anchor: "e1", at: Moment(microseconds: 1_710_133_200_000_000, offsetMinutes: 60),
                    step: "Made and numbered", place: "Oslo plant", actor: "Fjordlys"),
            ]), issue: Link("Issue more", .issue("fjordlys", "FL-NORD-300")))
        page.record = Link("Record what happened", .edit("fjordlys", "events"))
        return page
    }

    private static func numbered(_ serial: String) -> Link {
        Link(serial, .unit("fjordlys", "FL-NORD-300", serial))
    }

    static var bareBatch: BatchPage {
        var page = batch
        page.notice = nil
        page.issue = nil
        page.serials = nil
        page.uses = nil
        page.history = nil
        page.badges = []
        return page
    }

    static var bareModel: ModelPage {
        ModelPage(
            title: "HGST X", breadcrumb: Breadcrumb([], here: "X"),
            plate: Plate(maker: "HGST", model: .init("X"), serial: nil),
            name: "X", maker: Link("HGST", .manufacturer("hgst")), number: "X", facts: [])
    }

    static var emptyUnit: UnitPage {
        var page = unit
        page.history = nil
        page.parts = nil
        page.notices = []
        page.facts = []
        page.state = Badge("Not told to you")
        page.summary = "only its owner and its maker know"
        page.noHistory = EmptyState(
            "Its history is private", text: "Who owns it can see what happened to it.",
            link: Link("I own it", .front))
        return page
    }
}
