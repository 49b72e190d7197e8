using System.Text;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>One text of an answer, gathered from its pieces: its hash, or the text as far as it is kept.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="hash">Takes it; <see langword="null"/> where the text itself is kept.</param>
internal sealed class AnswerText(AnswerPlace place, ContentHash? hash) : IDisposable
{
    private readonly StringBuilder _text = new();
    private string? _once;

    public AnswerPlace Place => place;

    /// <summary>Whether there was more than is kept.</summary>
    public bool WasCut { get; private set; }

    /// <summary>The text, as far as it is kept.</summary>
    public string Text => _text.ToString();

    /// <summary>The hash; asked for once.</summary>
    public string? Hmac() => hash?.Complete();

    /// <summary>Adds a piece.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="most">Characters that may be kept of it.</param>
    /// <returns>Characters that are.</returns>
    public int Append(ReadOnlySpan<char> text, int most)
    {
        if (hash is not null)
        {
            hash.Append(text);
            return 0;
        }

        var kept = text[..Math.Min(text.Length, most)];
        WasCut |= kept.Length < text.Length;
        _text.Append(kept);
        return kept.Length;
    }

    /// <summary>Whether a text that comes whole, such as a role, came before: some providers repeat it in each chunk.</summary>
    public bool Repeats(ReadOnlySpan<char> text)
    {
        if (_once is not null && text.SequenceEqual(_once))
        {
            return true;
        }

        _once = text.ToString();
        return false;
    }

    public void Dispose()
    {
        hash?.Dispose();
        _text.Clear();
    }
}
