import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The front page.
    func front(_ call: Call) async throws -> Response {
        let manufacturers = try await call.registry.manufacturers(limit: Limits.largestPage, as: call.principal)
        let count = Numbers.grouped(manufacturers.count)
        let page = FrontPage(
            examples: tour.examples.map { Link($0.text, .lookup($0.text), note: $0.note) },
            counts: manufacturers.isEmpty
                ? []
                : [
                    Fact(
                        manufacturers.count == 1 ? "manufacturer" : "manufacturers",
                        manufacturers.count < Limits.largestPage ? count : "\(count) and more", link: .manufacturers)
                ],
            plate: Plate(
                maker: "Maker", product: "What it is", model: .init("AB-1200 X"), serial: .init("24K0001207"),
                fields: [Fact("Made", "2024"), Fact("Volts", "230 V~ 50 Hz")], stamp: "Example"))
        return try respond(page, to: call)
    }
}
