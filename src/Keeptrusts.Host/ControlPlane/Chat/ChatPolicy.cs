using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>What one policy said about a call of a conversation.</summary>
public sealed record ChatPolicy
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary><c>admission</c>, <c>input</c>, <c>routing</c>, <c>output</c> or <c>tool</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>What it decided, in lower case.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Whether it only watched.</summary>
    public bool Shadow { get; init; }

    /// <summary>What it found, each type with its count.</summary>
    public IReadOnlyList<FoundType> Found { get; init; } = [];

    /// <summary>Where in the question.</summary>
    public IReadOnlyList<FoundSpan> Spans { get; init; } = [];

    /// <summary>Where in the text of the passages.</summary>
    public IReadOnlyList<FoundSpan> InPassages { get; init; } = [];

    internal static ChatPolicy Of(PolicyTrace trace, int question, int passages) => new()
    {
        Name = trace.Name,
        Kind = trace.Kind,
        Phase = trace.Phase,
        Verdict = trace.Verdict,
        ReasonCode = trace.Error is null ? trace.ReasonCode : $"{trace.ReasonCode}: {trace.Error}",
        Shadow = trace.Shadow,
        Found = [.. trace.Findings.GroupBy(f => f.Type, StringComparer.Ordinal).Select(group => new FoundType(group.Key, group.Count()))],
        Spans = trace.Phase == "input" ? In(trace, question) : [],
        InPassages = trace.Phase == "input" && passages >= 0 ? In(trace, passages) : [],
    };

    private static List<FoundSpan> In(PolicyTrace trace, int message) =>
        [.. trace.Findings.Where(f => f.At == $"/messages/{message}/content").Select(f => new FoundSpan(f.Type, f.Start, f.End))];
}

/// <summary>A type of finding.</summary>
/// <param name="Type">Such as <c>EMAIL_ADDRESS</c>.</param>
/// <param name="Count">How many.</param>
public sealed record FoundType(string Type, int Count);

/// <summary>A place in a text.</summary>
/// <param name="Type">What was found there.</param>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="End">One past the last.</param>
public sealed record FoundSpan(string Type, int Start, int End);
