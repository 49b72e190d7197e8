using System.Text.Json;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>How the text at a <see cref="TextSlot"/> is written.</summary>
internal enum TextKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A string that holds JSON, as tool-call arguments do.</summary>
    Json,

    /// <summary>The name of a member that no schema knows; it can be judged but not rewritten.</summary>
    Name,

    /// <summary>A number long enough to be an identifier.</summary>
    Number,
}

/// <summary>Where a text stands in a JSON body.</summary>
/// <param name="Token">The token, quotes included.</param>
/// <param name="Escaped">Whether it has escapes.</param>
/// <param name="Kind">How to read it.</param>
/// <param name="Group">Slots of one group stand side by side and are one text; 0: on its own.</param>
/// <param name="Source">Who says it, and what for; of requests only.</param>
internal readonly record struct TextSlot(ByteRange Token, bool Escaped, TextKind Kind, int Group, TextSource Source = default)
{
    /// <summary>Shorter numbers identify nobody.</summary>
    public const int ShortestTellingNumber = 8;

    /// <summary>The member name that the reader stands on.</summary>
    public static TextSlot OfName(ref Utf8JsonReader reader, TextSource source)
    {
        var start = (int)reader.TokenStartIndex;
        return new(new(start, start + reader.ValueSpan.Length + 2), reader.ValueIsEscaped, TextKind.Name, 0, source);
    }

    /// <summary>The bytes between the quotes, or the number.</summary>
    public ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> json) => Kind == TextKind.Number
        ? Token.Of(json)
        : json[(Token.Start + 1)..(Token.End - 1)];
}
