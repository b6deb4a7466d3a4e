/// The SQL of the project: the files beside this one, compiled into the binary.
///
/// A file that is removed or renamed breaks the build; a file that is not listed here fails
/// `SQLFilesTests`.
package enum SQL {
    /// One file of SQL.
    package struct File: Sendable {
        /// The file's name without its extension.
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }

        init(_ name: String, _ bytes: [UInt8]) {
            self.init(name: name, text: String(decoding: bytes, as: UTF8.self))
        }
    }
}
