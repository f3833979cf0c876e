/// The models whose units something is for: a warranty term, a maintenance plan.
package enum ModelTarget: Hashable, Sendable {
    case everything
    case category(String)
    case line(String)
    case model(String)

    /// Of several things with one name, that with the narrowest target counts.
    package var narrowness: Int {
        switch self {
        case .everything: 0
        case .category: 1
        case .line: 2
        case .model: 3
        }
    }

    /// The columns `scope` and `target`.
    package var scope: String {
        switch self {
        case .everything: "all"
        case .category: "category"
        case .line: "line"
        case .model: "model"
        }
    }

    package var text: String {
        switch self {
        case .everything: ""
        case .category(let text), .line(let text), .model(let text): text
        }
    }

    /// 'all models', 'model FJ-320'.
    package var words: String { self == .everything ? "all models" : "\(scope) \(text)" }
}
