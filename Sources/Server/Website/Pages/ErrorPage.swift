/// A request that could not be answered: what went wrong, in whose hands it is, and what to try.
package struct ErrorPage: WebPage {
    package static let template = TemplateName.error

    /// The status of the answer, such as "404".
    package var status: String
    package var headline: String
    package var text: String
    /// See ``ErrorText``.
    package var particulars: String?
    /// The stable dotted code, such as `path.unknown`.
    package var code: String?
    /// Finds the request in the log.
    package var requestID: String?
    package var advice: [String]
    package var links: [Link]

    package init(
        status: String, headline: String, text: String, particulars: String? = nil, code: String? = nil,
        requestID: String? = nil,
        advice: [String] = [], links: [Link] = []
    ) {
        self.status = status
        self.headline = headline
        self.text = text
        self.particulars = particulars
        self.code = code
        self.requestID = requestID
        self.advice = advice
        self.links = links
    }

    package var title: String { headline }

    package var mustache: [String: any Sendable] {
        [
            "status": status, "headline": headline, "text": text, "particulars": shown(particulars),
            "code": shown(code), "requestID": shown(requestID),
            "advice": advice.isEmpty
                ? false as any Sendable : ["items": advice.map { ["text": $0] }] as [String: any Sendable],
            "links": shownList(links),
        ]
    }
}
