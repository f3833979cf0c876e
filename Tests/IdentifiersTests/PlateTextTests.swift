import Identifiers
import TestSupport
import Testing

@Suite("Text of plates")
struct PlateTextTests {
    /// `role=value` of the labelled fields.
    private static func labelled(_ text: String) -> [String] {
        PlateText.fields(in: text).filter { $0.role != .unlabelled }.map { "\($0.role.rawValue)=\($0.value)" }
    }

    private static func all(_ text: String) -> [String] {
        PlateText.fields(in: text).map { "\($0.role.rawValue)=\($0.value)" }
    }

    @Test(
        "Both numbers are found between the labels of real plates",
        arguments: [
            "M/N: WDX-100 S/N 4711", "S/N4711M/N:WDX-100", "Model No. WDX-100\nSER. NO. 4711",
            "MODEL WDX-100 SERIAL 4711",
            "Mod. WDX-100, Ser. No: 4711", "MDL#WDX-100 SER#4711", "Typ WDX-100 Fabr.-Nr. 4711",
            "Modell: WDX-100\r\nSerien-Nr.: 4711\r\n", "Modell-Nr. WDX-100 Seriennummer 4711",
            "Modèle : WDX-100\nN° de série : 4711", "MODELE WDX-100 NO DE SERIE 4711",
            "Modelo: WDX-100 Nº de serie: 4711", "Modello WDX-100 Matricola 4711",
            "Modello: WDX-100 Numero di serie: 4711",
            "Modelo WDX-100 Nº série 4711", "Modelnummer WDX-100 Serienummer 4711",
            "Mallinumero: WDX-100 Sarjanumero: 4711",
            "Модель: WDX-100 Серийный номер: 4711", "Модель WDX-100 Зав. № 4711", "型号:WDX-100 序列号:4711",
            "型号：WDX-100　序列号：4711", "型号WDX-100序列号4711", "型番 WDX-100\n製造番号 4711", "機種: WDX-100 製造番号: 4711",
            "모델명 WDX-100 시리얼 4711", "모델명: WDX-100\n제조번호: 4711", "E-Nr. WDX-100 S-Nr. 4711",
            "Model\nWDX-100\nSerial\n4711",
            "Model number is WDX-100, serial number is 4711.", "Model=WDX-100;SN=4711", "Ｍ／Ｎ：WDX-100 Ｓ／Ｎ：4711",
            "model_no: WDX-100 | serial_no: 4711", "(Model WDX-100) (Serial 4711)",
            "\"Model\": \"WDX-100\", \"Serial\": \"4711\"",
            "Model (WDX-100) S.N. 4711", "* Model: WDX-100\n* S/N: 4711", "Mode\u{300}le WDX-100 N° de série 4711",
            "Type No.: WDX-100 Serial-No.: 4711", "MODEL NO.:WDX-100    SERIAL NO.:4711",
            "Model  Serial\nWDX-100  4711", "Serial No. | Model No.\r\n4711 | WDX-100\r\n",
        ])
    func bothNumbers(_ text: String) {
        let fields: [PlateField] = PlateText.fields(in: text)
        #expect(fields.contains { $0.role == .model && $0.value == "WDX-100" }, "\(fields)")
        #expect(fields.contains { $0.role == .serial && $0.value == "4711" }, "\(fields)")
    }

    @Test(
        "Other numbers get their role",
        arguments: [
            ("P/N 1CH166-301", "partNumber=1CH166-301"), ("Part No.: 7", "partNumber=7"),
            ("PNC 925 060 201", "partNumber=925 060 201"),
            ("SKU: A-1", "productCode=A-1"), ("Art.-Nr. 123.456", "productCode=123.456"),
            ("EAN 4006381333931", "productCode=4006381333931"), ("Asset tag 00042", "assetTag=00042"),
            ("Inventory No. X9", "assetTag=X9"), ("LOT 5B", "lot=5B"), ("Charge: 12", "lot=12"),
            ("DOM: 12 JAN 2024", "date=12 JAN 2024"),
            ("MFG date 2024-05", "date=2024-05"), ("VIN 1M8GDM9AXKP042788", "vin=1M8GDM9AXKP042788"),
            ("FIN: WVWZZZ1JZXW000001", "vin=WVWZZZ1JZXW000001"), ("IMEI 35-209900-176148-1", "imei=35-209900-176148-1"),
            ("Hersteller: Fjordlys", "manufacturer=Fjordlys"), ("Model: KGN 39 VI 45", "model=KGN 39 VI 45"),
            ("S/N: 47 11 A", "serial=47 11 A"), ("Model: IS 200", "model=IS 200"),
            ("Serial 4711 made in Norway", "serial=4711"),
        ])
    func otherNumbers(_ text: String, _ wanted: String) {
        #expect(Self.labelled(text) == [wanted])
    }

    @Test("A label glued to a number is given both ways")
    func ambiguousLabel() {
        #expect(Self.all("SN12345") == ["unlabelled=SN12345", "serial=12345"])
        #expect(Self.all("SN-12345") == ["unlabelled=SN-12345", "serial=12345"])
        #expect(Self.all("Model: SN750") == ["model=SN750"])
    }

    @Test("Labels above a line of another length do not share it out")
    func tableOfAnotherLength() {
        #expect(Self.labelled("Model Serial\nWDX-100").count == 1)
        #expect(Self.labelled("Model Serial").isEmpty)
        #expect(Self.labelled("Model\nSerial 4711") == ["serial=4711"])
    }

    @Test(
        "Words that only begin like a label are none", arguments: ["Modern", "SNAKE7", "Typhoon 3", "serialised", "Pn"])
    func noLabel(_ text: String) {
        #expect(
            Self.labelled(text + " 12").allSatisfy { $0.hasPrefix("partNumber") } && Self.labelled("x " + text).isEmpty)
    }

    @Test("Numbers without a label are given as a line and one by one")
    func withoutLabel() {
        #expect(Self.all("WDX-100") == ["unlabelled=WDX-100"])
        #expect(Self.all("WDX-100 4711") == ["unlabelled=WDX-100 4711", "unlabelled=WDX-100", "unlabelled=4711"])
        #expect(Self.all("4711\n4712, 4713") == ["unlabelled=4711", "unlabelled=4712", "unlabelled=4713"])
        #expect(Self.all("").isEmpty)
        #expect(Self.all(" \n\t--- ").isEmpty)
    }

    @Test("A URL gives the numbers in its path and query")
    func urls() {
        #expect(
            Self.all("https://id.gs1.org/01/09521234543213/21/ABC%2F123?10=L1")
                == ["productCode=09521234543213", "serial=ABC/123", "lot=L1"])
        #expect(Self.all("http://example.com/p?model=WDX-100&sn=4711") == ["model=WDX-100", "serial=4711"])
        #expect(Self.all("https://example.com/u/4711") == ["unlabelled=4711"])
    }

    @Test("The address that a plate of ours carries says which number is which")
    func addressesOfPlates() {
        let base = "https://id.example.com/manufacturers/acme/models/"
        #expect(Self.all(base + "WX%20pro/units/AB-CD") == ["model=WX pro", "serial=AB-CD"])
        #expect(Self.all(base + "%C3%84-1%2F2/units/%E5%86%B7%3F1") == ["model=Ä-1/2", "serial=冷?1"])
        let long = String(repeating: "%E5%86%B7", count: 64)
        #expect(Self.all(base + "M1/units/" + long) == ["model=M1", "serial=" + String(repeating: "冷", count: 64)])
        // Broken codes and what cannot be seen stay coded.
        #expect(Self.all(base + "M1/units/%E5%86") == ["model=M1", "serial=%E5%86"])
        #expect(Self.all(base + "M1/units/A%E2%80%AE1") == ["model=M1", "serial=A%E2%80%AE1"])
        #expect(Self.all(base + "M1/units/A%001") == ["model=M1", "serial=A%001"])
    }

    @Test(
        "A range says where the value stands", arguments: ["Modèle : WDX-100 N° 4711", "型号WDX-100序列号4711", "a b c 1"])
    func ranges(_ text: String) {
        let bytes: [UInt8] = Array(text.utf8)
        let fields: [PlateField] = PlateText.fields(in: text)
        #expect(!fields.isEmpty)
        for field in fields { #expect(String(decoding: bytes[field.range], as: UTF8.self) == field.value) }
    }

    @Test("Any characters give fields within the text", arguments: 0..<300 as Range<UInt64>)
    func arbitraryText(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts: [String] = [
            "S/N", "Model", "No.", "N°", "序列号", "型", ":", " ", "\n", "\r\n", "4711", "A", "é", "\u{0}", "\u{202E}",
            "e\u{301}", "🙂", "/",
            "https://", "%2", "%41", "=", "?", "&", "SN", "-", "　", "№", "\"", "<b>",
        ]
        let text: String = (0..<Int.random(in: 0...30, using: &random))
            .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        let bytes: [UInt8] = Array(text.utf8)
        for field in PlateText.fields(in: text) {
            #expect(field.range.lowerBound >= 0 && field.range.upperBound <= bytes.count, "seed \(seed)")
            #expect(!field.value.isEmpty)
            let isWhole: Bool = String(validating: bytes[field.range], as: UTF8.self) != nil
            #expect(isWhole, "seed \(seed): cut within a character")
        }
    }

    @Test(
        "A flood gives at most a thousand fields",
        arguments: ["a", "S/N 4711 ", "s. ", "型", "4\n", "Model ", "https://a/1", "é", "S/N", "\u{0}", "((((", "SN1 "])
    func floods(_ unit: String) {
        let text = String(repeating: unit, count: 100_000)
        #expect(PlateText.fields(in: text).count <= PlateText.largestFieldCount)
    }
}
