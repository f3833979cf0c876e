/// Texts, and what each of them is.
package struct ExplainPage: WebPage {
    package static let template = TemplateName.explain

    /// What one text turned out to be.
    package struct Result: Component {
        /// Its place on the page, for headings: `1`.
        package var id: Int
        /// The scheme, such as "VIN", or that it is not recognised.
        package var scheme: Badge
        /// How sure that is.
        package var confidence: Badge?
        /// The number in its canonical form, or what was typed.
        package var number: Plate.Number
        /// Why it is read so, or what is wrong.
        package var reason: String
        /// See ``ErrorText``.
        package var particulars: String?
        package var facts: [Fact]
        package var lists: [List]
        /// The tables that spoke.
        package var source: String?

        package init(
            id: Int, scheme: Badge, confidence: Badge? = nil, number: Plate.Number, reason: String, facts: [Fact] = [],
            lists: [List] = [], source: String? = nil
        ) {
            self.id = id
            self.scheme = scheme
            self.confidence = confidence
            self.number = number
            self.reason = reason
            self.facts = facts
            self.lists = lists
            self.source = source
        }

        package var mustache: [String: any Sendable] {
            [
                "id": String(id), "scheme": scheme.mustache, "confidence": shown(confidence),
                "number": number.mustache, "reason": shown(reason), "particulars": shown(particulars),
                "facts": shownList(facts), "lists": shown(lists), "source": shown(source),
            ]
        }
    }

    /// Sentences under a heading, such as other readings.
    package struct List: Component {
        package var heading: String
        package var lines: [Line]

        package init(_ heading: String, _ lines: [Line]) {
            self.heading = heading
            self.lines = lines
        }

        package var mustache: [String: any Sendable] { ["heading": heading, "lines": shown(lines)] }
    }

    /// A sentence; before it, perhaps, a number that leads to its own explanation.
    package struct Line: Component {
        package var link: Link?
        package var text: String
        /// See ``ErrorText``.
        package var particulars: String?

        package init(_ text: String, link: Link? = nil) {
            self.text = text
            self.link = link
        }

        package init(_ error: ErrorText) {
            self.init(error.sentence)
            particulars = error.particulars
        }

        package var mustache: [String: any Sendable] {
            ["link": shown(link), "sentence": text, "particulars": shown(particulars)]
        }
    }

    /// The texts as typed, to be changed.
    package var text: String
    package var notice: Notice?
    package var results: [Result]
    /// Numbers to try, where nothing was typed.
    package var examples: [Link]

    package init(text: String = "", notice: Notice? = nil, results: [Result] = [], examples: [Link] = []) {
        self.text = text
        self.notice = notice
        self.results = results
        self.examples = examples
    }

    package var title: String { Words.text("explain.title") }

    package var mustache: [String: any Sendable] {
        [
            "text": text, "notice": shown(notice), "results": shown(results), "examples": shownList(examples),
        ]
    }
}
