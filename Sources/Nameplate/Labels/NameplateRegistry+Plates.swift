package import Labels
package import Registry

extension NameplateRegistry {
    /// The printable plate of a unit that exists, as an SVG document of true size: the ready-made layout 'rating plate'.
    ///
    /// - Parameter address: The web address of a unit; nil where the registry has none.
    /// - Throws: As ``labels(of:model:of:_:address:as:)``.
    package func plate(
        of serial: String, model number: String, of slug: String, size: LabelSize = .plate,
        address: @escaping @Sendable (UnitReference) -> String? = { _ in nil }, as principal: Principal
    ) async throws -> String {
        var order = LabelOrder(.ratingPlate, as: .svg, resolution: .dpi203)
        order.size = size
        let run = try await labels(of: [serial], model: number, of: slug, order, address: address, as: principal)
        return String(decoding: try run.begin().piece(), as: UTF8.self)
    }
}
