import Identifiers
import Nameplate
import Registry

extension BatchPage.Uses {
    /// Nil where no unit contains a part of the batch.
    /// - Parameter place: where the page begins.
    init?(_ page: PartUsesPage, of batch: BatchAnswer, after place: PartUses.Place?) {
        guard !page.items.isEmpty || page.next != nil || place != nil else { return nil }
        let (slug, model, number) = (batch.manufacturer.slug, batch.model.number.text, batch.batch.number)
        let path = ["manufacturers", slug, "models", model, "batches", number]
        self.init(
            rows: page.items.isEmpty ? nil : DataTable(page.items),
            pagination: Pagination(
                first: place == nil ? nil : Href(path),
                next: page.next.map { Href(path, query: [("after", $0.text)]) },
                position: place == nil && page.next == nil
                    ? Words.text("word.inAll", ["items": "\(page.items.count)"])
                    : Words.text("word.onThisPage", ["items": "\(page.items.count)"])),
            table: .uses(slug, model, number))
    }
}

extension DataTable {
    /// Parts, and what contains them.
    fileprivate init(_ uses: [PartUseLine]) {
        self.init(
            caption: Words.text("batch.uses"),
            columns: [
                .init(Words.text("word.part")), .init(Words.text("batch.in")), .init(Words.text("batch.whichIsIn")),
            ],
            rows: uses.map { use in
                let (direct, outermost) = (use.holders.first, use.holders.dropFirst().last)
                return [
                    Cell(use.part.name, href: use.part.href(Past())), Cell(direct), Cell(outermost),
                ]
            })
    }
}

extension DataTable.Cell {
    fileprivate init(_ unit: UnitReference?) {
        self.init(unit?.name ?? "", href: unit.map { .unit($0.manufacturer, $0.model, $0.serial) })
    }
}
