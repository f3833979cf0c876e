import Testing

@testable import Registry

@Suite struct ImportLayoutTests {
    @Test(
        arguments: [
            (.manufacturers, "slug,name,country,gs1_prefixes,wmis,note"),
            (
                .models,
                "manufacturer,number,name,line,brand,version,category,gtins,announced_on,released_on,sales_end_on,"
                    + "support_end_on,supersedes,fleet_published,external_id"
            ),
            (.units, "manufacturer,model,serial,produced_on,plant,batch,work_order,disposition,location,market"),
            (
                .events,
                "manufacturer,model,serial,batch,first_sequence,last_sequence,event_time,zone,type,action,business_step,"
                    + "disposition,location,read_point,parent,fault_code,note,owner,readings,fitted,removed,market,"
                    + "corrects,reference,error_reason,assembly_model,assembly_serial,slot,transactions,set,unset,"
                    + "decision,remedy,cost,currency,failed_on"
            ),
            (.formats, "manufacturer,model,pattern,unguessable"),
            (
                .batches,
                "manufacturer,model,batch,count,first_sequence,plant,line,date,produced_on,work_order,market,pattern,"
                    + "event_time,expires_on"
            ),
        ] as [(ImportTable, String)])
    func columnsKeepTheirNames(table: ImportTable, names: String) {
        #expect(table.columns.map(\.name).joined(separator: ",") == names)
    }

    @Test(arguments: ImportTable.allCases)
    func noHeaderNamesTwoColumnsOfATable(table: ImportTable) {
        for column in table.columns {
            #expect(table.column(named: column.name) == column)
            for alias in column.aliases {
                let owners = table.columns.filter { foldedHeader($0.name) != alias && $0.aliases.contains(alias) }
                #expect(owners.count <= 1, "\(alias)")
            }
        }
    }

    @Test func everyAliasBelongsToAColumn() {
        #expect(ImportColumn.allCases.flatMap(\.aliases).count > 100)
        #expect(ImportColumn.allCases.flatMap(\.aliases).allSatisfy { !$0.isEmpty })
    }

    @Test(
        arguments: [
            ("Serial No.", .serial), ("S/N", .serial), ("SERIAL_NUMBER", .serial), ("Serien-Nr.", .serial),
            ("Vendor", .manufacturer), ("Brand", .manufacturer), ("Model Number", .model), ("M/N", .model),
            ("Build date", .producedOn), ("LOT", .batch), ("Numéro de série", .serial),
        ] as [(String, ImportColumn)])
    func headersAreKnownHoweverTheyAreSpelt(header: String, column: ImportColumn) {
        #expect(ImportTable.units.column(named: header) == column)
    }

    @Test func aColumnsOwnNameGoesBeforeAnothersAlias() {
        #expect(ImportTable.models.column(named: "brand") == .brand)
        #expect(ImportTable.models.column(named: "vendor") == .manufacturer)
        #expect(ImportTable.models.column(named: "model") == .number)
    }

    @Test func unknownHeadersNameTheLikeliestAndAll() {
        let reading = readCSV("manufacturer,model,serial,prodused_on,colour\n")
        #expect(reading.codes == ["import.unknownColumn", "import.unknownColumn"])
        #expect(reading.faults.first?.sentence.contains("Did you mean 'produced_on'?") == true)
        #expect(reading.faults.last?.sentence.contains("Did you mean") == false)
        #expect(reading.faults.last?.sentence.contains("disposition, location") == true)
        #expect(reading.faults.allSatisfy { $0.endsReading })
    }

    @Test func allFaultsOfAHeaderAreSeen() {
        let reading = readCSV("serial,S/N,nonsense\n1,2,3\n")
        #expect(
            reading.codes
                == ["import.duplicateColumn", "import.unknownColumn", "import.missingColumn", "import.missingColumn"])
        #expect(reading.faults.first?.sentence.contains("'S/N' and 'serial' both name") == true)
        #expect(reading.rows.isEmpty)
    }

    @Test func blankHeadersMayStandOverBlankCells() {
        let reading = readCSV("manufacturer,model,serial,\na,b,1,\na,b,2,x\n")
        #expect(reading.column(.serial) == ["1"])
        #expect(reading.codes == ["import.unnamedColumn"])
        #expect(reading.faults.first?.field == "column D")
    }

    @Test func specificationsHaveNamesKindsAndUnits() throws {
        let reading = readCSV(
            "manufacturer,number,spec:Capacity [E35],spec:Colour,\"spec: Frost free [yes/no]\"\nf,FL-1,4.50,white,Yes\n",
            .models)
        let row = try #require(reading.rows.first)
        let columns = row.layout.specifications
        #expect(columns.map(\.name) == ["Capacity", "Colour", "Frost free"])
        #expect(columns.map(\.kind) == [.number(unit: "E35"), .text, .yesNo])
        #expect(try row.value(columns[0]) == .number("4.5", unit: "E35"))
        #expect(try row.value(columns[1]) == .text("white"))
        #expect(try row.value(columns[2]) == .yesNo(true))
    }

    @Test func specificationsMayBeRangesLengthsAndLists() throws {
        let reading = readCSV(
            """
            manufacturer,number,spec:Ambient [CEL],spec:Size [CMT],spec:Ports [list],spec:Weight [as written],spec:Use [KWH/ANN]
            f,FL-1,10–43,60 x 65.5 x 185,HDMI; USB,150 lb,231
            f,FL-2,10 in,60 x 65.5 x 185 mm,,"1,5 kg",

            """, .models)
        let columns = try #require(reading.rows.first).layout.specifications
        let values = try columns.map { try reading.rows[0].value($0) }
        #expect(
            values == [
                .range(from: "10", to: "43", unit: "CEL"), .dimensions(["60", "65.5", "185"], unit: "CMT"),
                .list(["HDMI", "USB"]), .number("150", unit: "LBR"), .number("231", unit: "KWH/ANN"),
            ])
        for column in [columns[0], columns[1], columns[3]] {
            #expect(throws: RowError.self, "\(column.name)") { try reading.rows[1].value(column) }
        }
    }

    @Test(arguments: [
        ("spec:", "import.unknownColumn"), ("spec:Width [mm]", "import.unknownColumn"),
        ("spec:[MMT]", "import.unknownColumn"), ("spec:Colour,Spec: Colour", "import.duplicateColumn"),
    ])
    func brokenSpecificationHeadersAreNamed(header: String, code: String) {
        #expect(readCSV("manufacturer,number,\(header)\n", .models).codes == [code])
    }

    @Test func onlyModelsTakeSpecifications() {
        #expect(readCSV("manufacturer,model,serial,spec:Colour\n").codes == ["import.unknownColumn"])
    }

    @Test func errorsAreCountedBeyondThoseShown() {
        var errors = ImportErrors(cap: 2)
        for row in 1...5 { errors.add(RowError(.ragged, row: row, line: row, "x")) }
        #expect(errors.shown.map(\.row) == [1, 2])
        #expect(errors.total == 5)
        #expect(errors.description.hasSuffix("… and 3 more."))
    }
}
