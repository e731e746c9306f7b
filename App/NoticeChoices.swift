import Base
import Notices

/// What may be chosen about notices and reminders.
extension Settings {
    package static let smtp = Setting.text(
        "smtp", allowed: "smtp[s]://HOST[:PORT]",
        vietnamese: "Máy chủ gửi thư; để trống: thư ghi thành tệp trong thư mục notices",
        english: "Mail server; empty: mails become files in the folder notices"
    ) { $0.isEmpty || MailServer.isURL($0) }

    package static let smtpFrom = Setting.text(
        "smtp-from", standard: "motcua@localhost.localdomain", allowed: "NAME@HOST",
        vietnamese: "Địa chỉ người gửi của thư", english: "The sender's address of mails", where: MailServer.isSender)

    package static let smtpUser = Setting.text(
        "smtp-user", allowed: "NAME", vietnamese: "Tên đăng nhập máy chủ thư; để trống: không đăng nhập",
        english: "User of the mail server; empty: without signing in")

    package static let smtpPassword = Setting.text(
        "smtp-password", allowed: "TEXT", isSecret: true, vietnamese: "Mật khẩu máy chủ thư",
        english: "Password of the mail server")

    package static let smtpTLS = Setting.choice(
        "smtp-tls", standard: MailServer.Encryption.required.rawValue,
        of: MailServer.Encryption.allCases.map(\.rawValue),
        vietnamese: "Mã hóa đường đến máy chủ thư", english: "Encryption of the line to the mail server")

    package static let smtpAuthorities = Setting.text(
        "smtp-authorities", allowed: "FILE",
        vietnamese: "Tệp chứng thư gốc (PEM) của máy chủ thư, thay cho của hệ thống",
        english: "File of authorities (PEM) for the mail server, in place of the system's")

    package static let smsURL = gateway(
        "sms-url", vietnamese: "Cổng gửi SMS (POST JSON); để trống: ghi thành tệp",
        english: "Gateway for text messages (JSON by POST); empty: files")

    package static let smsToken = Setting.text(
        "sms-token", allowed: "TEXT", isSecret: true, vietnamese: "Khóa của cổng SMS",
        english: "Token for the gateway of text messages")

    package static let smsFields = fields(
        "sms-fields", vietnamese: "Tên các trường mà cổng SMS dùng", english: "Names of the fields at that gateway")

    package static let zaloURL = gateway(
        "zalo-url", vietnamese: "Cổng gửi Zalo (POST JSON); để trống: không dùng Zalo",
        english: "Gateway for Zalo (JSON by POST); empty: no Zalo")

    package static let zaloToken = Setting.text(
        "zalo-token", allowed: "TEXT", isSecret: true, vietnamese: "Khóa của cổng Zalo",
        english: "Token for the gateway of Zalo")

    package static let zaloFields = fields(
        "zalo-fields", vietnamese: "Tên các trường mà cổng Zalo dùng", english: "Names of the fields at that gateway")

    package static let quietHours = Setting<QuietHours>(
        "notice-quiet", standard: "21:00-07:00", allowed: "HH:MM-HH:MM",
        vietnamese: "Giờ yên tĩnh, không gửi thông báo (giờ Việt Nam); 00:00-00:00: không có",
        english: "Quiet hours, when no notice is sent (time of Việt Nam); 00:00-00:00: none", read: QuietHours.init)

    package static let digestAt = Setting<LocalTime>(
        "reminder-digest", standard: "07:30", allowed: "HH:MM",
        vietnamese: "Giờ gửi thư nhắc việc gộp mỗi sáng làm việc",
        english: "When the digest of reminders is sent on working mornings", read: LocalTime.init(reading:))

    package static let reminderShare = Setting.number(
        "reminder-share", standard: 80, in: 1...100,
        vietnamese: "Nhắc cán bộ khi đã dùng số phần trăm thời hạn",
        english: "Officials are reminded when so many percent of the time are used")

    /// In the order in which `motcua config` prints them.
    static let notices: [any DeclaredSetting] = [
        smtp, smtpFrom, smtpUser, smtpPassword, smtpTLS, smtpAuthorities, smsURL, smsToken, smsFields, zaloURL,
        zaloToken, zaloFields, quietHours, digestAt, reminderShare,
    ]

    private static func gateway(_ name: String, vietnamese: String, english: String) -> Setting<String> {
        Setting.text(name, allowed: "https://…", vietnamese: vietnamese, english: english) {
            $0.isEmpty || Gateway.isURL($0)
        }
    }

    private static func fields(_ name: String, vietnamese: String, english: String) -> Setting<GatewayFields> {
        Setting(name, standard: "to=to,text=text,id=id,answer=id", allowed: "to=…,text=…,id=…,answer=…[,+NAME=VALUE…]",
            vietnamese: vietnamese, english: english, read: GatewayFields.init)
    }
}

extension Configuration {
    /// What the notices need to know.
    package var notices: NoticeSettings {
        var chosen = NoticeSettings(folder: "\(self[Settings.data])/notices")
        if !self[Settings.smtp].isEmpty {
            chosen.mail = MailServer(
                url: self[Settings.smtp], user: self[Settings.smtpUser], password: self[Settings.smtpPassword],
                from: self[Settings.smtpFrom],
                encryption: MailServer.Encryption(rawValue: self[Settings.smtpTLS]) ?? .required,
                authorities: self[Settings.smtpAuthorities])
        }
        chosen.sms = gateway(Settings.smsURL, Settings.smsToken, Settings.smsFields)
        chosen.zalo = gateway(Settings.zaloURL, Settings.zaloToken, Settings.zaloFields)
        chosen.quiet = self[Settings.quietHours]
        chosen.digestAt = self[Settings.digestAt]
        chosen.sharePercent = self[Settings.reminderShare]
        chosen.allowed = self[Settings.webhookAllow]
        return chosen
    }

    private func gateway(
        _ url: Setting<String>, _ token: Setting<String>, _ fields: Setting<GatewayFields>
    ) -> Gateway? {
        self[url].isEmpty ? nil : Gateway(url: self[url], token: self[token], fields: self[fields])
    }
}
