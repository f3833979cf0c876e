import Identifiers
import Registry
import Storage

/// By what a real unit of a model can be told, as its maker says: what a verdict names beside the unit.
struct ModelMarks: Sendable {
    private let approvals: [Approval]
    let authentication: [String]

    init(of model: Model, _ reader: any SQLReader) throws {
        approvals = try ModelEntries<Approval>.list(of: model.id, reader).map(\.entry)
        authentication = model.details.specifications.compactMap(Self.authentication)
    }

    /// Those that hold on a day.
    func approvals(on day: CivilDate) -> [Approval] { approvals.filter { $0.isValid(on: day) } }

    private static let key = FindKey.fold("authentication")

    private static func authentication(_ property: Specification) -> String? {
        guard FindKey.fold(property.name).hasPrefix(key) else { return nil }
        return switch property.value {
        case .text(let text): text
        case .list(let texts): texts.joined(separator: ", ")
        case .number, .yesNo, .range, .dimensions: nil
        }
    }
}
