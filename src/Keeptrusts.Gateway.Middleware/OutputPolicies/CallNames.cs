using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// The names of the tool calls of a stream in which calls do not wait. A name comes whole, so each is judged where it stands; one that comes in pieces
/// is judged once more with each, since clients may put the pieces together.
/// </summary>
internal sealed class CallNames
{
    private readonly Dictionary<(int Choice, int Item), (byte[] Id, StringBuilder Name)> _names = [];

    /// <summary>Takes a name, or a piece of one.</summary>
    /// <returns>The name so far; <see langword="null"/> for a first piece, and where it only repeats the name, as some providers do in each chunk.</returns>
    public string? Join(ReadOnlySpan<byte> chunk, Reply reply, ReplyText text, ReadOnlySpan<char> piece)
    {
        if (piece.IsEmpty || CallOf(reply, text) is not { } call)
        {
            return null;
        }

        var id = call.Id.Of(chunk);
        if (!_names.TryGetValue((call.Choice, call.Item), out var known) || !(id.IsEmpty || known.Id.Length == 0 || id.SequenceEqual(known.Id)))
        {
            _names[(call.Choice, call.Item)] = (id.ToArray(), new StringBuilder().Append(piece));
            return null;
        }

        return known.Name.Equals(piece) ? null : known.Name.Append(piece).ToString();
    }

    private static ReplyCall? CallOf(Reply reply, ReplyText text)
    {
        foreach (var call in reply.Calls)
        {
            if (call.Holds(text))
            {
                return call;
            }
        }

        return null;
    }
}
