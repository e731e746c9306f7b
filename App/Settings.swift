import Base
import Foundation
import Web

/// Every setting that there is, each declared once.
package enum Settings {
    package static let data = Setting.text(
        "data", standard: "motcua-data", allowed: "DIR",
        vietnamese: "Thư mục dữ liệu (SQLite và tệp)", english: "Folder of the data (SQLite and files)"
    ) { !$0.isEmpty }

    package static let database = Setting.text(
        "database", allowed: "postgres://USER:PASSWORD@HOST:PORT/NAME", isSecret: true,
        vietnamese: "Địa chỉ PostgreSQL, thay cho SQLite trong thư mục dữ liệu",
        english: "Address of PostgreSQL, in place of SQLite in the data folder"
    ) { $0.isEmpty || $0.hasPrefix("postgres://") || $0.hasPrefix("postgresql://") }

    package static let connections = Setting.number(
        "connections", standard: 8, in: 2...64,
        vietnamese: "Số kết nối cơ sở dữ liệu", english: "Connections to the database")

    package static let blobs = Setting.text(
        "blobs", allowed: "DIR",
        vietnamese: "Thư mục tệp đính kèm (mặc định: blobs trong thư mục dữ liệu)",
        english: "Folder of the attached files (blobs in the data folder when not given)")

    package static let keyFile = Setting.text(
        "key-file", allowed: "FILE",
        vietnamese: "Tệp khóa mã hóa dữ liệu (mặc định: data.keys trong thư mục dữ liệu)",
        english: "File of the keys of the data (data.keys in the data folder when not given)")

    package static let host = Setting.text(
        "host", standard: "127.0.0.1", allowed: "ADDRESS",
        vietnamese: "Địa chỉ mạng để lắng nghe", english: "Network address to listen on"
    ) { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }

    /// 0 lets the system choose a free one.
    package static let port = Setting.number(
        "port", standard: 8080, in: 0...65_535,
        vietnamese: "Cổng để lắng nghe", english: "Port to listen on")

    package static let baseURL = Setting.text(
        "base-url", allowed: "http[s]://HOST[:PORT]",
        vietnamese: "Địa chỉ công khai, in trong mã QR; với https thì cookie chỉ gửi qua HTTPS",
        english: "Public address, printed in QR codes; with https, cookies are sent over HTTPS only",
        where: isBaseURL)

    package static let trustedProxies = addresses(
        "trusted-proxies", standard: "",
        vietnamese: "Các máy chủ chuyển tiếp được tin về địa chỉ người dùng",
        english: "Proxies whose word about the client's address is believed")

    package static let sessionIdleMinutes = Setting.number(
        "session-idle-minutes", standard: 15, in: 1...1440,
        vietnamese: "Phiên của cán bộ bị khóa sau số phút không dùng; của quản trị sau 5 phút",
        english: "An official's session locks after so many idle minutes, an administrator's after 5")

    package static let citizenIdleMinutes = Setting.number(
        "citizen-idle-minutes", standard: 30, in: 5...1440,
        vietnamese: "Phiên của công dân hết hạn sau số phút không dùng",
        english: "A citizen's session ends after so many idle minutes")

    package static let sessionHours = Setting.number(
        "session-hours", standard: 12, in: 1...168,
        vietnamese: "Phiên làm việc kéo dài nhiều nhất số giờ", english: "A session lasts at most so many hours")

    package static let languages = Setting.text(
        "languages", allowed: "DIR",
        vietnamese: "Thư mục ngôn ngữ thêm (mỗi ngôn ngữ một tệp JSON)",
        english: "Folder of further languages (one JSON file each)")

    package static let logLevel = Setting.choice(
        "log-level", standard: "info", of: ["trace", "debug", "info", "notice", "warning", "error", "critical"],
        vietnamese: "Mức ghi nhật ký kỹ thuật", english: "How much the technical log says")

    package static let metricsReaders = addresses(
        "metrics-readers", standard: "127.0.0.1,::1",
        vietnamese: "Các địa chỉ được đọc số đo tại /metrics; để trống: không ai",
        english: "Addresses that may read /metrics; empty: nobody")

    package static let development = Setting.choice(
        "development", standard: "off", of: ["off", "on"],
        vietnamese: "Khi phát triển: thêm trang /styleguide với mọi thành phần giao diện",
        english: "For development: adds the page /styleguide with every component")

    package static let certificate = Setting.text(
        "certificate", allowed: "FILE",
        vietnamese: "Tệp chứng thư (PEM) của máy chủ web phía trước, để motcua doctor xem hạn",
        english: "Certificate file (PEM) of the web server in front, for motcua doctor to watch")

    package static let webhookAllow = Setting<[NetworkRange]>(
        "webhook-allow", standard: "", allowed: "[ADDRESS[/BITS][,…]]",
        vietnamese: "Các mạng nội bộ mà motcua webhook được gọi đến; để trống: chỉ địa chỉ công khai",
        english: "Inner networks that webhooks may lead to; empty: public addresses only"
    ) { text in
        let parts = text.split(separator: ",").map { NetworkRange($0.trimmingCharacters(in: .whitespaces)) }
        let ranges = parts.compactMap(\.self)
        return ranges.count == parts.count ? ranges : nil
    }

    package static let identityProviders = Setting.text(
        "identity-providers", allowed: "FILE",
        vietnamese: "Tệp mô tả các hệ thống đăng nhập OpenID Connect (VNeID, Cổng DVCQG); để trống: chỉ mật khẩu",
        english: "File that describes OpenID Connect providers (VNeID, national portal); empty: passwords only")

    package static let securityContact = Setting<[String]>(
        "security-contact", standard: "", allowed: "[mailto:…|tel:…|https://…[,…]]",
        vietnamese: "Nơi nhận tin báo lỗ hổng bảo mật, cho /.well-known/security.txt; để trống: trang hướng dẫn",
        english: "Who is told of weaknesses, for /.well-known/security.txt; empty: the page that says whom to ask"
    ) { text in
        let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return parts.allSatisfy(WeaknessChannel.isContact) ? parts : nil
    }

    package static let securityDays = Setting.number(
        "security-days", standard: 180, in: WeaknessChannel.daysAllowed,
        vietnamese: "security.txt có giá trị thêm số ngày, tính lại mỗi ngày",
        english: "For how many days security.txt is good, counted anew each day")

    /// In the order in which `motcua config` prints them.
    package static let all: [any DeclaredSetting] = [
        data, database, connections, blobs, keyFile, host, port, baseURL, trustedProxies, sessionIdleMinutes,
        citizenIdleMinutes, sessionHours, languages, logLevel, metricsReaders, development, certificate,
        virusScanner, webhookAllow, securityContact, securityDays,
    ] + paces + notices + seals + [identityProviders]

    private static func addresses(
        _ name: String, standard: String, vietnamese: String, english: String
    ) -> Setting<[String]> {
        Setting(name, standard: standard, allowed: "[ADDRESS[,ADDRESS…]]", vietnamese: vietnamese, english: english) {
            let addresses = $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return addresses.allSatisfy(isAddress) ? addresses : nil
        }
    }

    @Sendable private static func isBaseURL(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        guard let parts = URLComponents(string: text) else { return false }
        return ["http", "https"].contains(parts.scheme) && parts.host?.isEmpty == false
            && ["", "/"].contains(parts.path) && parts.query == nil
    }

    /// Loosely an IPv4 or IPv6 address: digits, letters a-f, dots, colons.
    @Sendable private static func isAddress(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
    }
}
