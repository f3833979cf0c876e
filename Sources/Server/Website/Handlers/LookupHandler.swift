import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Look-up: one model or unit without a remark is shown at its own address, anything else is explained here.
    func lookup(_ call: Call) async throws -> Response {
        let typed = call.query["q"] ?? ""
        guard typed.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return redirect(to: .front)
        }
        let text = call.query["model"].map { "M/N \($0) S/N \(typed)" } ?? typed
        return try await explain(text, typed: typed, to: call)
    }

    /// Says which model or unit a text means, or why it means none.
    /// - Parameters:
    ///   - text: what is looked up.
    ///   - typed: what the reader typed of it.
    ///   - missing: the status where nothing is found.
    func explain(_ text: String, typed: String, to call: Call, missing: Int = 200) async throws -> Response {
        let answer = try await call.registry.lookup(text, as: call.principal)
        switch answer.outcome {
        case .unit(let found):
            return try await show(found, answer.notes, typed: typed, to: call)
        case .model(let found) where answer.notes.allSatisfy(\.code.isAside):
            return try await show(found, answer.notes, typed: typed, to: call)
        case .model(let found):
            var page = NotRecognisedPage(answer, found, typed: typed, words: words)
            page.platePicture = try await platePicture(of: found, call)
            if let plate = page.plate {
                page.plate?.drawing = try await drawing(
                    of: plate, model: found.model.number.text, of: found.manufacturer, call)
            }
            return try respond(page, to: call, status: missing, query: typed)
        case .choice(let units, let models):
            return try respond(WhichModelPage(units, models, typed: typed), to: call, query: typed)
        case .unknown:
            let page = NotRecognisedPage(answer, typed: typed, words: words)
            return try respond(page, to: call, status: missing, query: typed)
        }
    }

    private func show(
        _ found: FoundUnit, _ notes: [LookupNote], typed: String, to call: Call
    ) async throws -> Response {
        guard !notes.isEmpty else {
            let slug = found.manufacturer.slug
            return redirect(to: .unit(slug, found.model.number.text, found.unit.key.serial.text))
        }
        let answer = try await call.registry.dossier(of: found, as: call.principal)
        var page = UnitPage(
            answer, today: call.registry.today, words: words, typed: notes.first { $0.code == .spelling }?.text ?? "")
        page.notices += notes.map { Notice($0, words: words) }
        page.plate.drawing = try await drawing(
            of: page.plate, model: answer.model.number.text, of: answer.manufacturer, call)
        page.print = printing(answer, call)
        try await addParts(to: &page, of: answer, past: Past(), call)
        try await addWarranty(to: &page, of: answer, past: Past(), call)
        try await addMaintenance(to: &page, of: answer, past: Past(), call)
        try await addDocuments(to: &page, of: answer, call)
        return try respond(page, to: call, query: typed)
    }

    private func show(
        _ found: FoundModel, _ notes: [LookupNote], typed: String, to call: Call
    ) async throws -> Response {
        guard !notes.isEmpty else { return redirect(to: .model(found.manufacturer.slug, found.model.number.text)) }
        let answer = try await call.registry.dossier(of: found, as: call.principal)
        var page = ModelPage(answer, today: call.registry.today, words: words)
        try await addDocuments(to: &page, of: found.manufacturer.slug, found.model.number.text, call)
        page.notices.insert(contentsOf: notes.map { Notice($0, words: words) }, at: 0)
        return try respond(page, to: call, query: typed)
    }
}

extension LookupNote.Code {
    /// Said beside an answer; the others say why there is none.
    fileprivate var isAside: Bool {
        switch self {
        case .swapped, .spelling, .cleaned, .serialMissing, .sharedModel, .sharedSerial, .codeMended, .scanner,
            .formerNumber, .variantNumber, .familyNumber, .packaging, .severalUnits:
            true
        case .modelUnknown, .serialUnknown, .serialNotIssued, .serialMalformed, .otherModel, .manySimilar,
            .otherNumber, .placeholder, .looksLike, .empty, .cannotTell:
            false
        }
    }
}

extension Notice {
    /// A remark on a look-up, above its answer.
    init(_ note: LookupNote, words: Words) {
        self.init(.attention, words.lookupNote(note.code.rawValue), text: note.sentence)
    }
}
