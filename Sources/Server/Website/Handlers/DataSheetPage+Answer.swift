import Identifiers
import Nameplate
import Registry

extension DataSheetPage {
    init(
        _ answer: ModelAnswer, _ lists: ModelEntryLists, _ template: CategoryTemplate?, on today: CivilDate,
        words: Words
    ) {
        let (maker, details) = (answer.manufacturer, answer.model.details)
        let number = details.number.text
        var facts: [Fact] = []
        if let category = details.category { facts.append(Fact(Words.text("word.category"), category)) }
        if let line = details.line { facts.append(Fact(Words.text("word.line"), line)) }
        facts += details.gtins.map { Fact(Words.text("word.gtin"), $0, isNumber: true) }
        let dates = [
            (Words.text("word.onSale"), details.releasedOn), (Words.text("dataSheet.soldUntil"), details.salesEndOn),
            (Words.text("word.supportedUntil"), details.supportEndOn),
        ]
        facts += dates.compactMap { term, date in date.map { Fact(term, $0.text) } }
        let valid = lists.prices.filter { $0.isValid(on: today) }
        self.init(
            title: Words.text("dataSheet.dataSheet", ["maker": maker.name, "number": number]),
            name: details.name ?? number, maker: maker.name,
            model: Link(number, .model(maker.slug, number)),
            points: lists.marketing.map { SellingPoints(segment: $0.segment, points: $0.sellingPoints) }, facts: facts,
            specifications: SpecificationGroup.groups(details.specifications, template, words: words),
            lists: [
                TitledTable.approvals(lists.approvals.filter { $0.isValid(on: today) }, on: today),
                TitledTable.packaging(lists.packaging, words: words), TitledTable.prices(valid, on: today),
            ].filter { !$0.table.rows.isEmpty }, asOf: Words.text("dataSheet.asOf", ["today": today.text]))
    }
}
