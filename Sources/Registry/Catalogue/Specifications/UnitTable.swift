/// The units of measure, a line each: code, symbol, quantity, factor, system, other names.
///
/// Codes, and which quantity they measure: UN/CEFACT Recommendation 20, "Codes for Units of Measure Used in International
/// Trade", revision 17, annex III. Factors are its own where they are exact. Where it rounds, they are exact by definition:
/// foot 0.3048 m, pound 0.453 592 37 kg (international agreement of 1959); US gallon 231 in³, imperial gallon 4.546 09 L
/// (NIST SP 811, appendix B.8); pound-force by g = 9.806 65 m/s² (CGPM 1901), and what follows from these.
///
/// The factor leads to the base unit; behind a dash stands what is added to a value before (°C: 273.15). The system is
/// followed by the unit that the other system has in its place. Recommendation 20 has no energy by the year: `KWH/ANN` is
/// our own, of its two codes.
let unitTableText = """
    MMT|mm|length|0.001|metric INH|millimetre,millimetres,millimeter,millimeters
    CMT|cm|length|0.01|metric INH|centimetre,centimetres,centimeter,centimeters
    DMT|dm|length|0.1|metric INH|decimetre,decimeter
    MTR|m|length|1|metric FOT|metre,metres,meter,meters
    KMT|km|length|1000|metric SMI|kilometre,kilometres,kilometer,kilometers
    4H|µm|length|0.000001|metric 77|micrometre,micron,microns
    C45|nm|length|0.000000001|metric|nanometre,nanometer
    INH|in|length|0.0254|customary CMT|inch,inches,",″
    FOT|ft|length|0.3048|customary MTR|foot,feet,′
    YRD|yd|length|0.9144|customary MTR|yard,yards
    SMI|mi|length|1609.344|customary KMT|mile,miles
    77|mil|length|0.0000254|customary 4H|mils,milli-inch
    MMK|mm²|area|0.000001|metric INK|squaremillimetre
    CMK|cm²|area|0.0001|metric INK|squarecentimetre
    MTK|m²|area|1|metric FTK|sqm,squaremetre,squaremeter
    INK|in²|area|0.00064516|customary CMK|sqin,squareinch
    FTK|ft²|area|0.09290304|customary MTK|sqft,squarefoot,squarefeet
    YDK|yd²|area|0.83612736|customary MTK|sqyd,squareyard
    MMQ|mm³|volume|0.000000001|metric INQ|cubicmillimetre
    CMQ|cm³|volume|0.000001|metric INQ|cc,cubiccentimetre,cubiccentimeter
    DMQ|dm³|volume|0.001|metric FTQ|cubicdecimetre
    MTQ|m³|volume|1|metric FTQ|cubicmetre,cubicmeter
    MLT|mL|volume|0.000001|metric OZA|millilitre,milliliter
    CLT|cL|volume|0.00001|metric OZA|centilitre,centiliter
    DLT|dL|volume|0.0001|metric OZA|decilitre,deciliter
    LTR|L|volume|0.001|metric FTQ|litre,litres,liter,liters,ltr
    HLT|hL|volume|0.1|metric GLL|hectolitre,hectoliter
    INQ|in³|volume|0.000016387064|customary CMQ|cuin,cubicinch,cubicinches
    FTQ|ft³|volume|0.028316846592|customary LTR|cuft,cubicfoot,cubicfeet
    YDQ|yd³|volume|0.764554857984|customary MTQ|cuyd,cubicyard
    GLL|gal|volume|0.003785411784|customary LTR|gal(us),usgal,gallon,gallons
    GLI|gal (UK)|volume|0.00454609|customary LTR|ukgal,impgal,imperialgallon
    QTL|qt|volume|0.000946352946|customary LTR|quart,quarts,liqqt(us)
    PTL|pt|volume|0.000473176473|customary LTR|pint,pints,liqpt(us)
    G21|cup|volume|0.0002365882365|customary MLT|cups,cup(us)
    OZA|fl oz|volume|0.0000295735295625|customary MLT|floz(us),fluidounce,fluidounces
    OZI|fl oz (UK)|volume|0.0000284130625|customary MLT|ukfloz
    MGM|mg|mass|0.000001|metric|milligram,milligrams
    GRM|g|mass|0.001|metric ONZ|gram,grams,gr
    KGM|kg|mass|1|metric LBR|kilogram,kilograms,kilo,kilos
    TNE|t|mass|1000|metric STN|tonne,tonnes
    ONZ|oz|mass|0.028349523125|customary GRM|ounce,ounces
    LBR|lb|mass|0.45359237|customary KGM|lbs,pound,pounds
    STN|ton (US)|mass|907.18474|customary TNE|shortton,tons(us)
    CEL|°C|temperature|1-273.15|metric FAH|c,℃,degc,celsius
    FAH|°F|temperature|5/9-459.67|customary CEL|f,℉,degf,fahrenheit
    KEL|K|temperature|1|metric FAH|kelvin
    C31|mW|power|0.001||milliwatt
    WTT|W|power|1||watt,watts
    KWT|kW|power|1000||kilowatt,kilowatts
    MAW|MW|power|1000000||megawatt
    K43|hp|power|746|customary KWT|horsepower
    2I|Btu/h|power|1055.05585262/3600|customary WTT|btuit/h,btu/hr,btuh
    D46|V·A|apparentPower|1||va,voltampere
    KVA|kV·A|apparentPower|1000||kva
    JOU|J|energy|1||joule,joules
    KJO|kJ|energy|1000||kilojoule
    3B|MJ|energy|1000000||megajoule
    WHR|Wh|energy|3600||watthour
    KWH|kWh|energy|3600000||kilowatthour,kilowatthours
    MWH|MWh|energy|3600000000||megawatthour
    GWH|GWh|energy|3600000000000||gigawatthour
    BTU|Btu|energy|1055.05585262|customary KJO|btuit
    KWH/ANN|kWh/year|annualEnergy|1||kwh/y,kwh/yr,kwh/a,kwh/annum,kwhperyear,kwh/annual
    2Z|mV|voltage|0.001||millivolt
    VLT|V|voltage|1||volt,volts
    KVT|kV|voltage|1000||kilovolt
    4K|mA|current|0.001||milliampere
    AMP|A|current|1||ampere,amperes,amp,amps
    E09|mAh|charge|3.6||milliamperehour
    AMH|Ah|charge|3600||amperehour
    OHM|Ω|resistance|1||ohm,ohms
    B49|kΩ|resistance|1000||kiloohm
    B75|MΩ|resistance|1000000||megaohm
    HTZ|Hz|frequency|1||hertz
    KHZ|kHz|frequency|1000||kilohertz
    MHZ|MHz|frequency|1000000||megahertz,mhz
    A86|GHz|frequency|1000000000||gigahertz
    RPM|rpm|rotation|1/60||r/min,rev/min
    PAL|Pa|pressure|1|metric PS|pascal
    A97|hPa|pressure|100|metric PS|hectopascal
    KPA|kPa|pressure|1000|metric PS|kilopascal
    MPA|MPa|pressure|1000000|metric PS|megapascal
    MBR|mbar|pressure|100|metric PS|millibar
    BAR|bar|pressure|100000|metric PS|
    PS|psi|pressure|4.4482216152605/0.00064516|customary KPA|lbf/in2
    40|mL/s|flow|0.000001|metric G2|
    G51|L/s|flow|0.001|metric G2|
    L2|L/min|flow|0.001/60|metric G2|lpm
    E32|L/h|flow|0.001/3600|metric G2|
    MQS|m³/s|flow|1|metric 2L|
    MQH|m³/h|flow|1/3600|metric 2L|
    2K|ft³/h|flow|0.028316846592/3600|customary MQH|cfh
    2L|ft³/min|flow|0.028316846592/60|customary MQH|cfm
    G2|gal/min|flow|0.003785411784/60|customary L2|gpm,gal(us)/min
    MTS|m/s|speed|1|metric FS|
    KMH|km/h|speed|1/3.6|metric HM|kph,kmh
    FS|ft/s|speed|0.3048|customary MTS|
    HM|mph|speed|0.44704|customary KMH|mi/h,mile/h
    KNT|kn|speed|1852/3600||knot,knots
    C47|ns|time|0.000000001||nanosecond
    B98|µs|time|0.000001||microsecond
    C26|ms|time|0.001||millisecond
    SEC|s|time|1||sec,second,seconds
    MIN|min|time|60||minute,minutes
    HUR|h|time|3600||hr,hrs,hour,hours
    DAY|d|time|86400||day,days
    WEE|wk|time|604800||week,weeks
    MON|mo|time|2629800||month,months
    ANN|y|time|31557600||yr,yrs,year,years
    A99|bit|data|1/8||bits
    AD|B|data|1||byte,bytes
    2P|kB|data|1000||kilobyte
    4L|MB|data|1000000||megabyte
    E34|GB|data|1000000000||gigabyte
    E35|TB|data|1000000000000||terabyte
    E36|PB|data|1000000000000000||petabyte
    E64|KiB|data|1024||kibibyte
    E63|MiB|data|1048576||mebibyte
    E62|GiB|data|1073741824||gibibyte
    E61|TiB|data|1099511627776||tebibyte
    E60|PiB|data|1125899906842624||pebibyte
    B10|bit/s|dataRate|1||bps
    C74|kbit/s|dataRate|1000||kbps
    E20|Mbit/s|dataRate|1000000||mbps
    B80|Gbit/s|dataRate|1000000000||gbps
    2N|dB|sound|1||db(a),dba,decibel
    LUM|lm|luminousFlux|1||lumen,lumens
    CDL|cd|luminousIntensity|1||candela
    LUX|lx|illuminance|1||lux
    NEW|N|force|1||newton
    B47|kN|force|1000||kilonewton
    NU|N·m|torque|1||newtonmetre
    DD|°|angle|1||deg,degree,degrees
    P1|%|ratio|0.01||percent,pct
    59|ppm|ratio|0.000001||
    C62|1|count|1||one
    H87|pcs|count|1||pc,piece,pieces
    EA|ea|count|1||each
    """
