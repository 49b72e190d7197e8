using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>Cuts a stream into lines of bytes: decoding would hide invalid UTF-8 from the one who judges it.</summary>
internal static class LineReader
{
    public static async IAsyncEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> BatchesAsync(
        Stream stream, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var batch = new List<ReadOnlyMemory<byte>>(size);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                batch.Add(rest.Slice(0, end).ToArray());
                rest = rest.Slice(rest.GetPosition(1, end));
                if (batch.Count == size)
                {
                    yield return batch;
                    batch = new(size);
                }
            }

            if (read.IsCompleted)
            {
                batch.Add(rest.ToArray());
                yield return batch;
                yield break;
            }

            // A person who types, or a slow pipe, sees the results of what has come.
            if (batch.Count > 0)
            {
                yield return batch;
                batch = new(size);
            }

            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }
}
