import Assets
import Base
import Web

/// Sự kiện trong đời: why people come, before they know what the procedure is called.
package struct LifeEvent: Sendable, Equatable {
    /// `birth`: also the end of its title's key, `catalogue.event.<key>`.
    package let key: String
    package let icon: Icon
    let codes: [String]
    let groups: Set<String>

    package func title(_ t: Strings) -> String { t("catalogue.event.\(key)") }
    /// One line under the title, with examples.
    package func hint(_ t: Strings) -> String { t("catalogue.event.\(key).hint") }

    /// In the order of `Data/life-events.json`.
    package static let all: [LifeEvent] = {
        let bytes = Assets.bytes(of: "Features/Catalogue/Data/life-events.json")
        return (try? JSONReader.read(bytes))?.list?.compactMap(LifeEvent.init) ?? []
    }()

    private init?(_ node: JSONNode) {
        guard let key = node["key"]?.text,
            let icon = node["icon"]?.text.flatMap(Icon.init(rawValue:)) else { return nil }
        self.key = key
        self.icon = icon
        codes = node["codes"]?.list?.compactMap(\.text) ?? []
        groups = Set(node["groups"]?.list?.compactMap(\.text) ?? [])
    }
}
