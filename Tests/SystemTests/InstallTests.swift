import Foundation
import Testing

extension SystemTests {
    @Suite("An installation", .serialized)
    struct InstallTests {
        @Test("make install puts everything in its place, the program finds it there, and uninstall leaves nothing")
        func installs() throws {
            let sandbox = try Sandbox()
            try make("install-files", sandbox)
            let root = sandbox.path(of: "root/usr")
            let files = try files(in: root)
            for file in [
                "bin/rung", "share/man/man1/rung.1", "share/bash-completion/completions/rung",
                "share/zsh/site-functions/_rung", "share/fish/vendor_completions.d/rung.fish",
                "share/rung/Themes/default.yaml", "share/rung/Recordings/spot_ethusdt_20240808.gz",
            ] {
                #expect(files.contains(file), "\(file)")
            }
            #expect(try !Data(contentsOf: URL(filePath: root + "/share/bash-completion/completions/rung")).isEmpty)

            let themes = try PipedProgram(["theme"], of: root + "/bin/rung", in: sandbox)
            #expect(try themes.waitForEnd() == .exited(0))
            #expect(themes.output.contains("solarized\n"))
            let plain = try PipedProgram(["--plain"], of: root + "/bin/rung", in: sandbox)
            try plain.wait(60) { $0.contains("2 of 2") ? true : nil }
            plain.send(SIGTERM)
            #expect(try plain.waitForEnd() == .exited(128 + SIGTERM))

            try make("uninstall", sandbox)
            #expect(try self.files(in: root) == [])
        }

        @Test("The manual names every option of the console, and no other")
        func options() throws {
            let help = try PipedProgram(["console", "--help"], in: Sandbox())
            #expect(try help.waitForEnd() == .exited(0))
            let manual = try String(contentsOfFile: Programs.project("man/rung.1"), encoding: .utf8)
            let options = manual.split(separator: "\n.SH ").first { $0.hasPrefix("OPTIONS") } ?? ""
            let named = Self.options(in: options.replacing("\\-", with: "-"))
            #expect(named == Self.options(in: help.output[...]))
        }

        private static func options(in text: Substring) -> Set<String> {
            // At the beginning of a line: elsewhere options of other programs may be named.
            Set(text.matches(of: /(?m)^(?:\.B[IR]? |  )(?:-h ?"?, "? ?)?"?(--[a-z-]+)/).map { String($0.output.1) })
        }

        private static func options(in text: String) -> Set<String> { options(in: text[...]) }

        private func make(_ target: String, _ sandbox: Sandbox) throws {
            let program = try PipedProgram(
                [
                    "-C", Programs.project(""), "--no-print-directory", target, "DESTDIR=" + sandbox.path(of: "root"),
                    "PREFIX=/usr", "PROGRAM=" + Programs.rung(),
                ],
                of: "/usr/bin/make",
                in: sandbox
            )
            let end = try program.waitForEnd(60)
            guard end == .exited(0) else { throw SystemFailure("make \(target): \(end)\n\(program.errors)") }
        }

        /// The files in a folder and all below, without the folder's path.
        private func files(in folder: String) throws -> Set<String> {
            let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
            return Set(
                all.filter { path in
                    var isFolder: ObjCBool = false
                    let exists = unsafe FileManager.default.fileExists(
                        atPath: "\(folder)/\(path)",
                        isDirectory: &isFolder
                    )
                    return exists && !isFolder.boolValue
                }
            )
        }
    }
}
