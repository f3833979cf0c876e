// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Arrows point down only: a target names the targets below it, and the compiler keeps the other doors shut.
let package = Package(
    name: "nameplate",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "nameplate", targets: ["NameplateTool"]),
        .library(name: "Identifiers", targets: ["Identifiers"]),
        .library(name: "IdentifierTables", targets: ["IdentifierTables"]),
        .library(name: "Plots", targets: ["Plots"]),
        .library(name: "Statistics", targets: ["Statistics"]),
        .library(name: "Labels", targets: ["Labels"]),
        .library(name: "BarcodeReading", targets: ["BarcodeReading"]),
        .library(name: "Nameplate", targets: ["Nameplate"]),
        .library(name: "Server", targets: ["Server"]),
        // For the benchmarks.
        .library(name: "SimulatedChain", targets: ["SimulatedChain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Ground floor: each usable alone.
        .target(name: "Identifiers", swiftSettings: settings),
        .target(name: "CIdentifierTables", exclude: ["Data"]),
        .target(
            name: "IdentifierTables", dependencies: ["CIdentifierTables", "Identifiers"], swiftSettings: settings),
        .target(name: "CSQLiteSettings"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Storage",
            dependencies: [
                "CPostgres", "CSQLiteSettings",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(name: "CBoostMath"),
        .target(name: "Statistics", dependencies: ["CBoostMath"], swiftSettings: settings),
        .target(name: "Plots", swiftSettings: settings),
        .systemLibrary(name: "CZint", providers: [.apt(["libzint-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "CLabelLayouts", exclude: ["Data"]),
        .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .target(
            name: "Labels", dependencies: ["CLabelLayouts", "CPango", "CTurboJPEG", "CZint"], swiftSettings: settings),
        .target(
            name: "CBarcodeReading",
            linkerSettings: ["ZXing", "turbojpeg", "png", "webp"].map { .linkedLibrary($0) }),
        .target(name: "BarcodeReading", dependencies: ["CBarcodeReading"], swiftSettings: settings),
        // The core.
        .target(name: "CRegistrySchema", exclude: ["Data"]),
        .target(
            name: "Registry",
            dependencies: [
                "CRegistrySchema", "Identifiers", "Labels", "Storage", "Statistics",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Migrations"],
            swiftSettings: settings),
        // The wings: none imports another.
        .target(name: "AfterSales", dependencies: ["Identifiers", "Storage", "Registry"], swiftSettings: settings),
        .target(name: "Safeguards", dependencies: ["Identifiers", "Storage", "Registry"], swiftSettings: settings),
        .target(
            name: "SupplyChain", dependencies: ["Identifiers", "Storage", "Registry", "Statistics"],
            swiftSettings: settings),
        .target(
            name: "Quality", dependencies: ["Identifiers", "Storage", "Registry", "Statistics"],
            swiftSettings: settings),
        // The façade.
        .target(
            name: "Nameplate",
            dependencies: [
                "Identifiers", "IdentifierTables", "Storage", "Statistics", "Labels", "BarcodeReading", "Registry",
                "AfterSales", "Safeguards", "SupplyChain", "Quality",
            ],
            swiftSettings: settings),
        // The faces.
        .target(name: "WebAssets", exclude: ["Static", "Templates", "Words"]),
        .target(
            name: "Server",
            dependencies: [
                "Nameplate", "Registry", "AfterSales", "Safeguards", "SupplyChain", "Quality", "Identifiers",
                "Statistics", "Storage", "Labels", "Plots", "BarcodeReading", "WebAssets",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "NameplateTool",
            dependencies: [
                "Nameplate", "Server", "Registry", "Identifiers", "IdentifierTables", "BarcodeReading", "Labels",
                "Plots",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Identifiers", "Registry", "Storage"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "SimulatedChain", dependencies: ["Nameplate", "SupplyChain", "Registry", "Storage", "Identifiers"],
            path: "Tests/SimulatedChain", swiftSettings: settings),
        .testTarget(
            name: "IdentifiersTests", dependencies: ["Identifiers", "IdentifierTables", "TestSupport"],
            swiftSettings: settings),
        .executableTarget(
            name: "StorageProbe", dependencies: ["Storage"], path: "Tests/StorageProbe", swiftSettings: settings),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "StorageProbe", "TestSupport", .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RegistryTests",
            dependencies: [
                "Registry", "Storage", "Identifiers", "Labels", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AfterSalesTests",
            dependencies: ["AfterSales", "Registry", "Storage", "Identifiers", "TestSupport"],
            exclude: [
                "Maintenance/courses.txt", "Warranty/NOTICE.md", "Warranty/situations.txt", "Warranty/terms.json",
            ], swiftSettings: settings),
        .testTarget(
            name: "SafeguardsTests",
            dependencies: ["Safeguards", "Registry", "Storage", "Identifiers", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "SupplyChainTests",
            dependencies: ["SupplyChain", "Registry", "Statistics", "Storage", "Identifiers", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "QualityTests",
            dependencies: ["Quality", "Registry", "Statistics", "Storage", "Identifiers", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "NameplateTests",
            dependencies: [
                "Nameplate", "AfterSales", "Safeguards", "Quality", "Registry", "Statistics", "Storage", "Identifiers",
                "IdentifierTables", "Labels", "BarcodeReading", "SimulatedChain", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics"], exclude: ["Vectors"], swiftSettings: settings),
        .testTarget(
            name: "PlotsTests", dependencies: ["Plots", "TestSupport"], exclude: ["Goldens"], swiftSettings: settings),
        .testTarget(
            name: "LabelsTests", dependencies: ["Labels", "TestSupport"], exclude: ["Goldens"],
            swiftSettings: settings),
        .testTarget(
            name: "BarcodeReadingTests", dependencies: ["BarcodeReading", "TestSupport"],
            exclude: ["photos.py", "Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "WebAssets", "Nameplate", "Identifiers", "IdentifierTables", "Registry", "Storage", "Labels",
                "Plots", "BarcodeReading", "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "Server", "Nameplate", "Registry", "Storage", "Identifiers", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ArchitectureTests", dependencies: ["Registry", "Storage", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ToolTests",
            dependencies: [
                "NameplateTool", "Server", "Nameplate", "Registry", "Storage", "Identifiers", "Labels",
                "BarcodeReading", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
    ]
)
