/// One promise of a warranty term: what is paid for, for the whole unit or a part of it, and for how long.
package struct Coverage: Hashable, Sendable {
    /// What is paid for.
    package enum Kind: String, CaseIterable, Sendable {
        case parts
        case labour
        /// Travel, transport, lodging.
        case expenses
    }

    /// In the order of ``Kind``, each once.
    package var kinds: [Kind]
    /// What it is called in the papers.
    package var title: String?
    /// The component that alone is covered, by its name or part number; nil for the whole unit.
    package var component: String?
    package var length: CoverLength
    package var bonus: RegistrationBonus?

    package init(
        _ kinds: [Kind], title: String? = nil, component: String? = nil, _ length: CoverLength,
        bonus: RegistrationBonus? = nil
    ) {
        self.kinds = Kind.allCases.filter(kinds.contains)
        self.title = title
        self.component = component
        self.length = length
        self.bonus = bonus
    }

    /// Whether it promises some of what another one promises.
    package func overlaps(_ component: String?, _ kinds: [Kind]) -> Bool {
        self.component == component && self.kinds.contains(where: kinds.contains)
    }
}

/// For how long something is covered: a time, what meters may show, or both, whichever is reached first.
package struct CoverLength: Hashable, Sendable {
    package enum Time: Hashable, Sendable {
        case days(Int)
        case months(Int)
        /// As long as the unit lives, or until a meter shows more than it may.
        case lifetime

        package init(_ period: Period) {
            self =
                switch period {
                case .days(let count): .days(count)
                case .months(let count): .months(count)
                }
        }

        package var text: String {
            switch self {
            case .days(let count): Period.days(count).text
            case .months(let count): Period.months(count).text
            case .lifetime: "its lifetime"
            }
        }
    }
    package var time: Time
    package var usage: [UsageLimit]

    package init(_ time: Time, _ usage: [UsageLimit] = []) {
        self.time = time
        self.usage = usage
    }

    /// '24 months or 100000 km'.
    package var text: String { ([time.text] + usage.map(\.text)).joined(separator: " or ") }
}

/// A longer cover for owners who register in time.
package struct RegistrationBonus: Hashable, Sendable {
    package var length: CoverLength
    /// The registration comes at most so many days after the event below.
    package var withinDays: Int
    /// The event from which the days count; nil for the start of the cover.
    package var after: StartRule.Start?

    package init(_ length: CoverLength, withinDays: Int, after: StartRule.Start? = nil) {
        self.length = length
        self.withinDays = withinDays
        self.after = after
    }
}
