import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// A unit, now or on another day. A serial number that is not one of the model's is explained as a look-up would.
    func unit(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let serial = try call.segment("serial")
        let question = Past(call)
        do {
            let page = try await unitPage(serial, number, slug, past: question, call)
            var response = try respond(page, to: call, status: question.problem == nil ? 200 : 400)
            // The documents on it are in the reader's language.
            response.headers[.vary] = "Cookie, Accept, Accept-Language"
            if page.looks != nil { response.headers[.cacheControl] = "no-store" }
            return response
        } catch let error as RegistryError where error.code == .unitUnknown {
            return try await explain("M/N \(number) S/N \(serial)", typed: serial, to: call, missing: 404)
        }
    }

    func unitPage(
        _ serial: String, _ number: String, _ slug: String, past question: Past, _ call: Call
    ) async throws -> UnitPage {
        let answer = try await call.registry.unit(
            serial, model: number, of: slug, asOf: question.asOf?.lastMicrosecond, knownAt: question.knownAt,
            as: call.principal)
        var page = UnitPage(answer, past: question, today: call.registry.today, words: words)
        page.plate.drawing = try await drawing(of: page.plate, model: number, of: answer.manufacturer, call)
        page.print = printing(answer, call)
        if Access.allows(call.principal, .record, of: answer.manufacturer.id) {
            page.record = Link(
                Words.text("edit.recording"),
                .edit(answer.manufacturer.slug, "models", answer.model.number.text, "units", answer.serial.text))
        } else if call.principal.grants.isEmpty {
            // The same for everybody but its owner, whether it has one or not.
            let isOwn = answer.history != nil
            let unit = (answer.manufacturer.slug, answer.model.number.text, answer.serial.text)
            page.record =
                isOwn
                ? Link(Words.text("unit.yours"), Href(["my", "products", unit.0, unit.1, unit.2]))
                : Link(Words.text("unit.register"), .register(unit.0, unit.1, unit.2))
        }
        if try await call.registry.mayClaim(answer, as: call.principal) {
            page.work.append(
                Link(
                    Words.text("claims.title"),
                    .claims(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
        }
        if call.registry.mayService(answer.manufacturer.id, as: call.principal) {
            page.work.append(
                Link(
                    Words.text("service.title"),
                    .serviceOrders(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
        }
        page.work.append(Link(Words.text("editForm.verify"), .verify(answer.model.number.text, answer.serial.text)))
        if Access.allows(call.principal, .reviewCopies, of: answer.manufacturer.id) {
            page.work.append(
                Link(
                    Words.text("copies.title"),
                    .copies(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
        }
        if Access.allows(call.principal, .readQuality, of: answer.manufacturer.id), answer.model.kind == .product {
            page.work.append(
                Link(
                    Words.text("health.title"),
                    .health(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
        }
        try await addCases(to: &page, of: answer, call)
        addThefts(to: &page, of: answer, call)
        page.owner = ownerSection(answer, call)
        page.looks = answer.looks.map { LookSection($0, words: words) }
        try await addParts(to: &page, of: answer, past: question, call)
        try await addWarranty(to: &page, of: answer, past: question, call)
        try await addMaintenance(to: &page, of: answer, past: question, call)
        try await addDocuments(to: &page, of: answer, call)
        return page
    }
}

extension Site {
    /// A plate as its maker has laid it out; nil where none is laid out, or what was typed can be no serial number.
    func drawing(
        of plate: Plate, model number: String, of manufacturer: Manufacturer, _ call: Call
    ) async throws -> Href? {
        guard let serial = plate.serial, (try? SerialNumber(parsing: serial.text)) != nil,
            try await call.registry.hasPlateLayout(manufacturer.id)
        else { return nil }
        return .plateEcho(manufacturer.slug, number, serial.text, marks: serial.doubtful)
    }

    /// The printable plate of a product, for eyes that may print it.
    func printing(_ answer: UnitAnswer, _ call: Call) -> Link? {
        guard answer.model.kind == .product,
            Access.allows(call.principal, .readProduction, of: answer.manufacturer.id)
        else { return nil }
        return Link(
            Words.text("unit.printItsPlate"),
            .labels(answer.manufacturer.slug, answer.model.number.text, unit: answer.serial.text))
    }
}

/// The moment that a reader of a unit's page asks for.
struct Past: Sendable {
    /// The last day of this date counts to its end, in UTC.
    var asOf: CivilDate?
    var knownAt: Int64?
    /// The texts of the form, as sent.
    var asOfText = ""
    var knownAtText = ""
    /// What is wrong with them.
    var problem: String?

    init() {}

    init(_ call: Call) {
        asOfText = call.query["asOf"] ?? ""
        knownAtText = call.query["knownAt"] ?? ""
        asOf = asOfText.isEmpty ? nil : try? CivilDate(parsing: asOfText)
        knownAt = Int64(knownAtText).flatMap { $0 >= 0 ? $0 : nil }
        if asOf == nil, !asOfText.isEmpty {
            problem = Words.text("word.giveTheDayAs")
        } else if knownAt == nil, !knownAtText.isEmpty {
            problem = Words.text("unit.theNumberOfAn")
        }
    }
}
