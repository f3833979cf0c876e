import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Service orders: opened from a unit's page, changed, and moved on step by step.

extension Href {
    /// A service order, with what can be done about it.
    static func serviceOrder(_ number: ServiceOrderNumber) -> Href {
        Href(["edit", "service-orders", number.text])
    }

    /// The service orders about a unit, and where one is opened.
    package static func serviceOrders(_ slug: String, _ model: String, _ serial: String, done: String? = nil) -> Href {
        .edit(slug, "models", model, "units", serial, "service-orders", done: done)
    }
}

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}/service-orders"
    private static let said: [EditForm.Field] = [
        .choice("charge", ServiceCharge.self) { _, word in Words.first(["serviceCharge.\(word)"]) ?? word },
        .prose("complaint"), .code("symptom"), .code("faultCode"), .code("causalPart"), .prose("workDone"),
        .lines("lines"), .code("currency"),
        .choice("meter", UsageLimit.Meter.self) { _, word in Words.first(["claimMeter.\(word)"]) ?? word },
        .number("reading"), .code("downSince"), .code("backSince"), .code("case"), .code("campaign"),
        .code("reference"), .text("technician"),
    ]

    static let newServiceOrder = formWithLines(
        "newServiceOrder", .post, ofUnit, said + [.code("site"), .flag("receive")]
    ) {
        call, _ in
        .serviceOrders(
            call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "",
            done: "newServiceOrder")
    }
    static let serviceChange = formWithLines("serviceChange", .put, "/service-orders/{order}", said) { call, _ in
        here(call, done: "serviceChange")
    }
    static let serviceStep = EditForm(
        "serviceStep", Routes.taking(.post, "/service-orders/{order}/steps"),
        [
            .code("step"), .text("note"),
            .choice("outcome", ServiceOutcome.self) { _, word in Words.first(["serviceOutcome.\(word)"]) ?? word },
        ], subject: "note"
    ) { call, _ in here(call, done: "order") }
    static let serviceClaim = EditForm(
        "serviceClaim", Routes.taking(.post, "/service-orders/{order}/claim"), [], subject: "order"
    ) { call, _ in here(call, done: "order") }

    private static func here(_ call: Call, done: String) -> Href {
        Href(["edit", "service-orders", call.values["order"] ?? ""], query: [("done", done)], fragment: done)
    }

    static let unitServiceOrders = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/service-orders",
        permission: .serviceUnits, summary: "The service orders about a unit, and a new one", forms: [newServiceOrder]
    ) { site, call in try await site.unitServicePage(call) }

    static let serviceOrderEditing = EditPage(
        path: "/edit/service-orders/{order}", permission: .serviceUnits,
        summary: "A service order, and what can be done about it", forms: [serviceChange, serviceStep, serviceClaim]
    ) { site, call in try await site.serviceOrderPage(call) }

    // MARK: The service orders about a unit

    private func unitServicePage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let unit = try await call.registry.unit(call.segment("serial"), model: number, of: slug, as: call.principal)
        let (model, serial) = (unit.model.number.text, unit.serial.text)
        try Access.require(call.principal, .serviceUnits, .somewhere(unit.manufacturer.id))
        let codes = try await faultOptions(of: slug, model: model, call)
        var new = section(
            Self.newServiceOrder, call, ["charge": ServiceCharge.warranty.rawValue],
            options: codes.isEmpty ? [:] : ["faultCode": codes, "symptom": codes])
        let cover = try await call.registry.warranty(of: unit, as: call.principal)
        new.facts = [
            Fact(
                Words.text("warranty.heading"), Words.text("warranty.\(cover.state.rawValue)"),
                note: cover.verdict?.until?.text)
        ]
        new.facts += Self.facts(of: unit.campaigns)
        var sections = [new]
        let answer = try await call.registry.serviceOrders(aboutUnit: unit, as: call.principal)
        if !answer.orders.isEmpty {
            var known = FormSection(
                "orders", Words.text("service.aboutThisUnit"), items: answer.orders.map { Self.item($0) })
            if let availability = answer.availability {
                known.facts = [
                    Fact(Words.text("service.down"), Self.duration(availability.downMinutes)),
                    Fact(
                        Words.text("service.availability"), Self.percent(availability.ratio),
                        note: Words.text(
                            "service.since", ["day": Moment(microseconds: availability.times.lowerBound).dateText])),
                ]
            }
            sections.append(known)
        }
        return FormsPage(
            title: Words.text("service.aboutThisUnit"), eyebrow: "\(unit.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(unit.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("service.title")),
            sections: sections)
    }

    /// '99.7 %', rounded down: nothing is told to be better than it is.
    private static func percent(_ ratio: Double) -> String {
        let tenths = Int(max(0, min(1, ratio)) * 1_000)
        return "\(tenths / 10).\(tenths % 10)\u{A0}%"
    }

    private static func item(_ order: ServiceOrder) -> FormSection.Item {
        var item = FormSection.Item(
            order.number.text,
            note: [
                Words.text("serviceState.\(order.state.rawValue)"), order.details.faultCode,
                Moment(microseconds: order.openedAt).dateText,
            ].compactMap(\.self).joined(separator: ", "))
        item.href = .serviceOrder(order.number)
        return item
    }
}
