import ArgumentParser

/// Which model a command is about: with its manufacturer, or by its number alone where only one manufacturer has it.
struct NamedModel: ParsableArguments {
    @Argument(help: ArgumentHelp("The manufacturer's slug, and the model number.", valueName: "manufacturer-model"))
    var names: [String]

    func validate() throws {
        guard (1...2).contains(names.count) else {
            throw ValidationError("Name a model: its manufacturer's slug and its number, or its number alone.")
        }
    }

    /// The model's path below `/api/v1`.
    func path(_ session: Session) async throws -> [String] {
        let (manufacturer, model) = try await Self.resolve(
            names.count > 1 ? names[0] : nil, names.last ?? "", session)
        return ["manufacturers", manufacturer, "models", model]
    }

    /// The manufacturer that is named, or the only one that has the model.
    /// - Throws: ``ToolError`` `model.unknown`, `model.several`.
    static func resolve(
        _ manufacturer: String?, _ model: String, _ session: Session
    ) async throws -> (manufacturer: String, model: String) {
        if let manufacturer { return (manufacturer, model) }
        let call = APICall(.get, ["models"], query: [("number", model)]).typing("model number", model)
        let found = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body).items.asArray
        let makers = found.compactMap(\.manufacturer.slug.asText)
        guard let maker = makers.first else {
            throw ToolError(
                "No model here has the number “\(model.harmless())”. 'nameplate model list' shows a manufacturer's.",
                "model.unknown")
        }
        guard makers.count == 1 else {
            throw ToolError(
                "Several manufacturers have a model “\(model.harmless())”: \(makers.joined(separator: ", ").harmless()). "
                    + "Name one of them before it.", "model.several")
        }
        return (maker, found[0].number.asText ?? model)
    }
}
