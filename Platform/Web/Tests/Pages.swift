import Access
import Assets
import Base
import Foundation

@testable import Web

/// What page tests share: the real sentences, a context, a document.
enum Pages {
    static func strings(_ tag: String = "vi") -> Strings {
        Strings(language: Language(tag: tag), own: table(tag), fallback: table("vi"))
    }

    static func table(_ tag: String) -> [String: String] {
        let bytes = Assets.bytes(of: "Platform/Web/Strings/\(tag).json")
        return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: String] ?? [:]
    }

    static func context(_ caller: Caller = .anonymous, tag: String = "vi", isDemo: Bool = false) -> PageContext {
        let place: NavigationEntry.Place = caller.staff == nil ? .citizen : .officer
        return PageContext(
            strings: strings(tag), caller: caller, path: "/styleguide",
            navigation: ["web.search", "web.help.title", "web.keys.title", "web.menu"].enumerated().map {
                NavigationEntry(place, title: $1, path: $0 == 0 ? "/styleguide" : "/\($0)", permission: "x", order: $0)
            }, csrfToken: "token", isDemo: isDemo, requestID: "00ff00ff00ff00ff",
            languages: [("vi", "Tiếng Việt"), ("en", "English")], placeName: "Xã Hướng Hiệp, tỉnh Quảng Trị",
            contactLines: [
                "Bản Hướng Hiệp, xã Hướng Hiệp, tỉnh Quảng Trị", "Thứ Hai đến thứ Sáu: 7:30–11:30, 13:30–17:00",
            ],
            assetURL: { "t/\($0)" })
    }

    static let officer = Caller.staff(
        StaffCaller(
            account: ID(at: Instant(microseconds: 0)), name: "Nguyễn Thị Hoa", roles: [.reception],
            agency: ID(at: Instant(microseconds: 0)), office: nil))
}
