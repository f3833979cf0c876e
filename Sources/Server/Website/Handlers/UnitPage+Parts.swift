import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Adds what a unit contains and what it is in, as far as the reader may know, at the moment that the page is about.
    func addParts(to page: inout UnitPage, of unit: UnitAnswer, past: Past, _ call: Call) async throws {
        let view: ComponentsAnswer.View = call.query["view"] == "built" ? .built : .maintained
        let contents = try await call.registry.components(
            of: unit, view: view, limit: PartSection.mostParts, as: call.principal)
        page.parts = PartSection(contents, past: past, words: words)
        let whereabouts = try await call.registry.whereabouts(of: unit, as: call.principal)
        let holders = whereabouts.holders ?? []
        page.facts += holders.enumerated().map { Fact($1, isFirst: $0 == 0, past: past) }
        // Of most parts nobody ever reports more than what they were built into.
        if unit.disposition == nil, holders.first?.unit.isContainer == false {
            page.state = Badge(Words.text("parts.builtIn"))
        }
        try await addFitting(to: &page, of: unit, call)
    }

    /// Adds which version the unit is of and which parts fit it, by what is known of it now.
    private func addFitting(to page: inout UnitPage, of unit: UnitAnswer, _ call: Call) async throws {
        let (version, parts) = try await call.registry.fitting(unit, limit: ModelPage.mostParts, as: call.principal)
        if let version { page.facts.append(Fact(Words.text("word.version"), version.version, note: version.change)) }
        if parts.parts.contains(where: { $0.fitsUnit == true }) { page.fitting = DataTable(parts, words: words) }
    }
}

extension Past {
    /// What a link to another unit says of the moment.
    var query: [(String, String)] {
        [("asOf", asOfText), ("knownAt", knownAtText)].filter { !$0.1.isEmpty && problem == nil }
    }
}

extension UnitReference {
    /// "CX-95 CX95-204406"; of a case or pallet its number alone.
    var name: String { isContainer ? serial : "\(model) \(serial)" }
}

extension Fact {
    /// What holds a unit.
    fileprivate init(_ holder: WhereaboutsAnswer.Holder, isFirst: Bool, past: Past) {
        let unit = holder.unit
        let since = holder.since.map {
            Words.text("parts.since", ["date": Moment(microseconds: $0, offsetMinutes: holder.zoneOffset).dateText])
        }
        let key = unit.isContainer ? "parts.packedIn" : "parts.partOf"
        self.init(
            Words.text(isFirst ? key : key + "Further"),
            unit.name,
            link: .unit(unit.manufacturer, unit.model, unit.serial, query: past.query), isNumber: true,
            note: [holder.slot, since].compactMap { $0 }.joined(separator: ", "))
    }
}

extension PartSection {
    /// A page names so many of a unit's own components; the table has them all.
    static let mostParts = 60

    /// Nil where nothing is or was in the unit, or the reader may not know.
    init?(_ answer: ComponentsAnswer, past: Past, words: Words) {
        guard let components = answer.components, !components.isEmpty || !answer.gone.isEmpty else { return nil }
        let isBuilt = answer.view == .built
        let gone = Dictionary(answer.gone.map { ($0.component.part, $0) }) { first, _ in first }
        var rest = components[...]
        let parts = PartList(&rest, level: 0) { line in
            PartList.Item(line, gone: isBuilt ? gone[line.part] : nil, past: past, words: words)
        }
        let missing = isBuilt ? [] : answer.gone.map { PartList.Item($0, past: past) }
        let left = answer.leftProduction.map {
            Words.text("parts.asItLeftProduction", ["date": Moment(microseconds: $0).dateText])
        }
        self.init(
            views: Self.views(answer, past),
            hint: isBuilt ? left ?? Words.text("parts.noReportSaysYet") : nil,
            parts: parts.items.isEmpty ? nil : parts, gone: missing.isEmpty ? nil : PartList(missing),
            more: answer.next == nil && !answer.isCut ? nil : Words.text("parts.thereIsMoreIn"),
            table: Self.table(answer))
    }

    /// None for cases and pallets, which are packed, not built.
    private static func views(_ answer: ComponentsAnswer, _ past: Past) -> [View] {
        let (slug, model, serial) = (answer.manufacturer.slug, answer.model.number.text, answer.serial.text)
        guard answer.model.kind == .product else { return [] }
        let built = past.query + [("view", "built")]
        return [
            View(
                Words.text("parts.asItIs"), .unit(slug, model, serial, query: past.query),
                isChosen: answer.view == .maintained),
            View(
                Words.text("parts.asItWasBuilt"), .unit(slug, model, serial, query: built),
                isChosen: answer.view == .built),
        ]
    }

    private static func table(_ answer: ComponentsAnswer) -> Href {
        var query: [(String, String)] = answer.view == .built ? [("view", "built")] : []
        if let asOf = answer.asOf { query.append(("asOf", TimeText.text(asOf))) }
        if let knownAt = answer.knownAt { query.append(("knownAt", String(knownAt))) }
        return .components(
            answer.manufacturer.slug, answer.model.number.text, answer.serial.text, query: query)
    }
}

extension PartList {
    /// The components of one level at the front of `rest`, with theirs below.
    fileprivate init(
        _ rest: inout ArraySlice<ComponentLine>, level: Int, _ make: (ComponentLine) -> PartList.Item
    ) {
        self.init([])
        while let line = rest.first, line.level >= level {
            rest = rest.dropFirst()
            var item = make(line)
            if let next = rest.first, next.level > line.level {
                item.parts = PartList(&rest, level: next.level, make)
            }
            items.append(item)
        }
    }
}

extension PartList.Item {
    /// - Parameter gone: the component itself, where it is shown as built and is no longer there.
    fileprivate init(_ line: ComponentLine, gone: GoneComponent?, past: Past, words: Words) {
        self.init(line.part, past)
        slot = line.slot
        since = Words.text(
            "parts.since", ["date": Moment(microseconds: line.since, offsetMinutes: line.zoneOffset).dateText])
        if let origin = line.origin, origin != .original {
            badge = Badge(words.origin(origin.rawValue), .attention)
        }
        related = line.replaces.map { Link(Words.text("parts.insteadOf", ["name": $0.name]), $0.href(past)) }
        guard let gone else { return }
        badge = Badge(
            gone.replacedBy == nil ? Words.text("parts.noLongerThere") : Words.text("word.replaced"), .attention)
        related = gone.replacedBy.map { Link(Words.text("parts.now", ["name": $0.name]), $0.href(past)) }
    }

    /// What was built in and is not there.
    fileprivate init(_ gone: GoneComponent, past: Past) {
        self.init(gone.component.part, past)
        slot = gone.component.slot
        badge = gone.replacedBy == nil ? Badge(Words.text("parts.missing"), .attention) : nil
        related = gone.replacedBy.map { Link(Words.text("parts.replacedBy", ["name": $0.name]), $0.href(past)) }
    }

    private init(_ part: PartReference, _ past: Past) {
        self.init(name: part.name, href: part.href(past))
    }
}

extension PartReference {
    var name: String {
        switch self {
        case .unit(let unit): unit.name
        case .units(let units):
            Words.text(
                "parts.to",
                [
                    "model": units.model, "firstSerial": units.firstSerial,
                    "lastSerial": units.lastSerial, "units": Numbers.grouped(units.count),
                ])
        }
    }

    /// The unit's page; of several that of the first.
    func href(_ past: Past) -> Href {
        switch self {
        case .unit(let unit): .unit(unit.manufacturer, unit.model, unit.serial, query: past.query)
        case .units(let units): .unit(units.manufacturer, units.model, units.firstSerial, query: past.query)
        }
    }
}
