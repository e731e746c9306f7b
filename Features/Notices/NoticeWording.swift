import Base
import Foundation
import Journal
import Web

/// The words of notices in every language that the house speaks.
struct NoticeTongues: Sendable {
    private let wordings: [String: NoticeWording]
    private let usual: NoticeWording

    init(_ localisation: Localisation, publicURL: String) {
        usual = NoticeWording(t: localisation.strings(.vietnamese), publicURL: publicURL)
        wordings = Dictionary(localisation.languages.map { language in
            (language.tag, NoticeWording(t: localisation.strings(language), publicURL: publicURL))
        }) { first, _ in first }
    }

    /// Vietnamese for a language that the house does not speak, and for none.
    subscript(tag: String) -> NoticeWording { wordings[tag] ?? usual }
}

/// Turns what happened into the words of a notice. Besides the dossier's code and the name of the procedure they hold
/// nothing about the person: mails and text messages pass through other people's hands.
struct NoticeWording: Sendable {
    /// Two short messages of plain letters, as providers count them.
    static let shortLengthMax = 306

    let t: Strings
    /// Where people reach this installation.
    let publicURL: String

    struct Words: Sendable, Equatable {
        let subject: String
        let body: String
    }

    func words(
        _ news: CitizenNews, _ entry: JournalEntry, procedure: String, agency: String, by channel: NoticeChannel
    ) -> Words {
        let code = entry.facts["code"] ?? ""
        let places = [
            "code": code, "procedure": procedure, "agency": agency, "day": day(news, entry),
            "link": "\(publicURL)/tra-cuu?ma=\(code)",
        ]
        switch channel {
        case .mail:
            let what = t("notices.news.\(news.rawValue)", places)
            return Words(
                subject: t("notices.subject", ["code": code, "what": t("notices.title.\(news.rawValue)")]),
                body: t("notices.mail", places.merging(["what": what]) { $1 }))
        case .sms, .zalo: return Words(subject: "", body: short("notices.short.\(news.rawValue)", places))
        }
    }

    /// When the day is not known, a dash: the look-up shows it.
    private func day(_ news: CitizenNews, _ entry: JournalEntry) -> String {
        guard let fact = news.dayFact, let text = entry.facts[fact], let moment = Instant(iso8601: text) else {
            return "–"
        }
        return t.formats.date(moment.localDate)
    }

    /// Plain letters only, and short: the name of the procedure gives way, the link never.
    private func short(_ key: String, _ places: [String: String]) -> String {
        let whole = Self.plain(t(key, places))
        let over = whole.count - Self.shortLengthMax
        guard over > 0, let procedure = places["procedure"] else { return whole }
        let kept = "\(procedure.prefix(max(10, procedure.count - over - 3)))..."
        return Self.plain(t(key, places.merging(["procedure": kept]) { $1 }))
    }

    /// The same letters without their marks, in ASCII: a text message with them costs double, and old telephones show
    /// boxes.
    static func plain(_ text: String) -> String {
        let bare = text.replacing("đ", with: "d").replacing("Đ", with: "D").replacing("–", with: "-")
        let scalars = bare.decomposedStringWithCanonicalMapping.unicodeScalars.filter(\.isASCII)
        return String(String.UnicodeScalarView(scalars))
    }

    func trial() -> Words { Words(subject: t("notices.trial.subject"), body: t("notices.trial.body")) }
}
