import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// A batch, for eyes that may see batches.
    func batch(_ call: Call) async throws -> Response {
        let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
        let number = try call.segment("batch")
        let answer = try await call.registry.batch(number, model: model, of: slug, as: call.principal)
        var page = BatchPage(answer)
        if answer.firstSerial != nil {
            let run = try await call.registry.serials(of: number, model: model, of: slug, as: call.principal)
            page.serials?.between = try FormatPreview.between(run.sequences).map { sequence in
                let serial = try run.writer.text(of: sequence)
                return Link(serial, .unit(slug, model, serial))
            }
        }
        if Access.allows(call.principal, .record, of: answer.manufacturer.id) {
            page.record = Link(
                Words.text("edit.recording"),
                Href(
                    ["edit", "manufacturers", slug, "events"],
                    query: [("model", model), ("batch", answer.batch.number)]))
        }
        if Access.allows(call.principal, .issue, of: answer.manufacturer.id) {
            if answer.batch.codeKey != nil { page.serials?.codes = .codes(slug, model, number) }
            page.issue = Link(Words.text("batch.issueMoreSerialNumbers", ["model": model]), .issue(slug, model))
            if call.flag("issued"), let count = answer.batch.issue?.count {
                let counted = Words.text("count.serialNumberIs", count: count)
                page.notice = Notice(
                    .good, Words.text("batch.issued", ["counted": "\(counted)"]),
                    text: Words.text("batch.downloadTheListAnd"))
            }
        }
        // An address that somebody has changed begins anew.
        let place = call.query["after"].flatMap { PartUses.Place($0) }
        let uses = try await call.registry.uses(
            of: number, model: model, of: slug, after: place, limit: Limits.page, as: call.principal)
        page.uses = BatchPage.Uses(uses, of: answer, after: place)
        return try respond(page, to: call)
    }
}

extension BatchPage {
    init(_ answer: BatchAnswer) {
        let (maker, model, batch) = (answer.manufacturer, answer.model, answer.batch)
        let number = model.number.text
        self.init(
            title: Words.text("batch.batch", ["maker": maker.name, "number": number, "batch": batch.number]),
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(maker.slug)),
                    Link(number, .model(maker.slug, number)),
                ], here: batch.number),
            name: batch.number,
            summary: batch.issue == nil
                ? Words.text("batch.unitsOfThatWere", ["maker": maker.name, "number": number])
                : Words.text("batch.serialNumbersOfThat", ["maker": maker.name, "number": number]),
            facts: Self.facts(answer), serials: SerialPreview(answer))
    }

    private static func facts(_ answer: BatchAnswer) -> [Fact] {
        let (batch, number) = (answer.batch, answer.model.number.text)
        var facts = [
            Fact(Words.text("word.model"), number, link: .model(answer.manufacturer.slug, number), isNumber: true)
        ]
        if let produced = batch.producedOn { facts.append(Fact(Words.text("word.made"), produced.text)) }
        if let plant = batch.plant { facts.append(Fact(Words.text("word.plant"), plant)) }
        if let line = batch.line { facts.append(Fact(Words.text("word.line"), line)) }
        if let order = batch.workOrder { facts.append(Fact(Words.text("batch.workOrder"), order)) }
        if let expires = batch.expiresOn { facts.append(Fact(Words.text("batch.expires"), expires.text)) }
        facts.append(Fact(Words.text("batch.entered"), Moment(microseconds: batch.createdAt).dateText))
        facts.append(
            Fact(Words.text("batch.withAHistoryOf"), Words.text("count.unit", count: answer.unitsWithHistory)))
        if let format = answer.format {
            facts.append(Fact(Words.text("batch.howTheNumberIs"), format.format.pattern, isNumber: true))
        }
        return facts
    }
}

extension BatchPage.SerialPreview {
    /// Nil for units that were numbered elsewhere.
    init?(_ answer: BatchAnswer) {
        guard let first = answer.firstSerial, let last = answer.lastSerial, let count = answer.batch.issue?.count
        else { return nil }
        let (slug, model, batch) = (answer.manufacturer.slug, answer.model.number.text, answer.batch.number)
        self.init(
            first: Link(first, .unit(slug, model, first)), last: Link(last, .unit(slug, model, last)),
            count: Words.text("count.serialNumber", count: count), list: .serials(slug, model, batch),
            table: .serials(slug, model, batch, as: "csv"), plate: .labels(slug, model, batch: batch))
    }
}
