/// The dates in the life of a model: announced, on sale, last sold, last supported.
package struct LifecycleDates: Component {
    package struct Step: Component {
        package var label: String
        package var date: String
        /// The day lies behind us.
        package var isPast: Bool

        package init(_ label: String, _ date: String, isPast: Bool) {
            self.label = label
            self.date = date
            self.isPast = isPast
        }

        package var mustache: [String: any Sendable] {
            ["label": label, "date": date, "isPast": isPast]
        }
    }

    package var steps: [Step]

    package init(_ steps: [Step]) {
        self.steps = steps
    }

    package var mustache: [String: any Sendable] {
        ["steps": shown(steps)]
    }
}
