import Foundation
import Testing

@testable import App

@Suite struct ConfigurationTests {
    @Test func `a flag goes before the environment, the environment before the file, the file before the standard`() throws {
        try withFile("port = 8001\nhost = 10.0.0.1\nconnections = 4\n") { file in
            let configuration = try Configuration(
                flags: ["port": "8003"],
                environment: ["MOTCUA_PORT": "8002", "MOTCUA_HOST": "10.0.0.2"], file: file)
            #expect(configuration[Settings.port] == 8003)
            #expect(configuration.choice(of: Settings.port).origin == .flag)
            #expect(configuration[Settings.host] == "10.0.0.2")
            #expect(configuration.choice(of: Settings.host).origin == .environment)
            #expect(configuration[Settings.connections] == 4)
            #expect(configuration.choice(of: Settings.connections).origin == .file(path: file, line: 3))
            #expect(configuration[Settings.logLevel] == "info")
            #expect(configuration.choice(of: Settings.logLevel).origin == .standard)
        }
    }

    @Test func `the file of the data folder is read without being named`() throws {
        try withFile("# our office\n\nsession-hours = 8\n") { file in
            let folder = (file as NSString).deletingLastPathComponent
            let configuration = try Configuration(flags: ["data": folder], environment: [:], file: nil)
            #expect(configuration[Settings.sessionHours] == 8)
            #expect(configuration.blobsFolder == "\(folder)/blobs")
        }
    }

    @Test(arguments: [
        ("port", "70000"), ("port", "http"), ("metrics-readers", "all"), ("base-url", "ftp://x"), ("log-level", "loud"),
        ("base-url", "https://x/path"), ("database", "mysql://x"), ("trusted-proxies", "10.0.0.1,here"), ("host", ""),
        ("session-hours", "0"), ("citizen-idle-minutes", "-1"), ("search-per-minute", "0"), ("api-per-minute", "off"),
        ("look-ups-per-minute", "1000001"),
    ])
    func `a wrong value is named with what is allowed`(name: String, value: String) throws {
        let setting = try #require(Settings.all.first { $0.name == name })
        #expect(throws: Configuration.Faults(faults: [
            .wrongValue(setting: name, value: setting.shown(value), origin: .environment, allowed: setting.allowed)
        ])) {
            try Configuration(flags: [:], environment: [setting.variable: value], file: nil)
        }
    }

    @Test func `all faults of a file are told at once, each with its line`() throws {
        try withFile("prot = 1\nport\nport = x\n") { file in
            #expect(throws: Configuration.Faults(faults: [
                .unknownKey("prot", origin: .file(path: file, line: 1)),
                .noAssignment(origin: .file(path: file, line: 2)),
                .wrongValue(setting: "port", value: "x", origin: .file(path: file, line: 3), allowed: "0…65535"),
            ])) {
                try Configuration(flags: [:], environment: [:], file: file)
            }
        }
    }

    @Test func `a file that was named must be there`() {
        #expect(throws: Configuration.Faults(faults: [.unreadableFile("/nowhere/motcua.conf")])) {
            try Configuration(flags: [:], environment: [:], file: "/nowhere/motcua.conf")
        }
    }

    @Test func `every standard is allowed and every setting says what it is in both languages`() {
        for setting in Settings.all {
            #expect(setting.accepts(setting.standard), "\(setting.name)")
            #expect(!setting.vietnamese.isEmpty && !setting.english.isEmpty)
        }
        #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
    }

    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("motcua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("motcua.conf")
        try Data(text.utf8).write(to: file)
        try body(file.path)
    }
}
