import App
import ArgumentParser
import Foundation
import Web

extension NameSpecification {
    /// The flag of a setting.
    static func of(_ setting: some DeclaredSetting) -> NameSpecification { .customLong(setting.name) }
}

extension ArgumentHelp {
    /// What the setting is, in both languages, with its standard and its variable.
    static func of(_ setting: some DeclaredSetting) -> ArgumentHelp {
        let standard = setting.standard.isEmpty ? "" : " [\(setting.standard)]"
        return ArgumentHelp("\(setting.vietnamese). / \(setting.english).\(standard) (\(setting.variable))",
            valueName: setting.allowed.filter { $0 != " " })
    }
}

/// Flags that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .of(Settings.data), help: .of(Settings.data)) var data: String?
    @Option(name: .of(Settings.database), help: .of(Settings.database)) var database: String?
    @Option(name: .of(Settings.connections), help: .of(Settings.connections)) var connections: String?
    @Option(name: .of(Settings.blobs), help: .of(Settings.blobs)) var blobs: String?
    @Option(name: .of(Settings.keyFile), help: .of(Settings.keyFile)) var keyFile: String?
    @Option(name: .of(Settings.logLevel), help: .of(Settings.logLevel)) var logLevel: String?
    @Option(help: "Tệp cấu hình. / Configuration file. [motcua.conf trong/in --data] (MOTCUA_CONFIG)")
    var config: String?
    @Flag(help: "Kết quả dạng JSON. / Answer as JSON.") var json = false
    @Option(help: "Ngôn ngữ thông báo: vi, en. / Language of messages.") var lang: String?

    private var flags: [String: String?] {
        [Settings.data.name: data, Settings.database.name: database, Settings.connections.name: connections,
            Settings.blobs.name: blobs, Settings.keyFile.name: keyFile, Settings.logLevel.name: logLevel]
    }

    var strings: Strings { CommandLanguage.strings(flag: lang, environment: ProcessInfo.processInfo.environment) }

    /// The effective settings; `further` are the flags that only some commands have.
    func configuration(_ further: [String: String?] = [:]) throws -> Configuration {
        let given = flags.merging(further) { _, later in later }.compactMapValues { $0 }
        return try Configuration(flags: given, environment: ProcessInfo.processInfo.environment, file: config)
    }

    /// Runs a command's body; whatever it throws becomes sentences in the person's language.
    func saying(_ body: (Strings) async throws -> Void) async throws {
        let t = strings
        do { try await body(t) } catch { throw CommandFault(error, in: t) }
    }
}

/// Flags of the server, beside the common ones.
struct ServerOptions: ParsableArguments {
    @Option(name: .of(Settings.host), help: .of(Settings.host)) var host: String?
    @Option(name: .of(Settings.port), help: .of(Settings.port)) var port: String?
    @Option(name: .of(Settings.baseURL), help: .of(Settings.baseURL)) var baseURL: String?
    @Option(name: .of(Settings.trustedProxies), help: .of(Settings.trustedProxies)) var trustedProxies: String?
    @Option(name: .of(Settings.sessionIdleMinutes), help: .of(Settings.sessionIdleMinutes))
    var sessionIdleMinutes: String?
    @Option(name: .of(Settings.sessionHours), help: .of(Settings.sessionHours)) var sessionHours: String?
    @Option(name: .of(Settings.citizenIdleMinutes), help: .of(Settings.citizenIdleMinutes))
    var citizenIdleMinutes: String?
    @Option(name: .of(Settings.languages), help: .of(Settings.languages)) var languages: String?
    @Option(name: .of(Settings.metricsReaders), help: .of(Settings.metricsReaders)) var metricsReaders: String?
    @Option(name: .of(Settings.development), help: .of(Settings.development)) var development: String?
    @Option(name: .of(Settings.certificate), help: .of(Settings.certificate)) var certificate: String?
    @Option(name: .of(Settings.virusScanner), help: .of(Settings.virusScanner)) var virusScanner: String?
    @Option(name: .of(Settings.webhookAllow), help: .of(Settings.webhookAllow)) var webhookAllow: String?
    @Option(name: .of(Settings.securityContact), help: .of(Settings.securityContact)) var securityContact: String?
    @Option(name: .of(Settings.securityDays), help: .of(Settings.securityDays)) var securityDays: String?
    @Option(name: .of(Settings.identityProviders), help: .of(Settings.identityProviders))
    var identityProviders: String?

    var flags: [String: String?] {
        [Settings.host.name: host, Settings.port.name: port, Settings.baseURL.name: baseURL,
            Settings.trustedProxies.name: trustedProxies, Settings.sessionIdleMinutes.name: sessionIdleMinutes,
            Settings.sessionHours.name: sessionHours,
            Settings.citizenIdleMinutes.name: citizenIdleMinutes, Settings.languages.name: languages,
            Settings.metricsReaders.name: metricsReaders, Settings.development.name: development,
            Settings.certificate.name: certificate, Settings.virusScanner.name: virusScanner,
            Settings.webhookAllow.name: webhookAllow,
            Settings.securityContact.name: securityContact, Settings.securityDays.name: securityDays,
            Settings.identityProviders.name: identityProviders]
    }
}
