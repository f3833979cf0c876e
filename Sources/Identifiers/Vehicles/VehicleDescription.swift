/// What a VIN says of a vehicle by a table. What is nil the table does not know.
public struct VehicleDescription: Hashable, Sendable {
    /// What the model rests on.
    public enum Basis: Hashable, Sendable {
        /// The maker's plan for the model year.
        case plan
        /// The maker's plan for another year, at most three off: the table knows none for this one.
        case planOfYear(Int)
        /// Nothing but the maker's identifier: the model is not known.
        case maker
    }

    /// A model that the VIN fits.
    public struct Model: Hashable, Sendable {
        /// The brand.
        public let make: String
        /// The model's name.
        public let name: String
    }

    /// What drives it. What is nil the table does not know.
    public struct Engine: Hashable, Sendable {
        /// Litres with one decimal, such as `3.5`.
        public let displacement: String?
        /// How many cylinders.
        public let cylinders: Int?
        /// How they stand, in the words of vPIC, such as `V-Shaped`.
        public let configuration: String?
        /// What it burns or runs on first, in the words of vPIC.
        public let fuel: String?
        /// The maker's name for it.
        public let model: String?
        /// Whether it is known to have a turbocharger.
        public let isTurbocharged: Bool

        var isKnown: Bool {
            displacement != nil || cylinders != nil || configuration != nil || fuel != nil || model != nil
        }

        /// All of it, such as `3.0 L V6, Gasoline, J30A4`.
        public var text: String {
            let size: [String?] = [displacement.map { "\($0) L" }, cylinderText, isTurbocharged ? "turbo" : nil]
            let parts: [String?] = [size.compactMap(\.self).joined(separator: " "), fuel, model]
            return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        }

        private var cylinderText: String? {
            guard let cylinders else { return configuration }
            switch configuration {
            case "In-Line": return "I\(cylinders)"
            case "V-Shaped": return "V\(cylinders)"
            case "W Shaped": return "W\(cylinders)"
            case "Horizontally opposed (boxer)": return "boxer \(cylinders)"
            default: return "\(cylinders) cylinders"
            }
        }
    }

    /// The company that the world manufacturer identifier was given to.
    public internal(set) var manufacturer: String?
    /// The country of its seat.
    public internal(set) var country: String?
    /// The brand.
    public internal(set) var make: String?
    /// The model's name.
    public internal(set) var model: String?
    /// The series.
    public internal(set) var series: String?
    /// The trim.
    public internal(set) var trim: String?
    /// The body, in the words of vPIC.
    public internal(set) var bodyClass: String?
    /// How electric it is, in the words of vPIC.
    public internal(set) var electrification: String?
    /// The engine; nil where the table does not tell it.
    public internal(set) var engine: Engine?
    /// Passenger car, truck and the like, in the words of vPIC.
    public internal(set) var vehicleType: String?
    /// The likeliest model year.
    public internal(set) var modelYear: Int?
    /// All years that the code can mean, the likeliest first.
    public internal(set) var modelYears: [Int] = []
    /// Whether the year goes against the rule of position 7, because the maker has plans for that year only.
    public internal(set) var isYearByPlan = false
    /// What the model rests on.
    public internal(set) var basis: Basis = .maker
    /// Other models that the VIN fits as well, the likeliest first.
    public internal(set) var alternatives: [Model] = []
    /// The table's version.
    public internal(set) var tableVersion = ""

    /// The vehicle in a sentence for people, as far as it is known; nil where not even its maker is.
    public var sentence: String? {
        let years: String = modelYears.count == 1 ? " of \(modelYears[0])" : ""
        if let make, let model { return "By its VIN this is a \(make) \(model)\(years)." }
        guard let maker = make ?? manufacturer else { return nil }
        return "By its VIN this is a vehicle\(years) made by \(maker)."
    }

    /// The parts under stable names.
    public var elements: [Element] {
        let texts: [(String, String?)] = [
            ("manufacturer", manufacturer), ("country", country), ("make", make), ("model", model), ("series", series),
            ("trim", trim), ("body_class", bodyClass), ("electrification_level", electrification),
            ("engine", engine?.text),
            ("displacement_l", engine?.displacement), ("fuel_type", engine?.fuel), ("engine_model", engine?.model),
            ("vehicle_type", vehicleType),
        ]
        var result: [Element] = texts.compactMap { name, text in text.map { Element(name, $0) } }
        if let cylinders = engine?.cylinders { result.append(Element("engine_cylinders", cylinders)) }
        if let modelYear { result.append(Element("model_year", modelYear)) }
        if !modelYears.isEmpty { result.append(Element("model_year_candidates", .numbers(modelYears))) }
        if case .planOfYear(let year) = basis { result.append(Element("model_by_plan_of", year)) }
        result.append(Element("table", tableVersion))
        return result
    }
}
