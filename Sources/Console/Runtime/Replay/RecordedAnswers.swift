import Books
import Recording
import Venues

/// The REST answers of a recording, brought together with the requests of a feed that is played.
///
/// A request gets the next recorded answer of the same path, or the one that came shortly before it: the feed that was
/// recorded may have asked a little earlier. Where the recorder was another program, any earlier answer will do; the
/// session finds out by its number whether it is too old.
struct RecordedAnswers {
    /// An answer with the request that it is for.
    struct Delivery {
        let link: LinkID
        let number: RequestNumber
        let result: Result<HTTPAnswer, TransportError>
    }

    private struct Open {
        let link: LinkID
        let number: RequestNumber
        let path: String
    }

    private struct Spare {
        let path: String
        let result: Result<HTTPAnswer, TransportError>
        let time: MonotonicTime
        let keeps: Bool
    }

    private var open: [Open] = []
    private var spares: [Spare] = []

    /// How long an answer that nobody waits for can still be given out.
    private static let spareSpan = TimeSpan.seconds(1)

    /// Notes a request; the answer to it, if it is there already.
    mutating func ask(
        _ number: RequestNumber,
        _ request: RESTRequest,
        of link: LinkID,
        at now: MonotonicTime
    ) -> Result<HTTPAnswer, TransportError>? {
        let path = CapturedAnswer.path(of: request.endpoint.path)
        // A session waits for one answer of a path at most: it has given up what it asked before.
        open.removeAll { $0.path == path && $0.link == link }
        spares.removeAll { !$0.keeps && now - $0.time > Self.spareSpan }
        guard let index = spares.lastIndex(where: { $0.path == path }) else {
            open.append(Open(link: link, number: number, path: path))
            return nil
        }
        return spares.remove(at: index).result
    }

    /// Takes a recorded answer in, rather for a request of `link`; with the request that it is for, if one waits.
    mutating func take(
        _ record: borrowing CaptureRecord,
        for link: LinkID?,
        at now: MonotonicTime
    ) -> Delivery? {
        guard let (path, rest) = CapturedAnswer.take(record.payload) else { return nil }
        let result: Result<HTTPAnswer, TransportError>
        if record.kind == .answered {
            guard let answer = CapturedAnswer.answer(rest) else { return nil }
            result = .success(answer)
        } else {
            result = .failure(TransportError(.broken, String(decoding: rest, as: UTF8.self)))
        }
        let index =
            open.firstIndex { $0.path == path && $0.link == link } ?? open.firstIndex { $0.path == path }
        guard let index else {
            spares.removeAll { $0.path == path }
            // Foreign recorders have no connections' numbers.
            spares.append(Spare(path: path, result: result, time: now, keeps: record.number == 0))
            return nil
        }
        let request = open.remove(at: index)
        return Delivery(link: request.link, number: request.number, result: result)
    }
}
