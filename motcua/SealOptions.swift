import App
import ArgumentParser

/// Flags about seals.
struct SealOptions: ParsableArguments {
    @Option(name: .of(Settings.sealKey), help: .of(Settings.sealKey)) var sealKey: String?
    @Option(name: .of(Settings.sealFile), help: .of(Settings.sealFile)) var sealFile: String?
    @Option(name: .of(Settings.sealAt), help: .of(Settings.sealAt)) var sealAt: String?
    @Option(name: .of(Settings.stampURL), help: .of(Settings.stampURL)) var stampURL: String?
    @Option(name: .of(Settings.stampCertificates), help: .of(Settings.stampCertificates))
    var stampCertificates: String?

    var flags: [String: String?] {
        [
            Settings.sealKey.name: sealKey, Settings.sealFile.name: sealFile, Settings.sealAt.name: sealAt,
            Settings.stampURL.name: stampURL, Settings.stampCertificates.name: stampCertificates,
        ]
    }
}
