/// The programming interface, for people: its subjects, or every route of one with what it is for.
package struct APIPage: WebPage {
    package static let template = TemplateName.api

    package struct Group: Component {
        package var anchor: String
        package var title: String
        package var routes: [Route]

        package init(anchor: String, title: String, routes: [Route]) {
            self.anchor = anchor
            self.title = title
            self.routes = routes
        }

        package var mustache: [String: any Sendable] {
            ["anchor": anchor, "title": title, "routes": shown(routes)]
        }
    }

    package struct Route: Component {
        package var anchor: String
        package var method: String
        package var path: String
        package var purpose: String
        /// Who may call it.
        package var permission: String?
        package var parameters: [Parameter]
        /// A request to copy into a shell.
        package var request: String?
        /// What is really answered.
        package var answer: String?

        package init(
            anchor: String, method: String, path: String, purpose: String, permission: String? = nil,
            parameters: [Parameter] = [], request: String? = nil, answer: String? = nil
        ) {
            self.anchor = anchor
            self.method = method
            self.path = path
            self.purpose = purpose
            self.permission = permission
            self.parameters = parameters
            self.request = request
            self.answer = answer
        }

        package var mustache: [String: any Sendable] {
            [
                "anchor": anchor, "method": method, "path": path, "purpose": purpose,
                "permission": shown(permission), "parameters": shownList(parameters), "request": shown(request),
                "answer": shown(answer), "isWrite": method != "GET",
            ]
        }
    }

    package struct Parameter: Component {
        package var name: String
        /// "path", "query", "header" or "body".
        package var place: String
        package var purpose: String
        package var isRequired: Bool

        package init(_ name: String, in place: String, purpose: String, isRequired: Bool = false) {
            self.name = name
            self.place = place
            self.purpose = purpose
            self.isRequired = isRequired
        }

        package var mustache: [String: any Sendable] {
            ["name": name, "place": place, "purpose": purpose, "isRequired": isRequired]
        }
    }

    package var summary: String
    /// The machine-readable description.
    package var openAPI: Href
    /// All subjects.
    package var contents: [Link]
    package var groups: [Group]

    package init(summary: String, openAPI: Href, contents: [Link], groups: [Group]) {
        self.summary = summary
        self.openAPI = openAPI
        self.contents = contents
        self.groups = groups
    }

    package var title: String { Words.text("api.title") }

    package var mustache: [String: any Sendable] {
        [
            "summary": summary, "openAPI": openAPI.text, "contents": shown(contents), "groups": shown(groups),
            // Whoever has chosen a subject wants to see it, not the others.
            "isOne": groups.count == 1,
        ]
    }
}
