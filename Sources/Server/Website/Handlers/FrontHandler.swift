import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The front page.
    func front(_ call: Call) async throws -> Response {
        let manufacturers = try await call.registry.manufacturers(limit: Limits.largestPage, as: call.principal)
        let count = Numbers.grouped(manufacturers.count)
        let page = FrontPage(
            examples: tour.examples.map { Link($0.text, .lookup($0.text), note: Words.text($0.noteKey)) },
            counts: manufacturers.isEmpty
                ? []
                : [
                    Fact(
                        Words.text("front.manufacturers", count: manufacturers.count),
                        manufacturers.count < Limits.largestPage
                            ? count : Words.text("front.andMore", ["count": "\(count)"]), link: .manufacturers)
                ],
            plate: Plate(
                maker: Words.text("word.maker"), product: Words.text("word.whatItIs"), model: .init("AB-1200 X"),
                serial: .init("24K0001207"),
                fields: [Fact(Words.text("word.made"), "2024"), Fact(Words.text("front.volts"), "230 V~ 50 Hz")],
                stamp: Words.text("front.example")))
        return try respond(page, to: call)
    }
}
