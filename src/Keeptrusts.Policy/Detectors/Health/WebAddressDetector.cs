using System.Buffers;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Health;

/// <summary>Web addresses, which may point to a patient's page.</summary>
internal sealed class WebAddressDetector() : PatternDetector(
    "URL", "(?:https?://|www\\.)[^\\s<>\"'`]*[^\\s<>\"'`.,;:!?)\\]}]")
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n<>\"'`");

    public override EntityInfo Info { get; } = new()
    {
        Title = "Web address",
        Group = EntityGroup.Health,
        Format = "From `http://`, `https://` or `www.` to the next space, without the punctuation that ends a sentence.",
        Check = "None.",
        Examples = ["see «https://clinic.example/p/4711?x=1» for the chart", "on «www.example.org/jane»."],
        NotFound = ["the file readme.md", "clinic.example"],
        Limits = "An address without its scheme or `www.` is not found.",
    };

    /// <summary>An address within an address is part of it.</summary>
    public override bool MayStart(ReadOnlySpan<char> left, char first)
    {
        var inside = left[(left.LastIndexOfAny(Separators) + 1)..];
        return base.MayStart(left, first) && inside.IndexOf("://") < 0 && inside.IndexOf("www.") < 0;
    }

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => SpanEnd.Holds;

    public override double Score(in SpanText span) => 1;
}
