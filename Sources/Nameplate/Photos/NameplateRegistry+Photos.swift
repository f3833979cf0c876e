import BarcodeReading
import Identifiers
package import Registry

extension NameplateRegistry {
    /// Reads the codes on a photo and looks up what they name together. Nothing of the photo is kept.
    ///
    /// On one plate an EAN often says the model and another code the serial number, so what all codes say is looked up as one
    /// plate, unless one of them names a unit alone and no other contradicts it. Where several units are on the photo,
    /// they are the choice.
    /// - Throws: `photo.busy`, `budget.exhausted`, what ``BarcodeReader/read(_:)`` throws, `access.forbidden`. A photo costs
    ///   its asker what a number costs that is known, besides what looking up its codes costs; one on which nothing is
    ///   found, what a number costs that is not known: it took the most time.
    package func read(photo bytes: [UInt8], as principal: Principal) async throws -> PhotoAnswer {
        try Access.require(principal, .look)
        let taken = try await takeBudget(for: principal)
        let photo: ReadPhoto
        do {
            photo = try await photoTurns.take { try BarcodeReader.read(bytes) }
        } catch {
            if let taken { budgets.settle(taken, cost: error is PhotoError ? LookupBudget.miss : 0) }
            throw error
        }
        if let taken { budgets.settle(taken, cost: LookupBudget.hit) }
        let dictionary = referenceTables.dictionary
        let texts = photo.codes.map { $0.lookupText(dictionary) }
        let readings = try parse(texts.map { ParseRequest($0) }, as: principal)
        let (text, answer) = try await lookup(photo.codes, texts, dictionary, as: principal)
        count(answer, of: text)
        return PhotoAnswer(
            width: photo.width, height: photo.height,
            codes: zip(photo.codes, readings).map { .init(code: $0, reading: $1) }, text: text, lookup: answer)
    }

    /// What the codes name, and by which text it is found again.
    private func lookup(
        _ codes: [ReadCode], _ texts: [String], _ dictionary: GS1SyntaxDictionary, as principal: Principal
    ) async throws -> (text: String, answer: LookupAnswer) {
        var named: [(text: String, answer: LookupAnswer, unit: FoundUnit)] = []
        var models: Set<ID<Model>> = []
        for text in texts {
            let answer = try await lookupUncounted(text, as: principal)
            guard texts.count > 1 else { return (text, answer) }
            switch answer.outcome {
            case .unit(let unit):
                if !named.contains(where: { $0.unit.isSame(as: unit) }) { named.append((text, answer, unit)) }
            case .model(let found): models.insert(found.model.id)
            case .choice, .unknown: break
            }
        }
        let together = codes.map { $0.plateText(dictionary) }.filter { !$0.isEmpty }.joined(separator: "\n")
        if named.count > 1 { return (together, Self.several(named.map(\.unit))) }
        if let one = named.first, models.isSubset(of: [one.unit.model.id]) { return (one.text, one.answer) }
        return (together, try await lookupUncounted(together, as: principal))
    }

    private static func several(_ units: [FoundUnit]) -> LookupAnswer {
        LookupAnswer(
            outcome: .choice(units: units, models: []),
            notes: [LookupNote(.severalUnits, "The codes on the photo belong to \(units.count) products.")],
            suggestions: ["Photograph one plate alone to see one product."])
    }
}

extension FoundUnit {
    fileprivate func isSame(as other: FoundUnit) -> Bool {
        model.id == other.model.id && unit.key.serial.key == other.unit.key.serial.key
    }
}
