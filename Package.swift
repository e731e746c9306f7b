// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The map of the house: one line a target. Direction: Platform knows no feature; the spine is a line,
// Identity -> Catalogue -> Files -> Mandates -> Dossiers; Deadlines is a pure engine that the spine uses, Calendars
// keeps what it counts by; Reporting is the roof.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    /// SQLite's own C interface, in the same library that GRDB uses.
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
}

func platform(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Platform/\(name)", exclude: besideTheCode("Platform/\(name)"),
        swiftSettings: settings)
}

func feature(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Features/\(name)",
        exclude: besideTheCode("Features/\(name)"), swiftSettings: settings)
}

/// The tests of a target stand in its folder `Tests`.
func tests(_ folder: String, _ dependencies: [Target.Dependency]) -> Target {
    let name = folder.split(separator: "/").last!
    return .testTarget(name: "\(name)Tests", dependencies: dependencies + [.byName(name: String(name))],
        path: "\(folder)/Tests", swiftSettings: settings)
}

/// What lies in a target's folder and is not Swift source: compiled in by `CAssets`, or not at all.
func besideTheCode(_ folder: String) -> [String] {
    ["Tests", "README.md", "Strings", "Assets", "Data", "Style", "Templates"].filter {
        Context.packageDirectory.hasContent("\(folder)/\($0)")
    }
}

extension String {
    func hasContent(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(self)/\(path)") }
}

let package = Package(
    name: "motcua",
    products: [.executable(name: "motcua", targets: ["motcua"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // System libraries
        .systemLibrary(name: "CPostgres", path: "Platform/CPostgres", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CPango", path: "Platform/CPango", pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", path: "Platform/CQREncode", pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", path: "Platform/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", path: "Platform/CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CAssets", path: "Platform/CAssets"),

        // Platform
        platform("Base"),
        platform("Assets", ["CAssets"]),
        platform("Keys", ["Base", .crypto]),
        platform("Storage", ["Base", "Keys", .crypto]),
        platform("StorageSQLite", ["Keys", "Storage", .grdb, .sqlite]),
        platform("StoragePostgreSQL", ["Keys", "Storage", "CPostgres"]),
        platform("Access", ["Base"]),
        platform("Journal", ["Access", "Base", "Storage", .crypto]),
        platform("Jobs", ["Base", "Storage", .logging]),
        platform("Blobs", ["Base", "Keys", .crypto]),
        platform("Scanning", ["Base", "Blobs", .logging, .nioCore, .nioPosix]),
        platform("Backup", ["Base", "Keys", .crypto, .cryptoExtras]),
        platform("Web", ["Access", "Assets", "Base", "Blobs", "CZlib", "Jobs", "Journal", "Storage",
            .crypto, .hummingbird, .hummingbirdCore, .lifecycle, .logging, .nioCore, .nioHTTP1]),
        platform("Paper", ["Base", "CPango", "CQREncode"]),
        platform("Proof", ["Base", .crypto]),
        platform("TestKit", ["Access", "Base", "Blobs", "Journal", "Keys", "Storage", "StoragePostgreSQL",
            "StorageSQLite", "Web", .hummingbird, .logging]),

        // Features: the engine, the spine, the roof
        feature("Deadlines", ["Assets", "Base"]),
        feature("Identity", ["Access", "Assets", "Base", "Journal", "Paper", "Storage", "Web", .crypto, .cryptoExtras]),
        feature("Catalogue", ["Access", "Assets", "Base", "Blobs", "Deadlines", "Identity", "Journal", "Paper", "Storage",
            "Web", .crypto]),
        feature("Files", ["Access", "Base", "Blobs", "Storage", "Web"]),
        feature("Mandates", ["Access", "Base", "Blobs", "Files", "Identity", "Journal", "Storage", "Web"]),
        feature("Calendars", ["Access", "Base", "Deadlines", "Journal", "Storage", "Web"]),
        feature("Workflows", ["Access", "Assets", "Base", "Calendars", "Catalogue", "Deadlines", "Identity", "Journal",
            "Storage", "Web"]),
        feature("Books", ["Access", "Base", "Journal", "Storage"]),
        feature("Dossiers", ["Access", "Base", "Blobs", "Books", "Calendars", "Catalogue", "Deadlines", "Files",
            "Identity", "Jobs", "Journal", "Mandates", "Storage", "Web", "Workflows"]),
        feature("Papers", ["Access", "Assets", "Base", "Books", "Catalogue", "Deadlines", "Dossiers", "Identity",
            "Journal", "Mandates", "Paper", "Storage", "Web"]),
        feature("External", ["Access", "Base", "Blobs", "Deadlines", "Dossiers", "Identity", "Journal", "Storage",
            "Web"]),
        feature("Reporting", ["Access", "Base", "Catalogue", "Deadlines", "Dossiers", "External", "Identity", "Journal",
            "Storage", "Web"]),
        feature("Webhooks", ["Access", "Base", "Dossiers", "Identity", "Journal", "Storage", "Web",
            .crypto, .httpClient, .logging, .nioCore]),
        feature("Notices", ["Access", "Base", "CCurl", "Calendars", "Catalogue", "Deadlines", "Dossiers", "Identity",
            "Journal", "Mandates", "Storage", "Web", "Webhooks", .logging]),
        feature("OpenID", ["Access", "Base", "Dossiers", "Identity", "Journal", "Storage", "Web", "Webhooks", .crypto,
            .cryptoExtras]),
        feature("Sealing", ["Access", "Base", "Dossiers", "Identity", "Jobs", "Journal", "Paper", "Proof", "Storage",
            "Web", "Webhooks", .crypto, .logging]),
        feature("Privacy", ["Access", "Assets", "Base", "Blobs", "Calendars", "Deadlines", "Dossiers", "Files",
            "Identity", "Journal", "Paper", "Storage", "Web", .crypto]),

        // Invented people play published seasons through the features' deeds
        .target(name: "Simulation", dependencies: ["Access", "Base", "Blobs", "Catalogue", "Deadlines", "Dossiers",
            "Identity", "Paper", "Storage"], path: "Simulation", exclude: besideTheCode("Simulation"),
            swiftSettings: settings),

        // The whole, and the command line
        .target(name: "App", dependencies: ["Access", "Assets", "Backup", "Base", "Blobs", "Calendars", "Catalogue",
            "Deadlines", "Dossiers", "External", "Files", "Identity", "Jobs", "Journal", "Keys", "Mandates", "Notices",
            "OpenID", "Papers", "Privacy", "Reporting", "Scanning", "Sealing", "Simulation", "Storage",
            "StoragePostgreSQL", "StorageSQLite", "Web", "Webhooks", "Workflows", .lifecycle, .logging, .nioCore],
            path: "App", exclude: besideTheCode("App"),
            swiftSettings: settings),
        .executableTarget(name: "motcua", dependencies: ["Access", "App", "Base", "Calendars", "Catalogue", "Deadlines",
            "Dossiers", "External", "Identity", "Jobs", "Journal", "Notices", "Proof", "Reporting", "Sealing",
            "Simulation", "Storage", "Web", "Webhooks", .argumentParser], path: "motcua", swiftSettings: settings),

        // Tests
        .testTarget(name: "TidyTests", path: "Tests/Tidy", swiftSettings: settings),
        tests("App", ["Access", "Assets", "Base", "Blobs", "Deadlines", "Identity", "Jobs", "Journal", "Keys",
            "Sealing", "Storage", "Web", "motcua", .logging]),
        tests("Platform/Base", []),
        tests("Features/Catalogue", ["Access", "Base", "Deadlines", "Identity", "Journal", "Storage", "TestKit", "Web"]),
        tests("Features/Deadlines", ["Base"]),
        tests("Features/Identity", ["Access", "Base", "Journal", "Storage", "TestKit", "Web"]),
        tests("Platform/Blobs", ["Base", "Keys", "TestKit"]),
        tests("Platform/Scanning", ["Base", "Blobs", "TestKit", .crypto, .logging, .nioCore, .nioPosix]),
        tests("Platform/Backup", ["Base"]),
        tests("Platform/Journal", ["Access", "Base", "Storage", "TestKit"]),
        tests("Platform/Web", ["Access", "Assets", "Base", "Blobs", "CZlib", "Storage", "TestKit", .hummingbird,
            .lifecycle, .logging, .nioCore]),
        tests("Platform/Jobs", ["Base", "Storage", "TestKit", .logging]),
        tests("Platform/Keys", ["Base", "TestKit"]),
        tests("Platform/Storage", ["Base", "Keys", "StoragePostgreSQL", "StorageSQLite", "TestKit"]),
        tests("Platform/Paper", ["Base", "TestKit"]),
        tests("Platform/Proof", ["Base", .crypto]),
        tests("Features/Mandates", ["Access", "Base", "Blobs", "Files", "Identity", "Journal", "Storage", "TestKit"]),
        tests("Features/Calendars", ["Access", "Base", "Deadlines", "Journal", "Storage", "TestKit"]),
        tests("Features/Workflows", ["Access", "Base", "Calendars", "Catalogue", "Deadlines", "Identity", "Journal",
            "Storage", "TestKit"]),
        tests("Features/Books", ["Access", "Base", "Journal", "Storage", "TestKit"]),
        tests("Features/Dossiers", ["Access", "Base", "Blobs", "Books", "Calendars", "Catalogue", "Deadlines", "Files",
            "Identity", "Jobs", "Journal", "Mandates", "Storage", "TestKit", "Web", "Workflows", .logging]),
        tests("Features/Papers", ["Access", "App", "Base", "Books", "Catalogue", "Deadlines", "Dossiers", "Identity",
            "Journal", "Mandates", "Paper", "Storage", "TestKit", "Web"]),
        .testTarget(name: "JourneysTests", dependencies: ["Access", "App", "Base", "Blobs", "Catalogue", "Dossiers",
            "Files", "Identity", "Jobs", "Journal", "Notices", "Privacy", "Storage", "TestKit", "Web", "Webhooks",
            .logging],
            path: "Tests/Journeys", swiftSettings: settings),
        tests("Features/External", ["Access", "App", "Base", "Deadlines", "Dossiers", "Identity", "Journal", "Storage",
            "TestKit", "Web"]),
        tests("Features/Webhooks", ["Access", "App", "Base", "Catalogue", "Dossiers", "Identity", "Journal", "Storage",
            "TestKit", "Web", .logging]),
        tests("Features/Notices", ["Access", "App", "Base", "Catalogue", "Deadlines", "Dossiers", "Identity", "Journal",
            "Mandates", "Storage", "TestKit", "Web", "Webhooks", .logging]),
        tests("Features/OpenID", ["Access", "Base", "Identity", "Journal", "Storage", "TestKit", "Web",
            "Webhooks", .crypto, .cryptoExtras]),
        tests("Features/Sealing", ["Access", "App", "Base", "Catalogue", "Dossiers", "Identity", "Jobs", "Journal",
            "Proof", "Storage", "TestKit", "Web", "Webhooks", .crypto, .logging]),
        tests("Features/Privacy", ["Access", "App", "Base", "Blobs", "Catalogue", "Dossiers", "Files", "Identity",
            "Journal", "Mandates", "Storage", "TestKit", "Web", .logging]),
        tests("Features/Files", ["Access", "Base", "Blobs", "Storage", "TestKit"]),
        tests("Features/Reporting", ["Access", "Base", "Blobs", "Calendars", "Catalogue", "Deadlines", "Dossiers",
            "External", "Files", "Identity", "Journal", "Mandates", "Simulation", "Storage", "TestKit", "Web",
            "Workflows"]),
        tests("Simulation", ["App", "Base", "Blobs", "Catalogue", "Deadlines", "Dossiers", "Identity",
            "Journal", "Storage", "TestKit"]),
    ]
)
