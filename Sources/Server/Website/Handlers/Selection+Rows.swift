import Identifiers
import Nameplate
import Registry

/// What rows of lists are called in forms, and what can be done with those that are chosen.
extension Selection {
    /// What a form says of the chosen rows.
    enum Kind: String, CaseIterable, Sendable {
        case models, batches, units
    }

    /// The most rows that are chosen at once: those of a page.
    static let most = Limits.largestPage

    /// The names of a row as one text that takes apart again, whatever stands in them.
    static func key(_ names: String...) -> String { names.map(Href.encoded).joined(separator: "/") }

    /// The names that ``key(_:)`` put together; nil for a text that it did not make.
    static func names(in key: String) -> [String]? {
        var names: [String] = []
        for part in key.split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = PercentCoding.decode(part), !name.isEmpty else { return nil }
            names.append(name)
        }
        return names
    }

    /// Models of any manufacturers.
    static func models(_ models: [(maker: String, number: String)]) -> Selection {
        Selection(Kind.models.rawValue, keys: models.map { key($0.maker, $0.number) }, actions: exports)
    }

    static func batches(_ batches: [BatchAnswer]) -> Selection {
        Selection(
            Kind.batches.rawValue,
            keys: batches.map { key($0.manufacturer.slug, $0.model.number.text, $0.batch.number) }, actions: exports)
    }

    /// Units of one manufacturer.
    static func units(of slug: String, _ units: [(model: String, serial: String)]) -> Selection {
        Selection(
            Kind.units.rawValue, keys: units.map { key(slug, $0.model, $0.serial) },
            actions: exports + [Action("labels", Words.text("selection.labels"))])
    }

    private static var exports: [Action] {
        [Action("csv", Words.text("selection.csv")), Action("ndjson", Words.text("selection.ndjson"))]
    }
}

extension Site {
    /// Whether a list lets this caller choose rows: whoever looks after something. Others come to look at one.
    func maySelect(_ call: Call) -> Bool { hasHome(call.caller) }
}
