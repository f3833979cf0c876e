/// Where staff ask who owns a unit, and are told.
package struct OwnerSection: Component {
    package struct Form: Component {
        package var action: Href
        /// See ``FormTokens``.
        package var token: String
        package var reason: FormField

        package init(action: Href, token: String, reason: FormField) {
            self.action = action
            self.token = token
            self.reason = reason
        }

        package var mustache: [String: any Sendable] {
            ["action": action.text, "token": token, "reason": reason.mustache]
        }
    }
    /// What one has been told.
    package var facts: [Fact]
    /// Present until one has been told.
    package var form: Form?

    package init(facts: [Fact] = [], form: Form? = nil) {
        self.facts = facts
        self.form = form
    }

    package var mustache: [String: any Sendable] { ["facts": shownList(facts), "form": shown(form)] }
}

/// Who looked at an owner's data, for the owner.
package struct LookSection: Component {
    package var facts: [Fact]

    package init(facts: [Fact]) { self.facts = facts }

    package var mustache: [String: any Sendable] {
        ["facts": shownList(facts), "none": shown(facts.isEmpty ? Words.text("owner.nobodyHas") : nil)]
    }
}
