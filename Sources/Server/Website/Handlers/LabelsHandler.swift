import Hummingbird
import Labels
import Nameplate
import Registry

extension Site {
    /// Labels of a unit.
    func unitLabels(_ call: Call) async throws -> Response {
        try await labels(of: .unit(try call.segment("serial")), call)
    }

    /// Labels of all units of a batch.
    func batchLabels(_ call: Call) async throws -> Response {
        try await labels(of: .batch(try call.segment("batch")), call)
    }

    /// Labels of the units that the query names.
    func chosenLabels(_ call: Call) async throws -> Response {
        try await labels(of: .units(call.queries["serial"] ?? []), call)
    }

    private func labels(of labelled: Labelled, _ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readProduction, of: manufacturer.id)
        let layouts: LabelChoice.Layouts = try await layouts(call.query["layout"], of: slug, call)
        // Values typed for another layout are not this one's.
        let values: [String]? = call.query["for"] == layouts.key ? call.queries["value"] : nil
        let choice = LabelChoice(layouts, call.query, values: values ?? [])
        var page: LabelsPage = choice.page(of: labelled, number, manufacturer)
        guard choice.isFilled else {
            page.notice = Notice(.plain, Words.text("labels.needsMore"), text: Words.text("labels.fillIn"))
            return try respond(page, to: call)
        }
        do {
            let serial: String = try await check(choice, labelled, number, slug, call)
            page.preview = choice.preview(of: labelled, first: serial, number, slug)
            switch labelled {
            case .unit: break
            case .batch(let batch):
                page.preview?.forms = forms(choice, .labels(slug, number, batch: batch), call)
            case .units(let serials):
                // The address without the serial numbers, which the form holds itself.
                page.preview?.forms = forms(
                    choice, .labels(slug, number, units: []), holding: [("serials", serials.joined(separator: " "))],
                    call)
            }
        } catch {
            // What keeps a label from being drawn is told beside the form; everything else has a page of its own.
            guard let problem = Problem(of: error), [400, 422].contains(problem.status) else { throw error }
            page.notice = Notice(.attention, Words.text("labels.cannot"), ErrorText(problem))
            if let place = page.choices.firstIndex(where: { $0.name == problem.field }) {
                page.choices[place].problem = FormField.Problem(ErrorText(problem))
            }
        }
        return try respond(page, to: call, status: page.preview == nil ? 422 : 200)
    }

    /// The layouts by which a manufacturer's labels are printed, and the one that is chosen: the first where none is.
    private func layouts(_ key: String?, of slug: String, _ call: Call) async throws -> LabelChoice.Layouts {
        let own: [OwnLabelLayout] = try await call.registry.labelLayouts(of: slug, as: call.principal)
        let options: [FormField.Option] =
            own.map { .init($0.name, $0.title) } + LabelLayout.readyMade.map { .init($0.key, $0.layout.name) }
        if let name = own.first(where: { $0.name == key })?.name {
            let found = try await call.registry.labelLayout(name, of: slug, as: call.principal)
            return .init(key: name, layout: found.layout, options: options)
        }
        let ready: LabelLayout.ReadyMade = LabelLayout.readyMade.first { $0.key == key } ?? LabelLayout.readyMade[0]
        return .init(key: ready.key, layout: ready.layout, options: options)
    }

    /// What makes a file of many labels.
    private func forms(
        _ choice: LabelChoice, _ href: Href, holding more: [(name: String, value: String)] = [], _ call: Call
    ) -> [FormCard] {
        [(Words.text("labels.pdf"), "pdf"), (Words.text("labels.zpl"), "zpl")].map { text, format in
            FormCard(
                href, token: tokens.token(for: href.text, as: call.principal),
                hidden: [("layout", choice.key), ("format", format), ("dpi", choice.dpi)]
                    + (format == "pdf" ? [("sheet", choice.sheet), ("start", choice.start)] : [])
                    + choice.values.enumerated().map { ("value-\($0)", $1) } + more, submit: text)
        }
    }

    /// Makes a file of a batch's labels: long work that its owner may leave.
    func makeBatchLabels(_ call: Call) async throws -> Response {
        let batch = try call.segment("batch")
        return try await makeLabels(call, named: batch) { order, _ in
            try await call.registry.labels(
                ofBatch: batch, model: call.segment("model"), of: call.segment("manufacturer"), order,
                address: Routes.address(call), as: call.principal)
        }
    }

    /// Makes a file of the labels of units that somebody has chosen.
    func makeChosenLabels(_ call: Call) async throws -> Response {
        try await makeLabels(call, named: call.segment("model")) { order, form in
            try await call.registry.labels(
                of: (form["serials"] ?? "").split(separator: " ").map(String.init), model: call.segment("model"),
                of: call.segment("manufacturer"), order, address: Routes.address(call), as: call.principal)
        }
    }

    private func makeLabels(
        _ call: Call, named subject: String, _ begin: (LabelOrder, [String: String]) async throws -> LabelRun
    ) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            throw RequestError(.originForeign, "This page had grown old. Go back, load it again and press the button.")
        }
        let layouts: LabelChoice.Layouts = try await layouts(form["layout"], of: call.segment("manufacturer"), call)
        let choice = LabelChoice(
            layouts, form, values: layouts.layout.ownFields.indices.map { form["value-\($0)"] ?? "" })
        var order: LabelOrder = try choice.order
        order.format = form["format"] == "zpl" ? .zpl : .pdf
        if order.format == .zpl { order.sheet = nil }
        let run = try await begin(order, form)
        let format = order.format
        let job = try call.registry.begin(
            .labels, "\(subject) (\(format.rawValue.uppercased()))",
            key: "labels \(call.path) \(choice) \(format) \(form["serials"] ?? "")", target: call.path,
            as: call.principal
        ) { work in
            let name = "labels-\(subject.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })"
            return .file(
                try await work.file(named: "\(name).\(format.rawValue)", format.contentType) { take in
                    let printer: LabelPrinter = try run.begin()
                    while !printer.isFinished {
                        try await take(printer.piece())
                        work.report(
                            JobProgress(
                                phase: .writing, done: printer.drawn, total: run.count, items: printer.drawn))
                    }
                })
        }
        _ = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
        return redirect(to: .job(job.id))
    }

    /// Draws the labels as they are asked for.
    /// - Returns: The first serial number.
    private func check(
        _ choice: LabelChoice, _ labelled: Labelled, _ number: String, _ slug: String, _ call: Call
    ) async throws -> String {
        let order: LabelOrder = try choice.order
        switch labelled {
        case .unit(let serial):
            _ = try await call.registry.labels(of: [serial], model: number, of: slug, order, as: call.principal)
            return serial
        case .units(let serials):
            _ = try await call.registry.labels(of: serials, model: number, of: slug, order, as: call.principal)
            return serials.first ?? ""
        case .batch(let batch):
            _ = try await call.registry.labels(ofBatch: batch, model: number, of: slug, order, as: call.principal)
            let answer = try await call.registry.batch(batch, model: number, of: slug, as: call.principal)
            return answer.firstSerial ?? ""
        }
    }
}
