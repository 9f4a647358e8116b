// swift-tools-version: 6.2
import PackageDescription

// Targets, the arrows between them and their settings, in one table. An arrow that is not here does not
// compile: `make test` builds with the explicit import check on. ARCHITECTURE.md draws the same picture.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

/// A target of the product.
func module(_ name: String, at path: String, needs dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/" + path, swiftSettings: strict)
}

/// A C target with typed functions for macros and variadic functions, and no logic.
func shim(_ name: String, at path: String, links libraries: [String] = []) -> Target {
    .target(name: name, path: "Sources/" + path, linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// A target of tests.
func tests(_ name: String, needs dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestKit"],
        path: "Tests/" + name,
        resources: resources,
        swiftSettings: strict
    )
}

let package = Package(
    name: "rung",
    products: [.executable(name: "rung", targets: ["rung"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    ],
    targets: [
        // Pure: no IO, no clock, no task, no floating point.
        module("Books", at: "Books"),
        module("Strategy", at: "Strategy", needs: ["Books"]),
        module("Venues", at: "Venues/Core", needs: ["Books"]),
        module("TUI", at: "TUI/Screen", needs: ["Books"]),
        module("Probing", at: "Venues/Probing", needs: ["Books", "Venues"]),

        // IO.
        module("Threads", at: "Console/Threads", needs: ["Books", "CLinux"]),
        module(
            "Transport",
            at: "Venues/Transport",
            needs: ["Books", "Venues", "Threads", "CCurl", "COpenSSL", "CLinux"]
        ),
        module(
            "Probe",
            at: "Console/Probe",
            needs: ["Books", "Venues", "Probing", "Threads", "Transport", "CLinux"]
        ),
        module("Recording", at: "Venues/Recording", needs: ["Books", "Venues", "CZlib"]),
        module("Simulator", at: "Venues/Simulator", needs: ["Books", "Venues", "Threads", "Transport", "CLinux"]),
        module("Terminal", at: "TUI/Terminal", needs: ["Books", "TUI", "Threads", "CNcurses", "CTerminal", "CLinux"]),
        module("Settings", at: "Console/Settings", needs: ["Books", "Strategy", "TUI", yaml]),
        module(
            "Journal",
            at: "Console/Journal",
            needs: ["Books", "Strategy", "Venues", "Threads", "CSQLite", "CLinux"]
        ),
        module(
            "Runtime",
            at: "Console/Runtime",
            needs: ["Books", "Strategy", "Venues", "Recording", "TUI", "Threads", "Journal", logging]
        ),
        module(
            "Rehearsal",
            at: "Console/Rehearsal",
            needs: ["Books", "Strategy", "Venues", "Simulator", "Journal", "Runtime"]
        ),
        .executableTarget(
            name: "rung",
            dependencies: [
                "Books", "Strategy", "Venues", "TUI", "Transport", "Recording", "Simulator", "Terminal", "Runtime",
                "Threads", "Settings", "Journal", "Probing", "Probe", "Rehearsal",
                argumentParser, logging,
            ],
            path: "Sources/Console/Main",
            swiftSettings: strict
        ),

        // C shims.
        shim("CCurl", at: "Venues/CCurl", links: ["curl"]),
        shim("COpenSSL", at: "Venues/COpenSSL", links: ["ssl", "crypto"]),
        shim("CZlib", at: "Venues/CZlib", links: ["z"]),
        shim("CLinux", at: "Console/CLinux"),
        shim("CSQLite", at: "Console/CSQLite", links: ["sqlite3"]),
        shim("CNcurses", at: "TUI/CNcurses", links: ["ncursesw", "tinfo"]),
        shim("CTerminal", at: "TUI/CTerminal"),

        // Tests.
        .target(
            name: "TestKit",
            dependencies: ["Books", "Venues", "TUI", "CTestKit"],
            path: "Tests/TestKit",
            swiftSettings: strict
        ),
        .target(name: "CTestKit", path: "Tests/CTestKit"),
        .target(name: "CMallocCount", path: "Tests/CMallocCount"),
        tests("BooksTests", needs: ["Books"], resources: [.copy("Fixtures")]),
        tests("StrategyTests", needs: ["Books", "Strategy", "Venues", "Recording"], resources: [.copy("Fixtures")]),
        tests("VenuesTests", needs: ["Books", "Venues"], resources: [.copy("Fixtures")]),
        tests("ProbingTests", needs: ["Books", "Venues", "Probing"]),
        tests("TUITests", needs: ["Books", "TUI"], resources: [.copy("Fixtures")]),
        tests(
            "TransportTests",
            needs: ["Books", "Venues", "Threads", "Transport"],
            resources: [.copy("Fixtures")]
        ),
        tests("RecordingTests", needs: ["Books", "Venues", "Recording"], resources: [.copy("Fixtures")]),
        tests(
            "SimulatorTests",
            needs: ["Books", "Venues", "Threads", "Transport", "Simulator"],
            resources: [.copy("Fixtures")]
        ),
        tests(
            "FaultTests",
            needs: [
                "Books", "Strategy", "Venues", "Transport", "Threads", "Simulator", "Journal", "TUI", "Runtime",
                logging,
            ]
        ),
        tests(
            "JournalTests",
            needs: ["Books", "Strategy", "Venues", "Threads", "Transport", "Journal"],
            resources: [.copy("Fixtures")]
        ),
        tests("SettingsTests", needs: ["Books", "Strategy", "TUI", "Settings"]),
        tests("TerminalTests", needs: ["Books", "TUI", "Threads", "Terminal", "CTerminal", "CTestKit"]),
        tests(
            "RuntimeTests",
            needs: [
                "Books", "Strategy", "Venues", "Transport", "Recording", "Simulator", "TUI", "Threads", "Runtime",
                "Journal", logging,
            ],
            resources: [.copy("Fixtures")]
        ),
        tests(
            "AllocationTests",
            needs: ["Books", "Strategy", "Venues", "CMallocCount"],
            resources: [.copy("Fixtures")]
        ),
        tests(
            "SimulationTests",
            needs: ["Books", "Strategy", "Venues", "Simulator", "Transport", "Journal", "Runtime", "Rehearsal"]
        ),
        tests(
            "RehearsalTests",
            needs: [
                "Books", "Strategy", "Venues", "Recording", "Transport", "TUI", "Runtime", "Rehearsal", logging,
            ]
        ),
        tests(
            "SystemTests",
            needs: ["Books", "Venues", "TUI", "Threads", "Transport", "Probing", "CTestKit"]
        ),
    ]
)
