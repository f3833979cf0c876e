import Identifiers
import Registry
import Safeguards
import TestSupport
import Testing

/// Recalls as authorities publish them, in the language of populations.
@Suite struct RecallTableTests {
    static func table(_ name: String, _ authority: RecallAuthority, summaries: String? = nil) throws -> RecallTable {
        try RecallTable(
            VectorFiles.text("recalls-\(name).csv"), from: authority,
            summaries: summaries.map { try VectorFiles.text("recalls-\($0).csv") })
    }

    /// The figures of docs/recalls-published.md.
    @Test(arguments: [
        ("dvsa", RecallAuthority.dvsa, RecallTable.Figures(asPublished: 108, wider: 28, notExpressed: 2)),
        ("cpsc", .cpsc, RecallTable.Figures(asPublished: 115, wider: 2, notExpressed: 5)),
        ("nhtsa-flat", .nhtsa, RecallTable.Figures(asPublished: 13)),
        ("nhtsa-products", .nhtsa, RecallTable.Figures(asPublished: 2199)),
    ])
    func soManyCanBeExpressed(_ name: String, _ authority: RecallAuthority, _ expected: RecallTable.Figures) throws {
        let table = try Self.table(name, authority)
        #expect(table.figures == expected)
        #expect(table.faultyLines.isEmpty)
        for recall in table.recalls {
            #expect((recall.scope.fit == .notExpressed) == (recall.scope.population == nil), "\(recall.number)")
            #expect((recall.scope.fit == .asPublished) == recall.scope.remarks.isEmpty, "\(recall.number)")
            // What is written can be read again and means the same.
            let again = try recall.scope.population.map { try WrittenPopulation(parsing: $0.text).population }
            #expect(again == recall.scope.population)
        }
    }

    /// At most one in twenty over all tables.
    @Test func fewCannotBeExpressed() throws {
        var (all, none) = (0, 0)
        for (name, authority) in [("dvsa", RecallAuthority.dvsa), ("cpsc", .cpsc), ("nhtsa-products", .nhtsa)] {
            let figures = try Self.table(name, authority).figures
            all += figures.all
            none += figures.notExpressed
        }
        #expect(none * 20 <= all)
    }

    @Test func aRecallOfTheDVSATellsWhatItsRowsTell() throws {
        let recall = try #require(Self.table("dvsa", .dvsa).recalls.first { $0.number == "R/2010/111" })
        #expect(recall.maker == "CITROEN" && recall.manufacturer == "citroen" && recall.makersNumber == "MFZ")
        #expect(recall.title == "BRAKING EFFICIENCY MAY BE COMPROMISED" && recall.unitsAffected == 630)
        #expect(recall.publishedOn?.isoText == "2010-08-09" && recall.models == ["C8", "DISPATCH"])
        #expect(recall.countries == ["GB"] && recall.lines == [4, 5])
        #expect(recall.defect?.hasPrefix("The threaded portion of the brake linkage rod") == true)
        #expect(
            recall.scope.population?.text
                == "model like (C8, 'C8 19??', 'C8 20??', DISPATCH, 'DISPATCH 19??', 'DISPATCH 20??') and "
                + "vin from VF7??????AZ025918 to VF7??????AZ030421 and "
                + "not (produced before 2010-02-24 or produced after 2010-05-27)")
    }

    @Test func aCampaignOfTheNHTSAIsOneForEachMaker() throws {
        let flat = try Self.table("nhtsa-flat", .nhtsa).recalls.filter { $0.number == "02V237000" }
        #expect(flat.map(\.manufacturer) == ["holiday-rambler", "monaco-coach"])
        let table = try Self.table("nhtsa-products", .nhtsa, summaries: "nhtsa-campaigns")
        let recall = try #require(table.recalls.first)
        #expect(recall.number == "20E003" && recall.publishedOn?.isoText == "2020" && recall.countries == ["US"])
        #expect(recall.defect?.contains("may be susceptible to becoming unplugged") == true)
        #expect(
            recall.scope.population?.text
                == "model like ('POWERDRIVE EV', 'POWERDRIVE EV 19??', 'POWERDRIVE EV 20??')")
    }

    @Test(arguments: [
        ("26425", "ZOLIQUEX", "model = ZEX014-V1"), ("26412", "Macy's", "model = 'Arch Studio Tea Kettles'"),
        ("26165", "Zhongshan Lebo Medical Co., Ltd.", "model in (2512, 2513, 2516)"),
        ("26112", "Alinux", "model = 'Alinux Baby Loungers'"), ("26340", "4our Kiddies", nil),
        ("26392", "Maitys", "model = 'Magnetic Drinkware Charms'"), ("26260", "LShome", nil),
        ("26401", "Shenzhen Shijingjie Network Technology", "model in (RY-US-06, RY_US-1.5)"),
        ("26289", "?", nil as String?),
    ])
    func theCPSCNamesMakersAndModelsInSentences(_ number: String, _ maker: String, _ scope: String?) throws {
        let recall = try #require(Self.table("cpsc", .cpsc).recalls.first { $0.number == number })
        #expect(recall.maker == maker)
        if let scope { #expect(recall.scope.population?.text == scope) }
        #expect((maker == "?") == (recall.scope.fit == .notExpressed))
    }

    /// One row of the DVSA's with these chassis numbers and days.
    private static func scope(
        _ first: String, _ last: String, model: String = "X1", number: String = "R/1", _ from: String = "",
        _ to: String = ""
    ) throws -> RecallScope {
        let head =
            "Launch Date,Recalls Number,Make,Recalls Model Information,Concern,Defect,Remedy,Vehicle Numbers,"
            + "Manufacturer Ref,Model,VIN Start,VIN End,Build Start,Build End\n"
        let row = "01/02/2020,\(number),ACME,,Fire,,,1,,\(model),\"\(first)\",\"\(last)\",\(from),\(to)\n"
        return try #require(RecallTable(head + row, from: .dvsa).recalls.first).scope
    }

    @Test(arguments: [
        ("WDB9066572P214074", "WDB9066572P215292", "vin from WDB9066572P214074 to WDB9066572P215292"),
        ("JTDJG963#05014451", "jtdjg963#05072050", "vin from JTDJG963?05014451 to JTDJG963?05072050"),
        ("SALLAAA345A000001", "SALLAAA149A513325", "vin from SALLAAA?45A000001 to SALLAAA?49A513325"),
        ("002092", "002226", "vin from ???????????002092 to ???????????002226"),
        ("98680 to 100793", "", "vin from ???????????098680 to ???????????100793"),
        ("00000000000227652", "00000000000234933", "vin from ???????????227652 to ???????????234933"),
        ("RN221-0007553", "RN221-0008060", "serial from RN221-0007553 to RN221-0008060"),
        ("MPATFS86J FT028547", "MPATFS86J FT034115", "vin from MPATFS86JFT028547 to MPATFS86JFT034115"),
        ("SA9DSRXXX10141001– ", "SA9DSRXXX14141870", "vin from SA9DSRXXX10141001 to SA9DSRXXX14141870"),
        (
            "XA162896 and YA600000", "YA199999 and YA671407",
            "(vin from ?????????XA162896 to ?????????YA199999 or vin from ?????????YA600000 to ?????????YA671407)"
        ),
    ])
    func chassisNumbersAreReadAsTheyArePublished(_ first: String, _ last: String, _ text: String) throws {
        let scope = try Self.scope(first, last)
        #expect(
            scope.fit == .asPublished && scope.population?.text == "model like (X1, 'X1 19??', 'X1 20??') and \(text)")
    }

    @Test(arguments: [
        ("Various", ""), ("To be advised", ""), ("Up to WVML01 all Vehicles", ""),
        ("JKBZGT40AAA019001", "JKBZGT40AAA0222802"),
        ("VF7******HT515752", "VF7******HT509642"), ("WDC1569022J306707", "WDD2462432J426041"), ("93", "93"),
        ("ZH000000000050000", "ZH000000000057192"), ("WDB9066572P214074", ""), ("", "WDB9066572P214074"),
        ("ÄÄÄÄÄÄ1", "ÄÄÄÄÄÄ2"), ("VF7OOOOOOAZ025918", "VF7OOOOOOAZ030421"), ("A1-", "-"),
    ])
    func whatIsNoRangeWidensTheScope(_ first: String, _ last: String) throws {
        let scope = try Self.scope(first, last)
        #expect(scope.fit == .wider && scope.remarks.count == 1, "\(scope.remarks)")
        #expect(scope.population?.text == "model like (X1, 'X1 19??', 'X1 20??')")
    }

    @Test func whatNamesNoUnitsIsNotExpressed() throws {
        #expect(try Self.scope("", "", model: "VARIOUS").fit == .notExpressed)
        #expect(try Self.scope("", "", model: "").population == nil)
        let byNumber = try Self.scope("WDB9066572P214074", "WDB9066572P215292", model: "VARIOUS")
        #expect(byNumber.population?.text == "vin from WDB9066572P214074 to WDB9066572P215292")
        let parts = try Self.scope("V6A16", "V6B16", number: "RCOMP/1")
        #expect(parts.fit == .wider && parts.population?.text == "model like (X1, 'X1 19??', 'X1 20??')")
    }

    @Test func daysOfProductionNarrowOnlyUnitsWhoseDayIsKnown() throws {
        let both = try Self.scope("", "", "24/02/2010", "27/05/2010").population?.text
        #expect(both?.hasSuffix("and not (produced before 2010-02-24 or produced after 2010-05-27)") == true)
        #expect(
            try Self.scope("", "", "", "27/05/2010").population?.text.hasSuffix("not produced after 2010-05-27") == true
        )
        let backwards = try Self.scope("", "", "31/05/2002", "30/01/2002")
        #expect(backwards.fit == .wider && backwards.population?.text == "model like (X1, 'X1 19??', 'X1 20??')")
        #expect(try Self.scope("", "", "31/02/2002", "x").fit == .asPublished)
    }

    @Test(arguments: ["", "a,b\n1,2\n", "Launch Date,Make\n", "\u{0}", "\"", "campaign,make,model,model_year\n\"x"])
    func whatIsNoTableIsRefused(_ text: String) {
        for authority in RecallAuthority.allCases {
            let error = #expect(throws: RegistryError.self) { try RecallTable(text, from: authority) }
            #expect(error?.code == .listInvalid)
        }
    }

    @Test func rowsWithoutANumberAreCounted() throws {
        let table = try RecallTable(
            "campaign,make,model,model_year\n,FORD,FOCUS,2001\n20V001,,FOCUS,2001\n", from: .nhtsa)
        #expect(table.recalls.isEmpty && table.faultyLines == [2, 3] && table.figures.notExpressed == 2)
    }
}
