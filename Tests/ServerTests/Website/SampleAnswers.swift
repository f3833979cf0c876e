import Server

/// What a look-up leads to when it is neither one model nor one unit.
extension SamplePages {
    static var whichModel: WhichModelPage {
        WhichModelPage(
            number: "4711", summary: "3 models have a unit with the serial number 4711.",
            advice: "Look on the plate for the words Model, M/N or Mod. and choose the number beside them.",
            choices: [
                ModelCard(
                    maker: "Fjordlys", number: "FL-NORD-300", name: "Refrigerator Nord 300",
                    text: "Made since 2023", href: .unit("fjordlys", "FL-NORD-300", "4711"),
                    badge: Badge("Sample data")),
                ModelCard(
                    maker: "Western Digital", number: "WD30EFRX", name: "Red, 3 TB",
                    href: .unit("wdc", "WD30EFRX", "4711")),
                ModelCard(maker: "Hitachi", number: "HDS722020ALA330", href: .unit("hitachi", "X", "4711")),
            ],
            pagination: Pagination(next: Href(["lookup"], query: [("q", "4711"), ("after", "3")]), position: "1 to 3"))
    }

    static var unknownSerial: NotRecognisedPage {
        NotRecognisedPage(
            headline: "We know the model, but not this serial number",
            summary: "Fjordlys makes FL-NORD-300. It never gave out the serial number FL24K00O471T.",
            typed: "M/N FL-NORD-300 S/N FL24K00O471T",
            findings: [
                .init(
                    "Its last character is wrong for the rest",
                    text: "The check character after FL24K000471 is X, not T. One character was probably misread.",
                    number: .init(
                        "FL24K00O471T", doubtful: [7: "may be a zero", 11: "is X for these digits"], isAsked: true),
                    badge: Badge("Serial number", .attention),
                    link: Link("How this number is built", .batch("fjordlys", "FL-NORD-300", "2024-W11"))),
                .init(
                    "Nothing else that we know", text: "It is no GTIN, no vehicle's number and no telephone's number."),
            ],
            suggestions: [
                .init(
                    .init(
                        "FL24K000417T", doubtful: [9: "differs from what you typed", 10: "differs from what you typed"]),
                    .unit("fjordlys", "FL-NORD-300", "FL24K000417T"), note: "two digits swapped")
            ],
            advice: [
                "Look again at the plate: is it 0 or O, 1 or I, 8 or B?",
                "The serial number stands beside S/N, SER. NO. or Serial. It is not the number under the bar code.",
                "If the plate truly says so, ask Fjordlys: the product may not be theirs.",
            ],
            plate: drawnPlate)
    }

    static var drawnPlate: Plate {
        var plate = Plate(
            maker: "Fjordlys", product: "Refrigerator Nord 300", model: .init("FL-NORD-300"),
            serial: .init("FL24K00O471T", doubtful: [7: "zero or the letter O?"], isAsked: true))
        plate.drawing = .plateEcho("fjordlys", "FL-NORD-300", "FL24K00O471T", marks: [7])
        return plate
    }

    static var swapped: NotRecognisedPage {
        NotRecognisedPage(
            headline: "That is a placeholder, not a serial number",
            summary: "“12345678” stands where nobody typed a real one.", typed: "12345678", findings: [],
            advice: ["Read the number from the plate on the product, not from a form or a shop's page."],
            plate: Plate(maker: nil, model: nil, serial: nil, serialHint: "a placeholder"))
    }
}
