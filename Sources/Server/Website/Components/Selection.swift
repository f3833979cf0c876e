/// Lets somebody choose rows of a table and do something with them: a form around the table, which works without scripts.
package struct Selection: Component {
    package struct Action: Component {
        /// What the form sends as `do`.
        package var name: String
        package var text: String

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }

        package var mustache: [String: any Sendable] { ["name": name, "text": text] }
    }

    package var action: Href
    /// What the form sends as `kind`: of what the rows are.
    package var kind: String
    /// What names each row, in the order of the rows; sent as `row`.
    package var keys: [String]
    package var actions: [Action]

    package init(_ kind: String, action: Href = .selected, keys: [String], actions: [Action]) {
        self.action = action
        self.kind = kind
        self.keys = keys
        self.actions = actions
    }

    package var mustache: [String: any Sendable] {
        ["action": action.text, "kind": kind, "actions": shown(actions)]
    }
}
