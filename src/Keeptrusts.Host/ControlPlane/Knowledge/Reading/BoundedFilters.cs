using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>The filters of PDF, which unpack its parts into memory, with a bound over all of them together.</summary>
/// <param name="most">Most bytes that they may become.</param>
internal sealed class BoundedFilters(long most) : IFilterProvider
{
    // An old form, of which one byte can become thousands.
    private const int MostLzw = 256 * 1024;

    private long _left = most;

    /// <summary>Whether it was more.</summary>
    public bool Exceeded { get; private set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IReadOnlyList<IFilter> Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Bounded(this, filter))];

    private void Take(IFilter filter, ReadOnlyMemory<byte> input)
    {
        // Flate is measured before it is unpacked for good; of the others, the most that the format can become is counted.
        _left -= filter switch
        {
            FlateFilter => Math.Max(Unpacked(input, 2), Unpacked(input, 0)),
            LzwFilter => input.Length > MostLzw ? long.MaxValue / 2 : input.Length * 100L,
            RunLengthFilter => input.Length * 64L,
            _ => input.Length,
        };
        if (_left < 0)
        {
            _left = -1;
            Exceeded = true;
            throw new InvalidDataException("The parts of the PDF unpack to more than is allowed.");
        }
    }

    private long Unpacked(ReadOnlyMemory<byte> input, int header)
    {
        long length = 0;
        if (input.Length <= header)
        {
            return length;
        }

        try
        {
            using var inflater = new DeflateStream(new MemoryStream(input[header..].ToArray(), writable: false), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int read; length <= _left && (read = inflater.Read(buffer)) > 0;)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // As far as it goes.
        }

        return length;
    }

    private sealed class Bounded(BoundedFilters all, IFilter filter) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            all.Take(filter, input);
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }
}
