/// Numbers from 0 through 32,767, two bytes each: caps and limits of every garage.
package struct SmallNumbers: Sendable {
    private var numbers: [Int16]

    init(_ numbers: some Sequence<Int>) { self.numbers = numbers.map { Int16(clamping: $0) } }

    package subscript(index: Int) -> Int {
        get { Int(numbers[index]) }
        set { numbers[index] = Int16(clamping: newValue) }
    }

    package var count: Int { numbers.count }
}
