namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>Where it is kept when tokens were used.</summary>
internal interface ITokenUses
{
    /// <summary>Writes down many uses at once.</summary>
    Task MarkUsedAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken cancellationToken);
}
