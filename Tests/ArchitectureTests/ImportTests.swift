import Testing

/// Arrows point down only: which of the project's targets each may import, and who alone knows the outside world.
@Suite struct ImportTests {
    private static let floor: Set<String> = [
        "Identifiers", "IdentifierTables", "Storage", "TransparencyLog", "Statistics", "Plots", "Labels",
        "BarcodeReading",
    ]
    private static let wings: Set<String> = ["AfterSales", "Safeguards", "SupplyChain", "Quality"]

    /// The targets that one may import, beside C targets of its own; nil for a target that has no place in the house.
    private static func allowed(_ target: String) -> Set<String>? {
        switch target {
        case "IdentifierTables": ["Identifiers"]
        case _ where floor.contains(target): []
        case "Registry": floor
        case _ where wings.contains(target): floor.union(["Registry"])
        case "Nameplate": floor.union(wings).union(["Registry"])
        case "Server": floor.union(wings).union(["Registry", "Nameplate", "WebAssets"]).subtracting(["Storage"])
        case "NameplateTool": floor.union(wings).union(["Registry", "Nameplate", "Server"]).subtracting(["Storage"])
        default: nil
        }
    }

    /// Modules of the outside world, by the beginnings of their names, and the only targets that know them.
    private static let doors: [(prefix: String, targets: Set<String>)] = [
        ("GRDB", ["Storage"]), ("CPostgres", ["Storage"]), ("CSQLite", ["Storage"]),
        ("Hummingbird", ["Server", "NameplateTool"]), ("HTTPTypes", ["Server", "NameplateTool"]),
        ("NIO", ["Storage", "Server", "NameplateTool"]), ("Mustache", ["Server"]), ("WebAssets", ["Server"]),
        ("ArgumentParser", ["NameplateTool"]), ("CBoostMath", ["Statistics"]), ("CZint", ["Labels"]),
        ("CTurboJPEG", ["Labels"]),
        ("CBarcodeReading", ["BarcodeReading"]),
        ("CIdentifierTables", ["IdentifierTables"]), ("CRegistrySchema", ["Registry"]),
    ]

    private struct Import {
        var file: SourceTree.File
        var module: String
    }

    private func imports() throws -> [Import] {
        try SourceTree().files(in: "Sources", ".swift").flatMap { file in
            file.text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place + 1 < words.endIndex,
                    words[..<place].allSatisfy({
                        ["public", "package", "internal", "fileprivate", "private"].contains($0) || $0.hasPrefix("@")
                    })
                else { return nil }
                // `import struct Module.Name` names the module last.
                let module = words.last?.split(separator: ".").first ?? ""
                return Import(file: file, module: String(module))
            }
        }
    }

    @Test func everyTargetHasItsPlaceInTheHouse() throws {
        let tree = SourceTree()
        for target in try tree.targets() where !(try tree.files(in: "Sources/\(target)", ".swift").isEmpty) {
            #expect(Self.allowed(target) != nil, "\(target)")
        }
    }

    @Test func arrowsPointDownOnly() throws {
        let tree = SourceTree()
        let targets = Set(try tree.targets().filter { try !tree.files(in: "Sources/\($0)", ".swift").isEmpty })
        let imports = try imports()
        #expect(imports.count > 20)
        for one in imports where targets.contains(one.module) {
            #expect(Self.allowed(one.file.target)?.contains(one.module) == true, "\(one.file.path): \(one.module)")
        }
    }

    @Test func identifiersImportsNothing() throws {
        for one in try imports() where one.file.target == "Identifiers" {
            Issue.record("\(one.file.path): \(one.module)")
        }
    }

    @Test func theOutsideWorldHasFewDoors() throws {
        for one in try imports() {
            for door in Self.doors where one.module.hasPrefix(door.prefix) {
                #expect(door.targets.contains(one.file.target), "\(one.file.path): \(one.module)")
            }
        }
    }
}
