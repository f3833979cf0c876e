import Identifiers
import Registry
import SupplyChain
import Testing

@Suite struct LocationNumberTests {
    @Test(arguments: [
        ("9520471000015", nil), ("952-0471-00001-5", nil), ("urn:epc:id:sgln:9520471.00001.0", nil),
        ("https://id.gs1.org/414/9520471000015", nil), ("http://shop.example/x/414/9520471000015?17=261231", nil),
        ("urn:epc:id:sgln:9520471.00001.DOCK%2F1", "DOCK/1"),
        ("https://id.gs1.org/414/9520471000015/254/DOCK%2F1", "DOCK/1"),
    ])
    func textsOfEventsAreRead(_ text: String, _ suffix: String?) throws {
        let number = try #require(LocationNumber(naming: text))
        #expect(number.gln.text == "9520471000015")
        #expect(number.suffix == suffix)
    }

    @Test(arguments: [
        "", "TR-A-01", "9520471000016", "952047100001", "urn:epc:id:sgln:9520471.00001",
        "urn:epc:id:sgtin:9520471.00001.1",
        "https://id.gs1.org/417/9520471000015", "https://id.gs1.org/01/09520471003207",
        "https://id.gs1.org/414/9520471000016",
        "https://id.gs1.org/414/9520471000015/254/\u{202E}", "９５２０４７１００００１５x",
    ])
    func otherTextsAreNoNumbers(_ text: String) { #expect(LocationNumber(naming: text) == nil) }

    @Test(arguments: [nil, "A", "DOCK/1", "50%", "<&>\"?", "ABCDEFGHIJKLMNOPQRST"] as [String?])
    func eachNameIsReadAsTheNumber(_ suffix: String?) throws {
        let number = try LocationNumber(gln: "9520471000015", suffix: suffix)
        #expect(number.names.count == (suffix == nil ? 9 : 8))
        #expect(Set(number.names).count == number.names.count)
        for name in number.names { #expect(LocationNumber(naming: name) == number, "\(name)") }
    }

    @Test(arguments: ["", "0", "ABCDEFGHIJKLMNOPQRSTU", "a b", "é", "a\nb"])
    func whatIsNoExtensionIsRefused(_ suffix: String) {
        #expect(throws: RegistryError.self) { try LocationNumber(gln: "9520471000015", suffix: suffix) }
    }
}

@Suite struct LocationPathTests {
    @Test func pathsSortAsTheTreeIsRead() {
        let site = LocationPath("A")
        let zone = LocationPath("Z", below: site)
        let bin = LocationPath("1", below: zone)
        let paths = [site, zone, bin, LocationPath("A 1"), LocationPath("A-1"), LocationPath("B"), LocationPath("Å")]
        #expect(paths.shuffled().sorted() == paths)
        #expect(bin.codes == ["A", "Z", "1"] && bin.depth == 2 && bin.parentCode == "Z" && site.parentCode == nil)
        #expect(site.holds(bin) && zone.holds(zone) && !zone.holds(site) && !site.holds(LocationPath("A-1")))
        for path in paths {
            #expect(site.holds(path) == (path == site || (path.text > site.below && path.text < site.end)))
        }
    }

    @Test func levelsStandWhereTheyMay() {
        let allowed: [(LocationLevel, LocationLevel?)] = [
            (.site, nil), (.zone, .site), (.zone, .zone), (.bin, .site), (.bin, .zone), (.bin, .bin),
        ]
        for level in LocationLevel.allCases {
            for parent in [nil] + LocationLevel.allCases.map(Optional.some) {
                #expect(level.mayStand(below: parent) == allowed.contains { $0 == (level, parent) })
            }
        }
    }
}
