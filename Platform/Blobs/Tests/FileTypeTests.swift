import Testing

@testable import Blobs

@Suite struct FileTypeTests {
    func sniffed(_ bytes: [UInt8], among types: [FileType] = FileType.papers) -> FileType? {
        let head = Array(bytes.prefix(FileType.headBytes))
        let possible = FileType.isPossible(head: head, among: types)
        let type = FileType.sniffed(head: head, size: bytes.count, among: types) { Array(bytes[$0..<$0 + $1]) }
        #expect(possible || type == nil)
        return type
    }

    @Test(arguments: [
        (Samples.pdf, FileType.pdf), (Samples.jpeg, .jpeg), (Samples.png, .png), (Samples.docx, .docx),
        (Samples.heif("heic", "mif1"), .heic), (Samples.heif("mif1", "heic"), .heic), (Samples.heif("heix"), .heic),
        (Samples.heif("msf1", "hevc"), .heic), (Samples.heif("mif1"), .heic),
        (Samples.archive(["[Content_Types].xml", "word/document.xml"], comment: Array("PK".utf8)), .docx),
    ])
    func theAllowedTypesAreKnownByTheirBytes(bytes: [UInt8], type: FileType) { #expect(sniffed(bytes) == type) }

    @Test(arguments: [
        "<html><script>alert(1)</script>", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "MZ\u{90}\u{0}this program", "\u{7F}ELF", "#!/bin/sh\n", "GIF89a", "hello", " %PDF-1.4", "\n%PDF-1.7\n",
        "<script>%PDF-1.4", "{\\rtf1", "PK", "P", "BM", "RIFF....WEBP",
    ])
    func everythingElseIsRefused(text: String) { #expect(sniffed(Array(text.utf8)) == nil) }

    @Test(arguments: ["[{\"code\": \"1\"}]", "\u{FEFF} \r\n\t[", "{}"])
    func aListOfRecordsIsTakenOnlyWhereADoorAsksForIt(text: String) {
        #expect(sniffed(Array(text.utf8), among: [.json]) == .json)
        #expect(sniffed(Array(text.utf8)) == nil)
        #expect(sniffed(Samples.pdf, among: [.json]) == nil)
    }

    @Test(arguments: [
        Samples.archive([]), Samples.archive(["a.txt"]), Samples.archive(["[Content_Types].xml", "xl/workbook.xml"]),
        Samples.archive(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
        Samples.archive(["[Content_Types].xml", "word/document.xml"], prefix: Array("<html>".utf8)),
        Samples.archive(["[Content_Types].xml", "word/document.xml"], prefix: [0x50, 0x4B, 3, 4]),
        Samples.docx + Array("<script>".utf8), Array(Samples.docx.dropLast(30)), Array(Samples.docx.prefix(40)),
        Samples.heif("avif", "mif1"), Samples.heif("mif1", "avif"), Samples.heif("isom", "mp42"), Samples.heif("qt  "),
    ])
    func archivesThatAreNoDocumentsAndFilmsAreRefused(bytes: [UInt8]) { #expect(sniffed(bytes) == nil) }

    @Test func anArchiveWithAnyByteChangedNeverStopsTheProgram() {
        for place in Samples.docx.indices {
            for value: UInt8 in [0, 1, 0x7F, 0xFF] {
                var bytes = Samples.docx
                bytes[place] = value
                _ = sniffed(bytes)
            }
        }
    }
}

@Suite struct FileNameTests {
    @Test(arguments: [
        ("Đơn đề nghị.pdf", "Đơn đề nghị.pdf"), ("../../etc/passwd", "passwd"), ("C:\\Users\\Lan\\anh.jpg", "anh.jpg"),
        ("a\u{0}b\r\n.pdf", "ab.pdf"), ("ảnh\u{202E}fdp.exe", "ảnhfdp.exe"), ("\u{FEFF}a\u{200B}.png", "a.png"),
        ("", "tệp"), ("..", "tệp"), ("/", "tệp"), ("  a.pdf ", "a.pdf"),
    ])
    func areShownWithoutPathsAndInvisibleMarks(given: String, shown: String) { #expect(FileName.shown(given) == shown) }

    @Test func areInNFC() {
        #expect(Array(FileName.shown("e\u{302}\u{301}.pdf").unicodeScalars) == Array("ế.pdf".unicodeScalars))
    }

    @Test func keepTheirEndingWhenTheyAreCut() {
        let name = FileName.shown(String(repeating: "ế", count: 300) + ".pdf")
        #expect(name.utf8.count <= 255 && name.utf8.count > 250 && name.hasSuffix("ế.pdf"))
    }
}
