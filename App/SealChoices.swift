import Base
import Foundation
import Sealing
import Webhooks

/// What may be chosen about seals.
extension Settings {
    package static let sealKey = Setting.text(
        "seal-key", allowed: "FILE",
        vietnamese: "Tệp khóa bí mật để niêm phong (mặc định: seals.key trong thư mục dữ liệu)",
        english: "File of the private key that seals (seals.key in the data folder when not given)")

    package static let sealFile = Setting.text(
        "seal-file", allowed: "FILE",
        vietnamese: "Tệp các lần niêm phong, chỉ ghi thêm (mặc định: seals.jsonl trong thư mục dữ liệu)",
        english: "File of the seals, only added to (seals.jsonl in the data folder when not given)")

    package static let sealAt = Setting<LocalTime>(
        "seal-at", standard: "18:00", allowed: "HH:MM",
        vietnamese: "Giờ niêm phong nhật ký mỗi ngày", english: "When the journal is sealed each day",
        read: LocalTime.init(reading:))

    package static let stampURL = Setting.text(
        "stamp-url", allowed: "http[s]://…",
        vietnamese: "Tổ chức cấp dấu thời gian (RFC 3161); để trống: không dùng",
        english: "Time-stamp authority (RFC 3161); empty: none"
    ) { $0.isEmpty || StampAuthority.isURL($0) }

    package static let stampCertificates = Setting.text(
        "stamp-certificates", allowed: "FILE",
        vietnamese: "Tệp chứng thư gốc (PEM) của tổ chức cấp dấu thời gian",
        english: "File of the roots (PEM) of the time-stamp authority")

    /// In the order in which `motcua config` prints them.
    static let seals: [any DeclaredSetting] = [sealKey, sealFile, sealAt, stampURL, stampCertificates]
}

extension Configuration {
    /// What sealing needs to know.
    package var seals: SealSettings {
        var chosen = SealSettings(folder: self[Settings.data])
        if !self[Settings.sealKey].isEmpty { chosen.keyFile = self[Settings.sealKey] }
        if !self[Settings.sealFile].isEmpty { chosen.sealFile = self[Settings.sealFile] }
        chosen.closesAt = self[Settings.sealAt]
        if !self[Settings.stampURL].isEmpty {
            chosen.authority = StampAuthority(
                url: self[Settings.stampURL], certificates: self[Settings.stampCertificates],
                allowed: self[Settings.webhookAllow])
        }
        return chosen
    }
}
