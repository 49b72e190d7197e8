using System.Text;
using System.Text.Unicode;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>What an event may still keep of one side of a call. Texts are cut between code points.</summary>
internal sealed class ContentAllowance
{
    /// <summary>UTF-8 bytes of the request's texts, and as many again of the answer's, places included.</summary>
    public const int Bytes = 32 * 1024;

    private int _left = Bytes;

    /// <summary>Whether something did not fit.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>Takes what has to be kept whole.</summary>
    /// <returns>Whether it fits.</returns>
    public bool TryTake(int bytes)
    {
        if (bytes > _left)
        {
            _left = 0;
            Exceeded = true;
            return false;
        }

        _left -= bytes;
        return true;
    }

    /// <summary>Takes as much of a text as fits.</summary>
    public string Take(string text)
    {
        var buffer = new byte[Math.Min(_left, Encoding.UTF8.GetMaxByteCount(text.Length))];
        Utf8.FromUtf16(text, buffer, out var read, out var written, replaceInvalidSequences: true);
        _left -= written;
        if (read < text.Length)
        {
            _left = 0;
            Exceeded = true;
        }

        // Read again, since no JSON carries half a surrogate pair.
        return Encoding.UTF8.GetString(buffer, 0, written);
    }

    /// <summary>Something is not kept, for whatever reason.</summary>
    public void Exceed() => Exceeded = true;
}
