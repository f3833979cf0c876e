import IdentifierTables
import Identifiers
package import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// The labels of units that exist.
    ///
    /// - Parameters:
    ///   - serials: From 1 to ``mostLabelledUnits``.
    ///   - address: The web address of a unit; nil where the registry has none. Then a code says both numbers with their
    ///     labels, on one line because a scanner that types takes a line feed for Enter; ``lookup(_:as:)`` reads either.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `unit.unknown`, what `SerialNumber` says of
    ///   the text, and the codes of ``LabelError``.
    package func labels(
        of serials: [String], model number: String, of slug: String, _ order: LabelOrder,
        address: @escaping @Sendable (UnitReference) -> String? = { _ in nil }, as principal: Principal
    ) async throws -> LabelRun {
        let run: LabelRun = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            guard (1...Self.mostLabelledUnits).contains(serials.count) else {
                throw RegistryError(
                    .valueInvalid, "Name from 1 to \(Self.mostLabelledUnits) serial numbers; more of them are a batch.",
                    field: "serials")
            }
            guard order.format.holdsMany || serials.count == 1 else { throw Self.oneLabel(order.format) }
            let units: [LabelRun.UnitLabel] = try serials.map { text in
                let serial = try SerialNumber(parsing: text)
                guard let unit = try Units.find(UnitKey(model.id, serial), reader) else {
                    throw RegistryError(
                        .unitUnknown,
                        "No unit of \(manufacturer.name) \(number) has the serial number \(serial.text); issue or "
                            + "register it first.", field: "serial")
                }
                let batch = try unit.batch.flatMap { try Batches.find($0, reader) }
                return .init(serial: unit.key.serial.text, batch: batch?.number, made: unit.producedOn?.isoText)
            }
            var run = LabelRun(
                order, common: Self.fields(of: model, manufacturer, order), units: units,
                link: Self.link(to: model, manufacturer, address))
            run.signing = try Self.signing(of: model, manufacturer, for: order, address, reader)
            return run
        }
        try check(run)
        return run
    }

    /// The labels of all units of a batch, in the order of their sequence numbers.
    ///
    /// - Throws: As ``labels(of:model:of:_:address:as:)``; `batch.unknown`, `key.missing`.
    package func labels(
        ofBatch batch: String, model number: String, of slug: String, _ order: LabelOrder,
        address: @escaping @Sendable (UnitReference) -> String? = { _ in nil }, as principal: Principal
    ) async throws -> LabelRun {
        let serials: SerialRun = try await serials(of: batch, model: number, of: slug, as: principal)
        guard order.format.holdsMany || serials.sequences.length == 1 else { throw Self.oneLabel(order.format) }
        let run: LabelRun = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            var common: LabelFields = Self.fields(of: model, manufacturer, order)
            common["batch"] = serials.batch.number
            common["made"] = serials.batch.producedOn?.isoText
            var run = LabelRun(
                order, common: common, batch: serials, link: Self.link(to: model, manufacturer, address))
            run.signing = try Self.signing(of: model, manufacturer, for: order, address, reader)
            return run
        }
        try check(run)
        return run
    }

    /// What signs labels whose layout asks for it. - Throws: `key.missing` while the master key is missing.
    private static func signing(
        of model: Model, _ manufacturer: Manufacturer, for order: LabelOrder,
        _ address: @escaping @Sendable (UnitReference) -> String?, _ reader: any SQLReader
    ) throws -> LabelRun.Signing? {
        guard order.layout.fields.contains("signedLink"),
            let signer = try SigningKeys.current(manufacturer.id, reader)?.signer()
        else { return nil }
        return LabelRun.Signing(signer: signer, maker: manufacturer.slug, page: page(of: model, manufacturer, address))
    }

    /// The most units whose labels are printed by name.
    package static let mostLabelledUnits = 500

    private static func oneLabel(_ format: LabelOrder.Format) -> RegistryError {
        RegistryError(
            .valueInvalid, "A document of the format \(format.rawValue) holds one label; choose pdf or zpl for many.",
            field: "format")
    }

    /// What stands on the label of every unit of a model.
    private static func fields(of model: Model, _ manufacturer: Manufacturer, _ order: LabelOrder) -> LabelFields {
        var fields = LabelFields(order.fields)
        fields["maker"] = manufacturer.name
        fields["model"] = model.number.text
        fields["name"] = model.details.name
        fields["gtin"] = model.details.gtins.first
        return fields
    }

    private static func link(
        to model: Model, _ manufacturer: Manufacturer, _ address: @escaping @Sendable (UnitReference) -> String?
    ) -> @Sendable (String) -> String {
        let page = page(of: model, manufacturer, address)
        return { [number = model.number.text] serial in page(serial) ?? "M/N \(number) S/N \(serial)" }
    }

    /// The web address of a unit by its serial number; nil where the registry has none.
    private static func page(
        of model: Model, _ manufacturer: Manufacturer, _ address: @escaping @Sendable (UnitReference) -> String?
    ) -> @Sendable (String) -> String? {
        let isContainer: Bool = model.kind == .container
        return { [slug = manufacturer.slug, number = model.number.text] serial in
            address(UnitReference(manufacturer: slug, model: number, serial: serial, isContainer: isContainer))
        }
    }

    /// Draws the first label and the last, and checks what their codes say by GS1's rules.
    private func check(_ run: LabelRun) throws {
        // All codes of a label mark one item: GS1's rules hold for what they say together.
        let messages: [GS1Message] = try run.order.layout.gs1Elements(of: run.fields(of: 0)).map { elements in
            let parts: [String] = elements.map {
                "(\($0.identifier))\($0.value.replacing("(", with: #"\("#))"
            }
            return try GS1Message(bracketed: parts.joined(), dictionary: .builtIn)
        }
        if let violation = GS1Message(joining: messages).violations(by: .builtIn).first {
            throw RegistryError(.valueInvalid, violation.sentence, field: "layout")
        }
        try LabelPrinter.check(run)
    }
}
