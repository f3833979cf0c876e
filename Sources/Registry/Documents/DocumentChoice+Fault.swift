extension DocumentChoice {
    /// Those that name the fault or a wider one. A document that is for no fault in particular is not among them.
    package static func fitting(_ fault: FaultPath, among documents: [Document]) -> [Document] {
        documents.filter { fault.distance(to: $0.details.faultCodes) != nil }
    }

    /// Repair procedures before all others, and what names a nearer code before what names a wider one; else as they stood.
    package static func nearestFirst(_ documents: [Document], to fault: FaultPath) -> [Document] {
        let places = documents.enumerated().map { place, document in
            let isProcedure = document.details.kind == .repairProcedure
            return (
                key: (isProcedure ? 0 : 1, fault.distance(to: document.details.faultCodes) ?? .max, place),
                document: document
            )
        }
        return places.sorted { $0.key < $1.key }.map(\.document)
    }
}
