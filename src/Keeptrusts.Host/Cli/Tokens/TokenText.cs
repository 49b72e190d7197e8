using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>One token, a field a line.</summary>
internal static class TokenText
{
    public static async Task WriteAsync(TextWriter output, TokenView token)
    {
        (string Name, string Value)[] fields =
        [
            ("id", token.Id),
            ("name", token.Name),
            ("type", token.TokenType),
            ("status", token.Status),
            ("key", token.Prefix + "…"),
            ("team", token.TeamId ?? Show.Nothing),
            ("owner", token.Owner ?? Show.Nothing),
            ("template", token.Template ?? Show.Nothing),
            ("config", token.Configuration ?? Show.Nothing),
            ("budget", token.Budget is { } budget ? Show.Usd(budget) : "none of its own"),
            ("models", token.AllowedModels.Count == 0 ? "any" : Show.List(token.AllowedModels)),
            ("roles", Show.List(token.Roles)),
            ("on behalf", token.OnBehalfOf ? "of whom its caller names" : "of its owner"),
            ("created", Show.Time(token.CreatedAt)),
            ("expires", Show.Time(token.ExpiresAt)),
            ("last used", Show.Time(token.LastUsedAt)),
            ("revoked", Show.Time(token.RevokedAt)),
            ("replaces", token.RotatedFrom ?? Show.Nothing),
        ];
        foreach (var (name, value) in fields)
        {
            await output.WriteLineAsync($"{name,-10} {value}");
        }
    }
}
