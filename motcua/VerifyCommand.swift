import App
import ArgumentParser
import Base
import Foundation
import Proof
import Sealing
import Web

/// What can be verified by the files alone, without a database and without a network.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Kiểm chứng không cần mạng. / Verify offline.",
        subcommands: [ReceiptFile.self])

    /// Exit code 0: proven. 1: not proven, or no seal covers it yet. 2: a file cannot be read.
    struct ReceiptFile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipt", abstract: "Kiểm chứng biên nhận. / Verify a receipt.",
            discussion: """
                Ví dụ / Example: motcua verify receipt bien-nhan-H50.50.05-261123-0001.json --key khoa.pem \
                --seals niem-phong.jsonl
                """)

        @Argument(help: "Tệp biên nhận. / The receipt.") var file: String
        @Option(help: "Khóa công khai của cơ quan (PEM). / The office's public key (PEM).") var key: String?
        @Option(help: "Các lần niêm phong đã giữ. / The seals that were kept.") var seals: String?
        @Option(help: """
            Chứng thư gốc (PEM) của tổ chức cấp dấu thời gian: đòi dấu thời gian. / Roots (PEM) of the time-stamp \
            authority: asks for a stamp.
            """)
        var stampCertificates: String?
        @OptionGroup var common: CommonOptions

        func run() async throws { try await common.saying { try await verify($0) } }

        private func verify(_ t: Strings) async throws {
            // It needs no setting, but a wrong one is told like everywhere.
            _ = try common.configuration()
            guard let receipt = Receipt(reading: try bytes(of: file, t)) else {
                throw CommandFault.wrongUse(t("app.verify.unreadable", ["file": file]))
            }
            let verdict = VerifyReceipt(receipt, key: try officeKey(t), seals: try keptSeals(t)).verdict
            switch verdict {
            case .proven:
                try await askForStamp(of: receipt, t)
                if common.json { try tell(receipt, "proven") } else { print(sentence(receipt, t)) }
                if key == nil, seals == nil {
                    Terminal.complain(t("app.verify.own-key", ["key": receipt.sealed?.seal.key.fingerprint ?? ""]))
                }
            case .waiting:
                if common.json { try tell(receipt, "waiting") }
                throw CommandFault.failed(t("app.verify.waiting", words(receipt)))
            case .refused(let fault):
                if common.json { try tell(receipt, "refused", fault) }
                throw CommandFault.failed(t("sealing.fault.\(fault.rawValue)", words(receipt)))
            }
        }

        private func askForStamp(of receipt: Receipt, _ t: Strings) async throws {
            guard let roots = stampCertificates, let sealed = receipt.sealed else { return }
            guard let token = sealed.stamp.flatMap({ Data(base64Encoded: $0) }),
                await TimeStampAnswer([UInt8](token)).holds(over: sealed.seal.note.note.utf8, roots: roots)
            else { throw CommandFault.failed(t("app.verify.stamp", ["file": roots])) }
        }

        private func bytes(of path: String, _ t: Strings) throws -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFault.wrongUse(t("app.verify.unreadable", ["file": path]))
            }
            return [UInt8](data)
        }

        private func officeKey(_ t: Strings) throws -> PublicSealKey? {
            try key.map { path in
                guard let key = PublicSealKey(String(decoding: try bytes(of: path, t), as: UTF8.self)) else {
                    throw CommandFault.wrongUse(t("app.verify.unreadable", ["file": path]))
                }
                return key
            }
        }

        private func keptSeals(_ t: Strings) throws -> [Seal]? {
            try seals.map { path in
                do { return try Seal.read(lines: try bytes(of: path, t)) } catch let problem as Problem {
                    throw CommandFault(kind: .wrongUse, of: problem, in: t)
                }
            }
        }

        private func words(_ receipt: Receipt) -> [String: String] {
            ["code": receipt.code, "received": receipt.receivedAt.iso8601, "entry": "\(receipt.entry.number)",
                "number": "\(receipt.sealed?.seal.number ?? 0)", "sealed": receipt.sealed?.seal.at.iso8601 ?? ""]
        }

        private func sentence(_ receipt: Receipt, _ t: Strings) -> String {
            t("sealing.verdict.proven.text", words(receipt))
        }

        private func tell(_ receipt: Receipt, _ verdict: String, _ fault: VerifyReceipt.Fault? = nil) throws {
            var object: [String: Any] = [
                "verdict": verdict, "code": receipt.code, "receivedAt": receipt.receivedAt.iso8601,
                "entry": receipt.entry.number, "keyGiven": key != nil, "sealsGiven": seals != nil,
            ]
            object["seal"] = receipt.sealed?.seal.number
            object["sealedAt"] = receipt.sealed?.seal.at.iso8601
            object["key"] = receipt.sealed?.seal.key.base64
            object["fault"] = fault?.rawValue
            print(try Terminal.json(object))
        }
    }
}
