/// What breaks a rule today, each with its reason. Lists may shrink; whoever adds a line writes why.
enum Exceptions {
    /// Files with lines over 120, and how many such lines they may have: written before this rule was read.
    static let wideLines: [String: Int] = [
        "App/Configuration.swift": 1,
        "App/Tests/CommandLineTests.swift": 2,
        "App/Tests/ConfigurationTests.swift": 1,
        "App/Tests/Program.swift": 1,
        "App/Tests/RunningServer.swift": 1,
        "Features/Deadlines/Deadline.swift": 1,
        "Features/Deadlines/OfficeHours.swift": 1,
        "Features/Deadlines/Tests/DeadlinePropertyTests.swift": 1,
        "Features/Deadlines/Tests/WorkCalendarTests.swift": 3,
        "Features/Deadlines/WorkCalendar.swift": 1,
        "Features/Identity/Account.swift": 1,
        "Features/Identity/AccountStore.swift": 1,
        "Features/Identity/AgencyIdentifier.swift": 1,
        "Features/Identity/AgencyList.swift": 1,
        "Features/Identity/ChangeAgency.swift": 1,
        "Features/Identity/IdentityCard.swift": 1,
        "Features/Identity/PasswordHash.swift": 1,
        "Features/Identity/PasswordRule.swift": 2,
        "Features/Identity/PersonalID.swift": 2,
        "Features/Identity/PhoneNumber.swift": 1,
        "Features/Identity/SignIn.swift": 1,
        "Features/Identity/SignInThrottle.swift": 2,
        "Features/Identity/Tests/DeedTests.swift": 4,
        "Features/Identity/Tests/NounTests.swift": 1,
        "Features/Identity/Tests/PasswordTests.swift": 2,
        "Package.swift": 4,
        "Platform/Access/Permit.swift": 1,
        "Platform/Storage/Migrator.swift": 2,
        "Platform/StorageSQLite/FileLock.swift": 1,
        "Platform/StorageSQLite/GroupWriter.swift": 1,
        "Platform/TestKit/TestSite.swift": 2,
        "Platform/TestKit/WebClient.swift": 1,
        "Platform/Web/Components/ChoiceFields.swift": 2,
        "Platform/Web/Components/DateField.swift": 1,
        "Platform/Web/Components/Dialog.swift": 1,
        "Platform/Web/Components/FileField.swift": 1,
        "Platform/Web/Components/Form.swift": 1,
        "Platform/Web/Components/Notices.swift": 3,
        "Platform/Web/Components/Pages.swift": 5,
        "Platform/Web/Components/SummaryList.swift": 1,
        "Platform/Web/Components/Table.swift": 1,
        "Platform/Web/Components/Tiles.swift": 2,
        "Platform/Web/Layout.swift": 2,
        "Platform/Web/Localisation.swift": 1,
        "Platform/Web/Once.swift": 1,
        "Platform/Web/Server/AnswerWriter.swift": 1,
        "Platform/Web/Server/EventStream.swift": 1,
        "Platform/Web/Server/Exchange.swift": 1,
        "Platform/Web/Server/WebServer.swift": 1,
        "Platform/Web/Tests/TestHouse.swift": 2,
        "Platform/Web/WebSettings.swift": 1,
        "motcua/CommonOptions.swift": 1,
        "motcua/ConfigCommand.swift": 1,
        "motcua/Main.swift": 1,
    ]

    /// Functions over 60 lines: "path name" and the length that it must not pass.
    static let longFunctions: [String: Int] = [:]

    /// Files over their limit, and the length that they must not pass.
    static let longFiles: [String: Int] = [:]

    /// Declared without an import: "target dependency".
    static let declaredOnly: [String: String] = [:]

    /// A table named outside its owner's folder: "folder table".
    static let foreignTables: [String: String] = [:]

    /// String keys that code builds in a way the reader does not see: prefix and where.
    static let builtKeys: [String: String] = [:]
}
