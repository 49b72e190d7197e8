using System.Globalization;
using System.Runtime.InteropServices;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Messages that a caller marks as text that nobody vouches for: passages of documents, pages of the web. Policies judge each as they judge the
/// results of tools, so that who retrieves text need not dress it up as the result of a tool, which not every model takes; and all that they judge without the mark, they judge with it.
/// </summary>
internal static class UntrustedMessages
{
    /// <summary>Numbers of messages, from 0, separated by commas.</summary>
    public const string Header = "x-keeptrusts-untrusted";

    /// <summary>Marks them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="numbers">What the header says; <see langword="null"/>: nothing.</param>
    /// <returns>Why it makes no sense; <see langword="null"/> where it does.</returns>
    public static JsonFault? Mark(ModelRequest request, string? numbers)
    {
        if (numbers is null)
        {
            return null;
        }

        var marked = new HashSet<int>();
        foreach (var number in numbers.Split(',', StringSplitOptions.TrimEntries))
        {
            // A number that names nothing is a mistake by which text would go unmarked.
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var message) || message >= request.MessageCount)
            {
                return new("invalid_header", $"The header `{Header}` has to name messages of the request by their numbers, from 0, separated by commas.");
            }

            marked.Add(message);
        }

        foreach (ref var slot in CollectionsMarshal.AsSpan((List<TextSlot>)request.Texts))
        {
            // The word `user` in `role` is the caller's own: only what the message says is not.
            slot = slot.Source.Part != TextPart.Other && marked.Contains(slot.Source.Message) ? slot with { Source = slot.Source with { IsMarked = true } } : slot;
        }

        return null;
    }
}
