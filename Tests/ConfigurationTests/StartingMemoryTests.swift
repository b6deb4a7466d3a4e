import Testing

@testable import garaged

/// Only pages of code are told off: what a program wrote to would be lost.
@Suite struct StartingMemoryTests {
    @Test(
        "lines of a process's mappings",
        arguments: [
            (
                "7f00a000-7f00c000 r-xp 00001000 08:01 42   /usr/lib/libswiftCore.so\n",
                0x7f00_a000, 0x2000
            ),
            ("1000-2000 r-xp 00000000 08:01 42 /a folder/garaged", 0x1000, 0x1000),
        ])
    func codeIsFound(line: String, start: UInt, length: Int) throws {
        let code = try #require(CodeMapping(line))
        #expect(code.start == start && code.length == length)
    }

    @Test(
        "what may hold more than its file",
        arguments: [
            "7f00a000-7f00c000 r--p 00001000 08:01 42 /usr/lib/libswiftCore.so",
            "7f00a000-7f00c000 rw-p 00001000 08:01 42 /usr/lib/libswiftCore.so",
            "7f00a000-7f00c000 rwxp 00001000 08:01 42 /usr/lib/libswiftCore.so",
            "7f00a000-7f00c000 r-xp 00000000 00:00 0 [vdso]",
            "7f00a000-7f00c000 r-xp 00000000 00:00 0", "7f00a000 r-xp 0 08:01 42 /x",
            "2000-1000 r-xp 0 08:01 42 /x", "", "garaged",
        ])
    func othersAreLeft(line: String) { #expect(CodeMapping(line) == nil) }

    @Test func theProgramGoesOnAfter() {
        StartingMemory.giveBack()
        #expect("garaged".split(separator: "a").count == 3)
    }
}
