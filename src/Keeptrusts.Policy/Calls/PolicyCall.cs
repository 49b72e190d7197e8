using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Policy.Calls;

/// <summary>One call as its policies see it, from admission to its end: what its phases share. Not thread-safe.</summary>
/// <param name="context">The facts of the call.</param>
/// <param name="services">What policies need from the host; those of a fresh, isolated process without it.</param>
public sealed class PolicyCall(PolicyContext context, PolicyServices? services = null)
{
    private List<(Action<long> AtEnd, Action? IfRefused)>? _endings;
    private List<RateLimitState>? _limits;
    private HashSet<string>? _lifted;
    private TokenVault? _vault;

    /// <summary>The facts of the call.</summary>
    public PolicyContext Context { get; } = context;

    /// <summary>What policies need from the host.</summary>
    public PolicyServices Services { get; } = services ?? new PolicyServices();

    /// <summary>Tool calls in the history that the request carries.</summary>
    public int EarlierToolCalls { get; set; }

    /// <summary>Where the call stands with the rate limits that it met, in chain order.</summary>
    public IReadOnlyList<RateLimitState> Limits => _limits ?? [];

    /// <summary>Policies whose escalation at admission a human has allowed: there they only warn.</summary>
    internal ISet<string> Lifted => _lifted ??= new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Where a limit that several gateways share refused the call because this one's share was used up: ends when more was asked for, so that admission may be
    /// tried once more. <see langword="null"/>: a refusal is final.
    /// </summary>
    public Task? Refill { get; private set; }

    /// <summary>The placeholders that stand in the request for values, and that may be turned back in the answer.</summary>
    internal TokenVault Vault => _vault ??= new TokenVault();

    /// <summary>The same, where there are any.</summary>
    internal TokenVault? Issued => _vault is { IsEmpty: false } ? _vault : null;

    /// <summary>Whether a human has allowed what a policy escalates at admission.</summary>
    internal bool IsLifted(string policy) => _lifted is not null && _lifted.Contains(policy);

    /// <summary>Registers what must happen when the call ends, such as giving a place back.</summary>
    /// <param name="ending">Receives the tokens that the call used in all; 0 where it never reached a provider.</param>
    /// <param name="ifRefused">What happens instead where admission refuses the call; <see langword="null"/>: <paramref name="ending"/>, with 0 tokens.</param>
    public void AtEnd(Action<long> ending, Action? ifRefused = null) => (_endings ??= []).Add((ending, ifRefused));

    /// <summary>Tells the caller about a rate limit.</summary>
    public void Report(RateLimitState limit) => (_limits ??= []).Add(limit);

    /// <summary>Notes that a share is being refilled.</summary>
    internal void Await(Task? refill) => Refill = refill ?? Refill;

    /// <summary>Ends the call; a second time does nothing.</summary>
    /// <param name="tokens">Prompt and output tokens used.</param>
    public void End(long tokens)
    {
        var endings = _endings;
        _endings = null;
        foreach (var (atEnd, _) in endings ?? [])
        {
            atEnd(tokens);
        }
    }

    /// <summary>Gives back what admission took before one of its policies refused.</summary>
    internal void Refuse()
    {
        var endings = _endings;
        _endings = null;
        foreach (var (atEnd, ifRefused) in endings ?? [])
        {
            if (ifRefused is null)
            {
                atEnd(0);
            }
            else
            {
                ifRefused();
            }
        }
    }
}
