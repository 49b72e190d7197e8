using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>A fresh key. Only the lines to paste go to standard output, so that <c>eval "$(kt tokens create …)"</c> works.</summary>
internal static class MintedText
{
    public static async Task WriteAsync(CliSurroundings around, ControlClient client, MintedTokenView minted)
    {
        var until = minted.ExpiresAt is null ? "until it is revoked" : $"until {Show.Time(minted.ExpiresAt)}";
        var template = minted.Template is null ? "" : $", template {minted.Template}";
        await around.Error.WriteLineAsync($"made {minted.Id} ({minted.Name}, team {minted.TeamId ?? Show.Nothing}{template}); it works {until}. The key is shown only now:");
        await around.Out.WriteLineAsync(minted.BaseUrl is { } baseUrl
            ? $"export OPENAI_API_KEY={minted.Key}\nexport OPENAI_BASE_URL={baseUrl}"
            : $"export KEEPTRUSTS_API_TOKEN={minted.Key}\nexport KEEPTRUSTS_API_URL={client.Url}");
    }

    /// <summary>That somebody has to decide first.</summary>
    public static Task WritePendingAsync(CliSurroundings around, ApprovalView approval) => around.Error.WriteLineAsync($"""
        no key yet: {string.Join("; ", approval.Reasons)}.
        {approval.Id} waits for a manager of team {approval.TeamId} until {Show.Time(approval.ExpiresAt)}: `{around.CommandName} approvals approve {approval.Id}`
        Once it is approved, `{around.CommandName} approvals take {approval.Id}` gives you the key.
        """);
}
