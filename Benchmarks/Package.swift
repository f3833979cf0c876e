// swift-tools-version:6.2
import PackageDescription

/// The registry's types are `package`, so the benchmarks are compiled under the package name that SwiftPM gives the
/// registry: that of its folder, in lower case.
let registry = Context.packageDirectory.split(separator: "/").dropLast().last.map { $0.lowercased() } ?? "nameplate"
/// As SwiftPM spells it for the compiler: everything but letters, digits and underscores becomes an underscore.
let packageName = String(registry.map { $0.isLetter || $0.isNumber ? $0 : "_" })

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .unsafeFlags(["-package-name", packageName]),
]

let package = Package(
    name: "nameplate-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // What the registry is measured against: the same work in C, through SQLite's own interface.
        .target(name: "CBaselines", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "NameplateBenchmarks",
            dependencies: [
                "CBaselines",
                .product(name: "IdentifierTables", package: registry),
                .product(name: "Labels", package: registry),
                .product(name: "Nameplate", package: registry),
                .product(name: "Server", package: registry),
                .product(name: "SimulatedChain", package: registry),
                .product(name: "Statistics", package: registry),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            packageAccess: false,
            swiftSettings: settings),
    ]
)
