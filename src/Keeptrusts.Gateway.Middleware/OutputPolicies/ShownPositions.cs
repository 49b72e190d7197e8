using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Makes annotations of chats name the same words in what is shown.</summary>
internal static class ShownPositions
{
    /// <summary>The path of the text whose places they name.</summary>
    public const string Text = "content";

    /// <param name="reply">The answer, read.</param>
    /// <param name="places">The places of a choice's text; <see langword="null"/> where they are as they were.</param>
    /// <param name="edits">Receives the changes.</param>
    public static void Write(Reply reply, Func<int, ShownPlaces?> places, JsonEdits edits)
    {
        foreach (var position in reply.Positions)
        {
            if (places(position.Choice)?.Shift(position.At, position.IsEnd) is { } at && at != position.At)
            {
                edits.ReplaceByRaw(position.Value, Encoding.ASCII.GetBytes(at.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
