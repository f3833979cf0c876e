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
        if answer.batch.issue != nil {
            let (writer, sequences) = try await call.registry.serials(
                of: number, model: model, of: slug, as: call.principal)
            page.serials?.between = try BatchPage.between(sequences).map(writer.text(of:))
        }
        return try respond(page, to: call)
    }
}

extension BatchPage {
    init(_ answer: BatchAnswer) {
        let (maker, model, batch) = (answer.manufacturer, answer.model, answer.batch)
        let number = model.number.text
        self.init(
            title: "\(maker.name) \(number), batch \(batch.number)",
            breadcrumb: Breadcrumb(
                [
                    Link("Manufacturers", .manufacturers), Link(maker.name, .manufacturer(maker.slug)),
                    Link(number, .model(maker.slug, number)),
                ], here: batch.number),
            name: batch.number,
            summary: batch.issue == nil
                ? "Units of \(maker.name) \(number) that were made together."
                : "Serial numbers of \(maker.name) \(number) that were issued together.",
            facts: Self.facts(answer), serials: SerialPreview(answer))
    }

    private static func facts(_ answer: BatchAnswer) -> [Fact] {
        let (batch, number) = (answer.batch, answer.model.number.text)
        var facts = [Fact("Model", number, link: .model(answer.manufacturer.slug, number), isNumber: true)]
        if let produced = batch.producedOn { facts.append(Fact("Made", produced.text)) }
        if let plant = batch.plant { facts.append(Fact("Plant", plant)) }
        if let line = batch.line { facts.append(Fact("Line", line)) }
        if let order = batch.workOrder { facts.append(Fact("Work order", order)) }
        facts.append(Fact("Entered", Moment(microseconds: batch.createdAt).dateText))
        facts.append(
            Fact("With a history of their own", Numbers.count(answer.unitsWithHistory, "unit", "units")))
        if let format = answer.format {
            facts.append(Fact("How the number is built", format.format.pattern, isNumber: true))
        }
        return facts
    }

    /// Sequence numbers between the first and the last, for the eye to see the pattern.
    static func between(_ sequences: ClosedRange<Int64>) -> [Int64] {
        let (first, last) = (sequences.lowerBound, sequences.upperBound)
        let middle = first / 2 + last / 2
        var chosen: [Int64] = []
        for candidate in [first &+ 1, first &+ 2, middle] where candidate > (chosen.last ?? first) && candidate < last {
            chosen.append(candidate)
        }
        return chosen
    }
}

extension BatchPage.SerialPreview {
    /// Nil for units that were numbered elsewhere.
    init?(_ answer: BatchAnswer) {
        guard let first = answer.firstSerial, let last = answer.lastSerial, let count = answer.batch.issue?.count
        else { return nil }
        let model = answer.model.number.text
        self.init(
            first: first, last: last, count: Numbers.count(count, "serial number", "serial numbers"),
            list: .serials(answer.manufacturer.slug, model, answer.batch.number))
    }
}
