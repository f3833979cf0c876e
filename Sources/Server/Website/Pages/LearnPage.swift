/// Learns a serial format from a list: the form, and what the list tells.
package struct LearnPage: WebPage {
    package static let template = TemplateName.learn

    /// A part of the example: a field or fixed characters.
    package struct Part: Component {
        package enum Kind: String, Sendable { case fixed, code, date, sequence, check }
        package var kind: Kind
        package var text: String
        /// "3–4".
        package var place: String
        package var label: String

        package var mustache: [String: any Sendable] {
            ["kind": kind.rawValue, "text": text, "place": place, "label": label]
        }
    }

    /// The model whose serial numbers these are: it may go on with what was learnt.
    package struct OfModel: Sendable {
        package var breadcrumb: Breadcrumb
        package var number: String
        /// Where the form is sent, and the mark that lets it take effect once.
        package var action: Href
        package var token: String
    }

    /// What going on with a format would make known.
    package struct Adoption: Component {
        package var pattern: String
        package var facts: [Fact]

        package var mustache: [String: any Sendable] { ["pattern": pattern, "facts": shownList(facts)] }
    }

    /// Serial numbers that the formats do not read.
    package struct Exceptions: Component {
        package var heading: String
        package var table: DataTable

        package var mustache: [String: any Sendable] { ["heading": heading, "table": table.mustache] }
    }

    /// What the serial numbers of one length tell.
    package struct Group: Component {
        package var anchor: String
        package var heading: String
        package var notice: Notice?
        package var parts: [Part] = []
        package var facts: [Fact] = []
        package var reasons: [String] = []
        package var fields: DataTable?
        package var others: DataTable?
        package var questions: [String] = []
        package var adoption: Adoption?

        package var mustache: [String: any Sendable] {
            [
                "anchor": anchor, "heading": heading, "notice": shown(notice), "drawing": shownList(parts),
                "facts": shownList(facts), "reasons": texts(reasons), "fields": shown(fields),
                "others": shown(others), "questions": texts(questions), "adoption": shown(adoption),
            ]
        }

        private func texts(_ texts: [String]) -> any Sendable {
            texts.isEmpty
                ? false as any Sendable : ["items": texts.map { ["text": $0] }] as [String: any Sendable]
        }
    }

    package var model: OfModel?
    package var headline = Words.text("learn.learnMyFormat")
    package var summary =
        Words.text("learn.giveSerialNumbersThat")
    package var formHeading = Words.text("learn.serialNumbersOfOne")
    /// Why there is no answer.
    package var notice: Notice?
    package var groups: [Group] = []
    package var exceptions: Exceptions?
    /// What was sent, to be changed and sent again.
    package var serials = ""

    package init() {}

    package var title: String { headline }

    package var mustache: [String: any Sendable] {
        [
            "headline": headline, "summary": summary, "formHeading": formHeading, "notice": shown(notice),
            "groups": shown(groups), "exceptions": shown(exceptions),
            "serials": serials, "breadcrumb": shown(model?.breadcrumb),
            "eyebrow": model?.number ?? Words.text("learn.serialFormats"),
            "action": (model?.action ?? .learnFormat).text, "token": shown(model?.token),
        ]
    }
}
