@testable import Server

/// Photos of plates.
extension SamplePages {
    static var photos: [ReadPage] { [emptyRead, readCodes] }

    private static var emptyRead: ReadPage { .form(Notice(.attention, "Choose a photo.")) }

    private static var readCodes: ReadPage {
        var page = ReadPage(headline: "2 codes were found", lead: "What they say.", limit: "16 MB")
        page.answer = ReadPage.Answer(
            "Which one is it?",
            choices: [ModelCard(maker: "Fjordlys", number: "FJ-320", href: .model("fjordlys", "FJ-320"))],
            remarks: ["The codes on the photo belong to 2 products."],
            link: Link("Explain what stands on the plate", .lookup("TR2410001207Y")))
        page.codes = ReadPage.Codes(
            "On the photo", width: 1_200, height: 900,
            outlines: [
                [(93, 110), (377, 110), (377, 189), (93, 189)], [(90, 340), (524, 340), (524, 414), (90, 414)],
            ],
            table: DataTable(
                caption: "The codes",
                columns: [.init("Content"), .init("No.", isNumber: true), .init("Kind"), .init("What it is")],
                rows: [
                    [.init("9520471003207"), .init("1"), .init("EAN-13"), .init("GTIN")],
                    [.init("TR2410001207Y"), .init("2"), .init("Code 128"), .init("")],
                ]))
        return page
    }
}
