/// Mappings that the program brings, for files that exist in the world. The narrower ones come first.
enum BuiltInMappings {
    static let all: [ImportMappings.Kept] = [
        .init(name: "energy-star-refrigerators", text: refrigerators),
        .init(name: "energy-star-washers", text: washers),
        .init(name: "energy-star", text: energyStar), .init(name: "gudid", text: gudid),
        .init(name: "drive-stats", text: driveStats), .init(name: "inventree", text: inventree),
        .init(name: "snipe-it", text: snipeIT),
    ]

    /// AccessGUDID of the FDA, in the lines that openFDA makes of it: identifiers and sizes are lists of objects.
    static let gudid = """
        # Medical devices of the FDA's AccessGUDID, as lines of JSON: one record for each device identifier.
        # A device is known by its catalogue number, else by its version or model number; where a company gives one number to
        # several devices, the device identifier is added.
        for identifiers.id, identifiers.type, company, model

        [manufacturers]
        slug = company | slug
        name = company
        once slug
        rest ignored

        [models]
        manufacturer = company | slug
        number = catalog or model | cut 60
        unique number with identifiers.id
        name = brand | cut 120
        version = model | cut 120
        brand = brand | cut 120
        gtins = identifiers.id | where identifiers.type is Primary | gtin
        sales_end_on? = end_date
        spec:Description? = description | cut 400
        spec:Primary device identifier = identifiers.id | where identifiers.type is Primary
        spec:FDA product codes? = product_codes
        spec:In one package [number]? = count
        spec:MRI safety? = mri
        spec:Single use [yes/no]? = single_use
        spec:Prescription [yes/no]? = rx
        spec:Over the counter [yes/no]? = otc
        spec:Label shows lot [yes/no]? = pi.lot
        spec:Label shows serial number [yes/no]? = pi.serial
        spec:Record published? = published
        spec:Distribution? = status
        each specification sizes.type, sizes.value, sizes.unit
        rest ignored
        """

    /// Backblaze's daily reports of its drives. They name no manufacturer; its own mapping of models to makers is a matter
    /// for whoever imports.
    static let driveStats = """
        # Daily reports of drives, as Backblaze's Drive Stats publish them.
        # They name no makers: a manufacturer drive-stats stands for all of them. Failures become events.
        for date, serial_number, model, capacity_bytes, failure

        [manufacturers]
        slug: drive-stats
        name: Makers that Drive Stats do not name
        once slug
        rest ignored

        [models]
        manufacturer: drive-stats
        number = model
        category: Hard disk drive
        spec:Capacity [AD] = capacity_bytes
        once number
        rest ignored

        [units]
        manufacturer: drive-stats
        model = model
        serial = serial_number
        once serial
        rest ignored

        [events]
        manufacturer: drive-stats
        model = model
        serial = serial_number
        event_time = date
        business_step: inspecting
        disposition: non_conformant
        fault_code: drive-failure
        only failure is 1
        rest ignored
        """

    /// InvenTree's export of stock items (StockItemResource).
    static let inventree = """
        # Stock items of InvenTree, as its export writes them.
        # InvenTree names no manufacturer of own parts: keep a copy of this mapping with your short name for 'own-company'.
        for Part ID, Part Name, Serial, Batch, Location Name

        [manufacturers]
        slug: own-company
        name: Own company
        once slug
        rest ignored

        [models]
        manufacturer: own-company
        number = Part Name
        once number
        rest ignored

        [units]
        manufacturer: own-company
        model = Part Name
        serial = Serial
        batch = Batch
        location = Location Name
        skip Serial is nothing
        rest ignored
        """

    /// Snipe-IT's export of its list of assets, and its custom report, whose headers differ.
    static let snipeIT = """
        # Assets of Snipe-IT, as its list and its custom report export them.
        for Asset Tag, Serial, Manufacturer, Category

        [manufacturers]
        slug = Manufacturer | slug
        name = Manufacturer
        once slug
        skip Manufacturer is nothing
        rest ignored

        [models]
        manufacturer = Manufacturer | slug
        number = "Model No." or "Model Number" or "Asset Model" or Model
        name = "Asset Model" or Model
        category = Category
        once number
        skip Manufacturer is nothing
        rest ignored

        [units]
        manufacturer = Manufacturer | slug
        model = "Model No." or "Model Number" or "Asset Model" or Model
        serial = Serial
        location = Location or "Default Location"
        skip Manufacturer is nothing
        skip Serial is nothing
        rest ignored
        """
}
