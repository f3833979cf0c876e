import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// The clusters of what was looked up in vain of a manufacturer's plates, for those who work them off.
    /// - Parameter slug: nil for what names no manufacturer.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`.
    package func unknownPlateInbox(
        of slug: String?, _ question: UnknownPlateQuestion = UnknownPlateQuestion(), as principal: Principal
    ) async throws -> UnknownPlateInboxAnswer {
        if slug == nil { try Access.require(principal, .audit) }
        try await unknownPlates.flush()
        let catalogue = self.catalogue
        return try await database.read { reader in
            let manufacturer = try slug.map { try Manufacturers.require($0, reader) }
            if let manufacturer { try Access.require(principal, .readProduction, of: manufacturer.id) }
            let all = try UnknownPlateClusters.all(of: manufacturer?.id, reader)
            var items = try all.filter { cluster in
                (question.id == nil || cluster.id == question.id)
                    && (question.state == nil || cluster.state == question.state)
                    && (question.cause == nil || cluster.cause == question.cause)
            }.map { cluster in
                UnknownPlateInboxAnswer.Item(
                    cluster: cluster, model: try cluster.model.flatMap { try catalogue.model($0, reader) })
            }
            switch question.order {
            case .lookups: break
            case .latest: items.sort { ($1.cluster.last, $1.cluster.lookups) < ($0.cluster.last, $0.cluster.lookups) }
            case .model:
                items.sort {
                    ($0.model?.number.text ?? "", $0.cluster.shape) < ($1.model?.number.text ?? "", $1.cluster.shape)
                }
            }
            return UnknownPlateInboxAnswer(
                manufacturer: manufacturer,
                items: Array(items.dropFirst(max(0, question.offset)).prefix(question.limit)),
                count: items.count, open: all.count { $0.state == .open },
                mayResolve: Self.mayResolve(manufacturer?.id, as: principal))
        }
    }

    /// How many clusters wait of the manufacturers whose plates `principal` works off: for a home page.
    package func openUnknownPlates(as principal: Principal) async throws -> Int {
        try await unknownPlates.flush()
        return try await database.read { reader in
            try UnknownPlates.manufacturers(reader).filter { Self.mayResolve($0, as: principal) }.reduce(0) {
                try $0 + UnknownPlateClusters.all(of: $1, reader).count { $0.state == .open }
            }
        }
    }

    private static func mayResolve(_ manufacturer: ID<Manufacturer>?, as principal: Principal) -> Bool {
        guard let manufacturer else {
            return Access.allows(principal, .audit) && Access.allows(principal, .resolvePlates)
        }
        return Access.allows(principal, .resolvePlates, .manufacturer(manufacturer))
    }
}

extension Commands {
    /// Closes clusters of unknown plates, or opens them again, all or none.
    /// - Parameters:
    ///   - ids: of clusters of the manufacturer, at most 500.
    ///   - note: what the cause was, or why nothing is to be done; it may be empty where they are opened.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `plateCluster.unknown`, `value.invalid`.
    package func decideUnknownPlates(
        _ ids: [String], _ state: UnknownPlateCluster.State, note: String, of slug: String?
    ) throws {
        let manufacturer = try slug.map { try Manufacturers.require($0, transaction) }
        if let manufacturer {
            try Access.require(principal, .resolvePlates, of: manufacturer.id)
        } else {
            try Access.require(principal, .audit)
            try Access.require(principal, .resolvePlates)
        }
        guard (1...500).contains(ids.count) else {
            throw RegistryError(.valueInvalid, "Choose the clusters, 1 to 500.", field: "ids")
        }
        let known = Dictionary(
            try UnknownPlateClusters.all(of: manufacturer?.id, transaction).map { ($0.id, $0) },
            uniquingKeysWith: { $1 })
        for id in Set(ids).sorted() {
            guard let cluster = known[id] else {
                throw RegistryError(
                    .plateClusterUnknown, "There is no such cluster of unknown plates; look at the list again.",
                    field: "ids")
            }
            try UnknownPlateDecisions.decide(state, cluster, note: note, as: principal, from: source, transaction)
        }
    }
}
