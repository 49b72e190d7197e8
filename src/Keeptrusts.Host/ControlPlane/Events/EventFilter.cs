using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Which events are wanted; an absent field does not confine.</summary>
internal sealed record EventFilter
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Id or name of a key.</summary>
    public string? Key { get; init; }

    public string? Team { get; init; }

    public string? User { get; init; }

    public string? Model { get; init; }

    /// <summary>Id of the target that answered.</summary>
    public string? Provider { get; init; }

    public string? Gateway { get; init; }

    public string? Verdict { get; init; }

    /// <summary>Why: the code of the verdict.</summary>
    public string? Reason { get; init; }

    /// <summary>How the exchange ended, such as <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Name of a policy that fired.</summary>
    public string? Policy { get; init; }

    /// <summary>What <see cref="StoredEvent.Fired"/> may be where <see cref="Policy"/> fired, as far as the store has worked it out.</summary>
    public IReadOnlyList<string>? Fired { get; init; }

    /// <summary>The <c>x-request-id</c> of a response.</summary>
    public string? Request { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The end, not included.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The only team whose events the caller may see.</summary>
    public string? Confinement { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Whether <see cref="Key"/> has the form of an id; a name that has it is not found by name.</summary>
    public bool KeyIsId => Key is { Length: 36 } key && key.StartsWith("key_", StringComparison.Ordinal) && key.Skip(4).All(char.IsAsciiHexDigitLower);

    /// <summary>Whether every event fits.</summary>
    public bool IsOpen => this with { Limit = DefaultLimit } == new EventFilter();

    public bool Fits(StoredEvent e) =>
        (Confinement is null || e.TeamId == Confinement)
        && (Team is null || e.TeamId == Team)
        && (Key is null || (KeyIsId ? e.KeyId : e.KeyName) == Key)
        && (User is null || e.UserId == User)
        && (Model is null || e.Model == Model)
        && (Provider is null || e.Provider == Provider)
        && (Gateway is null || e.Gateway == Gateway)
        && (Verdict is null || e.Verdict == Verdict)
        && (Reason is null || e.ReasonCode == Reason)
        && (Outcome is null || e.Outcome == Outcome)
        && (Policy is null || e.Fired.Contains($"|{Policy}|", StringComparison.Ordinal))
        && (Request is null || e.RequestId == Request)
        && (Since is null || e.Timestamp >= Since)
        && (Until is null || e.Timestamp < Until);
}
