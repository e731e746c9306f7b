import Access
import Base
import Web

extension Permission {
    /// To learn whom one tells of a weakness: everybody's.
    static let weaknessTell: Permission = "weakness.tell"
}

/// How a weakness of the site is reported (RFC 9116): `/.well-known/security.txt`, and `/bao-loi-bao-mat` for people.
enum WeaknessPages {
    static let feature = Feature(
        name: "weaknesses", grants: [.anybody(.weaknessTell)],
        routes: [
            .get(WeaknessChannel.textPath, .weaknessTell) { try text($0) },
            .get(WeaknessChannel.pagePath, .weaknessTell) { .page(page($0)) },
        ])

    private static func text(_ request: WebRequest) throws(Problem) -> Answer {
        let site = request.site
        guard let text = site.weaknesses.text(publicURL: site.publicURL, at: request.now) else { throw .notFound }
        return Answer(body: .bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8"))
    }

    private static func page(_ request: WebRequest) -> Page {
        let t = request.strings
        let contacts = request.site.weaknesses.contacts
        return Page(title: t("weakness.title"), density: request.caller.staff == nil ? .citizen : .officer, main: """
            \(Components.backLink(to: "/", t))
            <h1>\(t("weakness.title"))</h1>
            <p>\(t("weakness.thanks"))</p>
            <h2>\(t("weakness.where"))</h2>
            \(contacts.isEmpty ? "<p>\(t("weakness.where.counter"))</p>" : list(contacts))
            <h2>\(t("weakness.how"))</h2>
            <ul><li>\(t("weakness.how.say"))</li><li>\(t("weakness.how.demo"))</li>\
            <li>\(t("weakness.how.wait"))</li></ul>
            <h2>\(t("weakness.promise"))</h2>
            <p>\(t("weakness.promise.text"))</p>
            """)
    }

    /// The addresses are the administrator's own, checked when they were set.
    private static func list(_ contacts: [String]) -> HTML {
        let items = contacts.map { contact -> HTML in
            let address = contact.split(separator: ":", maxSplits: 1).last.map { String($0) } ?? contact
            let shown = contact.hasPrefix("https:") ? contact : address
            return "<li><a href=\"\(contact)\">\(shown)</a></li>"
        }
        return "<ul>\(items)</ul>"
    }
}
