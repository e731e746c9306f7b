import App
import ArgumentParser

/// Flags about how fast one source may ask.
struct PaceOptions: ParsableArguments {
    @Option(name: .of(Settings.searchPerMinute), help: .of(Settings.searchPerMinute)) var searchPerMinute: String?
    @Option(name: .of(Settings.lookUpsPerMinute), help: .of(Settings.lookUpsPerMinute)) var lookUpsPerMinute: String?
    @Option(name: .of(Settings.apiPerMinute), help: .of(Settings.apiPerMinute)) var apiPerMinute: String?

    var flags: [String: String?] {
        [
            Settings.searchPerMinute.name: searchPerMinute, Settings.lookUpsPerMinute.name: lookUpsPerMinute,
            Settings.apiPerMinute.name: apiPerMinute,
        ]
    }
}
