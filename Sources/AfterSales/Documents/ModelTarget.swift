/// The models whose units something is for: a warranty term, a maintenance plan.
package enum ModelTarget: Hashable, Sendable {
    case everything
    case category(String)
    case line(String)
    case model(String)

    /// How wide a target is: the column `scope`, and how the API names it.
    package enum Scope: String, CaseIterable, Sendable {
        case all
        case category
        case line
        case model
    }

    /// - Parameter text: the category, line or model; of no meaning for all.
    package init(_ scope: Scope, _ text: String) {
        self =
            switch scope {
            case .all: .everything
            case .category: .category(text)
            case .line: .line(text)
            case .model: .model(text)
            }
    }

    /// Of several things with one name, that with the narrowest target counts.
    package var narrowness: Int {
        switch self {
        case .everything: 0
        case .category: 1
        case .line: 2
        case .model: 3
        }
    }

    package var scope: Scope {
        switch self {
        case .everything: .all
        case .category: .category
        case .line: .line
        case .model: .model
        }
    }

    /// The column `target`.
    package var text: String {
        switch self {
        case .everything: ""
        case .category(let text), .line(let text), .model(let text): text
        }
    }

    /// 'all models', 'model FJ-320'.
    package var words: String { self == .everything ? "all models" : "\(scope.rawValue) \(text)" }
}
