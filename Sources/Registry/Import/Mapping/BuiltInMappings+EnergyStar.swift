/// The lists of certified products that the US Environmental Protection Agency publishes: some sixty of them, with the same
/// first columns and specifications of their own after them.
extension BuiltInMappings {
    private static let makers = """
        dates mdy
        decimal point

        [manufacturers]
        slug = Brand Name | slug
        name = Brand Name
        once slug
        rest ignored

        [models]
        manufacturer = Brand Name | slug
        number = Model Number | cut 70
        unique number with ENERGY STAR Unique ID or PD_ID
        brand = Brand Name
        name? = Model Name | cut 120
        released_on? = Date Available On Market | before space
        gtins? = UPC | split , | gtin
        spec:Model number in full? = Model Number | longer 70 | cut 400
        """

    static let energyStar = """
        # ENERGY STAR certified products, as the US Environmental Protection Agency publishes each list.
        # Every column that is not named becomes a specification, with the unit that stands in the brackets of its header.
        for Brand Name, Model Number, Date Available On Market, Markets
        \(makers)
        category = Product Type or Bulb Type or Lamp Category or Oven Type or Type or Form Factor or Fuel Type | cut 120
        spec:ENERGY STAR id? = ENERGY STAR Unique ID or PD_ID
        rest as specifications
        """

    static let refrigerators = """
        # ENERGY STAR certified residential refrigerators.
        for Brand Name, Model Number, Defrost Type, Thru the Door Dispenser, Ice Maker
        \(makers)
        category: Refrigerator
        spec:Type? = Type
        spec:Product class? = Product Class
        spec:Defrost? = Defrost Type
        spec:Capacity [FTQ]? = Capacity (Total Volume) (ft3)
        spec:Adjusted volume [FTQ]? = Adjusted Volume (ft3)
        spec:Energy per year [KWH/ANN]? = Annual Energy Use (kWh/yr)
        spec:US federal standard [KWH/ANN]? = US Federal Standard (kWh/yr)
        spec:Height [INH]? = Height (in)
        spec:Width [INH]? = Width (in)
        spec:ENERGY STAR id? = ENERGY STAR Unique ID
        ignore CB Model Identifier, ENERGY STAR Model Identifier
        rest as specifications
        """

    static let washers = """
        # ENERGY STAR certified residential clothes washers.
        for Brand Name, Model Number, Load Configuration, Integrated Water Factor (IWF)
        \(makers)
        category: Washing machine
        spec:Load? = Load Configuration
        spec:Volume [FTQ]? = Volume (cu. ft.)
        spec:Energy per year [KWH/ANN]? = Annual Energy Use (kWh/yr)
        spec:Water per year [GLL]? = Annual Water Use (gallons/yr)
        spec:ENERGY STAR id? = ENERGY STAR Unique ID
        ignore CB Model Identifier, ENERGY STAR Model Identifier
        rest as specifications
        """
}
