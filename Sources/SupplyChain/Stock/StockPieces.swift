import Registry

/// Pieces without serial numbers that come to a place or, with a negative quantity, leave it.
struct StockPieces {
    var location: String
    var time: Int64
    var kind: StockKind
    var quantity: Int64

    /// What an event says of pieces: they leave where they were, and are then where it says that they are. An event that only
    /// observes some, without saying where they come from, changes nothing.
    static func list(_ header: EventHeader, _ details: EventDetails) -> [StockPieces] {
        guard header.errorReason != .didNotOccur else { return [] }
        let former = details.sourceDisposition.flatMap(Disposition.init(rawValue:))
        let left = left(header, details)
        let reached = reached(header)
        let comes = header.action == .add || left != nil
        return (details.quantities ?? []).flatMap { element in
            func pieces(_ location: String, _ disposition: Disposition?, _ quantity: Int64) -> StockPieces {
                StockPieces(
                    location: location, time: header.time,
                    kind: StockKind(model: element.model, batch: element.batch, disposition: disposition),
                    quantity: quantity)
            }
            return [
                left.map { pieces($0, former, -element.quantity) },
                comes ? reached.map { pieces($0, header.disposition, element.quantity) } : nil,
            ].compactMap(\.self)
        }
    }

    static func left(_ header: EventHeader, _ details: EventDetails) -> String? {
        place(
            details.source ?? (header.action == .delete ? header.businessLocation : nil),
            details.sourceDisposition.flatMap(Disposition.init(rawValue:)))
    }

    static func reached(_ header: EventHeader) -> String? {
        header.action == .delete ? nil : place(header.businessLocation, header.disposition)
    }

    /// What is shipped is on the way, what is sold or destroyed is nowhere.
    private static func place(_ location: String?, _ disposition: Disposition?) -> String? {
        if disposition == .inTransit { return "" }
        if let disposition, StockStep.dispositionsOutOfStock.contains(disposition) { return nil }
        return location
    }
}
