import Testing

@testable import Labels

struct LabelSizeTests {
    @Test(arguments: [
        "", "80", "80x", "x40", "80x40x1", "8 0x40", "-80x40", "+80x40", "80x4", "501x40", "80X40", "８０x40", "80.x40",
        "1e2x40", "80.1234x40", "nanx40", "infx40",
    ])
    func sizesThatNoLabelHasAreRefused(_ text: String) {
        let error = #expect(throws: LabelError.self) { try LabelSize(parsing: text) }
        #expect(error?.code == .size)
        for side in [Double.infinity, .nan, -1, 0] {
            #expect(throws: LabelError.self) { try LabelSize(width: side, height: 40) }
        }
    }

    @Test func sizesAreRead() throws {
        #expect(try LabelSize(parsing: "80x40") == .plate)
        #expect(try LabelSize(parsing: "100x050").height == 50)
        #expect(try LabelSize(parsing: "99.1x38.125").width == 99.1)
    }

    @Test(arguments: [("203", 8.0), ("300", 11.811), ("600", 23.622)])
    func resolutionsAreRead(_ text: String, _ dots: Double) throws {
        #expect(abs(try PrintResolution(parsing: text).dotsPerMillimetre - dots) < 0.001)
        #expect(throws: LabelError.self) { try PrintResolution(parsing: "204") }
    }

    @Test func namedSheetsHoldTheirLabels() throws {
        for (name, _, sheet) in LabelSheet.named {
            #expect(try LabelSheet(parsing: name.lowercased()) == sheet)
            let right = sheet.left + Double(sheet.columns) * (sheet.labelWidth + sheet.columnGap) - sheet.columnGap
            let bottom = sheet.top + Double(sheet.rows) * (sheet.labelHeight + sheet.rowGap) - sheet.rowGap
            // The same margin at both sides, as the packages say.
            #expect(abs(sheet.left - (sheet.width - right)) < 0.2, "\(name)")
            #expect(abs(sheet.top - (sheet.height - bottom)) < 0.2, "\(name)")
        }
        let own = try LabelSheet(parsing: "210x297 3x7 63.5x38.1 at 7.25,15.15 gap 2.5,0")
        #expect(own == LabelSheet.named.first { $0.name == "L7160" }?.sheet)
    }

    @Test(arguments: [
        "", "L9999", "210x297", "210x297 3x7 63.5x38.1 at 7,15 gap", "210x297 3x8 63.5x38.1 at 7,15",
        "210x297 0x7 63.5x38.1 at 7,15", "210x297 1.5x7 63.5x38.1 at 7,15", "210x297 3x7 63.5x38.1 at -7,15",
    ])
    func sheetsThatNobodyHasAreRefused(_ text: String) {
        let error = #expect(throws: LabelError.self) { try LabelSheet(parsing: text) }
        #expect(error?.code == .sheet)
    }
}
