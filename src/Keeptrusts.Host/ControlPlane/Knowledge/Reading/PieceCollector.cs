namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>Gathers the paragraphs of a document as it is read, and stops where it becomes too much.</summary>
/// <param name="time">The clock.</param>
internal sealed class PieceCollector(TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();
    private readonly List<DocumentPiece> _pieces = [];
    private int _characters;

    public IReadOnlyList<DocumentPiece> Pieces => _pieces;

    public int Characters => _characters;

    /// <summary>Takes a paragraph; white space in it becomes single spaces, but for line breaks.</summary>
    /// <exception cref="DocumentRefusedException">There is too much text, or reading takes too long.</exception>
    public void Add(string? place, ReadOnlySpan<char> text)
    {
        Check();
        var clean = CleanText.Of(text);
        if (clean.Length == 0)
        {
            return;
        }

        _characters += clean.Length;
        if (_characters > DocumentLimits.MostCharacters)
        {
            throw new DocumentRefusedException($"The document has more than {DocumentLimits.MostCharacters:#,0} characters of text. Upload it in parts.");
        }

        _pieces.Add(new(place, clean));
    }

    /// <exception cref="DocumentRefusedException">Reading takes too long.</exception>
    public void Check()
    {
        if (time.GetElapsedTime(_since) > DocumentLimits.Longest)
        {
            throw new DocumentRefusedException("The document takes too long to read. Save it anew in a simpler form, or upload its text.");
        }
    }
}
