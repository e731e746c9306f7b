import App
import ArgumentParser
import Foundation
import Web

/// A real commune: which one, its first administrator, the catalogue. Asks for what is missing when somebody sits there.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Tạo dữ liệu cho một xã, phường, đặc khu thật. / Make the data of a real commune.",
        discussion: """
            Thiếu thông tin nào thì hỏi trên màn hình; mật khẩu được hỏi hai lần. / Asks for what is missing; the \
            password twice.
            Ví dụ / Example: motcua init --data ./data --commune 19555 --identifier H50.50.05 \
            --admin-login quantri --admin-name "Nguyễn Thị Hoa"
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Mã thống kê 5 chữ số của xã. / The commune's statistics code, 5 digits.", transform: nonEmpty)
    var commune: String?
    @Option(help: "Mã định danh điện tử. / Electronic identifier, e.g. H50.50.05.", transform: nonEmpty)
    var identifier: String?
    @Flag(help: "Xã miền núi, biên giới, hải đảo, đặc biệt khó khăn. / Remote: some terms are longer.")
    var remote = false
    @Option(help: "Tên đăng nhập của quản trị đầu tiên. / First administrator's login.", transform: nonEmpty)
    var adminLogin: String?
    @Option(help: "Họ tên của quản trị đầu tiên. / First administrator's name.", transform: nonEmpty)
    var adminName: String?
    @Option(help: "Tệp chứa mật khẩu ở dòng đầu. / File with the password in its first line.")
    var adminPasswordFile: String?
    @Option(help: "Tệp danh mục thủ tục; mặc định: kèm chương trình. / Catalogue; the built-in one if not given.")
    var catalogue: String?

    func run() async throws {
        try await common.saying { t in
            let configuration = try common.configuration()
            let answers = try CommuneAnswers(
                commune: commune ?? ask("app.init.commune", missing: "--commune", t),
                identifier: identifier ?? ask("app.init.identifier", missing: "--identifier", t),
                isRemote: remote,
                administratorName: adminName ?? ask("app.init.admin-name", missing: "--admin-name", t),
                administratorLogin: adminLogin ?? ask("app.init.admin-login", missing: "--admin-login", t),
                password: password(t))
            let file = try catalogue.map { try FileBytes.read($0) }
            let outcome = try await Installing.initialise(configuration, answers, catalogue: file)
            if common.json {
                print(try Terminal.json([
                    "commune": outcome.agency.name, "administrator": answers.administratorLogin,
                    "procedures": outcome.procedures,
                ]))
            } else {
                print(t("app.init.done", ["commune": outcome.agency.name, "procedures": "\(outcome.procedures)"]))
            }
        }
    }

    private func password(_ t: Strings) throws -> String {
        if let adminPasswordFile {
            let text = String(decoding: try FileBytes.read(adminPasswordFile), as: UTF8.self)
            return String(text.prefix { !$0.isNewline })
        }
        guard Terminal.isInteractive else {
            throw CommandFault.wrongUse(t("app.init.missing", ["flag": "--admin-password-file"]))
        }
        while true {
            guard let first = Terminal.askSecretly(t("app.init.password")),
                let second = Terminal.askSecretly(t("app.init.password-again"))
            else { throw CommandFault.wrongUse(t("app.init.missing", ["flag": "--admin-password-file"])) }
            if first == second { return first }
            Terminal.complain(t("app.init.passwords-differ"))
        }
    }

    /// Asks until something is typed; without a terminal, names the flag.
    private func ask(_ question: String, missing flag: String, _ t: Strings) throws -> String {
        let fault = CommandFault.wrongUse(t("app.init.missing", ["flag": flag]))
        guard Terminal.isInteractive else { throw fault }
        while true {
            guard let answer = Terminal.ask(t(question)) else { throw fault }
            if !answer.isEmpty { return answer }
        }
    }
}

/// An option that was given empty is a mistake of a script, not an answer.
@Sendable private func nonEmpty(_ text: String) throws -> String {
    guard !text.isEmpty else { throw ValidationError("The value is empty.") }
    return text
}
