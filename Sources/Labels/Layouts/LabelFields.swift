/// What a label says of one unit: values by the names that layouts put in braces.
public struct LabelFields: Hashable, Sendable {
    /// The fields that every layout may name, and what they hold. A layout declares what it needs besides.
    public static let standard: [(name: String, meaning: String)] = [
        ("maker", "the manufacturer's name"),
        ("model", "the model number, as on the plate"),
        ("serial", "the serial number, as on the plate"),
        ("name", "the model's name"),
        ("batch", "the batch"),
        ("made", "the day of production, such as 2026-03-02"),
        ("gtin", "the model's GTIN in fourteen digits"),
        ("digitalLink", "the unit's GS1 Digital Link, where its model has a GTIN and GS1 allows its serial number"),
        ("signedLink", "digitalLink, or else link, with the maker's signature, where the maker has a key that signs"),
        ("link", "what a code says to lead a phone here: a web address, or else both numbers"),
    ]

    /// Values with which a layout can be looked at before there is a unit.
    ///
    /// - Parameter maker: The manufacturer's name.
    public static func example(for layout: LabelLayout, maker: String) -> LabelFields {
        var fields = LabelFields([
            "maker": maker, "model": "AB-320", "serial": "2610001207Y", "name": "The model's name",
            "batch": "2026-W10", "made": "2026-03-02", "gtin": "09506000134352",
            "digitalLink": "https://id.gs1.org/01/09506000134352/21/2610001207Y",
            "signedLink": "https://id.gs1.org/01/09506000134352/21/2610001207Y?sig="
                + String(repeating: "A", count: 91),
            "link": "https://id.example.com/AB-320/2610001207Y",
        ])
        for field in layout.ownFields { fields[field.name] = field.example ?? field.meaning }
        return fields
    }

    /// The most bytes of a value.
    static let most = 4_000

    private var values: [String: String]

    /// Takes values by name.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The value of a field; nil where there is none.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The names of the fields that have a value.
    public var names: [String] { values.keys.sorted() }

    static func missing(_ name: String) -> LabelError {
        LabelError(.field, "The layout needs the field '\(name)', which is not known for this label; give it.")
    }
}
