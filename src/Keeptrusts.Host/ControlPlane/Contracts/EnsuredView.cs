using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Answer of <c>POST /v1/tokens/ensure</c>.</summary>
internal sealed record EnsuredView
{
    /// <summary><c>kept</c>, <c>made</c>, <c>renewed</c> or <c>pending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why, for a person to read.</summary>
    public required string Reason { get; init; }

    /// <summary>The token; absent while its approval is pending.</summary>
    public TokenView? Token { get; init; }

    /// <summary>The key, where it is a fresh one. It is not stored; nobody can show it again.</summary>
    public string? Key { get; init; }

    /// <summary>What an OpenAI SDK takes as its base URL.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The request that has to be approved first.</summary>
    public ApprovalView? Approval { get; init; }

    public static EnsuredView Of(Ensured ensured, string gatewayUrl, DateTimeOffset now) => new()
    {
        Status = ensured.Status,
        Reason = ensured.Reason,
        Token = (ensured.Kept ?? ensured.Minted?.Token) is { } token ? TokenView.Of(token, now) : null,
        Key = ensured.Minted?.Key.Reveal(),
        BaseUrl = $"{gatewayUrl}/v1",
        Approval = ensured.Approval is { } approval ? ApprovalView.Of(approval, now) : null,
    };

    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => Status;
}
