import Identifiers
import Nameplate
import Registry

extension TitledTable {
    /// The lists of a model that have anything in them.
    static func tables(_ lists: ModelEntryLists, on today: CivilDate, words: Words) -> [TitledTable] {
        [
            approvals(lists.approvals, on: today), packaging(lists.packaging, words: words),
            prices(lists.prices, on: today), versions(lists.versions),
        ].filter { !$0.table.rows.isEmpty }
    }

    static func approvals(_ approvals: [Approval], on today: CivilDate) -> TitledTable {
        TitledTable(
            Words.text("entries.approvalsAndStandards"),
            columns: [
                .init(Words.text("entries.mark")), .init(Words.text("entries.number")), .init(Words.text("word.by")),
                .init(Words.text("entries.standards")), .init(Words.text("entries.valid")),
            ],
            rows: approvals.map { approval in
                [
                    .init(approval.mark), .init(approval.certificate), .init(approval.body ?? ""),
                    .init(approval.standards.joined(separator: ", ")),
                    .init(
                        span(approval.validFrom, approval.validUntil),
                        badge: approval.isValid(on: today) ? nil : Badge(Words.text("entries.notValidNow"), .attention)),
                ]
            })
    }

    static func packaging(_ levels: [PackagingLevel], words: Words) -> TitledTable {
        TitledTable(
            Words.text("entries.howItIsPacked"),
            columns: [
                .init(Words.text("entries.packaging")), .init(Words.text("entries.holds"), isNumber: true),
                .init(Words.text("word.gtin")), .init(Words.text("entries.size")), .init(Words.text("entries.weight")),
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
            Words.text("entries.whatItCosts"),
            columns: [
                .init(Words.text("word.where")), .init(Words.text("entries.price")), .init(Words.text("entries.valid")),
            ],
            rows: prices.map { price in
                [
                    .init(price.market.isEmpty ? Words.text("entries.everywhere") : price.market),
                    .init(price.sentence),
                    .init(
                        span(price.validFrom, price.validUntil),
                        badge: price.isValid(on: today) ? nil : Badge(Words.text("entries.notValidNow"), .attention)),
                ]
            })
    }

    private static func versions(_ versions: [ModelVersion]) -> TitledTable {
        TitledTable(
            Words.text("entries.versions"),
            columns: [
                .init(Words.text("word.version")), .init(Words.text("word.since")),
                .init(Words.text("entries.whatChanged")), .init(Words.text("entries.appliesTo")),
                .init(Words.text("entries.changeNote")),
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
        case (let from?, nil): Words.text("entries.since", ["from": from.text])
        case (nil, let until?): Words.text("entries.until", ["until": until.text])
        case (let from?, let until?): Words.text("entries.to2", ["from": from.text, "until": until.text])
        }
    }
}

extension PriceBand {
    /// "NOK 10,990 to 12,990", "on request".
    var sentence: String {
        let amounts = [from, to].compactMap(\.self).joined(separator: Words.text("entries.to"))
        return [currency, amounts.isEmpty ? nil : amounts, text].compactMap(\.self).joined(separator: " ")
    }
}
