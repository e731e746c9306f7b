import Base
import Dossiers
import Files
import Identity
import Web

extension PersonCopy {
    /// The copy as one page without a server: opened from the archive, its links lead to the papers beside it.
    /// - Parameter paths: where the archive holds a file; those without were too much for one archive, or malicious.
    func page(_ paths: [ID<KeptFile>: String], _ t: Strings) -> HTML {
        """
        <!DOCTYPE html><html lang="\(t.language.tag)"><head><meta charset="utf-8">
        <title>\(t("privacy.copy"))</title></head>
        <body><h1>\(t("privacy.copy"))</h1>
        <p>\(name) · \(t.formats.dateTime(madeAt))</p>
        \(profile.map { account($0, t) })
        <h2>\(t("privacy.copy.dossiers"))</h2>
        \(if: dossiers.isEmpty, "<p>\(t("privacy.copy.none"))</p>")
        \(dossiers.map { dossier($0, paths, t) })
        <h2>\(t("privacy.readers"))</h2>
        <ul>\(looks.map { "<li>\(t.formats.date($0.day)): \($0.place) (\($0.code))</li>" as HTML })</ul>
        <h2>\(t("privacy.rights"))</h2>
        <ul>\(requests.map { "<li>\($0.code): \(t("privacy.rights.kind.\($0.kind.rawValue)"))</li>" as HTML })</ul>
        \(if: !incidents.isEmpty, told(t))
        \(more.filter { !$0.entries.isEmpty }.map { section($0.part, $0.entries, t) })
        \(if: !without.isEmpty, """
            <h2>\(t("privacy.copy.without"))</h2>
            <ul>\(without.map { "<li>\(t("privacy.copy.without.\($0)"))</li>" as HTML })</ul>
            """)
        </body></html>
        """
    }

    private func told(_ t: Strings) -> HTML {
        let items = incidents.map { one -> HTML in
            let kind = t("privacy.incident.kind.\(one.facts.kind.rawValue)")
            return """
                <li>\(one.code), \(t.formats.date(one.facts.foundAt.localDate)): \(kind). \(one.facts.consequences) \
                \(one.facts.measures)</li>
                """
        }
        return "<h2>\(t("privacy.incident"))</h2><ul>\(items)</ul>"
    }

    private func section(_ part: String, _ entries: [CopyPart.Entry], _ t: Strings) -> HTML {
        let items = entries.map { entry -> HTML in
            let facts = entry.facts.map { fact -> HTML in
                "<dt>\(t("privacy.copy.fact.\(fact.name)"))</dt><dd>\(fact.value)</dd>"
            }
            return "<dl>\(facts)</dl>"
        }
        return "<h2>\(t("privacy.copy.part.\(part)"))</h2>\(items)"
    }

    private func account(_ profile: CitizenProfile, _ t: Strings) -> HTML {
        let lines: [(String, String?)] = [
            ("identity.name", profile.name), ("identity.personal-id", profile.personalID?.digits),
            ("identity.birth-date", profile.birthDate?.description), ("identity.phone", profile.phone?.digits),
            ("identity.email", profile.email?.text), ("identity.address", profile.address),
        ]
        let rows = lines.compactMap { key, value -> HTML? in
            guard let value, !value.isEmpty else { return nil }
            return "<dt>\(t(key))</dt><dd>\(value)</dd>"
        }
        return "<h2>\(t("privacy.copy.account"))</h2><dl>\(rows)</dl>"
    }

    private func dossier(_ copy: DossierCopy, _ paths: [ID<KeptFile>: String], _ t: Strings) -> HTML {
        let one = copy.folder.dossier
        let parties = [copy.folder.applicant, copy.folder.filer].compactMap { $0 }.map { party -> HTML in
            let words = [party.name, party.personalID, party.phone, party.email, party.address].filter { !$0.isEmpty }
            return "<li>\(words.joined(separator: " · "))</li>"
        }
        let files = copy.files.map { file -> HTML in
            paths[file.id].map { "<li><a href=\"\($0)\">\(file.name)</a></li>" }
                ?? "<li>\(file.name) (\(t("privacy.copy.left-out")))</li>"
        }
        return """
            <h3>\(one.code.text): \(copy.folder.procedure.name)</h3>
            <p>\(t("dossier.state.\(one.state.rawValue)")), \(t.formats.dateTime(one.submittedAt))</p>
            <ul>\(parties)</ul><p>\(copy.folder.content.request)</p><ul>\(files)</ul>
            """
    }
}
