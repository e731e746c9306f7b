import Base
import Testing

@Suite struct NameLettersTests {
    @Test(arguments: [
        "Nguyễn Thị Hồng Nhung", "Hồ Thị Xoan", "ĐẶNG VĂN ỰNG",
        // Ê Đê, Gia Rai, Ba Na, M'nông, H'Mông, Chăm, Khmer in Latin letters.
        "Y Thông Niê Kdăm", "H’Hen Niê", "Ksor H'Yam", "K'pă Kơlơng", "Siu Ƀlư\u{306}k", "Y Ƀan Êban", "Rơ Châm Čih",
        "Điểu Hʼoanh", "Đinh Ƀŏk Ñĕt", "Bahnar Ro\u{31B}\u{306}", "Vàng Thị Mỷ", "Giàng Seo Phử", "Thạch Sa Ra",
        "Kim Sô Pha", "Inrasara Phú Trạm", "Ốc Thị Ƀơ\u{306}m",
        // Others.
        "Jean-François Noël d’Ormesson", "Straße O'Brien", "Kwabɛna Ɔwusu", "İbrahim Yıldız", "王伟", "Wang Wei (王伟)",
        "田中 さくら", "김민수", "สมชาย ใจดี", "ສົມສັກ", "សុខ សុភា", "Иван Петров", "Ελένη Παπαδοπούλου", "محمد علي",
        "Công ty TNHH 2 thành viên Ánh Sáng & Co. №", "Nguyễn Văn A 🙂", "", "  ", "-",
    ])
    func `names of the peoples of Việt Nam and of foreigners pass`(name: String) {
        #expect(NameLetters.stranger(in: name) == nil)
        #expect(NameLetters.fault("name", name) == nil)
    }

    @Test(arguments: [
        ("Nguyễn Thị Hoа", NameLetters.Stranger.Kind.cyrillic, "а", "U+0430"),
        ("Нồ Thị Xoan", .cyrillic, "Н", "U+041D"), ("Lê Νam", .greek, "Ν", "U+039D"),
        ("Trần Αn", .greek, "Α", "U+0391"),
        ("Nam Иван", .cyrillic, "И", "U+0418"), ("Иван Παπ", .greek, "Π", "U+03A0"),
        ("Хоа", .cyrillic, "Х", "U+0425"), ("ΝΟΝ", .greek, "Ν", "U+039D"), ("Nam สมชาย", .script, "ส", "U+0E2A"),
        ("王 Иван", .cyrillic, "И", "U+0418"), ("Ｎam", .imitation, "Ｎ", "U+FF2E"), ("𝐍am", .imitation, "𝐍", "U+1D40D"),
        ("Hoɑ", .imitation, "ɑ", "U+0251"), ("ℕam", .imitation, "ℕ", "U+2115"), ("Ⓝam", .imitation, "Ⓝ", "U+24C3"),
        ("Naꮇ", .imitation, "ꮇ", "U+AB87"), ("ꓠam", .imitation, "ꓠ", "U+A4E0"), ("ǀan", .imitation, "ǀ", "U+01C0"),
        ("Số ٣", .imitation, "٣", "U+0663"), ("Na\u{200D}m", .hidden, "", "U+200D"),
        ("Nam\u{FE0F}", .hidden, "", "U+FE0F"), ("d\u{335}an", .marks, "d\u{335}", "U+0335"),
        ("a\u{316}\u{317}\u{318}n", .marks, "a\u{316}\u{317}\u{318}", "U+0318"),
    ])
    func `what only looks like a name is told with its letter`(
        name: String, kind: NameLetters.Stranger.Kind, letter: String, code: String
    ) {
        let fault = FieldFault("name", kind.rawValue, ["letter": letter, "code": code])
        #expect(NameLetters.fault("name", name) == fault)
    }
}
