import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// A model, with its batches and some of its units for eyes that may see them.
    func model(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.model(number, of: slug, as: call.principal)
        var page = ModelPage(answer, today: call.registry.today, words: words)
        let similar = try await call.registry.similar(
            to: number, of: slug, limit: ModelPage.mostAlike, as: call.principal)
        page.show(similar, words: words)
        let said = try await call.registry.explain(
            modelNumber: answer.model.number.text, of: slug, as: call.principal)
        page.show(said.readings.first)
        let parts = try await call.registry.parts(of: number, slug, limit: ModelPage.mostParts, as: call.principal)
        if !parts.parts.isEmpty { page.lists = [TitledTable(DataTable(parts, words: words))] }
        let lists = try await call.registry.lists(of: number, slug, as: call.principal)
        page.lists += TitledTable.tables(lists, on: call.registry.today, words: words)
        let terms = try await call.registry.warrantyTerms(of: slug, model: number, as: call.principal)
        if !terms.isEmpty { page.lists.append(.warranty(terms)) }
        let plans = try await call.registry.maintenancePlans(of: slug, model: number, as: call.principal)
        if !plans.isEmpty { page.lists.append(.maintenance(plans)) }
        page.points = lists.marketing.map { SellingPoints(segment: $0.segment, points: $0.sellingPoints) }
        page.dataSheet = Link(Words.text("model.dataSheetToPrint"), .dataSheet(slug, answer.model.number.text))
        try await addDocuments(to: &page, of: slug, number, call)
        if Access.allows(call.principal, .readProduction, of: answer.manufacturer.id) {
            let batches = try await call.registry.batches(
                of: slug, model: number, limit: ModelPage.mostRows, as: call.principal)
            let units = try await call.registry.units(
                of: slug, model: number, limit: ModelPage.mostRows, as: call.principal)
            page.batches = batches.isEmpty ? nil : DataTable(batches)
            page.units = units.isEmpty ? nil : DataTable(units, of: answer, words: words)
            if maySelect(call) {
                page.batches?.selection = .batches(batches)
                page.units?.selection = .units(of: slug, units.map { (number, $0.key.serial.text) })
            }
            if !batches.isEmpty {
                page.batchesDownload = Link(
                    Words.text("model.allBatchesAsA"), .export("batches", of: slug, model: number))
            }
            if !units.isEmpty {
                page.unitsDownload = Link(Words.text("model.allOfTheseAs"), .export("units", of: slug, model: number))
            }
        }
        if !plans.isEmpty, Access.allows(call.principal, .readUnits, of: answer.manufacturer.id) {
            page.facts.append(
                Fact(
                    Words.text("maintenance.heading"), Words.text("maintenance.dueTitle"),
                    link: .dueMaintenance(slug, answer.model.number.text)))
        }
        if call.registry.mayService(answer.manufacturer.id, as: call.principal) {
            page.facts.append(
                Fact(
                    Words.text("service.title"), Words.text("service.cures"),
                    link: .cures(slug, answer.model.number.text)))
        }
        if Access.allows(call.principal, .editCatalogue, of: answer.manufacturer.id) {
            page.edit = Link(Words.text("edit.linkModel"), .edit(slug, "models", number))
        }
        if Access.allows(call.principal, .issue, of: answer.manufacturer.id) {
            page.issue = Link(Words.text("word.issueSerialNumbers"), .issue(slug, number))
            page.facts.append(
                Fact(
                    Words.text("model.numberedBeforeThisRegistry"), Words.text("model.learnTheFormatOf"),
                    link: .learnFormat(slug, number)))
        }
        return try respond(page, to: call)
    }
}

extension Site {
    /// What is said of a model to those who may buy it, on one sheet.
    func dataSheet(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.model(number, of: slug, as: call.principal)
        let lists = try await call.registry.lists(of: number, slug, as: call.principal)
        let template = try await template(of: answer.model.details.category, call)
        return try respond(
            DataSheetPage(answer, lists, template, on: call.registry.today, words: words), to: call)
    }
}

extension DataTable {
    /// Parts and accessories of a model, or of a unit, where it is said of each whether it fits.
    init(_ answer: PartsAnswer, words: Words) {
        let isOfUnit = answer.isOfUnit
        self.init(
            caption: Words.text("model.partsAndAccessories"),
            columns: [
                .init(Words.text("word.where")), .init(Words.text("word.part")), .init(Words.text("word.name")),
                .init(Words.text("word.kind")), .init(Words.text("word.howMany"), isNumber: true),
                .init(isOfUnit ? Words.text("model.fitsYours") : Words.text("model.fits")),
                .init(Words.text("model.or")),
            ],
            rows: answer.parts.map { part in
                let maker = part.manufacturer.slug
                let fits =
                    isOfUnit
                    ? part.fitsUnit.map {
                        $0
                            ? Words.text("model.fitsYes")
                            : part.insteadOf.map { Words.text("model.insteadOf", ["number": $0.number.text]) }
                                ?? Words.text("model.fitsNo")
                    }
                        ?? ""
                    : part.population ?? (part.isForSome ? Words.text("model.fitsSome") : Words.text("model.fitsAll"))
                return [
                    Cell(part.fit.entry.position),
                    Cell(part.part.number.text, href: .model(maker, part.part.number.text)),
                    Cell(part.part.details.name ?? ""), Cell(words.partKind(part.fit.entry.kind.rawValue)),
                    Cell(Numbers.grouped(part.fit.entry.quantity)), Cell(fits),
                    Cell(part.substitutes.map(\.part.number.text).joined(separator: ", ")),
                ]
            })
    }

    /// Batches of one model.
    init(_ batches: [BatchAnswer]) {
        self.init(
            caption: Words.text("model.batches"),
            columns: [
                .init(Words.text("word.batch")), .init(Words.text("word.made")), .init(Words.text("word.plant")),
                .init(Words.text("word.units"), isNumber: true),
            ],
            rows: batches.map { answer in
                let batch = answer.batch
                return [
                    Cell(
                        batch.number,
                        href: .batch(answer.manufacturer.slug, answer.model.number.text, batch.number)),
                    Cell(batch.producedOn?.unbrokenText ?? ""), Cell(batch.plant ?? ""),
                    Cell(Numbers.grouped(batch.issue?.count ?? answer.unitsWithHistory)),
                ]
            })
    }

    /// Units of one model.
    init(_ units: [UnitRow], of answer: ModelAnswer, words: Words) {
        self.init(
            caption: Words.text("model.someUnitsOfThis"),
            columns: [
                .init(Words.text("word.serialNumber")), .init(Words.text("word.inServiceSince")),
                .init(Words.text("word.state")),
            ],
            rows: units.map { unit in
                let (serial, state) = (unit.key.serial.text, unit.state)
                return [
                    Cell(serial, href: .unit(answer.manufacturer.slug, answer.model.number.text, serial)),
                    Cell(state.serviceFrom.map { Moment(microseconds: $0).date.unbrokenText } ?? ""),
                    Cell("", badge: state.disposition.map { Badge($0, words: words) }),
                ]
            })
    }
}

extension Badge {
    /// The state of a unit.
    init(_ disposition: Disposition, words: Words) {
        self.init(words.disposition(disposition.rawValue), words.tone(ofDisposition: disposition.rawValue))
    }
}
