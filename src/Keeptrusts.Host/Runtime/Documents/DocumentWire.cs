using System.Text;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Documents;

/// <summary>What a process that reads a document says to the host: a refusal, or the text. The host believes none of its sizes.</summary>
internal static class DocumentWire
{
    /// <summary>Most bytes of an answer: the most text, with what UTF-8 and many short paragraphs add to it.</summary>
    public const int Most = 16 * 1024 * 1024;

    private const byte Refused = 0;
    private const byte Taken = 1;

    public static byte[] Write(Outcome<DocumentText> outcome)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        if (outcome.Refused(out var refusal, out var text))
        {
            writer.Write(Refused);
            writer.Write(refusal.Message);
        }
        else
        {
            writer.Write(Taken);
            writer.Write(text.Format);
            writer.Write(text.Pieces.Count);
            string? place = null;
            foreach (var piece in text.Pieces)
            {
                // Most paragraphs stand where the one before stands.
                var moves = piece.Place != place;
                writer.Write(moves);
                if (moves)
                {
                    place = piece.Place;
                    writer.Write(place ?? "");
                }

                writer.Write(piece.Text);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <returns>The outcome; <see langword="null"/> where it makes no sense.</returns>
    public static Outcome<DocumentText>? Read(byte[] answer)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(answer, writable: false), Encoding.UTF8);
            if (reader.ReadByte() == Refused)
            {
                return new Refusal(RefusalKind.Invalid, reader.ReadString());
            }

            return Text(reader) is { } text ? text : default(Outcome<DocumentText>?);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static DocumentText? Text(BinaryReader reader)
    {
        var format = reader.ReadString();
        var count = reader.ReadInt32();
        var pieces = new List<DocumentPiece>();
        var characters = 0;
        string? place = null;
        for (var i = 0; i < count; i++)
        {
            if (reader.ReadBoolean())
            {
                place = reader.ReadString() is { Length: > 0 } named ? named : null;
            }

            var text = reader.ReadString();
            characters += text.Length;
            if (characters > DocumentLimits.MostCharacters)
            {
                return null;
            }

            pieces.Add(new(place, text));
        }

        return format.Length < 10 && pieces.Count > 0 ? new DocumentText(format, pieces, characters) : null;
    }
}
