/// Clusters of unknown plates, to be worked off.
package struct PlateInboxPage: WebPage {
    package static let template = TemplateName.plateInbox

    /// Links of which one is where the reader is.
    package struct Filter: Component {
        package var heading: String
        package var links: [(link: Link, isHere: Bool)]

        package init(_ heading: String, _ links: [(link: Link, isHere: Bool)]) {
            self.heading = heading
            self.links = links
        }

        package var mustache: [String: any Sendable] {
            let shown: [[String: any Sendable]] = links.map {
                ["text": $0.link.text, "href": $0.link.href.text, "here": $0.isHere]
            }
            return ["heading": heading, "links": shown]
        }
    }

    /// One cluster.
    package struct Row: Component {
        package var id: String
        package var shape: String
        package var lookups: String
        package var cause: String
        package var pair: String?
        package var advice: String
        package var model: Link?
        package var when: String
        package var state: Badge
        package var note: String?
        package var isChoosable: Bool
        /// Whether it was ticked in a form that was refused.
        package var isChosen = false

        package init(
            id: String, shape: String, lookups: String, cause: String, pair: String? = nil, advice: String,
            model: Link? = nil, when: String, state: Badge, note: String? = nil, isChoosable: Bool
        ) {
            self.id = id
            self.shape = shape
            self.lookups = lookups
            self.cause = cause
            self.pair = pair
            self.advice = advice
            self.model = model
            self.when = when
            self.state = state
            self.note = note
            self.isChoosable = isChoosable
        }

        package var mustache: [String: any Sendable] {
            [
                "field": "c-\(id)", "chosen": isChosen, "shape": shape, "lookups": lookups, "cause": cause,
                "pair": shown(pair),
                "advice": advice, "model": shown(model), "when": when, "state": state.mustache, "note": shown(note),
                "choosable": isChoosable,
            ]
        }
    }

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var notice: Notice?
    package var filters: [Filter]
    package var rows: [Row]
    package var empty: EmptyState?
    package var action: Href
    /// The form's mark; nil for whoever may only look.
    package var token: String?
    /// The note as typed.
    package var typed: String
    package var pagination: Pagination?
    package var shapes: Href
    /// What is wrong with the note.
    package var noteProblem: FormField.Problem?
    /// All that the filters find, as files.
    package var downloads: [Link] = []

    package init(
        breadcrumb: Breadcrumb, maker: String, notice: Notice? = nil, filters: [Filter], rows: [Row],
        empty: EmptyState? = nil, action: Href, token: String?, typed: String = "", pagination: Pagination? = nil,
        shapes: Href
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.notice = notice
        self.filters = filters
        self.rows = rows
        self.empty = empty
        self.action = action
        self.token = token
        self.typed = typed
        self.pagination = pagination
        self.shapes = shapes
    }

    package var title: String { Words.text("plateInbox.tab", ["maker": maker]) }

    package var mustache: [String: any Sendable] {
        let list: [String: any Sendable] = [
            "action": action.text, "token": shown(token), "rows": shown(rows), "typed": typed,
            "noteProblem": shown(noteProblem),
        ]
        return [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice), "filters": shown(filters),
            "empty": shown(empty), "list": rows.isEmpty ? false : list, "pagination": shown(pagination),
            "shapes": shapes.text, "downloads": shownList(downloads),
        ]
    }
}
