using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens revoke</c>, of one token or of all that somebody has.</summary>
internal static class RevokeTokenCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var reference = new Argument<string?>("token") { Description = "Its id, its first characters as listed, or its name", Arity = ArgumentArity.ZeroOrOne };
        var owner = new Option<string?>("--owner") { Description = "All tokens of this owner" };
        var team = new Option<string?>("--team-id") { Description = "All tokens of this team; with --owner only theirs in it" };
        var now = new Option<bool>("--now") { Description = "End calls that are under way at once, too" };
        return new ApiCommand("revoke", "Revoke a key or token, or all of an owner or a team; the next request is refused.", around, reference, owner, team, now).Asks(
            (client, parsed, cancellationToken) => (parsed.GetValue(reference), Whose: new RevokeTokens(parsed.GetValue(owner), parsed.GetValue(team), parsed.GetValue(now))) switch
            {
                ({ } one, { Owner: null, TeamId: null } whose) =>
                    client.PostAsync($"{TokenReference.Path(one)}/revoke", new RevokeNow(whose.Now), ControlJson.Default.RevokeNow, cancellationToken),
                (null, var whose) when whose.Owner is not null || whose.TeamId is not null => client.PostAsync("/v1/tokens/revoke", whose, ControlJson.Default.RevokeTokens, cancellationToken),
                _ => Task.FromResult<Outcome<JsonDocument>>(new Refusal(RefusalKind.Invalid, "say which: either one token, or --owner, --team-id or both")),
            },
            (answer, _, _) =>
            {
                var revoked = answer.TryGetProperty("data", out var data) ? data.Deserialize(ControlJson.Default.IReadOnlyListTokenView)! : [answer.Deserialize(ControlJson.Default.TokenView)!];
                return revoked.Count == 0
                    ? around.Out.WriteLineAsync("nothing to revoke: all of these were revoked before, or there are none")
                    : around.Out.WriteLineAsync(string.Join(Environment.NewLine, revoked.Select(t => $"revoked {t.Id} ({t.Name}) at {Show.Time(t.RevokedAt)}")));
            });
    }
}
