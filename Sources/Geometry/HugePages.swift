#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Asks the system for pages of 2 MB under a large array, before it is written.
///
/// With pages of 4 kB most reads of a search among millions of points wait for the address of the
/// page before they wait for the points. It is a request; where the system knows nothing of it,
/// nothing happens.
func preferHugePages<Element>(_ memory: UnsafeMutablePointer<Element>?, count: Int) {
    #if os(Linux)
    let bytes = count * MemoryLayout<Element>.stride
    guard bytes >= 4 << 20, let memory else { return }
    let page = 4_096
    let start = (UInt(bitPattern: memory) + UInt(page - 1)) / UInt(page) * UInt(page)
    let end = (UInt(bitPattern: memory) + UInt(bytes)) / UInt(page) * UInt(page)
    _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
    #endif
}
