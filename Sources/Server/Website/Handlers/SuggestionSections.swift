import Identifiers
import Nameplate
import Registry
import Statistics
import SupplyChain

// A suggestion of replenishment in plain words.

extension ReplenishmentAction {
    var text: String { Words.text("replenishmentAction.\(rawValue)") }

    var tone: Tone {
        switch self {
        case .order, .transfer: .attention
        case .excess, .slow, .obsolete: .plain
        case .enough: .good
        }
    }
}

extension ReplenishmentReason {
    var text: String {
        Words.text(
            "replenishmentReason.\(code.rawValue)",
            [
                "quantity": quantity.map { Numbers.grouped($0) } ?? "",
                "limit": limit.map { Numbers.fixed($0, places: 1) } ?? "",
                "weeks": weeks.map { Numbers.grouped($0) } ?? "", "place": place ?? "", "model": model ?? "",
                "day": day?.text ?? "",
            ])
    }
}

extension ReplenishmentSuggestion {
    /// The weeks that the page shows, the newest.
    private static let shownWeeks = 26

    /// What is to be done.
    var sentence: String {
        Words.text(
            "replenishmentSentence.\(action.rawValue)",
            ["quantity": Numbers.grouped(quantity), "place": source?.details.name ?? ""])
    }

    func sections(_ value: ReplenishmentValue) -> [FormSection] {
        let why = reasons.isEmpty ? Words.text("replenishment.noReason") : reasons.map(\.text).joined(separator: " ")
        var sections = [FormSection("why", Words.text("replenishment.why"), text: why)]
        sections.append(FormSection("there", Words.text("replenishment.there"), facts: there))
        sections.append(FormSection("planned", Words.text("replenishment.planned"), facts: planned(value)))
        if !weeks.isEmpty {
            var history = FormSection("demand", Words.text("replenishment.demand"), table: history)
            history.isWide = true
            sections.append(history)
        }
        if let figures, !figures.choice.tests.isEmpty {
            sections.append(FormSection("tests", Words.text("replenishment.tests"), table: figures.tests))
        }
        return sections
    }

    private var there: [Fact] {
        [
            Fact(Words.text("stockState.available"), Numbers.grouped(item.available)),
            Fact(Words.text("stockState.reserved"), Numbers.grouped(item.reserved)),
            Fact(Words.text("stockState.held"), Numbers.grouped(item.held)),
            Fact(Words.text("replenishment.incoming"), Numbers.grouped(item.incoming)),
            Fact(
                Words.text("replenishment.cover"),
                cover.map { Numbers.fixed($0, places: 1) } ?? Words.text("replenishment.notWanted")),
        ]
            + DemandKind.allCases.map {
                Fact(Words.text("demandKind.\($0.rawValue)"), Numbers.grouped(item.kinds[$0] ?? 0))
            }
    }

    private func planned(_ value: ReplenishmentValue) -> [Fact] {
        func number(_ key: String, _ value: Double?) -> Fact? {
            value.map { Fact(Words.text(key), Numbers.fixed($0, places: 1)) }
        }
        let unit =
            switch value {
            case .price(let currency): currency
            case .units: Words.text("replenishment.units")
            }
        let facts: [Fact?] = [
            number("replenishment.perWeek", figures?.perWeek),
            figures.map { Fact(Words.text("replenishment.deviation"), $0.deviationText) },
            figures.map {
                Fact(
                    Words.text("replenishment.method"), Words.text("forecastMethod.\($0.choice.method.kind.rawValue)"),
                    note: Words.text("demandClass.\($0.choice.profile.demandClass.rawValue)"))
            },
            Fact(
                Words.text("replenishment.leadTime"),
                Words.text(
                    "replenishment.days",
                    [
                        "days": Numbers.fixed(lead.days, places: 1),
                        "deviation": Numbers.fixed(lead.deviation, places: 1),
                    ]),
                note: Words.text("leadTimeOrigin.\(lead.origin.rawValue)", ["count": Numbers.grouped(lead.receipts)])),
            Fact(
                Words.text("field.serviceLevel"), Numbers.percent(policy.serviceLevel * 100)),
            Fact(Words.text("field.reviewWeeks"), Numbers.grouped(policy.reviewWeeks)),
            number("replenishment.safetyStock", figures?.safetyStock),
            number("replenishment.reorderPoint", figures?.reorderPoint),
            number("replenishment.orderUpTo", figures?.orderUpTo),
            Fact(
                Words.text("replenishment.class"), abc.rawValue + (xyz?.rawValue ?? ""),
                note: Words.text(
                    "replenishment.yearValue", ["value": Numbers.fixed(yearValue, places: 0), "unit": unit])),
        ]
        return facts.compactMap(\.self)
    }

    private var history: DataTable {
        let fitted = figures.flatMap { figures in
            (try? DemandHistory(weeks)).flatMap { try? Forecast($0, method: figures.choice.method).fitted }
        }
        let rows = weeks.enumerated().suffix(Self.shownWeeks).reversed()
        return DataTable(
            caption: Words.text("replenishment.demand"),
            columns: [
                .init(Words.text("replenishment.week")), .init(Words.text("replenishment.wanted"), isNumber: true),
                .init(Words.text("replenishment.expected"), isNumber: true),
            ],
            rows: rows.map { place, quantity in
                let expected = fitted.flatMap { $0.indices.contains(place) ? $0[place] : nil }
                return [
                    .init(firstWeek.adding(weeks: Int64(place)).firstDay.text),
                    .init(Numbers.fixed(quantity, places: 0)),
                    .init(expected.map { Numbers.fixed($0, places: 1) } ?? "–"),
                ]
            })
    }
}

extension ReplenishmentFigures {
    fileprivate var deviationText: String {
        "\(Numbers.fixed(deviation, places: 1)) (\(Words.text("demandSpread.\(spread.rawValue)")))"
    }

    fileprivate var tests: DataTable {
        DataTable(
            caption: Words.text("replenishment.tests"),
            columns: [
                .init(Words.text("replenishment.method")),
                .init(Words.text("replenishment.squaredError"), isNumber: true),
                .init(Words.text("replenishment.absoluteError"), isNumber: true),
                .init(Words.text("replenishment.bias"), isNumber: true),
            ],
            rows: choice.tests.map { test in
                [
                    .init(Words.text("forecastMethod.\(test.method.kind.rawValue)")),
                    .init(Numbers.fixed(test.rootMeanSquaredError, places: 2)),
                    .init(Numbers.fixed(test.meanAbsoluteError, places: 2)),
                    .init(Numbers.fixed(test.bias, places: 2)),
                ]
            })
    }
}
