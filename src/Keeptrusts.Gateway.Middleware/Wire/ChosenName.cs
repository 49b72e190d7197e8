using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire.Requests;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A member name in an answer that no schema knows, so that whoever made the answer chose it: it can be judged but not rewritten.</summary>
/// <param name="Token">The name, quotes included.</param>
/// <param name="Hash">Of the name, to tell it apart from others.</param>
internal readonly record struct ChosenName(ByteRange Token, ulong Hash)
{
    /// <summary>Notes the member name that the reader stands on, unless a schema knows it.</summary>
    public static void Note(List<ChosenName> names, ref Utf8JsonReader reader, ulong hash)
    {
        if (!SchemaMembers.IsKnown(hash))
        {
            names.Add(new(TextSlot.OfName(ref reader, default).Token, hash));
        }
    }
}
