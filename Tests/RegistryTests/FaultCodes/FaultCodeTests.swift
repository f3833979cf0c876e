import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite struct FaultCodeTests {
    private struct Shelf {
        let transaction: any SQLTransaction
        let maker: Manufacturer
        let model: Model
        let other: Model

        func set(_ code: FaultCode) throws { try FaultCodes.set(code, of: maker, as: .administrator, transaction) }
        func set(_ table: String) throws -> Int {
            try FaultCodes.set(try FaultCodeTable.read(table), of: maker, as: .administrator, transaction)
        }
        func codes() throws -> [String] { try FaultCodes.list(of: maker.id, transaction).map(\.code) }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Shelf) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                _ = try Categories.create(CategoryDraft(key: "Fridge"), as: .administrator, transaction)
                var fridge = ModelDetails(number: try ModelNumber(parsing: "A"))
                fridge.category = "Fridge"
                let models = try [fridge, ModelDetails(number: try ModelNumber(parsing: "B"))].map {
                    try Models.create($0, of: maker, as: .administrator, transaction)
                }
                try body(Shelf(transaction: transaction, maker: maker, model: models[0], other: models[1]))
            }
        }
    }

    private static func code(_ error: any Error) -> RegistryError.Code? { (error as? RegistryError)?.code }

    @Test(arguments: Engine.available)
    func aModelHasTheCodesOfItsCategoryAndThoseForAll(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            try FaultCodes.require("anything", for: shelf.model, shelf.transaction)
            try shelf.set(FaultCode("NTF", kind: .noTroubleFound, titles: ["en": "Nothing found"]))
            try shelf.set(FaultCode("C", of: "Fridge", titles: ["en": "Compressor", "de": "Verdichter"]))
            try shelf.set(FaultCode("C1", of: "Fridge", below: "C", titles: ["de": "Startet nicht"]))
            #expect(try FaultCodes.list(for: shelf.model, shelf.transaction).map(\.code) == ["NTF", "C", "C1"])
            #expect(try FaultCodes.list(for: shelf.other, shelf.transaction).map(\.code) == ["NTF"])
            for code in ["C1", "NTF"] { try FaultCodes.require(code, for: shelf.model, shelf.transaction) }
            for (code, model) in [("anything", shelf.model), ("C1", shelf.other)] {
                #expect { try FaultCodes.require(code, for: model, shelf.transaction) } throws: {
                    Self.code($0) == .faultUnknown
                }
            }
            let found = try #require(try FaultCodes.find("C", for: shelf.model, shelf.transaction))
            #expect([found.title(in: "de"), found.title(in: "fr")] == ["Verdichter", "Compressor"])
        }
    }

    @Test(arguments: Engine.available)
    func aRetiredCodeStaysAndIsNotUsedAnyMore(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            try shelf.set(FaultCode("C", titles: ["en": "Compressor"]))
            try shelf.set(FaultCode("C", titles: ["en": "Compressor"], isRetired: true))
            #expect(try FaultCodes.find("C", for: shelf.model, shelf.transaction)?.isRetired == true)
            #expect { try FaultCodes.require("C", for: shelf.model, shelf.transaction) } throws: {
                Self.code($0) == .faultUnknown
            }
        }
    }

    @Test(arguments: Engine.available)
    func aCodeStandsBelowOneThatThereIsAndNotBelowItself(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            try shelf.set(FaultCode("A", titles: [:]))
            try shelf.set(FaultCode("B", below: "A", titles: [:]))
            for code in [
                FaultCode("X", below: "nothing", titles: [:]), FaultCode("A", below: "B", titles: [:]),
                FaultCode("Y", below: "Y", titles: [:]), FaultCode("Z", of: "Fridge", below: "A", titles: [:]),
            ] {
                #expect { try shelf.set(code) } throws: { Self.code($0) == .faultParent }
            }
            for code in [
                FaultCode("", titles: [:]), FaultCode("Q", titles: ["english": "x"]),
                FaultCode("Q", titles: ["en": " "]),
            ] {
                #expect { try shelf.set(code) } throws: { Self.code($0) == .valueInvalid }
            }
            #expect { try shelf.set(FaultCode("Q", of: "Nothing", titles: [:])) } throws: {
                Self.code($0) == .categoryUnknown
            }
        }
    }

    @Test(arguments: Engine.available)
    func aTableComesBackAsItWasWritten(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let table = """
                \u{FEFF}category;code;parent;kind;retired;title:en;title:de
                ;=1+1;;;;Formula;"Mit ""Zitat""; und mehr"
                Fridge;C1;C;;yes;No start;
                Fridge;C;;;;Compressor;Verdichter
                ;NTF;;ntf;;;

                """
            #expect(try shelf.set(table) == 4)
            let codes = try FaultCodes.list(of: shelf.maker.id, shelf.transaction)
            #expect(codes.map(\.code) == ["=1+1", "NTF", "C", "C1"])
            #expect(codes[0].titles["de"] == "Mit \"Zitat\"; und mehr" && codes[3].isRetired)
            let written = FaultCodeTable.rows(codes).map { row in
                row.map { "\"" + FormulaGuard.cell($0).replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
            }.joined(separator: "\r\n")
            #expect(written.contains("'=1+1"))
            #expect(try FaultCodeTable.read(written) == codes)
            #expect(try shelf.set(written) == 0)
        }
    }

    /// Headings are read in any case; a language is written in its own.
    @Test(arguments: Engine.available)
    func aLanguageWithARegionComesBackAsItself(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            #expect(try shelf.set("code,title:pt-BR,title:ZH-hant\nC,Compressor,Ya suo ji\n") == 1)
            try shelf.set(FaultCode("D", titles: ["PT-br": "Ventilador"]))
            let codes = try FaultCodes.list(of: shelf.maker.id, shelf.transaction)
            #expect(codes.map { $0.titles.keys.sorted() } == [["pt-BR", "zh-Hant"], ["pt-BR"]])
            #expect(codes[0].title(in: "pt-BR") == "Compressor")
            let written = FaultCodeTable.rows(codes).map { $0.joined(separator: ",") }.joined(separator: "\n")
            #expect(try FaultCodeTable.read(written) == codes)
            #expect(try shelf.set(written) == 0)
        }
    }

    /// Nothing of a table is kept where one of its codes cannot be, and as many are kept as may be.
    @Test(arguments: Engine.available)
    func aManufacturerHasSoManyCodesAtMost(_ engine: Engine) async throws {
        let places = 0..<FaultCodes.most
        let circular = "code,parent\nC0,\n" + places.map { "C\($0),C\(max(1, $0 - 1))\n" }.joined()
        let all = "code,title:en\n" + places.map { "C\($0),x\n" }.joined()
        try await with(engine) { shelf in
            #expect(throws: RegistryError.self) { try shelf.set(circular) }
            let none = try shelf.codes()
            #expect(none.isEmpty)
            let count = try shelf.set(all)
            #expect(count == FaultCodes.most)
            #expect(throws: RegistryError.self) { try shelf.set(FaultCode("new", titles: [:])) }
            let corrected = try shelf.set("code,title:en\nC7,y\n")
            #expect(corrected == 1)
        }
    }

    @Test(
        arguments: [
            "", "category,title:en\n", "code,code\nA,B\n", "code,colour\nA,red\n", "code,kind\nA,odd\n",
            "code,parent\n,B\n", "code\nA,B\n", "code\n\"A\n",
        ])
    func aTableThatCannotBeReadIsRefused(_ table: String) {
        #expect { try FaultCodeTable.read(table) } throws: { Self.code($0) == .listInvalid }
    }
}
