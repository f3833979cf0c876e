import Hummingbird
import Nameplate
import Registry

// What has been announced, and whether it arrived.

extension Routes {
    private static let noticesPath = "\(prefix)/manufacturers/{manufacturer}/notices"

    static let notices: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: noticesPath), permission: .readNotices,
            summary: "List what a manufacturer has announced, and whether it arrived",
            query: [
                .init("state", .word(DeliveryState.allCases.map(\.rawValue)), "only those that are so")
            ] + Route.pageParameters,
            answer: .json(Route.page(of: DeliveryAnswer.schema), "a page, newest first")
        ) { call in
            let state = call.query["state"].flatMap(DeliveryState.init(rawValue:))
            let rows = try await call.registry.deliveries(
                of: call.segment("manufacturer"), in: state, before: call.deliveryPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(rows, key: { $0.delivery.cursorKey }) { $1.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(noticesPath)/{delivery}"), permission: .readNotices,
            summary: "Show what was announced, to whom, and each attempt to send it",
            answer: .json(DeliveryDetails.schema, "the delivery")
        ) { call in
            let details = try await call.registry.delivery(
                ID(call.id("delivery")), of: call.segment("manufacturer"), as: call.principal)
            return .json { details.write(to: &$0) }
        },
        moving(.replay, "Send something once more, whatever became of it") { try $0.replayDelivery($1, of: $2) },
        moving(.stop, "Do not send something that waits") { try $0.stopDelivery($1, of: $2) },
        Route(
            method: .post, path: "\(prefix)/notices/deliver", permission: .manageNotices,
            summary: "Send what is due now, of all manufacturers; a server that runs does so by itself",
            answer: .json(DeliveryRun.schema, "what it came to")
        ) { call in
            let run = try await call.registry.deliverAllNotices(
                by: .ofEnvironment(call.publicAddress), as: call.principal)
            return .json { run.write(to: &$0) }
        },
    ]

    private static func moving(
        _ step: DeliveryStep, _ summary: String,
        _ move: @escaping @Sendable (Commands, ID<Delivery>, String) throws -> Delivery
    ) -> Route {
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(noticesPath)/{delivery}/\(step.rawValue)"),
            permission: .manageNotices, summary: summary,
            answer: .json(
                ObjectSchema(
                    "MovedDelivery",
                    [
                        .required("id", .id, "its id"),
                        .required("state", .word(DeliveryState.allCases.map(\.rawValue)), "what it is now"),
                    ]), "what it is now")
        ) { call in
            let (slug, id) = (try call.segment("manufacturer"), ID<Delivery>(try call.id("delivery")))
            return try await call.perform(status: 200) { commands, json in
                let delivery = try move(commands, id, slug)
                json.object { json in
                    json.field("id", delivery.id.description)
                    json.field("state", delivery.state.rawValue)
                }
            }
        }
    }
}

extension Call {
    /// A number in the path; 0, which nothing has, for anything else.
    func id(_ name: String) throws -> Int64 { Int64(try segment(name)) ?? 0 }

    /// After which delivery the page begins. - Throws: `cursor.invalid`.
    func deliveryPlace() throws(RegistryError) -> DeliveryPlace? {
        guard let key = try after() else { return nil }
        let parts = key.split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 2 else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list; begin anew.", field: "after")
        }
        return DeliveryPlace(at: parts[0], id: ID(parts[1]))
    }
}

extension Delivery {
    var cursorKey: String { "\(createdAt):\(id)" }
}
