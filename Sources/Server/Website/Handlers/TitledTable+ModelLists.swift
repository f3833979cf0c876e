import Identifiers
import Nameplate
import Registry

extension TitledTable {
    /// The lists of a model that have anything in them.
    static func tables(_ lists: ModelLists, on today: CivilDate, words: Words) -> [TitledTable] {
        [
            approvals(lists.approvals, on: today), packaging(lists.packaging, words: words),
            prices(lists.prices, on: today), versions(lists.versions),
        ].filter { !$0.table.rows.isEmpty }
    }

    static func approvals(_ approvals: [Approval], on today: CivilDate) -> TitledTable {
        TitledTable(
            "Approvals and standards",
            columns: [.init("Mark"), .init("Number"), .init("By"), .init("Standards"), .init("Valid")],
            rows: approvals.map { approval in
                [
                    .init(approval.mark), .init(approval.certificate), .init(approval.body ?? ""),
                    .init(approval.standards.joined(separator: ", ")),
                    .init(
                        span(approval.validFrom, approval.validUntil),
                        badge: approval.isValid(on: today) ? nil : Badge("Not valid now", .attention)),
                ]
            })
    }

    static func packaging(_ levels: [PackagingLevel], words: Words) -> TitledTable {
        TitledTable(
            "How it is packed",
            columns: [
                .init("Packaging"), .init("Holds", isNumber: true), .init("GTIN"), .init("Size"), .init("Weight"),
            ],
            rows: levels.map { level in
                [
                    .init(words.packagingLevel(level.level.rawValue)), .init(Numbers.grouped(level.quantity)),
                    .init(level.gtin ?? ""), .init(level.size ?? ""), .init(level.weight ?? ""),
                ]
            })
    }

    static func prices(_ prices: [PriceBand], on today: CivilDate) -> TitledTable {
        TitledTable(
            "What it costs", columns: [.init("Where"), .init("Price"), .init("Valid")],
            rows: prices.map { price in
                [
                    .init(price.market.isEmpty ? "Everywhere" : price.market), .init(price.sentence),
                    .init(
                        span(price.validFrom, price.validUntil),
                        badge: price.isValid(on: today) ? nil : Badge("Not valid now", .attention)),
                ]
            })
    }

    private static func versions(_ versions: [ModelVersion]) -> TitledTable {
        TitledTable(
            "Versions",
            columns: [
                .init("Version"), .init("Since"), .init("What changed"), .init("Applies to"), .init("Change note"),
            ],
            rows: versions.reversed().map { version in
                [
                    .init(version.version), .init(version.releasedOn?.text ?? ""), .init(version.change ?? ""),
                    .init(version.population ?? ""), .init(version.changeNote ?? ""),
                ]
            })
    }

    private static func span(_ from: CivilDate?, _ until: CivilDate?) -> String {
        switch (from, until) {
        case (nil, nil): ""
        case (let from?, nil): "since \(from.text)"
        case (nil, let until?): "until \(until.text)"
        case (let from?, let until?): "\(from.text) to \(until.text)"
        }
    }
}

extension PriceBand {
    /// "NOK 10,990 to 12,990", "on request".
    var sentence: String {
        let amounts = [from, to].compactMap(\.self).joined(separator: " to ")
        return [currency, amounts.isEmpty ? nil : amounts, text].compactMap(\.self).joined(separator: " ")
    }
}
