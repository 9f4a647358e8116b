public import ArgumentParser
public import Runtime

/// `rung bench`: how fast the console's decoder and books are, on a recording.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the path from a raw depth message to five best levels.",
        discussion: """
            The recording has a line a message, `<ns> <venue> <raw JSON>`, the first line of each venue being its REST \
            snapshot; Benchmarks/prepare makes one out of Recordings. By exactly the decoder and the books that the \
            console runs, on one thread. The result is one line of JSON.

            Jobs: J1 raw text to five best levels, J2 apply and read, J2A apply, J3 two venues into the consumer book, \
            PARSE decode, COPY copy.
            """
    )

    @Option(help: "The recording.", completion: .file())
    var rec: String

    @Option(help: "J1, J2, J2A, J3, PARSE or COPY.")
    var job = BenchmarkJob.wholePath

    @Flag(help: "Keep the books as sorted arrays, as where no tick is known, instead of paged by tick.")
    var sorted = false

    @Option(help: "How much CPU time to spend.")
    var seconds = 1.0

    func run() throws {
        do {
            var benchmark = try Benchmark(path: rec, isPaged: !sorted)
            print(try benchmark.run(job, seconds: seconds).json)
        } catch {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        }
    }

    func validate() throws {
        guard seconds > 0, seconds <= 3_600 else {
            throw ValidationError("--seconds: give a number above 0 up to 3600")
        }
    }
}

extension BenchmarkJob: ExpressibleByArgument {}
