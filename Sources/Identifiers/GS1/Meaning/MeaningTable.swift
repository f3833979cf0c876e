/// What the identifiers mean in plain words, and the units of their measures (GS1 General Specifications, 3).
enum MeaningTable {
    /// A number with implied decimals.
    struct Measure: Sendable {
        var unit: String
        var scale: Int
        var isMoney: Bool
        /// Whether the last digit of the identifier counts the decimals.
        var hasScaleInIdentifier: Bool
    }

    /// The words for an identifier; nil where the table does not know it.
    static func words(of identifier: ApplicationIdentifier) -> String? {
        let text: String = identifier.text
        if let words = words[text] ?? words[String(text.prefix(3))] { return words }
        return identifier.length == 2 && (91...99).contains(identifier.number) ? "company internal information" : nil
    }

    /// How the number of an identifier is to be read; nil for other data.
    static func measure(of identifier: ApplicationIdentifier) -> Measure? {
        guard identifier.length == 4 else { return nil }
        let scale: Int = Int(identifier.number % 10)
        switch identifier.number / 10 {
        case 310...369:
            guard let unit = units[identifier.number / 10] else { return nil }
            return Measure(unit: unit, scale: scale, isMoney: false, hasScaleInIdentifier: true)
        case 390...393, 395: return Measure(unit: "", scale: scale, isMoney: true, hasScaleInIdentifier: true)
        case 394: return Measure(unit: "%", scale: scale, isMoney: false, hasScaleInIdentifier: true)
        case 433:
            // (4330) and (4332) are degrees Fahrenheit, (4331) and (4333) degrees Celsius, with two decimals.
            return Measure(unit: scale % 2 == 0 ? "°F" : "°C", scale: 2, isMoney: false, hasScaleInIdentifier: false)
        default: return nil
        }
    }

    private static let words: [String: String] = {
        var result: [String: String] = [:]
        for line in (names + "\n" + measures).split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 1)
            result[String(fields[0])] = String(fields[1].split(separator: "|")[0])
        }
        return result
    }()

    private static let units: [UInt16: String] = {
        var result: [UInt16: String] = [:]
        for line in measures.split(separator: "\n") {
            let fields = line.split(separator: "|")
            if let number = UInt16(fields[0].prefix(3)) { result[number] = String(fields[1]) }
        }
        return result
    }()

    /// Three digits and a unit: the fourth digit counts the decimals.
    private static let measures = """
        310 net weight|kg
        311 length|m
        312 width, diameter or second dimension|m
        313 depth, height or third dimension|m
        314 area|m²
        315 net volume|l
        316 net volume|m³
        320 net weight|lb
        321 length|in
        322 length|ft
        323 length|yd
        324 width, diameter or second dimension|in
        325 width, diameter or second dimension|ft
        326 width, diameter or second dimension|yd
        327 depth, height or third dimension|in
        328 depth, height or third dimension|ft
        329 depth, height or third dimension|yd
        330 logistic weight|kg
        331 logistic length|m
        332 logistic width, diameter or second dimension|m
        333 logistic depth, height or third dimension|m
        334 logistic area|m²
        335 logistic volume|l
        336 logistic volume|m³
        337 mass per area|kg/m²
        340 logistic weight|lb
        341 logistic length|in
        342 logistic length|ft
        343 logistic length|yd
        344 logistic width, diameter or second dimension|in
        345 logistic width, diameter or second dimension|ft
        346 logistic width, diameter or second dimension|yd
        347 logistic depth, height or third dimension|in
        348 logistic depth, height or third dimension|ft
        349 logistic depth, height or third dimension|yd
        350 area|in²
        351 area|ft²
        352 area|yd²
        353 logistic area|in²
        354 logistic area|ft²
        355 logistic area|yd²
        356 net weight|oz t
        357 net volume|oz
        360 net volume|qt (US)
        361 net volume|gal (US)
        362 logistic volume|qt (US)
        363 logistic volume|gal (US)
        364 net volume|in³
        365 net volume|ft³
        366 net volume|yd³
        367 logistic volume|in³
        368 logistic volume|ft³
        369 logistic volume|yd³
        """

    private static let names = """
        00 logistic unit (SSCC)
        01 trade item (GTIN)
        02 trade item contained in the logistic unit (GTIN)
        03 made-to-order trade item (GTIN)
        10 batch or lot
        11 production date
        12 payment due date
        13 packaging date
        15 best before date
        16 sell by date
        17 use by or expiry date
        20 internal product variant
        21 serial number
        22 consumer product variant
        235 serialised extension of the GTIN by a third party
        240 additional product identification of the maker
        241 customer part number
        242 made-to-order variation
        243 packaging component number
        250 secondary serial number
        251 reference to the source
        253 document type and serial (GDTI)
        254 extension of the location number
        255 coupon (GCN)
        30 number of items in a variable measure item
        37 number of trade items contained
        390 amount payable or coupon value
        391 amount payable
        392 price of the variable measure item
        393 price of the variable measure item
        394 discount of the coupon
        395 price per unit of measure
        400 customer's order number
        401 consignment (GINC)
        402 shipment (GSIN)
        403 routing code
        410 ship to location (GLN)
        411 bill to location (GLN)
        412 purchased from location (GLN)
        413 ship for, deliver for location (GLN)
        414 physical location (GLN)
        415 invoicing party (GLN)
        416 production or service location (GLN)
        417 party (GLN)
        420 ship to postal code
        421 ship to country and postal code
        422 country of origin
        423 countries of initial processing
        424 country of processing
        425 countries of disassembly
        426 country of the full process chain
        427 country subdivision of origin
        4300 ship to company
        4301 ship to contact
        4302 ship to address, first line
        4303 ship to address, second line
        4304 ship to suburb
        4305 ship to locality
        4306 ship to region
        4307 ship to country
        4308 ship to telephone
        4309 ship to geographic place
        4310 return to company
        4311 return to contact
        4312 return to address, first line
        4313 return to address, second line
        4314 return to suburb
        4315 return to locality
        4316 return to region
        4317 return to country
        4318 return to postal code
        4319 return to telephone
        4320 service
        4321 dangerous goods
        4322 may be left without a signature
        4323 signature required
        4324 not to be delivered before
        4325 not to be delivered after
        4326 release date
        433 temperature limit
        7001 NATO stock number
        7002 meat carcass and cut (UNECE)
        7003 expiry date and time
        7004 active potency
        7005 catch area
        7006 first freeze date
        7007 harvest date
        7008 aquatic species
        7009 fishing gear
        7010 production method
        7011 test by date
        7020 refurbishment lot
        7021 functional status
        7022 revision status
        7023 assembly it belongs to (GIAI)
        703 processor
        7040 unique identification code with extensions
        7041 UN/CEFACT freight unit type
        710 national health number: Germany (PZN)
        711 national health number: France (CIP)
        712 national health number: Spain (CN)
        713 national health number: Brazil (DRN)
        714 national health number: Portugal (AIM)
        715 national health number: United States (NDC)
        716 national health number: Italy (AIC)
        717 national health number: Costa Rica (SRN)
        723 certification
        7240 protocol
        7241 AIDC medium
        7242 version control number
        7250 date of birth
        7251 date and time of birth
        7252 biological sex
        7253 family name
        7254 given name
        7255 suffix of the name
        7256 full name
        7257 address of the person
        7258 baby's birth sequence
        7259 family of the baby
        8001 dimensions of a roll
        8002 mobile telephone
        8003 returnable asset (GRAI)
        8004 individual asset (GIAI)
        8005 price per unit of measure
        8006 piece of a trade item (ITIP)
        8007 international bank account number
        8008 production date and time
        8009 optically readable sensor
        8010 component or part (CPID)
        8011 serial number of the component or part
        8012 software version
        8013 model (GMN)
        8014 highly individualised device registration (M-UDI-DI)
        8017 provider of a service (GSRN)
        8018 recipient of a service (GSRN)
        8019 service relation instance
        8020 payment slip reference
        8026 piece of a trade item contained in the logistic unit (ITIP)
        8030 digital signature
        8040 mobile device (IMEI)
        8041 second mobile device (IMEI)
        8042 embedded SIM
        8043 physical SIM
        8110 coupon (North America)
        8111 loyalty points of the coupon
        8112 positive offer file (North America)
        8200 web address of the packaging
        90 information agreed between trading partners
        """
}
