/// Where a plate is photographed, and what the codes on a photo say.
package struct ReadPage: WebPage {
    package static let template = TemplateName.read

    /// What the codes name together.
    package struct Answer: Component {
        package var heading: String
        package var choices: [ModelCard]
        package var remarks: [String]
        /// Where all of it is explained.
        package var link: Link?

        package init(_ heading: String, choices: [ModelCard] = [], remarks: [String] = [], link: Link? = nil) {
            self.heading = heading
            self.choices = choices
            self.remarks = remarks
            self.link = link
        }

        package var mustache: [String: any Sendable] {
            [
                "heading": heading, "choices": shownList(choices),
                "remarks": remarks.isEmpty ? false : ["items": remarks.map { ["text": $0] }] as [String: any Sendable],
                "link": shown(link),
            ]
        }
    }

    /// The codes, and a drawing of where they stood.
    package struct Codes: Component {
        /// A code's corners on the photo, in pixels.
        package typealias Outline = [(x: Int, y: Int)]
        package var heading: String
        package var width: Int
        package var height: Int
        package var outlines: [Outline]
        package var table: DataTable

        package init(_ heading: String, width: Int, height: Int, outlines: [Outline], table: DataTable) {
            self.heading = heading
            self.width = width
            self.height = height
            self.outlines = outlines
            self.table = table
        }

        package var mustache: [String: any Sendable] {
            let size = max(width, height) / 14
            let places: [[String: any Sendable]] = outlines.enumerated().map { place, outline in
                let (x, y) = outline.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
                let count = max(1, outline.count)
                return [
                    "points": outline.map { "\($0.x),\($0.y)" }.joined(separator: " "), "x": String(x / count),
                    "y": String(y / count), "size": String(size), "number": String(place + 1),
                ]
            }
            return [
                "heading": heading, "width": String(width), "height": String(height), "places": places,
                "table": table.mustache,
            ]
        }
    }

    package var headline: String
    package var lead: String
    package var notice: Notice?
    package var answer: Answer?
    package var codes: Codes?
    /// The largest file.
    package var limit: String

    package init(
        headline: String = Words.text("photo.title"),
        lead: String = Words.text("photo.lead"), notice: Notice? = nil,
        answer: Answer? = nil, codes: Codes? = nil, limit: String
    ) {
        self.headline = headline
        self.lead = lead
        self.notice = notice
        self.answer = answer
        self.codes = codes
        self.limit = limit
    }

    package var title: String { headline }

    package var mustache: [String: any Sendable] {
        [
            "headline": headline, "lead": lead, "notice": shown(notice), "answer": shown(answer), "codes": shown(codes),
            "limit": limit,
        ]
    }
}
