import Hummingbird
import Labels
import Nameplate
import Registry

// What is printed and fixed to units, boxes and pallets.

extension Routes {
    private static let labelled = "/api/v1/manufacturers/{manufacturer}/models/{model}"

    static let labels: [Route] = [
        Route(
            method: .get, path: "\(labelled)/units/{serial}/label", permission: .readProduction,
            summary: "Draw a label of a unit, in true size", query: LabelOrder.parameters,
            answer: .stream(LabelOrder.contentTypes, "the label")
        ) { call in
            let run = try await call.registry.labels(
                of: [call.segment("serial")], model: call.segment("model"), of: call.segment("manufacturer"),
                LabelOrder(asking: call), address: address(call), as: call.principal)
            return response(run)
        },
        Route(
            method: .get, path: "\(labelled)/batches/{batch}/labels", permission: .readProduction,
            summary: "Print the labels of a batch, as one document that streams", query: LabelOrder.parameters,
            answer: .stream(LabelOrder.contentTypes, "the labels")
        ) { call in
            let run = try await call.registry.labels(
                ofBatch: call.segment("batch"), model: call.segment("model"), of: call.segment("manufacturer"),
                LabelOrder(asking: call), address: address(call), as: call.principal)
            return response(run)
        },
        Route(
            method: .post, path: "\(labelled)/labels", permission: .readProduction,
            summary: "Print labels of some units or of a batch, by any layout, as one document that streams",
            request: .json(LabelOrder.schema), answer: .stream(LabelOrder.contentTypes, "the labels"),
            handle: printLabels),
        Route(
            method: .get, path: "/api/v1/label-layouts", permission: .look,
            summary: "List the layouts of labels that come with the program",
            answer: .json(
                ObjectSchema(
                    "LabelLayouts",
                    [.required("layouts", .list(.object(LabelLayout.schema), most: 100), "the layouts")]),
                "the layouts")
        ) { _ in
            .json { json in
                json.object { json in
                    json.listField("layouts", LabelLayout.readyMade) { json, entry in
                        entry.layout.write(entry.key, hasText: false, to: &json)
                    }
                }
            }
        },
        Route(
            method: .get, path: "/api/v1/label-layouts/{layout}", permission: .look,
            summary: "Show a layout, to copy it and change it", answer: .json(LabelLayout.schema, "the layout")
        ) { call in
            let key: String = try call.segment("layout")
            guard let layout = LabelLayout.readyMade(key) else { throw LabelLayout.unknown(key) }
            return .json { layout.write(key, hasText: true, to: &$0) }
        },
    ]

    static func address(_ call: Call) -> @Sendable (UnitReference) -> String? {
        { [address = call.publicAddress] in address?.page(of: $0) }
    }

    private static func printLabels(_ call: Call) async throws -> Response {
        let order: LabelOrder = try await LabelOrder(sentIn: call)
        let (model, slug) = (try call.segment("model"), try call.segment("manufacturer"))
        guard let batch = call.json["batch"]?.text else {
            var serials: [String] = []
            if case .array(let given)? = call.json["serials"] { serials = given.compactMap(\.text) }
            return response(
                try await call.registry.labels(
                    of: serials, model: model, of: slug, order, address: address(call), as: call.principal))
        }
        guard call.json["serials"] == nil else {
            throw RequestError(.jsonInvalid, "Name a batch or serial numbers, not both.", field: "batch")
        }
        return response(
            try await call.registry.labels(
                ofBatch: batch, model: model, of: slug, order, address: address(call), as: call.principal))
    }

    /// Labels are drawn as the reader takes them.
    private static func response(_ run: LabelRun) -> Response {
        let body = ResponseBody { output in
            let printer: LabelPrinter = try run.begin()
            while !printer.isFinished { try await output.write(ByteBuffer(bytes: printer.piece())) }
            try await output.finish(nil)
        }
        var response = Response(status: .ok, headers: [.contentType: run.order.format.contentType], body: body)
        if run.order.format.isDownloaded {
            let name = "attachment; filename=\"labels.\(run.order.format.rawValue)\""
            response.headers[.contentDisposition] = name
        }
        return response
    }
}
