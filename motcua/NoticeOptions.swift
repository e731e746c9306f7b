import App
import ArgumentParser

/// Flags about notices and reminders; secrets are better kept in the file.
struct NoticeOptions: ParsableArguments {
    @Option(name: .of(Settings.smtp), help: .of(Settings.smtp)) var smtp: String?
    @Option(name: .of(Settings.smtpFrom), help: .of(Settings.smtpFrom)) var smtpFrom: String?
    @Option(name: .of(Settings.smtpUser), help: .of(Settings.smtpUser)) var smtpUser: String?
    @Option(name: .of(Settings.smtpPassword), help: .of(Settings.smtpPassword)) var smtpPassword: String?
    @Option(name: .of(Settings.smtpTLS), help: .of(Settings.smtpTLS)) var smtpTLS: String?
    @Option(name: .of(Settings.smtpAuthorities), help: .of(Settings.smtpAuthorities)) var smtpAuthorities: String?
    @Option(name: .of(Settings.smsURL), help: .of(Settings.smsURL)) var smsURL: String?
    @Option(name: .of(Settings.smsToken), help: .of(Settings.smsToken)) var smsToken: String?
    @Option(name: .of(Settings.smsFields), help: .of(Settings.smsFields)) var smsFields: String?
    @Option(name: .of(Settings.zaloURL), help: .of(Settings.zaloURL)) var zaloURL: String?
    @Option(name: .of(Settings.zaloToken), help: .of(Settings.zaloToken)) var zaloToken: String?
    @Option(name: .of(Settings.zaloFields), help: .of(Settings.zaloFields)) var zaloFields: String?
    @Option(name: .of(Settings.quietHours), help: .of(Settings.quietHours)) var quietHours: String?
    @Option(name: .of(Settings.digestAt), help: .of(Settings.digestAt)) var digestAt: String?
    @Option(name: .of(Settings.reminderShare), help: .of(Settings.reminderShare)) var reminderShare: String?

    var flags: [String: String?] {
        [
            Settings.smtp.name: smtp, Settings.smtpFrom.name: smtpFrom, Settings.smtpUser.name: smtpUser,
            Settings.smtpPassword.name: smtpPassword, Settings.smtpTLS.name: smtpTLS,
            Settings.smtpAuthorities.name: smtpAuthorities, Settings.smsURL.name: smsURL,
            Settings.smsToken.name: smsToken, Settings.smsFields.name: smsFields, Settings.zaloURL.name: zaloURL,
            Settings.zaloToken.name: zaloToken, Settings.zaloFields.name: zaloFields,
            Settings.quietHours.name: quietHours, Settings.digestAt.name: digestAt,
            Settings.reminderShare.name: reminderShare,
        ]
    }
}
